/**
 * The one way to the services: hosts of the chosen cloud only, the right token for each, throttling waited out, a
 * refusal turned into a ServiceError. Redirects are not followed, since a token must not travel with them.
 */
import {
  createDefaultHttpClient,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  decompressResponsePolicy,
  isRestError,
  proxyPolicy,
  setClientRequestIdPolicy,
  userAgentPolicy,
  type HttpClient,
  type PipelinePolicy,
} from '@azure/core-rest-pipeline';
import type { Cloud } from './clouds.ts';
import { assertHost, type HostGroup } from './hosts.ts';
import { redactTokens } from './redact-tokens.ts';
import { resendPolicy } from './retry.ts';
import { ServiceError, serviceErrorOf, unreachable } from './service-error.ts';
import { bearerPolicy } from './bearer-token.ts';
import type { Service, Tokens } from './tokens.ts';

/** One line a request: method, host, path, status, time, request id. Never a query, header or body. */
export interface HttpLog {
  debug(message: string): void;
}

/** What every client of a service is made from. */
export interface ServiceContext {
  readonly cloud: Cloud;
  readonly tokens: Tokens;
  readonly tenantId: string;
  readonly log?: HttpLog;
  /** Sends the requests in place of Node's https, for instance with another trust store. */
  readonly httpClient?: HttpClient;
  /** Milliseconds before a first resend; 1000 unless told. */
  readonly firstRetryDelay?: number;
  /** Told, as a sentence, before a wait that a person would notice. */
  readonly onWait?: (message: string) => void;
}

export interface HttpOptions extends ServiceContext {
  readonly service: Service | 'storage';
  /** Delegated permissions the token must carry. */
  readonly requiredScopes?: readonly string[];
}

export interface ServiceRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, where `json` is absent. */
  readonly content?: string | Uint8Array;
  /** Statuses beside 2xx that are an answer to the caller, not an error. */
  readonly accept?: readonly number[] | 'any';
  /** False: sent once, whatever comes back. `always`: a POST that makes nothing anew when it is repeated. */
  readonly resend?: boolean | 'always';
  /** The answer is no text: its bytes are wanted. */
  readonly binary?: boolean;
  readonly signal?: AbortSignal;
}

export interface ServiceAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body as JSON, undefined where it is empty or something else. */
  readonly json: unknown;
  /** Of a `binary` request that was answered with 200; `text` is then empty. */
  readonly bytes?: Uint8Array;
}

export interface Http {
  /**
   * @throws ServiceError when the service refuses or cannot be reached; HostRefusedError when the host is not the
   * cloud's; TokenUnavailableError when nobody may sign in; the signal's reason when aborted.
   */
  send(request: ServiceRequest): Promise<ServiceAnswer>;
}

/** Long, since saving a connector has been seen to take minutes (PowerPlatformConnectors#289). */
const timeout = 300_000;

