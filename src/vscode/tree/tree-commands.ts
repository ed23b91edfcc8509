/** The commands of the two views that need no question asked. */
import * as vscode from 'vscode';
import type { SecurityBlock, TextRange } from '../../connector/connector.ts';
import { openExternalLink } from '../commands/external-link.ts';
import { applicationLink, connectorLink, connectorsLink } from '../commands/portal-links.ts';
import { readSettings } from '../settings.ts';
import type { SignedInAccount, Studio } from '../studio.ts';
import type { DeployedTree } from './deployed-tree.ts';
import { isGuid } from './items.ts';
import { isNode, type DeployedNode } from './nodes.ts';

export function registerTreeCommands(studio: Studio, deployed: DeployedTree, expandAccount: () => Promise<void>): vscode.Disposable[] {
  const register = (command: string, title: string, body: (argument: unknown) => Promise<unknown>): vscode.Disposable =>
    vscode.commands.registerCommand(`connectorStudio.${command}`, (argument: unknown) => studio.run(title, () => body(argument)));
  const signedIn = async (account: SignedInAccount | undefined): Promise<void> => {
    if (!account) return;
    deployed.refresh();
    await expandAccount();
  };

  return [
    register('signIn', vscode.l10n.t('Sign In'), async () => {
      requireTrust();
      await signedIn(await studio.signIn.signIn());
    }),
    register('switchAccount', vscode.l10n.t('Switch Account'), async () => {
      requireTrust();
      await signedIn(await studio.signIn.switchAccount());
    }),
    register('refreshWorkspace', vscode.l10n.t('Refresh Workspace Connectors'), () => studio.connectors.refresh()),
    register('refreshDeployed', vscode.l10n.t('Refresh Deployed Connectors'), async (argument) => {
      const { emptied } = deployed;
      deployed.refresh(branchToRefresh(argument));
      if (emptied) await expandAccount();
    }),
    register('loadMore', vscode.l10n.t('Load More'), async (argument) => {
      if (isNode(argument, 'loadMore')) deployed.loadMore(argument);
    }),
    register('copyValue', vscode.l10n.t('Copy Value'), async (argument) => {
      if (!isNode(argument, 'value') || argument.value === undefined) return;
      await vscode.env.clipboard.writeText(argument.value);
      vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied: {0}', argument.label), 3000);
    }),
    register('revealInFile', vscode.l10n.t('Reveal in File'), revealInFile),
    register('showLog', vscode.l10n.t('Show Log'), async () => studio.log.show()),
    register('openInMakerPortal', vscode.l10n.t('Open in Maker Portal'), openInMakerPortal),
    register('openAppRegistration', vscode.l10n.t('Open App Registration'), (argument) => openAppRegistration(studio, argument)),
    register('inspectRawConnector', vscode.l10n.t('Inspect Raw Connector'), async (argument) => {
      requireTrust();
      const { inspectRawConnector } = await import('../commands/command-bodies.ts');
      await inspectRawConnector(studio, argument);
    }),
  ];
}

/** Menus hide these commands in an untrusted workspace; keybindings and other extensions do not. */
function requireTrust(): void {
  if (!vscode.workspace.isTrusted) throw new Error(vscode.l10n.t('Signing in needs a trusted workspace. Run the command Workspaces: Manage Workspace Trust.'));
}

function branchToRefresh(argument: unknown): DeployedNode | undefined {
  if (isNode(argument, 'failure')) return argument.parent;
  return isNode(argument, 'account', 'environment', 'deployedConnector', 'deployedOperations', 'deployedConnections') ? argument : undefined;
}

async function revealInFile(argument: unknown): Promise<void> {
  const place = placeOf(argument);
  if (!place) return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.file, true));
  const selection = place.range && new vscode.Range(document.positionAt(place.range.start), document.positionAt(place.range.start));
  const editor = await vscode.window.showTextDocument(document, { selection, preview: true });
  if (selection) editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function placeOf(argument: unknown): { file: string; range?: TextRange } | undefined {
  if (isNode(argument, 'workspaceProblem')) return withFile(argument.problem.file, argument.problem.range);
  if (isNode(argument, 'workspaceSecurity')) return withFile(argument.connector.files.properties, argument.block.range);
  if (isNode(argument, 'workspaceOperation')) return withFile(argument.connector.files.definition, argument.operation.range);
  if (!isNode(argument, 'workspaceConnector')) return undefined;
  const { definition, properties } = argument.connector.files;
  return withFile(definition ?? properties);
}

function withFile(file: string | undefined, range?: TextRange): { file: string; range?: TextRange } | undefined {
  return file === undefined ? undefined : { file, range };
}

async function openInMakerPortal(argument: unknown): Promise<void> {
  const { cloud } = readSettings();
  if (isNode(argument, 'environment')) await openExternalLink(connectorsLink(cloud, argument.environment.name));
  if (isNode(argument, 'deployedConnector')) await openExternalLink(connectorLink(cloud, argument.environment.name, argument.connector.name, 'general'));
}

async function openAppRegistration(studio: Studio, argument: unknown): Promise<void> {
  const block = blockOf(argument);
  if (!isGuid(block?.clientId)) return;
  // Templates name no tenant of their own; the portal takes a domain name as well.
  const tenantId = isGuid(block.tenantId) ? block.tenantId : (await studio.signIn.current())?.tenantId;
  await openExternalLink(applicationLink(readSettings().cloud, tenantId ?? 'organizations', block.clientId));
}

function blockOf(argument: unknown): SecurityBlock | undefined {
  if (isNode(argument, 'workspaceSecurity', 'deployedSecurity')) return argument.block;
  return isNode(argument, 'workspaceConnector') ? argument.connector.security[0] : undefined;
}
