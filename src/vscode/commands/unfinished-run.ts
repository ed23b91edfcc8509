/** Whether the journal tells of a run that the next one goes on with. */
import type { JournalEntry, JournalRecord } from '../../identity/ports.ts';

/** The last entry of a run that stopped before its end, by a failure, a crash or a cancellation; undefined when there is none. */
export function unfinishedRun(record: JournalRecord | undefined): JournalEntry | undefined {
  return record?.finished ? undefined : record?.entries.at(-1);
}
