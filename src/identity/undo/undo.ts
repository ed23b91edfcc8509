/**
 * Undo of runs: a plan of what takes back what they made, and nothing else. The journal is the only witness of that;
 * where the world differs from what it tells, things are left as they are and the plan says so.
 */
import { runOwner } from '../actual-state.ts';
import { applyChanges, changePlaceOf, planChanges, type ChangeJournal, type ChangePlan, type ChangeStep } from '../changes.ts';
import { isServiceFailure } from '../errors.ts';
import { LAG_MEMORY_MILLISECONDS, outcomeUnknown, recordOf } from '../journal.ts';
import type { JournalEntry, JournalPort, JournalRecord } from '../ports.ts';
import { keyOfMade } from './made-items.ts';
import { undoChanges } from './undo-changes.ts';
import type { UndoInput } from './undo-input.ts';

export type { UndoInput } from './undo-input.ts';

/** Throws what the ports throw. `heading` is the document's. */
export async function planUndo(input: UndoInput, heading: string, remarks: readonly string[] = []): Promise<ChangePlan> {
  const { connector, target, ports: { clock }, signal } = input;
  return planChanges({ heading, place: changePlaceOf(connector, target), remarks }, undoChanges(input), { now: clock.now, signal });
}

/** Throws ChangesOutdatedError, ServiceFailure; the signal's reason when cancelled. What was taken back before stays so. */
export async function applyUndo(plan: ChangePlan, input: UndoInput, onProgress?: (step: ChangeStep) => void): Promise<readonly ChangeStep[]> {
  const { ports, signal } = input;
  const journal = undoJournal(input);
  const performed = await applyChanges(plan, undoChanges(input), { journal, onProgress, signal, now: ports.clock.now });
  for (const { key, gone } of performed) {
    const item = input.items.find((candidate) => keyOfMade(candidate) === key);
    // A young one may be missing only because a replica is behind: it is remembered for another undo.
    if (gone && item && ports.clock.now() - Date.parse(item.at) > LAG_MEMORY_MILLISECONDS) await journal.done(key);
  }
  return performed;
}

/** Forgets an item once it is taken back. Saved with each entry, so that a crash loses nothing. */
function undoJournal(input: UndoInput): ChangeJournal {
  const { journal, clock } = input.ports;
  const note = async (entry: Omit<JournalEntry, 'at'>, forget?: string): Promise<void> => {
    const record = recordOf(await journal.load(), runOwner(input));
    // Nothing is journaled where no run ever was: removing managed identity that somebody else set up.
    if (record) await save(journal, record, { ...entry, at: new Date(clock.now()).toISOString() }, forget);
  };
  return {
    started: (key) => note({ step: 'undo', state: 'started', detail: { key } }),
    done: (key) => note({ step: 'undo', state: 'done', detail: { key } }, key),
    failed: (key, error) => note({
      step: 'undo', state: 'failed',
      detail: { key, code: isServiceFailure(error) ? error.code : 'Error', outcome: outcomeUnknown(error) ? 'unknown' : 'refused' },
      ...(isServiceFailure(error) && error.requestId !== undefined && { requestId: error.requestId }),
    }),
  };
}

const ENTRIES_KEPT = 100;

async function save(journal: JournalPort, record: JournalRecord, entry: JournalEntry, forget: string | undefined): Promise<void> {
  const made = record.made?.filter((item) => keyOfMade(item) !== forget);
  await journal.save({ ...record, finished: true, entries: [...record.entries.slice(1 - ENTRIES_KEPT), entry], ...(made && { made }) });
}
