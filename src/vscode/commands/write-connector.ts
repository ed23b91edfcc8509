/** Writes the files of a connector that is none yet, and shows its definition. */
import * as vscode from 'vscode';
import { exists } from '../file-text.ts';
import type { Studio } from '../studio.ts';

/**
 * @param folder It is made where it does not exist.
 * @param files The definition first.
 * @throws where one of the files exists; nothing is written then.
 */
export async function writeConnector(studio: Studio, folder: vscode.Uri, files: readonly { readonly name: string; readonly content: string }[]): Promise<void> {
  const placed = files.map(({ name, content }) => ({ uri: vscode.Uri.joinPath(folder, name), content }));
  for (const { uri } of placed) {
    if (await exists(uri)) throw new Error(vscode.l10n.t('{0} exists already and was not changed. Choose another folder name.', vscode.workspace.asRelativePath(uri)));
  }
  await vscode.workspace.fs.createDirectory(folder);
  for (const { uri, content } of placed) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  await studio.connectors.refresh();

  const [definition] = placed;
  if (definition) await vscode.window.showTextDocument(definition.uri);
  if (!vscode.workspace.getWorkspaceFolder(folder)) offerToOpen(folder);
}

/** The Connectors view shows what is in the workspace, and this folder is not. */
function offerToOpen(folder: vscode.Uri): void {
  const open = vscode.l10n.t('Open Folder');
  void vscode.window.showInformationMessage(vscode.l10n.t('{0} is outside the workspace. Open it to work with the connector.', folder.fsPath), open)
    .then((choice) => (choice === open ? vscode.commands.executeCommand('vscode.openFolder', folder) : undefined));
}
