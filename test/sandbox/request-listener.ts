/** Between node's HTTP server and the services: reads the body, logs, applies faults, writes the answer. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Tunnel } from './connect-proxy.ts';
import type { SandboxReply, SandboxRequest, Service } from './exchange.ts';
import type { Fault, Faults } from './faults.ts';
import type { TrafficLog } from './traffic-log.ts';

export type SandboxListener = (tunnel: Tunnel, request: IncomingMessage, response: ServerResponse) => void;

/** One request in, its answer out; undefined where the connection is dropped, after the request was handled or before. */
export type SandboxExchange = (request: SandboxRequest) => Promise<SandboxReply | undefined>;

/** What happens to a request once it is read: logged, struck by faults, handled. */
export function createExchange(services: readonly Service[], traffic: TrafficLog, faults: Faults): SandboxExchange {
  return async (request) => {
    const service = services.find((candidate) => candidate.serves(request.host));
    if (!service) {
      traffic.unknownHosts.push(request.host);
      return { status: 502 };
    }
    const record = traffic.begin(service.kind, request);
    const fault = faults.strike(request, record);
    if (fault) record.fault = fault.kind;
    if (fault?.delayMs) await delay(fault.delayMs);
    if (fault?.kind === 'reset-before') {
      await fault.meanwhile?.();
      return undefined;
    }
    const reply = fault?.kind === 'status' ? faultReply(fault, service, request) : await service.handle(request);
    record.status = reply.status;
    await fault?.meanwhile?.();
    return fault?.kind === 'reset-after' ? undefined : reply;
  };
}

export function createListener(exchange: SandboxExchange): SandboxListener {
  const answer = async (tunnel: Tunnel, incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(tunnel, incoming);
    const reply = await exchange(request);
    if (reply) send(reply, request, response);
    else incoming.socket.destroy();
  };

  return (tunnel, incoming, response) => {
    answer(tunnel, incoming, response).catch((error: unknown) => {
      // A defect of the sandbox: visible in the run, and never mistaken for an answer of the service.
      console.error(`sandbox: ${incoming.method} ${tunnel.host}${incoming.url?.split('?')[0]}:`, error);
      response.destroy();
    });
  };
}

function faultReply(fault: Fault, service: Service, request: SandboxRequest): SandboxReply {
  const status = fault.status ?? 500;
  const usual = service.failure(status, request);
  return { status, headers: { ...usual.headers, ...fault.headers }, body: fault.body ?? usual.body };
}

async function readRequest(tunnel: Tunnel, incoming: IncomingMessage): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', `https://${tunnel.host}`);
  return requestTo(url, { origin: tunnel.origin, method: incoming.method ?? 'GET', headers: incoming.headers, body: Buffer.concat(chunks) });
}

/** A request as the services see it. Names of headers in lower case. */
export function requestTo(url: URL, { origin, method, headers, body }: Pick<SandboxRequest, 'origin' | 'method' | 'headers' | 'body'>): SandboxRequest {
  return { id: randomUUID(), origin, method, host: url.host, path: decodePath(url.pathname), query: url.searchParams, url: url.href, headers, body };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function send(reply: SandboxReply, request: SandboxRequest, response: ServerResponse): void {
  const { body } = reply;
  const raw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
  const bytes = body === undefined ? Buffer.alloc(0) : raw ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  response.writeHead(reply.status, {
    ...(raw ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    date: new Date().toUTCString(),
    ...reply.headers,
    ...(reply.status === 204 ? {} : { 'content-length': String(bytes.length) }),
  });
  response.end(request.method === 'HEAD' || reply.status === 204 ? undefined : bytes);
}
