/**
 * Entra answers "does not exist" for an object that it has just created, since its replicas are behind. The forms that
 * this takes: 404 `Request_ResourceNotFound` (msgraph-sdk-dotnet#3108), 400 `NoBackingApplicationObject`, and a 403
 * about the backing application that "must in the local tenant" (azure-powershell#29530,
 * terraform-provider-azuread#611). None is retried for an object that we have not created ourselves: there it is true.
 */
import { isServiceFailure, NotReplicatedError } from './errors.ts';
import type { ClockPort } from './ports.ts';

const BACK_OFF_SECONDS = [1, 2, 4, 8, 16, 30, 30, 30, 30, 30] as const;

export function isReplicationLag(error: unknown): boolean {
  if (!isServiceFailure(error)) return false;
  if (error.code === 'NoBackingApplicationObject') return true;
  if (error.status === 404) return true;
  return error.status === 403 && /backing application[^]*local tenant/i.test(error.message);
}

export interface ReplicationWait {
  readonly clock: ClockPort;
  readonly signal?: AbortSignal;
  /** True where the object's id comes from our own 201, of this run or a recent one. */
  readonly ours: boolean;
  /** `The app registration "MS Graph"`. */
  readonly what: string;
  readonly onWait?: (seconds: number) => void;
}

/** Runs `call` until it neither lags nor answers undefined; with `ours` false, once. Throws NotReplicatedError after three minutes. */
export async function whileReplicating<T>(call: () => Promise<T | undefined>, wait: ReplicationWait): Promise<T | undefined> {
  let waited = 0;
  let lag: unknown;
  for (const seconds of [...BACK_OFF_SECONDS, undefined]) {
    try {
      const answer = await call();
      if (answer !== undefined || !wait.ours) return answer;
      lag = undefined;
    } catch (error) {
      if (!wait.ours || !isReplicationLag(error)) throw error;
      lag = error;
    }
    if (seconds === undefined) break;
    wait.onWait?.(seconds);
    await wait.clock.delay(seconds * 1000, wait.signal);
    waited += seconds * 1000;
  }
  throw new NotReplicatedError(wait.what, waited, lag);
}
