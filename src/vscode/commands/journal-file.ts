/**
 * The journal of configuration runs, one JSON file for each connector folder and environment, in the extension's own
 * storage: it outlives a crash and never reaches the user's repository.
 */
import { createHash, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { JournalPort, JournalRecord } from '../../identity/ports.ts';
import { isFileNotFound } from '../file-text.ts';

/** @param folder the connector folder's URI. */
export function createJournalFile(context: vscode.ExtensionContext, folder: string, environment: string): JournalPort {
  const directory = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'journals');
  const key = createHash('sha256').update(`${folder}\n${environment}`).digest('hex').slice(0, 32);
  const file = vscode.Uri.joinPath(directory, `${key}.json`);
  return {
    load: async () => {
      const bytes = await readIfPresent(file);
      return bytes && recordFrom(bytes, folder, environment);
    },
    save: async (record) => {
      await vscode.workspace.fs.createDirectory(directory);
      // A crash while writing must leave the former record whole, or the run could not be resumed.
      const draft = vscode.Uri.joinPath(directory, `${key}.${randomUUID()}.tmp`);
      await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode(JSON.stringify(record, undefined, 2)));
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

/** A record that cannot be read counts as none: every step reads the actual state before it writes. */
function recordFrom(bytes: Uint8Array, folder: string, environment: string): JournalRecord | undefined {
  try {
    const record = JSON.parse(new TextDecoder().decode(bytes)) as JournalRecord;
    const fits = record.version === 1 && record.connectorFolder === folder && record.environment === environment && Array.isArray(record.entries);
    return fits ? record : undefined;
  } catch {
    return undefined;
  }
}
