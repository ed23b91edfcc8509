/** The deployed connector that a command is about: the tree's, the one that the files are linked to, else a question. */
import * as vscode from 'vscode';
import type { Environment } from '../../../cloud/power-platform/environments.ts';
import type { DeployedConnector } from '../../../connector/deployed-connector.ts';
import type { CloudClients } from '../../cloud-clients.ts';
import type { SignedInAccount, Studio } from '../../studio.ts';
import { runWizard } from '../../wizard/multi-step.ts';
import { pickDeployed, type DeployedAnswer } from '../../wizard/pick-deployed.ts';
import { environmentNamed, pickEnvironment } from '../../wizard/pick-environment.ts';
import type { CommandTarget } from '../command-target.ts';
import { withProgress } from '../progress.ts';
import { afterSignIn, once, startSession } from '../session.ts';

export interface DeployedSubject {
  readonly account: SignedInAccount;
  readonly clients: CloudClients;
  readonly environment: Environment;
  /** As the service has it now. */
  readonly deployed: DeployedConnector;
}

/** @throws CancellationError; Error where it does not exist any more */
export async function chooseDeployed(studio: Studio, title: string, { connector, environment: place, deployed: given }: Pick<CommandTarget, 'connector' | 'environment' | 'deployed'>): Promise<DeployedSubject> {
  const session = once(() => startSession(studio));
  const { account, clients } = await session();
  const linked = given === undefined && connector?.settings.connectorId !== undefined && connector.settings.environment !== undefined ? connector.settings : undefined;
  if (linked?.environment !== undefined && linked.connectorId !== undefined) {
    const environment = await environmentNamed(linked.environment, clients.environments.list);
    return { account, clients, environment, deployed: await current(clients, environment, linked.connectorId, connector?.title ?? linked.connectorId) };
  }
  const answers = await runWizard<DeployedAnswer>(title, { environment: place, deployed: given }, [
    ...(place ? [] : [afterSignIn<DeployedAnswer>(session, ({ environments }) => pickEnvironment(environments.list))]),
    ...(given ? [] : [afterSignIn<DeployedAnswer>(session, pickDeployed)]),
  ]);
  const { environment, deployed } = answers;
  if (!environment || !deployed) throw new vscode.CancellationError();
  return { account, clients, environment, deployed: await current(clients, environment, deployed.name, deployed.displayName) };
}

/** A list leaves out part of the settings, and may be hours old. */
async function current(clients: CloudClients, environment: Environment, name: string, shownName: string): Promise<DeployedConnector> {
  const found = await withProgress(vscode.l10n.t('Reading “{0}”…', shownName), (signal) => clients.connectors.connector(environment.name, name, signal));
  if (!found) throw new Error(vscode.l10n.t('“{0}” does not exist any more in {1}. Refresh the list.', shownName, environment.displayName));
  return found;
}
