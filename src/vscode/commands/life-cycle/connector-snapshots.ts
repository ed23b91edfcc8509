/** Copies of connectors that were deleted, in the extension's own storage; the latest twenty are kept. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { DownloadedFile } from '../../../connector/downloaded-files.ts';
import { isFileNotFound } from '../../file-text.ts';
import { writeDownloadedFiles } from '../../write-downloaded-files.ts';

export interface SnapshotSource {
  readonly title: string;
  /** `shared_…` */
  readonly name: string;
  readonly environment: string;
  readonly environmentDisplayName: string;
  readonly files: readonly DownloadedFile[];
}

export interface Snapshot extends Omit<SnapshotSource, 'files'> {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly folder: vscode.Uri;
}

const KEPT = 20;
const LABEL = 'snapshot.json';

export async function keepSnapshot(context: vscode.ExtensionContext, { files, ...source }: SnapshotSource): Promise<void> {
  const folder = vscode.Uri.joinPath(storage(context), randomUUID());
  await writeDownloadedFiles(folder, files);
  // Last: a folder without it is half a copy and none.
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, LABEL), new TextEncoder().encode(JSON.stringify({ ...source, at: new Date().toISOString() })));
  const kept = await snapshots(context);
  for (const { folder: old } of kept.slice(KEPT)) await vscode.workspace.fs.delete(old, { recursive: true });
}

/** The latest first. */
export async function snapshots(context: vscode.ExtensionContext): Promise<readonly Snapshot[]> {
  let entries: readonly [string, vscode.FileType][];
  try {
    entries = await vscode.workspace.fs.readDirectory(storage(context));
  } catch (error) {
    if (isFileNotFound(error)) return [];
    throw error;
  }
  const found = await Promise.all(entries.map(([name]) => readSnapshot(vscode.Uri.joinPath(storage(context), name))));
  return found.filter((snapshot) => snapshot !== undefined).toSorted((a, b) => b.at.localeCompare(a.at));
}

async function readSnapshot(folder: vscode.Uri): Promise<Snapshot | undefined> {
  try {
    const label = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, LABEL)))) as Omit<Snapshot, 'folder'>;
    return typeof label.title === 'string' && typeof label.at === 'string' ? { ...label, folder } : undefined;
  } catch {
    // Half written or meddled with: no copy.
    return undefined;
  }
}

/** Of the account's machine rather than of a workspace: a connector is deleted for everybody. */
function storage(context: vscode.ExtensionContext): vscode.Uri {
  return vscode.Uri.joinPath(context.globalStorageUri, 'deleted-connectors');
}
