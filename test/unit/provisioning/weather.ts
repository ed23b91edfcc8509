/** What goes wrong while a run is under way, the same for every process of one world. */
import type { SandboxReply, SandboxRequest } from '../../sandbox/exchange.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Switches } from '../../sandbox/switches.ts';

/** What becomes of a request. `failed`: done, and then answered with an error. */
export type Strike = 'lost' | 'replyLost' | 'failed' | 'throttled' | 'unavailable' | 'conflict';

export interface Weather {
  readonly name: string;
  readonly switches?: Partial<Switches>;
  /** @param attempt of the same method and path, from 1. @param number of all requests, from 1. */
  readonly strike?: (request: SandboxRequest, attempt: number, number: number) => Strike | undefined;
}

const writes = (strike: Strike, attempts = 1) => ({ method }: SandboxRequest, attempt: number): Strike | undefined => (method !== 'GET' && attempt <= attempts ? strike : undefined);

export const CLEAR: Weather = { name: 'nothing else' };

export const WEATHERS: readonly Weather[] = [
  CLEAR,
  { name: 'the reply to every write lost', strike: writes('replyLost') },
  { name: 'every write lost on its way', strike: writes('lost') },
  { name: 'every third request throttled', strike: (_request, _attempt, number) => (number % 3 === 0 ? 'throttled' : undefined) },
  { name: 'every request unavailable at first', strike: (_request, attempt) => (attempt === 1 ? 'unavailable' : undefined) },
  { name: 'every write done and answered with 502', strike: writes('failed') },
  { name: 'an outage at every write', strike: writes('unavailable', 5) },
  { name: 'a conflict at every write', strike: writes('conflict') },
  { name: 'a new app that lags', switches: { newApplicationLagMs: 20_000 } },
  { name: 'stale reads', switches: { staleReadMs: 15_000 } },
  { name: 'a late subject', switches: { subjectDelayMs: 100_000 } },
  {
    name: 'all of it', switches: { newApplicationLagMs: 20_000, staleReadMs: 15_000, subjectDelayMs: 100_000 },
    strike: (request, attempt, number) => (number % 5 === 0 ? 'throttled' : writes(number % 2 === 0 ? 'replyLost' : 'failed')(request, attempt)),
  },
];

/** What the client gets to see of a request; undefined for a broken connection. */
export async function struck(sandbox: Sandbox, request: SandboxRequest, strike: Strike | undefined): Promise<SandboxReply | undefined> {
  switch (strike) {
    case undefined: return sandbox.exchange(request);
    case 'replyLost':
      await sandbox.exchange(request);
      return undefined;
    case 'failed':
      await sandbox.exchange(request);
      return { status: 502, body: 'Bad Gateway' };
    case 'lost': return undefined;
    case 'throttled': return refused(sandbox, request, 429, { 'retry-after': '2' });
    case 'unavailable': return refused(sandbox, request, 503);
    case 'conflict': return refused(sandbox, request, 409);
  }
}

/** In the service's own error form, and not done. */
async function refused(sandbox: Sandbox, request: SandboxRequest, status: number, headers: Readonly<Record<string, string>> = {}): Promise<SandboxReply | undefined> {
  sandbox.faults.add({ kind: 'status', status, headers });
  try {
    return await sandbox.exchange(request);
  } finally {
    sandbox.faults.clear();
  }
}
