/**
 * Delete Connector: says which connections end with it, keeps a copy for Restore Connector, and deletes only what was
 * confirmed by typing its name.
 */
import * as vscode from 'vscode';
import type { Connection } from '../../../cloud/power-platform/connections.ts';
import { downloadedFiles } from '../../../connector/downloaded-files.ts';
import { downloadConnector } from '../../read-deployed-files.ts';
import type { Studio } from '../../studio.ts';
import type { CommandTarget } from '../command-target.ts';
import { offer } from '../offer.ts';
import { withProgress } from '../progress.ts';
import { keepSnapshot } from './connector-snapshots.ts';
import { chooseDeployed, type DeployedSubject } from './deployed-subject.ts';

export interface DeleteAnswers extends Pick<CommandTarget, 'connector' | 'environment' | 'deployed'> {
  /** What the user has typed. */
  readonly typedName?: string;
}

/** Returns the name of the deleted connector. @throws CancellationError where it was not confirmed */
export async function deleteConnector(studio: Studio, given: DeleteAnswers): Promise<string> {
  const subject = await chooseDeployed(studio, vscode.l10n.t('Delete Connector'), given);
  const { clients, environment, deployed } = subject;
  const connections = await withProgress(vscode.l10n.t('Looking for connections to “{0}”…', deployed.displayName), (signal) => connectionsOf(subject, signal));
  await confirm(subject, connections, given.typedName);
  await withProgress(vscode.l10n.t('Deleting “{0}” in {1}', deployed.displayName, environment.displayName), async (signal, report) => {
    report(vscode.l10n.t('Keeping a copy'));
    const copy = downloadedFiles(await downloadConnector(clients, deployed, signal));
    await keepSnapshot(studio.context, { title: deployed.displayName, name: deployed.name, environment: environment.name, environmentDisplayName: environment.displayName, files: copy });
    report(vscode.l10n.t('Deleting'));
    await clients.connectors.delete(environment.name, deployed.name, signal);
  });
  studio.deployedChanged(environment.name);
  offer(vscode.l10n.t('“{0}” was deleted in {1}. A copy was kept; a restored connector has another id, redirect URL and subject.', deployed.displayName, environment.displayName), [
    { title: vscode.l10n.t('Restore…'), run: () => vscode.commands.executeCommand('connectorStudio.restoreConnector') },
  ]);
  return deployed.name;
}

async function connectionsOf({ clients, environment, deployed }: DeployedSubject, signal: AbortSignal): Promise<readonly Connection[] | undefined> {
  try {
    return await clients.connections.list(environment.name, deployed.name, signal);
  } catch (error) {
    signal.throwIfAborted();
    // Who may delete need not be allowed to see everybody's connections.
    if (error instanceof Error && error.name === 'ServiceError') return undefined;
    throw error;
  }
}

async function confirm({ environment, deployed }: DeployedSubject, connections: readonly Connection[] | undefined, typed: string | undefined): Promise<void> {
  const breaks = connections === undefined
    ? vscode.l10n.t('Which connections it has could not be read; they and the apps and flows that use them stop working.')
    : connections.length === 0
      ? vscode.l10n.t('No connection to it is known.')
      : vscode.l10n.t('{0} connections, and the apps and flows that use them, stop working: {1}', connections.length, connections.slice(0, 5).map(({ displayName }) => displayName).join(', ') + (connections.length > 5 ? ', …' : ''));
  const answer = typed ?? await vscode.window.showInputBox({
    title: vscode.l10n.t('Delete “{0}” in {1}', deployed.displayName, environment.displayName),
    prompt: vscode.l10n.t('{0} Type the connector\'s name to delete it: {1}', breaks, deployed.displayName),
    placeHolder: deployed.displayName,
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' || deployed.displayName.startsWith(value.trim()) ? undefined : vscode.l10n.t('This is not the connector\'s name.')),
  });
  if (answer?.trim() !== deployed.displayName) throw new vscode.CancellationError();
}
