/** What was asked of the sandbox. Holds no header and no body, so that no token or secret can end up in a test's output. */
import type { Origin, SandboxRequest, ServiceKind } from './exchange.ts';

export interface RequestRecord {
  /** From 1, in order of arrival. */
  readonly number: number;
  readonly at: string;
  readonly origin: Origin;
  readonly service: ServiceKind;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** Absent for storage and sign-in, whose queries are credentials. */
  readonly query?: string;
  readonly requestId: string;
  /** From 1: the how-manieth write of the product this is; absent for everything else. */
  readonly write?: number;
  /** Absent while it is being handled, and after a connection that was dropped. */
  status?: number;
  /** The kind of the fault that struck, if one did. */
  fault?: string;
}

export interface Breach {
  readonly at: string;
  /** `PATCH graph.microsoft.com/v1.0/applications/…` */
  readonly request: string;
  readonly requestId: string;
  readonly what: string;
}

const readsByPost = /\/(getConsentLink|confirmConsentCode|validateApiSwagger)$/;
const writtenServices: ReadonlySet<ServiceKind> = new Set(['graph', 'powerApps', 'businessAppPlatform', 'storage']);

export class TrafficLog {
  readonly requests: RequestRecord[] = [];
  /** What the product did that a correct client would not have done. */
  readonly violations: Breach[] = [];
  /** Answers of the sandbox itself that break the contract: a test that meets one proves nothing. */
  readonly ownBreaches: Breach[] = [];
  readonly unknownHosts: string[] = [];
  #writes = 0;

  get writes(): readonly RequestRecord[] {
    return this.requests.filter((record) => record.write !== undefined);
  }

  begin(service: ServiceKind, request: SandboxRequest): RequestRecord {
    const counts = request.origin === 'client' && writtenServices.has(service)
      && !['GET', 'HEAD'].includes(request.method) && !readsByPost.test(request.path);
    if (counts) this.#writes += 1;
    const record: RequestRecord = {
      number: this.requests.length + 1,
      at: new Date().toISOString(),
      origin: request.origin,
      service,
      method: request.method,
      host: request.host,
      path: request.path,
      ...(['storage', 'login', 'runtime', 'consent'].includes(service) ? {} : { query: request.query.toString() }),
      requestId: request.id,
      ...(counts ? { write: this.#writes } : {}),
    };
    this.requests.push(record);
    return record;
  }

  violation(request: SandboxRequest, what: string): void {
    this.violations.push(breach(request, what));
  }

  ownBreach(request: SandboxRequest, what: string): void {
    this.ownBreaches.push(breach(request, what));
  }

  clear(): void {
    for (const list of [this.requests, this.violations, this.ownBreaches, this.unknownHosts]) list.length = 0;
    this.#writes = 0;
  }
}

function breach(request: SandboxRequest, what: string): Breach {
  return { at: new Date().toISOString(), request: `${request.method} ${request.host}${request.path}`, requestId: request.id, what };
}
