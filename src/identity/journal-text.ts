/** A run's journal as a file: where it is kept by name, what is in it, and what is believed of one that is read. */
import { murmurHash64 } from '../connector/connector-name.ts';
import type { JournalRecord } from './ports.ts';

/**
 * One file for each connector folder and environment. Not cryptographic: a record says whose it is, so that two names
 * that met would cost a memory and nothing else.
 *
 * @param folder The connector folder's URI.
 */
export function journalFileName(folder: string, environment: string): string {
  return `${murmurHash64(`${folder}\n${environment}`)}${murmurHash64(`${environment}\n${folder}`)}.json`;
}

export function journalText(record: JournalRecord): string {
  return JSON.stringify(record, undefined, 2);
}

/** A record that cannot be read, or is another's, counts as none: every step reads the actual state before it writes. */
export function readJournalText(text: string, folder: string, environment: string): JournalRecord | undefined {
  try {
    const record = JSON.parse(text) as JournalRecord;
    const fits = record.version === 1 && record.connectorFolder === folder && record.environment === environment && Array.isArray(record.entries);
    return fits ? record : undefined;
  } catch {
    return undefined;
  }
}
