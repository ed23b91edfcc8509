/** A service that answers from a script, in place of the network. */
import { Readable } from 'node:stream';
import { createHttpHeaders, RestError, type HttpClient, type PipelineRequest } from '@azure/core-rest-pipeline';
import { cloudByName, type Cloud } from '../../../src/cloud/clouds.ts';
import type { ServiceContext } from '../../../src/cloud/http.ts';
import { fixedTokens, tenantId, type RecordedTokens } from './access-tokens.ts';

export interface SeenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  /** The body as JSON. */
  readonly json: unknown;
}

export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is a string. */
  readonly body?: unknown;
  /** No answer: the connection fails with this code. */
  readonly fails?: string;
}

export interface ScriptedService {
  readonly context: ServiceContext;
  readonly requests: SeenRequest[];
  readonly tokens: RecordedTokens;
  readonly logged: string[];
}

/** @param answer called once for each request, with how many came before it */
export function scriptedService(answer: (request: SeenRequest, index: number) => ScriptedAnswer | Promise<ScriptedAnswer>, cloud: Cloud = cloudByName('public')): ScriptedService {
  const requests: SeenRequest[] = [];
  const logged: string[] = [];
  const tokens = fixedTokens();
  const httpClient: HttpClient = {
    sendRequest: async (request) => {
      const seen = readRequest(request);
      requests.push(seen);
      const { status = 200, headers = {}, body, fails } = await answer(seen, requests.length - 1);
      if (fails) throw new RestError(`connection failed: ${fails}`, { code: fails, request });
      const bodyAsText = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
      const streamed = request.streamResponseStatusCodes?.has(status) ? { readableStreamBody: Readable.from([Buffer.from(bodyAsText)]) } : { bodyAsText };
      return { request, status, headers: createHttpHeaders({ ...headers }), ...streamed };
    },
  };
  return { context: { cloud, tokens, tenantId, httpClient, firstRetryDelay: 1, log: { debug: (line) => logged.push(line) } }, requests, tokens, logged };
}

function readRequest(request: PipelineRequest): SeenRequest {
  const body = request.body as string | Uint8Array | undefined;
  const headers = request.headers.toJSON();
  return { method: request.method, url: new URL(request.url), headers, body, json: typeof body === 'string' && headers['content-type']?.includes('json') ? (JSON.parse(body) as unknown) : undefined };
}
