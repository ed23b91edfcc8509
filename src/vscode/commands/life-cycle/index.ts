/** The life cycle of deployed connectors: download, compare, promote, delete, restore, and their connections. */
import * as vscode from 'vscode';
import { deployedFolder } from '../../deployed-files.ts';
import type { Studio } from '../../studio.ts';
import { isNode } from '../../tree/nodes.ts';
import { commandTarget } from '../command-target.ts';
import { requireTrust } from '../require-trust.ts';
import type { Comparisons } from './compare-connector.ts';

type Answers = Readonly<Record<string, unknown>>;

const bodies = () => import('../command-bodies.ts');

export function registerLifeCycleCommands(studio: Studio): vscode.Disposable[] {
  let comparisons: Promise<Comparisons> | undefined;
  const compare = (): Promise<Comparisons> => {
    comparisons ??= bodies().then((module) => {
      const created = new module.Comparisons();
      studio.context.subscriptions.push(created);
      return created;
    });
    return comparisons;
  };
  const register = (command: string, title: string, body: (argument: unknown, answers: Answers) => Promise<unknown>): vscode.Disposable =>
    vscode.commands.registerCommand(`connectorStudio.${command}`, (argument?: unknown, more?: unknown) => studio.run(title, () => {
      requireTrust();
      // A menu's second argument is the list of selected nodes.
      return body(argument, typeof more === 'object' && more !== null && !Array.isArray(more) ? more as Answers : {});
    }));

  const open = async (title: string, argument: unknown, file: string): Promise<void> => {
    const { chooseDeployed } = await bodies();
    const { environment, deployed } = await chooseDeployed(studio, title, await commandTarget(studio, argument));
    await vscode.window.showTextDocument(vscode.Uri.joinPath(deployedFolder(environment.name, deployed.name), file), { preview: true });
  };

  return [
    register('downloadConnector', vscode.l10n.t('Download Connector'), async (argument, answers) => {
      const [{ downloadConnector }, { environment, deployed }] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return downloadConnector(studio, { environment, deployed, ...answers });
    }),
    register('downloadAllConnectors', vscode.l10n.t('Download All Connectors'), async (argument, answers) => {
      const { downloadAllConnectors } = await bodies();
      return downloadAllConnectors(studio, { ...(isNode(argument, 'environment') ? { environment: argument.environment } : {}), ...answers });
    }),
    register('compareWithDeployed', vscode.l10n.t('Compare with Deployed'), async (argument, answers) => {
      const [{ compareWithDeployed }, target] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return compareWithDeployed(studio, await compare(), { ...target, ...answers });
    }),
    register('compareEnvironments', vscode.l10n.t('Compare with Another Environment'), async (argument, answers) => {
      const [{ compareEnvironments }, target] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return compareEnvironments(studio, await compare(), { ...target, ...answers });
    }),
    register('promoteConnector', vscode.l10n.t('Promote Connector'), async (argument, answers) => {
      const [{ promoteConnector }, target] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return promoteConnector(studio, await compare(), { ...target, ...answers });
    }),
    register('deleteConnector', vscode.l10n.t('Delete Connector'), async (argument, answers) => {
      const [{ deleteConnector }, target] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return deleteConnector(studio, { ...target, ...answers });
    }),
    register('restoreConnector', vscode.l10n.t('Restore Connector'), async (_argument, answers) => {
      const { restoreConnector } = await bodies();
      return restoreConnector(studio, answers);
    }),
    register('createConnection', vscode.l10n.t('Create Connection'), async (argument, answers) => {
      const [{ createConnection }, target] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return createConnection(studio, { ...target, ...answers });
    }),
    register('deleteConnection', vscode.l10n.t('Delete Connection'), async (argument, answers) => {
      const [{ deleteConnection }, target] = await Promise.all([bodies(), commandTarget(studio, argument)]);
      return deleteConnection(studio, { ...target, ...(isNode(argument, 'deployedConnection') ? { connection: argument.connection } : {}), ...answers });
    }),
    register('openDeployedDefinition', vscode.l10n.t('Open Deployed Definition'), (argument) => open(vscode.l10n.t('Open Deployed Definition'), argument, 'apiDefinition.swagger.json')),
    register('openDeployedProperties', vscode.l10n.t('Open Deployed Properties'), (argument) => open(vscode.l10n.t('Open Deployed Properties'), argument, 'apiProperties.json')),
    register('openDeployedScript', vscode.l10n.t('Open Deployed Script'), (argument) => open(vscode.l10n.t('Open Deployed Script'), argument, 'script.csx')),
  ];
}
