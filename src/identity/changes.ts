/**
 * Plans of single changes beside the configuring of a connector: undoing a run, removing managed identity, retiring a
 * secret. The same promises hold: nothing is written that was not shown, each change is looked at again right before
 * its write, and one whose answer was lost is looked for before anybody calls it failed.
 */
import type { Connector } from '../connector/connector.ts';
import { isServiceFailure } from './errors.ts';
import { failureNote, outcomeUnknown } from './journal.ts';
import type { PlanField } from './plan-model.ts';
import type { JournalEntry } from './ports.ts';

export type ChangeAction = 'create' | 'change' | 'remove' | 'restore' | 'keep';

/** One change as the world is now; `keep` where nothing is left to do, with the reason in `note`. */
export interface ChangeStep {
  /** The same on every look, unique within its plan. */
  readonly key: string;
  readonly action: ChangeAction;
  /** `Federated credential "connector-ms-graph" on "MS Graph"`. */
  readonly resource: string;
  readonly fields: readonly PlanField[];
  readonly note?: string;
  /** With `keep`: nothing of it is there, as far as can be read. */
  readonly gone?: boolean;
}

/** Reads and writes of one change. Both may throw what the ports throw. */
export interface Change {
  readonly key: string;
  look(signal?: AbortSignal): Promise<ChangeStep>;
  /** Called right after `look` found what was shown. */
  write(signal?: AbortSignal): Promise<void>;
}

/** Where and for whom a plan of changes is made. */
export interface ChangePlace {
  readonly connectorTitle: string;
  /** URI of the connector's folder; undefined where only the deployed connector is known. */
  readonly connectorFolder?: string;
  readonly tenantId: string;
  readonly userObjectId: string;
  readonly userName?: string;
  readonly cloud: string;
  readonly environment: string;
  readonly environmentDisplayName: string;
}

export function changePlaceOf({ title, files }: Connector, target: Omit<ChangePlace, 'connectorTitle' | 'connectorFolder'>): ChangePlace {
  const { tenantId, userObjectId, userName, cloud, environment, environmentDisplayName } = target;
  return { connectorTitle: title, connectorFolder: files.folder, tenantId, userObjectId, userName, cloud, environment, environmentDisplayName };
}

export interface ChangePlan {
  readonly version: 1;
  /** `Undo of the run of 1 March 2026`: the document's heading. */
  readonly heading: string;
  readonly createdAt: string;
  readonly place: ChangePlace;
  /** In the order in which they are made. */
  readonly steps: readonly ChangeStep[];
  readonly remarks: readonly string[];
}

/** What a run of changes tells its journal; an entry is saved before the call resolves. */
export interface ChangeJournal {
  started(key: string): Promise<void>;
  done(key: string): Promise<void>;
  failed(key: string, error: unknown): Promise<void>;
}

/**
 * @param describe the entries of the change with that key: their step, and what they tell beside the outcome
 * @param note saves the entry before it resolves
 */
export function changeJournal(describe: (key: string) => Pick<JournalEntry, 'step' | 'detail'>, note: (entry: Omit<JournalEntry, 'at'>, key: string) => Promise<void>): ChangeJournal {
  return {
    started: (key) => note({ ...describe(key), state: 'started' }, key),
    done: (key) => note({ ...describe(key), state: 'done' }, key),
    failed: (key, error) => {
      const { step, detail } = describe(key);
      return note({ step, state: 'failed', ...failureNote(error, detail) }, key);
    },
  };
}

export interface ApplyChangesOptions {
  readonly journal?: ChangeJournal;
  /** Before each write. */
  readonly onProgress?: (step: ChangeStep) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Something has changed since the plan was shown. What was done before is kept; `plan` shows what is left. */
export class ChangesOutdatedError extends Error {
  override readonly name = 'ChangesOutdatedError';
  readonly plan: ChangePlan;

  constructor(plan: ChangePlan) {
    super('Something has changed since the plan was made, and applying it would change something else than it shows. Read the new plan and apply that.');
    this.plan = plan;
  }
}

/** Looks at every change, in order. Writes nothing. */
export async function planChanges(head: Pick<ChangePlan, 'heading' | 'place' | 'remarks'>, changes: readonly Change[], { now, signal }: { readonly now: () => number; readonly signal?: AbortSignal }): Promise<ChangePlan> {
  const { heading, place, remarks } = head;
  return { version: 1, heading, createdAt: new Date(now()).toISOString(), place, steps: await look(changes, signal), remarks };
}

/** True where nothing would be written. */
export function changesAreEmpty(plan: ChangePlan): boolean {
  return plan.steps.every(({ action }) => action === 'keep');
}

/**
 * Makes the changes of a plan, one after the other, and returns what was done for each. Throws ChangesOutdatedError
 * before the first write, or before a later one, that would do something else than was shown; the signal's reason when
 * cancelled; ServiceFailure for what a service refuses. What was done before stays done.
 */
export async function applyChanges(plan: ChangePlan, changes: readonly Change[], options: ApplyChangesOptions): Promise<readonly ChangeStep[]> {
  const { journal, onProgress, signal, now } = options;
  signal?.throwIfAborted();
  const assertAsShown = async (fresh: readonly ChangeStep[]): Promise<void> => {
    if (fresh.every((step) => asShown(plan, step))) return;
    throw new ChangesOutdatedError(await planChanges(plan, changes, { now, signal }));
  };
  // All of them before the first write: a plan that is out of date leaves nothing half done.
  await assertAsShown(await look(changes, signal));
  const performed: ChangeStep[] = [];
  for (const change of changes) {
    signal?.throwIfAborted();
    const step = await change.look(signal);
    performed.push(step);
    if (step.action === 'keep') {
      // Done by an earlier try whose end nobody saw, or by somebody else.
      if (plan.steps.some(({ key, action }) => key === change.key && action !== 'keep')) await journal?.done(change.key);
      continue;
    }
    await assertAsShown([step]);
    onProgress?.(step);
    await journal?.started(change.key);
    try {
      await change.write(signal);
    } catch (error) {
      await journal?.failed(change.key, error);
      if (!await doneAllTheSame(change, error, signal)) throw error;
    }
    await journal?.done(change.key);
  }
  return performed;
}

async function look(changes: readonly Change[], signal: AbortSignal | undefined): Promise<ChangeStep[]> {
  const steps: ChangeStep[] = [];
  for (const change of changes) steps.push(await change.look(signal));
  return steps;
}

/** A change that has nothing left to write is never another one than was shown. */
function asShown(plan: ChangePlan, fresh: ChangeStep): boolean {
  if (fresh.action === 'keep') return true;
  const planned = plan.steps.find(({ key }) => key === fresh.key);
  return planned !== undefined && planned.action === fresh.action && JSON.stringify(planned.fields) === JSON.stringify(fresh.fields);
}

/** A lost answer, or "not found" for what was to go, is no failure where the change turns out to be made. */
async function doneAllTheSame(change: Change, error: unknown, signal: AbortSignal | undefined): Promise<boolean> {
  if (signal?.aborted || !isServiceFailure(error)) return false;
  if (!outcomeUnknown(error) && error.status !== 404 && error.status !== 409) return false;
  try {
    return (await change.look(signal)).action === 'keep';
  } catch (second) {
    // The first failure is what the user has to hear of.
    if (isServiceFailure(second)) return false;
    throw second;
  }
}
