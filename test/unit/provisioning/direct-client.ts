/** The product's http pipeline in front of the sandbox's services, without sockets and without waiting. */
import { mock } from 'node:test';
import { createHttpHeaders, RestError, type HttpClient, type PipelineRequest } from '@azure/core-rest-pipeline';
import type { SandboxReply, SandboxRequest } from '../../sandbox/exchange.ts';
import { requestTo } from '../../sandbox/request-listener.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';

/** Sends one request; undefined where the connection broke. */
export type Send = (request: SandboxRequest) => Promise<SandboxReply | undefined>;

/** A client whose requests go through `send` instead of a socket. */
export function directClient(send: Send): HttpClient {
  return {
    sendRequest: async (request) => {
      const reply = await send(sandboxRequest(request));
      if (!reply) throw new RestError('socket hang up', { code: 'ECONNRESET', request });
      const { body } = reply;
      const text = body === undefined || reply.status === 204 ? '' : typeof body === 'string' ? body : Buffer.isBuffer(body) ? body.toString('utf8') : JSON.stringify(body);
      const headers = { ...(typeof body === 'object' && !Buffer.isBuffer(body) && { 'content-type': 'application/json' }), ...reply.headers };
      return { request, status: reply.status, headers: createHttpHeaders(headers), bodyAsText: text };
    },
  };
}

function sandboxRequest({ url, method, headers, body }: PipelineRequest): SandboxRequest {
  if (body !== undefined && body !== null && typeof body !== 'string' && !(body instanceof Uint8Array)) throw new TypeError('The product sends texts and bytes.');
  return requestTo(new URL(url), { origin: 'client', method, headers: headers.toJSON(), body: Buffer.from(body ?? '') });
}

/** Whoever waits in this process lets the sandbox's time pass instead, until the test is over. */
export function waitInNoTime({ passTime }: Sandbox): void {
  mock.method(globalThis, 'setTimeout', (run: (...args: unknown[]) => void, milliseconds = 0, ...args: unknown[]) => {
    passTime(milliseconds);
    return setImmediate(run, ...args);
  });
  mock.method(globalThis, 'clearTimeout', (timer: NodeJS.Immediate | undefined) => { clearImmediate(timer); });
}
