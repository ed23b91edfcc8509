/** What taking things back needs to know, and the words that its steps share. */
import type { IdentityInput } from '../actual-state.ts';
import type { ChangeStep } from '../changes.ts';
import type { MadeItem } from './made-items.ts';

export interface UndoInput extends IdentityInput {
  readonly items: readonly MadeItem[];
  /** Names of the connections to a connector, which end with it; rejects where they cannot be read. */
  readonly connectionsTo?: (environment: string, connectorName: string, signal?: AbortSignal) => Promise<readonly string[]>;
}

export type StepWithoutKey = Omit<ChangeStep, 'key'>;

/** Nothing of it is there: somebody has removed it, or its write never arrived. */
export function gone(resource: string): StepWithoutKey {
  return { action: 'keep', resource, fields: [], gone: true, note: 'It is not there any more.' };
}

/** Somebody has changed it since, so it is no longer what was made. */
export function left(resource: string, why: string): StepWithoutKey {
  return { action: 'keep', resource, fields: [], note: `${why} It is left as it is.` };
}
