/**
 * The journal of runs, one JSON file for each connector folder and environment, where the system keeps programs' state
 * of one user (XDG Base Directory specification; %LOCALAPPDATA% on Windows): it outlives a crash and never reaches the
 * user's repository.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { journalFileName, journalText, readJournalText } from '../../identity/journal-text.ts';
import type { JournalPort } from '../../identity/ports.ts';
import { replaceFile } from './connector-on-disk.ts';

/** @param folder the connector folder's URI. */
export function journalOnDisk(folder: string, environment: string): JournalPort {
  const directory = join(stateFolder(), 'connector-studio', 'journals');
  const file = join(directory, journalFileName(folder, environment));
  return {
    load: async () => {
      try {
        return readJournalText(await readFile(file, 'utf8'), folder, environment);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    save: async (record) => {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await replaceFile(file, journalText(record));
    },
  };
}

function stateFolder(): string {
  const { XDG_STATE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  if (process.platform === 'win32') return local || join(homedir(), 'AppData', 'Local');
  // The specification asks to leave relative paths out of account.
  return xdg && isAbsolute(xdg) ? xdg : join(homedir(), '.local', 'state');
}
