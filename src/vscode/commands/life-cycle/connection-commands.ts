/** Connections of a deployed connector: making one, with the sign-in in the browser, and deleting one. */
import * as vscode from 'vscode';
import type { Connection } from '../../../cloud/power-platform/connections.ts';
import type { Studio } from '../../studio.ts';
import { runWizard } from '../../wizard/multi-step.ts';
import type { CommandTarget } from '../command-target.ts';
import { connect } from '../connect.ts';
import { offer } from '../offer.ts';
import { withProgress } from '../progress.ts';
import { chooseDeployed } from './deployed-subject.ts';

export type ConnectionTarget = Pick<CommandTarget, 'connector' | 'environment' | 'deployed'> & {
  readonly connection?: Connection;
  readonly confirmed?: boolean;
};

/** One of the user's own that is connected already is as good as a new one. */
export async function createConnection(studio: Studio, given: ConnectionTarget): Promise<Connection> {
  const { account, clients, environment, deployed } = await chooseDeployed(studio, vscode.l10n.t('Create Connection'), given);
  const connection = await connect({ account, clients }, deployed, {});
  studio.deployedChanged(environment.name);
  offer(vscode.l10n.t('“{0}” is connected.', connection.displayName), []);
  return connection;
}

export async function deleteConnection(studio: Studio, given: ConnectionTarget): Promise<string> {
  const { clients, environment, deployed } = await chooseDeployed(studio, vscode.l10n.t('Delete Connection'), given);
  const { connection } = given.connection ? given : await runWizard<{ connection?: Connection }>(vscode.l10n.t('Delete Connection'), {}, [{
    ask: async (_answers, prompt) => ({
      connection: await prompt.pick<Connection>({
        placeholder: vscode.l10n.t('Connection'),
        choices: async (signal) => {
          const found = await clients.connections.list(environment.name, deployed.name, signal);
          return found.length > 0
            ? found.map((value) => ({ label: value.displayName, iconPath: new vscode.ThemeIcon('debug-disconnect'), description: value.createdByName, detail: value.status, value }))
            : [{ label: vscode.l10n.t('No connections'), alwaysShow: true }];
        },
      }),
    }),
  }]);
  if (!connection) throw new vscode.CancellationError();
  if (!given.confirmed) await confirm(connection);
  await withProgress(vscode.l10n.t('Deleting the connection “{0}”', connection.displayName), (signal) => clients.connections.delete(environment.name, deployed.name, connection.name, signal));
  studio.deployedChanged(environment.name);
  return connection.name;
}

async function confirm({ displayName, createdByName }: Connection): Promise<void> {
  const remove = vscode.l10n.t('Delete');
  const choice = await vscode.window.showWarningMessage(vscode.l10n.t('Delete the connection “{0}”?', displayName), {
    modal: true,
    detail: [createdByName && vscode.l10n.t('It belongs to {0}.', createdByName), vscode.l10n.t('Apps and flows that use it stop working.')].filter(Boolean).join(' '),
  }, remove);
  if (choice !== remove) throw new vscode.CancellationError();
}
