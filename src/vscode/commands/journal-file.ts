/**
 * The journal of configuration runs, one JSON file for each connector folder and environment, in the extension's own
 * storage: it outlives a crash and never reaches the user's repository.
 */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { journalFileName, journalText, readJournalText } from '../../identity/journal-text.ts';
import type { JournalPort } from '../../identity/ports.ts';
import { isFileNotFound } from '../file-text.ts';

/** @param folder the connector folder's URI. */
export function createJournalFile(context: vscode.ExtensionContext, folder: string, environment: string): JournalPort {
  const directory = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'journals');
  const name = journalFileName(folder, environment);
  const file = vscode.Uri.joinPath(directory, name);
  return {
    load: async () => {
      const bytes = await readIfPresent(file);
      return bytes && readJournalText(new TextDecoder().decode(bytes), folder, environment);
    },
    save: async (record) => {
      await vscode.workspace.fs.createDirectory(directory);
      // A crash while writing must leave the former record whole, or the run could not be resumed.
      const draft = vscode.Uri.joinPath(directory, `${name}.${randomUUID()}.tmp`);
      await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode(journalText(record)));
      await vscode.workspace.fs.rename(draft, file, { overwrite: true });
    },
  };
}

async function readIfPresent(file: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(file);
  } catch (error) {
    if (isFileNotFound(error)) return undefined;
    throw error;
  }
}
