/**
 * Whether a connection has worked with a connector's new sign-in settings. A secret that is removed too early cannot be
 * brought back, so the proof is noted in the journal and asked for before any secret may be retired. It counts as long
 * as no later run has written the connector: the journal's order decides, not a clock.
 */
import { sameGuid } from '../../connector/difference.ts';
import type { SecurityBlock } from '../../connector/connector.ts';
import { noteEntry, type RunOwner } from '../journal.ts';
import type { ClockPort, JournalEntry, JournalPort, JournalRecord } from '../ports.ts';

export interface ProvedConnection {
  readonly connectionId: string;
  /** ISO 8601; when the service says that the connection was made. */
  readonly createdTime?: string;
  /** Of the call's answer. */
  readonly status: number;
}

/** The block that the connection was made with, as it is deployed. */
export interface ProvedBlock extends Pick<SecurityBlock, 'parameterName' | 'setName' | 'clientId'> {
  readonly connectorName: string;
  /** ISO 8601; `properties.changedTime` of the deployed connector. */
  readonly changedTime?: string;
}

export interface ConnectionProof {
  readonly at: string;
  readonly connectionId: string;
}

const CONNECTION = 'connection';
/** Steps of a run that change how a connector signs in. */
const BLOCK_STEPS: readonly string[] = ['securityBlock', 'connector'];
/** What has been taken back may have been part of the trust. */
const VOIDING_STEPS: readonly string[] = [...BLOCK_STEPS, 'undo'];

/** By so much may the clock that the journal is written by go after the service's. */
const CLOCK_DIFFERENCE_MILLISECONDS = 5 * 60_000;

/**
 * Why the connection proves nothing about the block; undefined where it does. A connection made before the block was
 * changed keeps the old sign-in settings, whatever it answers.
 */
export function objectionToProof(record: JournalRecord | undefined, block: ProvedBlock, connection: ProvedConnection): string | undefined {
  if (connection.status < 200 || connection.status >= 300) return `The call was answered with status ${connection.status}.`;
  if (connection.createdTime === undefined) return 'Power Platform does not tell when the connection was made.';
  const made = Date.parse(connection.createdTime);
  // Both times by the service's clock. A later deployment moves the first of them and leaves the sign-in as it was.
  if (block.changedTime !== undefined && made >= Date.parse(block.changedTime)) return undefined;
  const written = record?.entries.findLast(({ step, state }) => state === 'done' && BLOCK_STEPS.includes(step))?.at;
  if (written !== undefined && made >= Date.parse(written) + CLOCK_DIFFERENCE_MILLISECONDS) return undefined;
  return 'It is not certain that the connection was made after the connector got its present sign-in settings.';
}

/** The proof that stands for this block; undefined where there is none, or a later run has changed the connector. */
export function proofOf(record: JournalRecord | undefined, block: ProvedBlock): ConnectionProof | undefined {
  const entries = record?.entries ?? [];
  const index = entries.findLastIndex((entry) => entry.step === CONNECTION && isAbout(entry, block));
  const changed = entries.findLastIndex(({ step }) => VOIDING_STEPS.includes(step));
  const entry = index > changed ? entries[index] : undefined;
  return entry && { at: entry.at, connectionId: entry.detail?.['connectionId'] ?? '' };
}

function isAbout({ state, detail }: JournalEntry, { connectorName, parameterName, setName, clientId }: ProvedBlock): boolean {
  return state === 'done' && detail?.['connectorName'] === connectorName && detail['parameter'] === parameterName
    && detail['set'] === setName && sameGuid(detail['clientId'], clientId);
}

/** Saved before the call resolves. Holds ids and a status, nothing of the answer. */
export async function noteProof(journal: JournalPort, clock: ClockPort, owner: RunOwner, block: ProvedBlock, { connectionId, status }: ProvedConnection): Promise<void> {
  const { connectorName, parameterName, setName, clientId } = block;
  await noteEntry(journal, clock, owner, {
    step: CONNECTION, state: 'done',
    detail: { connectionId, status: String(status), connectorName, parameter: parameterName, ...(setName ? { set: setName } : {}), ...(clientId ? { clientId } : {}) },
  });
}
