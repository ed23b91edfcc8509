/** One HTTP exchange as the services of the sandbox see it, freed from sockets so that each service is a plain function. */
import type { IncomingHttpHeaders } from 'node:http';

export type ServiceKind = 'graph' | 'powerApps' | 'businessAppPlatform' | 'storage' | 'login' | 'runtime' | 'consent';

/** Who sent it: the product under test, or the sandbox's own connector runtime. Only the first counts as a write. */
export type Origin = 'client' | 'runtime';

export interface SandboxRequest {
  /** The request id that the reply will carry, in the service's own header. */
  readonly id: string;
  readonly origin: Origin;
  readonly method: string;
  readonly host: string;
  /** Percent-decoded, so that a key in parentheses matches however the client escaped it. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Absolute, as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface SandboxReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects and arrays are sent as JSON, strings and buffers as they are. */
  readonly body?: unknown;
}

export interface Service {
  readonly kind: ServiceKind;
  serves(host: string): boolean;
  handle(request: SandboxRequest): Promise<SandboxReply> | SandboxReply;
  /** A failure in this service's own error form, for faults that name only a status. */
  failure(status: number, request: SandboxRequest): SandboxReply;
}

/** Thrown by a handler; the service renders it in its own error form. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly details?: readonly { readonly code: string; readonly message: string; readonly target?: string }[];
  readonly headers?: Readonly<Record<string, string>>;
  /** True where a correct client could never have sent this, whatever the tenant's state. */
  readonly violation: boolean;

  constructor(
    status: number,
    code: string,
    message: string,
    extra: {
      details?: readonly { readonly code: string; readonly message: string; readonly target?: string }[];
      headers?: Readonly<Record<string, string>>;
      violation?: boolean;
    } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = extra.details;
    this.headers = extra.headers;
    this.violation = extra.violation ?? false;
  }
}

/** The JSON body, undefined for none. */
export function jsonBody(request: SandboxRequest): unknown {
  if (request.body.length === 0) return undefined;
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new Refusal(400, 'BadRequest', 'The request body is not valid JSON.', { violation: true });
  }
}
