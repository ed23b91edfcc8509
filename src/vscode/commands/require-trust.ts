import * as vscode from 'vscode';

/**
 * Menus hide what needs trust in an untrusted workspace; keybindings and other extensions do not.
 *
 * @throws where the workspace is not trusted.
 */
export function requireTrust(): void {
  if (!vscode.workspace.isTrusted) throw new Error(vscode.l10n.t('This needs a trusted workspace. Run the command Workspaces: Manage Workspace Trust.'));
}
