/** *Fix All Problems in Workspace*: applies what can be mended unseen in every connector, as one change that can be undone. */
import * as vscode from 'vscode';
import { openDocument } from '../file-text.ts';
import type { Studio } from '../studio.ts';
import type { AuthoringThread } from './authoring-thread.ts';
import { workspaceEdit } from './names.ts';
import type { OpenConnectors } from './open-connectors.ts';

/** @param rule Its id; every rule where it is left out. */
export async function fixAllInWorkspace(connectors: Studio['connectors'], open: OpenConnectors, thread: AuthoringThread, rule?: string): Promise<number> {
  const edit = new vscode.WorkspaceEdit();
  let count = 0;
  const versions = new Map<string, number | undefined>();
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Fixing connectors') }, async () => {
    for (const { files } of await connectors.all()) {
      await open.open(files.folder);
      const uri = files.definition ?? files.properties;
      const mended = uri === undefined ? undefined : await thread.call('fixAll', [uri, { rule, wholeConnector: true }]);
      for (const [file, edits] of mended ? workspaceEdit(mended.changes).entries() : []) {
        edit.set(file, edits);
        versions.set(file.toString(), openDocument(file)?.version);
      }
      count += mended?.count ?? 0;
    }
  });
  const moved = [...versions].some(([file, version]) => openDocument(vscode.Uri.parse(file, true))?.version !== version);
  if (moved || (count > 0 && !(await vscode.workspace.applyEdit(edit, { isRefactoring: true })))) {
    throw new Error(vscode.l10n.t('Nothing was fixed, since a file was changed meanwhile. Run the command again.'));
  }
  vscode.window.setStatusBarMessage(count === 0 ? vscode.l10n.t('Nothing to fix.') : vscode.l10n.t('{0} problems fixed.', count), 5000);
  return count;
}
