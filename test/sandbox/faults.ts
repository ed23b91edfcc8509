/** Failures on order: the n-th request that matches is dropped, delayed or answered with an error. */
import type { SandboxRequest } from './exchange.ts';
import type { RequestRecord } from './traffic-log.ts';

export interface Fault {
  readonly match?: {
    /** `PATCH`, or several: `POST|PATCH`. */
    readonly method?: string;
    readonly host?: string;
    /** Regular expression over the decoded path. */
    readonly path?: string;
    /** Only the product's writes. */
    readonly write?: boolean;
  };
  /** Strikes the n-th matching request, from 1, counted since the fault was added; absent: each one. */
  readonly number?: number;
  /** How many requests in a row are struck, from `number` on; 1 with a number, unlimited without. */
  readonly times?: number;
  /** `reset-before`: nothing is done; `reset-after`: done, and the answer never arrives. */
  readonly kind: 'reset-before' | 'reset-after' | 'status' | 'delay';
  /** For `status`: answered in the service's own error form unless `body` is given. */
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly delayMs?: number;
  /** What a test does at that moment, before the answer leaves: ending the client, for one. */
  readonly meanwhile?: () => void | Promise<void>;
}

const kinds: readonly Fault['kind'][] = ['reset-before', 'reset-after', 'status', 'delay'];

export class Faults {
  #armed: { readonly fault: Fault; seen: number; struck: number }[] = [];

  add(...faults: readonly Fault[]): void {
    for (const fault of faults) {
      if (!kinds.includes(fault.kind)) throw new Error(`No such kind of fault: ${String(fault.kind)}.`);
      if (fault.kind === 'status' && fault.status === undefined) throw new Error('A fault of kind "status" needs a status.');
      this.#armed.push({ fault, seen: 0, struck: 0 });
    }
  }

  clear(): void {
    this.#armed = [];
  }

  /** The fault for this request. Every armed fault counts it, also where another strikes first. */
  strike(request: SandboxRequest, record: RequestRecord): Fault | undefined {
    let striking: Fault | undefined;
    for (const armed of this.#armed) {
      if (!matches(armed.fault, request, record)) continue;
      armed.seen += 1;
      const from = armed.fault.number ?? 1;
      const times = armed.fault.times ?? (armed.fault.number === undefined ? Infinity : 1);
      if (striking || armed.seen < from || armed.struck >= times) continue;
      armed.struck += 1;
      striking = armed.fault;
    }
    return striking;
  }
}

function matches(fault: Fault, request: SandboxRequest, record: RequestRecord): boolean {
  const { method, host, path, write } = fault.match ?? {};
  return (method === undefined || method.toUpperCase().split('|').includes(request.method))
    && (host === undefined || host === request.host)
    && (path === undefined || new RegExp(path).test(request.path))
    && (write !== true || record.write !== undefined);
}
