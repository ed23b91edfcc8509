/**
 * Undo of runs: a plan of what takes back what they made, and nothing else. The journal is the only witness of that;
 * where the world differs from what it tells, things are left as they are and the plan says so.
 */
import { runOwner } from '../actual-state.ts';
import { applyChanges, changeJournal, changePlaceOf, planChanges, type ChangeJournal, type ChangePlan, type ChangeStep } from '../changes.ts';
import { LAG_MEMORY_MILLISECONDS, recordOf, withEntry } from '../journal.ts';
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
  return changeJournal((key) => ({ step: 'undo', detail: { key } }), async (entry, key) => {
    const record = recordOf(await journal.load(), runOwner(input));
    // Nothing is journaled where no run ever was: removing managed identity that somebody else set up.
    if (!record) return;
    const made = entry.state === 'done' ? record.made?.filter((item) => keyOfMade(item) !== key) : record.made;
    await journal.save({ ...withEntry(record, clock, entry), finished: true, ...(made && { made }) });
  });
}
