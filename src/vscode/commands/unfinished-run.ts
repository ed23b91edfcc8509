/** Whether the journal tells of a run that the next one goes on with. */
import type { Plan } from '../../identity/plan-model.ts';
import type { JournalEntry, JournalRecord } from '../../identity/ports.ts';

/**
 * The last entry of a run that stopped before its end; undefined when there is none. A run that was cancelled between
 * two steps leaves no failure, only a federated credential that was never written.
 */
export function unfinishedRun(record: JournalRecord | undefined, plan: Plan): JournalEntry | undefined {
  const last = record?.entries.at(-1);
  if (!record || !last || last.state !== 'done') return last;
  const reachedTheEnd = record.entries.some(({ step, state }) => step === 'federatedCredential' && state === 'done');
  const lacksTheEnd = plan.steps.some(({ id, action }) => id === 'federatedCredential' && action !== 'keep');
  return lacksTheEnd && !reachedTheEnd ? last : undefined;
}
