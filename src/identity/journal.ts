/**
 * What a run has done, so that the next one knows which answers were its own. The live state decides what is to be
 * done; the journal only says whose object a "not found" is about, and whether a create may have happened unseen.
 */
import { isServiceFailure } from './errors.ts';
import type { StepId } from './plan-model.ts';
import type { ClockPort, JournalEntry, JournalPort, JournalRecord } from './ports.ts';
import { keyOfMade, type MadeItem, type MadeThing } from './undo/made-items.ts';

type Detail = Readonly<Record<string, string>>;

/** The plan's steps, and the wait for what Power Platform generates. */
export type JournaledStep = StepId | 'identity';

/** Lag after a create was seen to last minutes, never longer than this; later, "not found" is believed. */
export const LAG_MEMORY_MILLISECONDS = 15 * 60_000;

/** A run has two entries a step; older runs of the same connector are of no more use. */
const ENTRIES_KEPT = 100;

export interface RunOwner {
  readonly connectorFolder: string;
  readonly environment: string;
  readonly tenantId: string;
}

/**
 * Writes through on every entry: a crash loses nothing that was journaled. What a step makes is noted with its start,
 * since a lost answer must not hide it from an undo, and forgotten where the service refused it.
 */
export class Journal {
  readonly #port: JournalPort;
  readonly #clock: ClockPort;
  #record: JournalRecord;
  #saved: boolean;
  /** Keys of what the step under way is the first to make. */
  #begun: readonly string[] = [];

  private constructor(port: JournalPort, clock: ClockPort, record: JournalRecord, saved: boolean) {
    this.#port = port;
    this.#clock = clock;
    this.#record = record;
    this.#saved = saved;
  }

  /** Goes on with the last record of the same connector, environment and tenant; else starts one, saved with its first entry. */
  static async open(port: JournalPort, clock: ClockPort, owner: RunOwner): Promise<Journal> {
    const last = recordOf(await port.load(), owner);
    const runId = `run-${new Date(clock.now()).toISOString()}`;
    if (last) return new Journal(port, clock, last.finished ? { ...last, runId } : last, true);
    return new Journal(port, clock, { version: 1, runId, ...owner, entries: [] }, false);
  }

  get record(): JournalRecord | undefined {
    return this.#saved ? this.#record : undefined;
  }

