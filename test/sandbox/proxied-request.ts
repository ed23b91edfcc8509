/** An https request through a CONNECT proxy with node alone: what the connector runtime and the sandbox's tests call with. */
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';

export interface ProxiedRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface ProxiedReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Proxy {
  readonly url: string;
  readonly ca: string;
  /** Sent with CONNECT. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Rejects where the proxy refuses the host or the connection breaks; every HTTP status resolves. */
export async function proxiedRequest(proxy: Proxy, { url, method = 'GET', headers = {}, body }: ProxiedRequest): Promise<ProxiedReply> {
  const target = new URL(url);
  const socket = await tunnel(proxy, target);
  const bytes = body === undefined ? undefined : Buffer.from(body);
  return new Promise((resolve, reject) => {
    const request = httpsRequest(target, {
      method,
      headers: { ...headers, ...(bytes ? { 'content-length': String(bytes.length) } : {}), connection: 'close' },
      // Without an agent of its own, or the function is never asked.
      createConnection: () => socket,
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    request.end(bytes);
  });
}

function tunnel(proxy: Proxy, target: URL): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(proxy.url);
    const connect = httpRequest({ hostname, port, method: 'CONNECT', path: `${target.hostname}:443`, headers: proxy.headers, agent: false });
    connect.on('error', reject);
    connect.on('connect', (response, socket: Socket) => {
      if (response.statusCode !== 200) {
        socket.destroy();
        reject(new Error(`The proxy answered ${response.statusCode} for ${target.hostname}.`));
        return;
      }
      const secure = connectTls({ socket, servername: target.hostname, ca: proxy.ca });
      secure.once('secureConnect', () => resolve(secure));
      secure.once('error', reject);
    });
    connect.end();
  });
}
