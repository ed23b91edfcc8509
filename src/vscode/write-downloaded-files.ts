/** A downloaded connector's files, as bytes and on disk. */
import * as vscode from 'vscode';
import type { DownloadedFile } from '../connector/downloaded-files.ts';

export function bytesOfFile({ content }: DownloadedFile): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** Makes the folder where it is missing, and replaces files of the same names. */
export async function writeDownloadedFiles(folder: vscode.Uri, files: readonly DownloadedFile[]): Promise<void> {
  await vscode.workspace.fs.createDirectory(folder);
  for (const file of files) await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, file.name), bytesOfFile(file));
}