  async started(step: JournaledStep, detail?: Detail, makes: readonly MadeThing[] = []): Promise<void> {
    const known = new Set((this.#record.made ?? []).map(keyOfMade));
    this.#begun = makes.map(keyOfMade).filter((key) => !known.has(key));
    await this.#append({ step, state: 'started', ...(detail ? { detail } : {}) }, this.#withMade(makes));
  }

  /** `made` with the ids that only the answer told. */
  async done(step: JournaledStep, detail: Detail, made: readonly MadeThing[] = []): Promise<void> {
    await this.#append({ step, state: 'done', detail }, this.#withMade(made));
  }

  /** The run has reached its end: what comes next is another one. Saves nothing where nothing was journaled. */
  async finish(): Promise<void> {
    if (!this.#saved || this.#record.finished) return;
    await this.#save({ ...this.#record, finished: true });
  }

  async failed(step: JournaledStep, error: unknown, detail?: Detail): Promise<void> {
    const made = outcomeUnknown(error) ? this.#record.made : this.#record.made?.filter((item) => !this.#begun.includes(keyOfMade(item)));
    await this.#append({ step, state: 'failed', ...failureNote(error, detail) }, made);
  }

  #withMade(things: readonly MadeThing[]): readonly MadeItem[] | undefined {
    if (things.length === 0) return this.#record.made;
    const { runId: run } = this.#record;
    const at = new Date(this.#clock.now()).toISOString();
    return things.reduce((made, thing) => noteMade(made, { ...thing, run, at }), this.#record.made ?? []);
  }

  async #append(entry: Omit<JournalEntry, 'at'>, made: readonly MadeItem[] | undefined = this.#record.made): Promise<void> {
    await this.#save({ ...withEntry(this.#record, this.#clock, entry), finished: false, ...(made && { made }) });
  }

  async #save(record: JournalRecord): Promise<void> {
    await this.#port.save(record);
    this.#record = record;
    this.#saved = true;
  }
}

/** Without the oldest entry where there are too many. */
export function withEntry(record: JournalRecord, clock: ClockPort, entry: Omit<JournalEntry, 'at'>): JournalRecord {
  return { ...record, entries: [...record.entries.slice(1 - ENTRIES_KEPT), { ...entry, at: new Date(clock.now()).toISOString() }] };
}

/** Adds an entry that belongs to no run: whether the last run had ended stays as it was. Saved before the call resolves. */
export async function noteEntry(journal: JournalPort, clock: ClockPort, owner: RunOwner, entry: Omit<JournalEntry, 'at'>): Promise<void> {
  const { connectorFolder, environment, tenantId } = owner;
  const record = recordOf(await journal.load(), owner)
    ?? { version: 1, runId: `run-${new Date(clock.now()).toISOString()}`, connectorFolder, environment, tenantId, entries: [], finished: true };
  await journal.save(withEntry(record, clock, entry));
}

/** The error's code and request id, not its text, which may quote what the service was sent. */
export function failureNote(error: unknown, detail?: Detail): Pick<JournalEntry, 'detail' | 'requestId'> {
  const failure: Detail = isServiceFailure(error) ? { status: String(error.status), code: error.code } : { code: error instanceof Error ? error.name : 'Error' };
  const requestId = isServiceFailure(error) ? error.requestId : undefined;
  return { detail: { ...detail, ...failure, outcome: outcomeUnknown(error) ? 'unknown' : 'refused' }, ...(requestId ? { requestId } : {}) };
}

/** What was changed twice goes back to what it was before the first change, and belongs to the run that made that. */
function noteMade(made: readonly MadeItem[], item: MadeItem): readonly MadeItem[] {
  const key = keyOfMade(item);
  const known = made.find((other) => keyOfMade(other) === key);
  if (!known) return [...made, item];
  const former = 'before' in known ? { before: known.before } : {};
  const merged = { ...item, ...former, run: known.run, at: known.at } as MadeItem;
  if (!('before' in known) && 'before' in merged) delete (merged as { before?: unknown }).before;
  return made.map((other) => (other === known ? merged : other));
}

/** The record where it is about this connector, environment and tenant. */
export function recordOf(record: JournalRecord | undefined, owner: RunOwner): JournalRecord | undefined {
  return record?.version === 1 && record.connectorFolder === owner.connectorFolder && record.environment === owner.environment && record.tenantId === owner.tenantId ? record : undefined;
}

/** No answer, or one that does not say whether the write took place. */
export function outcomeUnknown(error: unknown): boolean {
  return !isServiceFailure(error) || error.status === 0 || error.status === 408 || error.status >= 500;
}

/** Client id of the app registration that a run created or restored a short while ago. */
export function recentlyCreatedApplication(record: JournalRecord | undefined, now: number): string | undefined {
  const restore = recentRestore(record, now);
  if (restore?.outcome === 'done') return restore.appId;
  const created = record?.entries.findLast((entry) => entry.step === 'application' && entry.state === 'done' && entry.detail?.['operation'] === 'create');
  return created && now - Date.parse(created.at) < LAG_MEMORY_MILLISECONDS ? created.detail?.['appId'] : undefined;
}

/** The deleted app that a run has restored, or was about to, a short while ago. */
export function recentRestore(record: JournalRecord | undefined, now: number): { readonly appId: string; readonly outcome: 'done' | 'unknown' } | undefined {
  const last = record?.entries.findLast((entry) => entry.step === 'application' && entry.detail?.['restored']);
  const appId = last?.detail?.['appId'];
  if (!last || appId === undefined || now - Date.parse(last.at) >= LAG_MEMORY_MILLISECONDS || last.detail?.['outcome'] === 'refused') return undefined;
  return { appId, outcome: last.state === 'done' ? 'done' : 'unknown' };
}

/** The unique name under which a run registered an app, or was about to. */
export function uniqueNameInJournal(record: JournalRecord | undefined): string | undefined {
  return record?.made?.findLast((item) => item.kind === 'application')?.uniqueName;
}

/** True where a connector's create was begun a short while ago and its outcome was never learnt. */
export function connectorCreateOpen(record: JournalRecord | undefined, now: number): boolean {
  const last = record?.entries.findLast((entry) => entry.step === 'connector' && entry.detail?.['operation'] === 'create');
  if (!last || now - Date.parse(last.at) >= LAG_MEMORY_MILLISECONDS) return false;
  return last.state === 'started' || (last.state === 'failed' && last.detail?.['outcome'] === 'unknown');
}
