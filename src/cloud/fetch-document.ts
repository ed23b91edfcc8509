/**
 * One public document from a URL that the user has entered: https only, without tokens, cookies or credentials, and
 * bounded in redirects, size and time. It is a pipeline of its own beside http.ts, since its hosts are not the cloud's:
 * nothing that signs a request may ever stand in it. How it reaches the network is the same, proxy included.
 */
import type { Readable } from 'node:stream';
import {
  createDefaultHttpClient,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  decompressResponsePolicy,
  proxyPolicy,
  userAgentPolicy,
  type HttpClient,
  type Pipeline,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { failureOf, labelOf, logPolicy, type HttpLog } from './http.ts';
import { unreachable } from './service-error.ts';

export interface FetchOptions {
  readonly signal?: AbortSignal;
  readonly log?: HttpLog;
  /** Sends the requests in place of Node's https. */
  readonly httpClient?: HttpClient;
  /** Of the document, after decompression; 20 MB unless told. */
  readonly maximumBytes?: number;
  /** Milliseconds for everything, redirects included; two minutes unless told. */
  readonly timeout?: number;
}

export interface FetchedDocument {
  /** Where it was found, after redirects. */
  readonly url: string;
  /** Without byte order mark. */
  readonly text: string;
}

/** The address, or what it answers with, is none that a document is taken from. The message says what to do. */
export class DocumentRefusedError extends Error {
  override readonly name = 'DocumentRefusedError';
}

const MAXIMUM_BYTES = 20_000_000;
const MAXIMUM_REDIRECTS = 5;
const TIMEOUT = 120_000;
const REDIRECT_STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Why a document cannot be fetched from what was entered, in a sentence; undefined where it can. */
export function documentUrlProblem(url: string): string | undefined {
  if (!URL.canParse(url)) return 'Enter a whole URL, such as https://api.example.com/openapi.json.';
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'https:') return 'Only https URLs are fetched. Download the document and import the file instead.';
  if (username !== '' || password !== '') return 'The URL has credentials in it, which are never sent. Leave them out, or download the document and import the file.';
  return undefined;
}

/**
 * @throws {DocumentRefusedError} where the URL, a redirect or the answer will not do; ServiceError with status 0 where
 * the host cannot be reached in time; the signal's reason when aborted.
 */
export async function fetchDocument(url: string, options: FetchOptions = {}): Promise<FetchedDocument> {
  const { signal, maximumBytes = MAXIMUM_BYTES } = options;
  signal?.throwIfAborted();
  const time = AbortSignal.timeout(options.timeout ?? TIMEOUT);
  const ended = signal ? AbortSignal.any([signal, time]) : time;
  const client = options.httpClient ?? createDefaultHttpClient();
  const pipeline = pipelineFor(options);
  let address = url;
  try {
    for (let redirects = 0; redirects <= MAXIMUM_REDIRECTS; redirects++) {
      const response = await answerOf(pipeline, client, address, ended);
      const next = REDIRECT_STATUSES.has(response.status) ? response.headers.get('location') : undefined;
      if (next === undefined) return { url: address, text: await documentIn(response, address, maximumBytes) };
      discard(response);
      address = redirected(address, next);
    }
    throw new DocumentRefusedError(`${hostOf(url)} leads from one address to the next, more than ${MAXIMUM_REDIRECTS} times. Open the URL in a browser, download the document and import the file.`);
  } catch (error) {
    signal?.throwIfAborted();
    if (time.aborted) throw unreachable('ETIMEDOUT', labelOf('GET', address));
    throw failureOf(error, labelOf('GET', address));
  }
}

function pipelineFor({ log }: FetchOptions): Pipeline {
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(proxyPolicy());
  pipeline.addPolicy(decompressResponsePolicy());
  pipeline.addPolicy(userAgentPolicy({ userAgentPrefix: 'connector-studio' }));
  if (log) pipeline.addPolicy(logPolicy(log), { afterPhase: 'Sign' });
  return pipeline;
}

