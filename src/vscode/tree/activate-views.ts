/** Puts the two views into the activity bar's container. */
import * as vscode from 'vscode';
import type { Studio } from '../studio.ts';
import { DeployedTree } from './deployed-tree.ts';
import type { DeployedNode } from './nodes.ts';
import { SecretBadges } from './secret-badges.ts';
import { registerTreeCommands } from './tree-commands.ts';
import { WorkspaceTree } from './workspace-tree.ts';

/** @param report shows an error with its next steps. */
export function activateViews(studio: Studio, report: (title: string, error: unknown, tryAgain: () => Promise<unknown>) => void): vscode.Disposable[] {
  const deployed = new DeployedTree(studio, (error, tryAgain) => report(vscode.l10n.t('Deployed connectors'), error, tryAgain));
  const deployedView = vscode.window.createTreeView<DeployedNode>('connectorStudio.deployed', { treeDataProvider: deployed, showCollapseAll: true });
  const workspaceView = vscode.window.createTreeView('connectorStudio.workspace', { treeDataProvider: new WorkspaceTree(studio), showCollapseAll: true });
  const expandAccount = async (): Promise<void> => {
    // The row may be there only after the view has asked for its roots once more.
    await deployed.getChildren();
    if (deployed.account) await deployedView.reveal(deployed.account, { expand: true, select: false });
  };
  return [
    deployed,
    deployedView,
    new SecretBadges(studio.audits),
    workspaceView,
    deployedView.onDidCollapseElement(({ element }) => deployed.cancel(element)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => deployed.refresh()),
    ...registerTreeCommands(studio, deployed, expandAccount),
  ];
}
