/**
 * The HTTPS forward proxy: a client that trusts the sandbox's CA reaches the real host names through CONNECT, and the
 * TLS session ends here. Nothing is ever forwarded to the network.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { CertificateAuthority } from './certificate-authority.ts';
import type { Origin } from './exchange.ts';

/** Set on CONNECT by the sandbox's own connector runtime, so that its calls are told from the product's. */
export const originHeader = 'x-sandbox-origin';

export interface Tunnel {
  readonly host: string;
  readonly origin: Origin;
}

export interface ConnectProxy {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startConnectProxy(options: {
  readonly authority: CertificateAuthority;
  serves(host: string): boolean;
  onUnknownHost(host: string): void;
  /** `tunnel` says which host the client asked for. */
  onRequest(tunnel: Tunnel, ...exchange: Parameters<RequestListener>): void;
}): Promise<ConnectProxy> {
  const tunnels = new WeakMap<Socket, Tunnel>();
  const open = new Set<Socket>();

  const inner = createServer((request, response) => {
    const tunnel = tunnels.get(request.socket);
    if (tunnel) options.onRequest(tunnel, request, response);
    else response.destroy();
  });
  inner.on('clientError', (_error, socket) => socket.destroy());

  const accept = async (request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> => {
    const host = (request.url ?? '').replace(/:\d+$/, '').toLowerCase();
    if (!options.serves(host)) {
      options.onUnknownHost(host);
      socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    const secureContext = await options.authority.secureContext(host);
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    const secure = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] });
    secure.on('error', () => socket.destroy());
    tunnels.set(secure, { host, origin: request.headers[originHeader] === 'runtime' ? 'runtime' : 'client' });
    inner.emit('connection', secure);
  };

  const outer = createServer((request, response) => {
    options.onUnknownHost(request.url ?? '');
    response.writeHead(502).end();
  });
  outer.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  outer.on('connect', (request, socket, head: Buffer) => {
    accept(request, socket as Socket, head).catch(() => socket.destroy());
  });
  const port = await listen(outer);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => {
      outer.close(() => resolve());
      for (const socket of open) socket.destroy();
    }),
  };
}

/** On a free port of the loopback interface, or on `port`. */
export function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