async function answerOf(pipeline: Pipeline, client: HttpClient, url: string, signal: AbortSignal): Promise<PipelineResponse> {
  const problem = documentUrlProblem(url);
  if (problem !== undefined) throw new DocumentRefusedError(problem);
  return pipeline.sendRequest(client, createPipelineRequest({
    method: 'GET',
    url,
    headers: createHttpHeaders({ accept: 'application/json, application/yaml, text/yaml, */*;q=0.5' }),
    abortSignal: signal,
    // As a stream, whatever the status: the length that a server states need not be true.
    streamResponseStatusCodes: new Set([Number.POSITIVE_INFINITY]),
  }));
}

function redirected(from: string, location: string): string {
  if (!URL.canParse(location, from)) throw new DocumentRefusedError(`${hostOf(from)} leads to an address that is none. Check the URL.`);
  const { href, host } = new URL(location, from);
  if (documentUrlProblem(href) !== undefined) {
    throw new DocumentRefusedError(`${hostOf(from)} leads to ${host === '' ? 'another address' : host} without https or with credentials, which is not followed. Download the document and import the file.`);
  }
  return href;
}

async function documentIn(response: PipelineResponse, url: string, maximumBytes: number): Promise<string> {
  const { status, headers } = response;
  const contentType = headers.get('content-type') ?? '';
  const refused = statusProblem(status, hostOf(url)) ?? (/^(?:text\/html|application\/xhtml)/i.test(contentType) ? pageProblem(hostOf(url)) : undefined);
  if (refused !== undefined) {
    discard(response);
    throw new DocumentRefusedError(refused);
  }
  const text = decoded(await bytesOf(response, maximumBytes), contentType);
  if (/^\s*<(?:!doctype|html)\b/i.test(text.slice(0, 1000))) throw new DocumentRefusedError(pageProblem(hostOf(url)));
  return text;
}

function statusProblem(status: number, host: string): string | undefined {
  if (status === 200) return undefined;
  if (status === 401 || status === 403) return `${host} does not give this document without a sign-in (status ${status}). Download it in a browser and import the file.`;
  if (status === 404 || status === 410) return `${host} has no document at this address (status ${status}). Check the URL.`;
  if (status === 429 || status >= 500) return `${host} cannot answer now (status ${status}). Try again later, or download the document in a browser and import the file.`;
  return `${host} answered with status ${status} and no document. Check the URL.`;
}

function pageProblem(host: string): string {
  return `${host} answered with a web page, not with a document. Enter the address of the document itself: on GitHub the one behind Raw, in Swagger UI the one below the title.`;
}

async function bytesOf(response: PipelineResponse, maximum: number): Promise<Uint8Array> {
  const body = bodyOf(response);
  const tooLarge = (): DocumentRefusedError => new DocumentRefusedError(`The document has more than ${Math.floor(maximum / 1_000_000)} MB and is not read. A connector's definition has about 1 MB at most: import a smaller document.`);
  if (Number(response.headers.get('content-length')) > maximum) {
    discard(response);
    throw tooLarge();
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    // Leaving the loop ends the connection.
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > maximum) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof DocumentRefusedError ? error : unreachable(brokenOff(error), labelOf('GET', response.request.url));
  }
  return Buffer.concat(chunks);
}

/** A body that ends early fails with the stream's error, whose code is the system's, zlib's or none. */
function brokenOff(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'ECONNRESET';
}

function discard(response: PipelineResponse): void {
  bodyOf(response)?.destroy();
}

function bodyOf({ readableStreamBody }: PipelineResponse): Readable | undefined {
  return readableStreamBody as Readable | undefined;
}

/** By byte order mark, else by what the server says, else UTF-8, which JSON and YAML documents are in nearly always. */
function decoded(bytes: Uint8Array, contentType: string): string {
  const [first, second] = bytes;
  const marked = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  const stated = /charset=["']?([\w-]+)/i.exec(contentType)?.[1];
  try {
    return new TextDecoder(marked ?? stated).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

function hostOf(url: string): string {
  return new URL(url).host;
}
