/**
 * The user's connector files for the identity engine. Works on any file system that VS Code knows; where a file is
 * open in an editor, its text there is what counts, unsaved changes included, and edits go through that editor.
 */
import * as vscode from 'vscode';
import type { ConnectorFiles, TextEdit } from '../../connector/connector.ts';
import { applyTextEdits } from '../../connector/text-edits.ts';
import { connectorFilesIn, type ConnectorFileStore } from '../../identity/connector-file-store.ts';
import type { ConnectorFilesPort } from '../../identity/ports.ts';
import { openDocument, readText } from '../file-text.ts';

/** The file no longer says what the edits were computed from; nothing was written. */
export class StaleFileError extends Error {
  override readonly name = 'StaleFileError';
}

export function createConnectorFilesPort(files: ConnectorFiles): ConnectorFilesPort {
  return connectorFilesIn(editorFiles, files);
}

const editorFiles: ConnectorFileStore = {
  text: (uri) => readText(parsed(uri)),
  bytes: async (uri) => vscode.workspace.fs.readFile(parsed(uri)),
  create: async (uri, text) => vscode.workspace.fs.writeFile(parsed(uri), new TextEncoder().encode(text)),
  edit: (uri, textRead, edits) => edit(parsed(uri), textRead, edits),
  remove: async (uri, textRead) => {
    if (await readText(parsed(uri)) !== textRead) throw stale(parsed(uri));
    await vscode.workspace.fs.delete(parsed(uri));
  },
  lacks: (name) => new Error(vscode.l10n.t('The connector has no {0} file. Add it, then try again.', name)),
  isGone: (uri) => new Error(vscode.l10n.t('{0} no longer exists. Restore it, then try again.', vscode.workspace.asRelativePath(parsed(uri)))),
};

function parsed(uri: string): vscode.Uri {
  return vscode.Uri.parse(uri, true);
}

async function edit(uri: vscode.Uri, textRead: string, edits: readonly TextEdit[]): Promise<void> {
  if (await readText(uri) !== textRead) throw stale(uri);
  const document = openDocument(uri);
  if (!document) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(applyTextEdits(textRead, edits)));
    return;
  }
  const change = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) {
    change.replace(uri, new vscode.Range(document.positionAt(range.start), document.positionAt(range.end)), newText);
  }
  if (!await vscode.workspace.applyEdit(change)) throw stale(uri);
  if (!await document.save()) {
    throw new Error(vscode.l10n.t('{0} was changed in the editor but could not be saved. Save it, then try again.', vscode.workspace.asRelativePath(uri)));
  }
}

function stale(uri: vscode.Uri): StaleFileError {
  return new StaleFileError(vscode.l10n.t('{0} has changed in the meantime, so it was not edited. Run the command again.', vscode.workspace.asRelativePath(uri)));
}
