/** *Fix All Problems in Workspace*: applies what can be mended unseen in every connector, as one change that can be undone. */
import * as vscode from 'vscode';
import type { Studio } from '../studio.ts';
import type { AuthoringThread } from './authoring-thread.ts';
import { workspaceEdit } from './names.ts';
import type { OpenConnectors } from './open-connectors.ts';

/** @param rule Its id; every rule where it is left out. */
export async function fixAllInWorkspace(connectors: Studio['connectors'], open: OpenConnectors, thread: AuthoringThread, rule?: string): Promise<number> {
  const edit = new vscode.WorkspaceEdit();
  let count = 0;
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Fixing connectors') }, async () => {
    for (const { files } of await connectors.all()) {
      await open.open(files.folder);
      const uri = files.definition ?? files.properties;
      const mended = uri === undefined ? undefined : await thread.call('fixAll', [uri, { rule, wholeConnector: true }]);
      for (const [file, edits] of mended ? workspaceEdit(mended.changes).entries() : []) edit.set(file, edits);
      count += mended?.count ?? 0;
    }
  });
  if (count > 0) await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  vscode.window.setStatusBarMessage(count === 0 ? vscode.l10n.t('Nothing to fix.') : vscode.l10n.t('{0} problems fixed.', count), 5000);
  return count;
}