export function createHttp(options: HttpOptions): Http {
  const client = options.httpClient ?? createDefaultHttpClient();
  const sentOnce = new WeakSet<object>();
  const repeatable = new WeakSet<object>();
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(proxyPolicy());
  pipeline.addPolicy(decompressResponsePolicy());
  pipeline.addPolicy(userAgentPolicy({ userAgentPrefix: 'connector-studio' }));
  // Graph reads `client-request-id`, the other services the x-ms form.
  pipeline.addPolicy(setClientRequestIdPolicy(options.service === 'graph' ? 'client-request-id' : 'x-ms-client-request-id'));
  pipeline.addPolicy(resendPolicy({
    firstDelay: options.firstRetryDelay ?? 1000,
    mayResend: (request) => !sentOnce.has(request),
    isRepeatable: (request) => repeatable.has(request),
    onWait: options.onWait,
  }), { phase: 'Retry' });
  if (options.service === 'graph') pipeline.addPolicy(userActionPolicy);
  pipeline.addPolicy(hostPolicy(options.service, options.cloud), { phase: 'Sign' });
  if (options.service !== 'storage') {
    pipeline.addPolicy(bearerPolicy(options.tokens, options.service, { tenantId: options.tenantId, requiredScopes: options.requiredScopes }), { phase: 'Sign', afterPolicies: ['hostPolicy'] });
  }
  if (options.log) pipeline.addPolicy(logPolicy(options.log), { afterPhase: 'Sign' });

  return {
    send: async ({ method, url, headers, json, content, accept = [], resend = true, binary = false, signal }) => {
      signal?.throwIfAborted();
      const label = labelOf(method, url);
      const request = createPipelineRequest({
        method,
        url,
        headers: createHttpHeaders({ accept: 'application/json', ...(json !== undefined && { 'content-type': 'application/json' }), ...headers }),
        body: json === undefined ? content : JSON.stringify(json),
        abortSignal: signal,
        timeout,
        ...(binary && { streamResponseStatusCodes: new Set([200]) }),
      });
      if (!resend) sentOnce.add(request);
      if (resend === 'always') repeatable.add(request);
      let answer: ServiceAnswer;
      try {
        const response = await pipeline.sendRequest(client, request);
        const text = response.bodyAsText ?? '';
        const bytes = response.readableStreamBody && await bytesOf(response.readableStreamBody);
        answer = { status: response.status, headers: response.headers.toJSON(), text, json: parse(text), ...(bytes && { bytes }) };
      } catch (error) {
        signal?.throwIfAborted();
        throw failureOf(error, label);
      }
      signal?.throwIfAborted();
      if ((answer.status >= 200 && answer.status < 300) || accept === 'any' || accept.includes(answer.status)) return answer;
      throw serviceErrorOf(answer, label);
    },
  };
}

/** Somebody waits for each of these requests: when Graph has to choose, they come first (Graph docs, throttling-limits). */
const userActionPolicy: PipelinePolicy = {
  name: 'userActionPolicy',
  sendRequest: (request, next) => {
    request.headers.set('x-ms-throttle-priority', 'high');
    return next(request);
  },
};

async function bytesOf(stream: NodeJS.ReadableStream): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function hostPolicy(group: HostGroup, cloud: Cloud): PipelinePolicy {
  return {
    name: 'hostPolicy',
    sendRequest: (request, next) => {
      assertHost(new URL(request.url), group, cloud);
      return next(request);
    },
  };
}

/** One line a request to the log. */
export function logPolicy(log: HttpLog): PipelinePolicy {
  return {
    name: 'logPolicy',
    sendRequest: async (request, next) => {
      const label = labelOf(request.method, request.url);
      const start = performance.now();
      const took = (): string => `${Math.round(performance.now() - start)} ms`;
      try {
        const response = await next(request);
        const requestId = response.headers.get('request-id') ?? response.headers.get('x-ms-request-id') ?? request.requestId;
        log.debug(redactTokens(`${label} → ${response.status} (${took()}, request id ${requestId})`));
        return response;
      } catch (error) {
        log.debug(redactTokens(`${label} → no answer: ${isRestError(error) ? error.code : (error as Error).name} (${took()})`));
        throw error;
      }
    },
  };
}

/** A ServiceError for what the client throws where no answer arrived; every other error as it is. */
export function failureOf(error: unknown, label: string): unknown {
  // The client aborts a request that exceeds its time and says so with the same error as for a caller's abort.
  if (error instanceof Error && error.name === 'AbortError') return unreachable('ETIMEDOUT', label);
  if (!isRestError(error) || error instanceof ServiceError) return error;
  // VS Code's own proxy support replaces the system's error by words and no code.
  const proxy = /socket connection to prox/i.test(error.message) ? 'PROXY_UNREACHABLE' : undefined;
  return unreachable(proxy ?? error.code ?? 'REQUEST_SEND_ERROR', label);
}

/** `GET graph.microsoft.com/v1.0/me`: for logs and errors, without query. */
export function labelOf(method: string, url: string): string {
  if (!URL.canParse(url)) return method;
  const { host, pathname } = new URL(url);
  return `${method} ${host}${pathname}`;
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
}
