/**
 * The user's connector files for the identity engine. Works on any file system that VS Code knows; where a file is
 * open in an editor, its text there is what counts, unsaved changes included, and edits go through that editor.
 */
import * as vscode from 'vscode';
import type { ConnectorFiles, TextEdit } from '../../connector/connector.ts';
import { settingsEdits, withoutSettingsEdits } from '../../connector/settings-file.ts';
import { applyTextEdits } from '../../connector/text-edits.ts';
import type { ConnectorFilesPort } from '../../identity/ports.ts';
import { openDocument, readText } from '../file-text.ts';

/** The file no longer says what the edits were computed from; nothing was written. */
export class StaleFileError extends Error {
  override readonly name = 'StaleFileError';
}

export function createConnectorFilesPort(files: ConnectorFiles): ConnectorFilesPort {
  const settingsFile = vscode.Uri.parse(files.settings ?? `${files.folder}/settings.json`, true);
  return {
    read: async () => {
      const [definition, properties, settings, icon, script] = await Promise.all([
        readRequired(required(files.definition, 'apiDefinition')),
        readRequired(required(files.properties, 'apiProperties')),
        // Not only where the workspace has seen one: a run writes it, and one that is broken must be found before that.
        readText(settingsFile),
        readBytes(files.icon),
        readBytes(files.script),
      ]);
      return { definition, properties, settings, icon, script };
    },
    editProperties: async (textRead, edits) => {
      await edit(required(files.properties, 'apiProperties'), textRead, edits);
    },
    writeConnectorId: async (connectorId, environment) => {
      const before = await readText(settingsFile);
      const after = settingsEdits(before, connectorId, environment, files);
      if (before === undefined) {
        await vscode.workspace.fs.writeFile(settingsFile, new TextEncoder().encode(after));
      } else if (after !== before) {
        await edit(settingsFile, before, [{ range: { start: 0, end: before.length }, newText: after }]);
      }
    },
    restoreConnectorId: async (textRead, former) => {
      const after = withoutSettingsEdits(textRead, former, files);
      if (after !== undefined) await edit(settingsFile, textRead, after === textRead ? [] : [{ range: { start: 0, end: textRead.length }, newText: after }]);
      else if (await readText(settingsFile) === textRead) await vscode.workspace.fs.delete(settingsFile);
      else throw stale(settingsFile);
    },
  };
}

function required(uri: string | undefined, name: string): vscode.Uri {
  if (uri === undefined) throw new Error(vscode.l10n.t('The connector has no {0} file. Add it, then try again.', name));
  return vscode.Uri.parse(uri, true);
}

async function readRequired(uri: vscode.Uri): Promise<string> {
  const text = await readText(uri);
  if (text === undefined) throw new Error(vscode.l10n.t('{0} no longer exists. Restore it, then try again.', vscode.workspace.asRelativePath(uri)));
  return text;
}

async function readBytes(uri: string | undefined): Promise<Uint8Array | undefined> {
  return uri === undefined ? undefined : vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true));
}

async function edit(uri: vscode.Uri, textRead: string, edits: readonly TextEdit[]): Promise<void> {
  if (edits.length === 0) return;
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
