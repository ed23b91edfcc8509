/**
 * How long ago a connector's trust was written. A token request that comes too early makes Entra remember for some
 * minutes that there is no such credential (Entra docs, workload identity federation considerations; the FAQ of
 * Azure/azure-workload-identity).
 */
import type { JournalRecord } from './ports.ts';

/** Until a new credential is known to the token service, in milliseconds. An estimate: no upper bound is published. */
export const PROPAGATION_MILLISECONDS = 120_000;

/** When the last run wrote one of these steps, as milliseconds since the epoch. */
export function writtenAt(record: JournalRecord | undefined, ...steps: readonly string[]): number | undefined {
  const entry = record?.entries.findLast(({ step, state }) => state === 'done' && steps.includes(step));
  return entry && Date.parse(entry.at);
}

/** Milliseconds that a first token request should wait; 0 where it need not. */
export function settlingTimeLeft(credentialWrittenAt: number | undefined, now: number): number {
  return credentialWrittenAt === undefined ? 0 : Math.max(0, credentialWrittenAt + PROPAGATION_MILLISECONDS - now);
}
