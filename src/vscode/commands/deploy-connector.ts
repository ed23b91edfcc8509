/** Deploy Connector: creates or updates the connector in an environment, icon and script included. */
import * as vscode from 'vscode';
import type { Environment } from '../../cloud/power-platform/environments.ts';
import type { Connector } from '../../connector/connector.ts';
import { sameEnvironment } from '../../connector/environment-name.ts';
import type { ConnectorContent, DeployedConnector } from '../../connector/deployed-connector.ts';
import type { ConnectorFilesPort, ConnectorPort } from '../../identity/ports.ts';
import type { Studio } from '../studio.ts';
import { runWizard, type WizardStep } from '../wizard/multi-step.ts';
import { pickConnector } from '../wizard/pick-connector.ts';
import { environmentNamed, pickEnvironment } from '../wizard/pick-environment.ts';
import { currentConnector, deployableContent, workspaceConnectors } from './connector-content.ts';
import { createConnectorFilesPort } from './connector-files-port.ts';
import { openExternalLink } from './external-link.ts';
import { connectorLink } from './portal-links.ts';
import { withProgress } from './progress.ts';
import { afterSignIn, once, startSession } from './session.ts';

export interface DeployAnswers {
  readonly connector?: Connector;
  /** Name, as in settings.json. */
  readonly environment?: string;
  /** True when the user has seen what will happen. */
  readonly confirmed?: boolean;
}

interface Answers {
  readonly connector?: Connector;
  readonly environment?: Environment;
}

export interface Deployment {
  readonly name: string;
  readonly environment: Environment;
  readonly created: boolean;
}

export async function deployConnector(studio: Studio, given: DeployAnswers = {}): Promise<Deployment> {
  const candidates = await workspaceConnectors(studio, given.connector);
  const session = once(() => startSession(studio));
  const only = candidates.length === 1 ? candidates[0] : undefined;
  if (only) deployableContent(await currentConnector(studio, only));
  const named = given.environment === undefined ? undefined : await environmentNamed(given.environment, (await session()).clients.environments.list);
  const { connector: chosen, environment } = await runWizard<Answers>(wizardTitle, { connector: only, environment: named }, [
    ...(only ? [] : [refuseProblems(studio, pickConnector(candidates))]),
    ...(named ? [] : [afterSignIn<Answers>(session, ({ environments }) => pickEnvironment(environments.list))]),
  ]);
  if (!chosen || !environment) throw new vscode.CancellationError();

  const { clients } = await session();
  const connector = await currentConnector(studio, chosen);
  const files = createConnectorFilesPort(connector.files);
  const content = await contentWithFiles(connector, files, environment);
  const existing = await withProgress(vscode.l10n.t('Looking for “{0}” in {1}…', connector.title, environment.displayName),
    (signal) => deployedAlready(clients.connectors, connector, environment.name, signal));
  const target = await chooseTarget(connector, existing);
  if (!given.confirmed) await confirm(connector, environment, target);

  const title = target
    ? vscode.l10n.t('Updating “{0}” in {1}', connector.title, environment.displayName)
    : vscode.l10n.t('Creating “{0}” in {1}', connector.title, environment.displayName);
  const name = await withProgress(title, (signal) => (target
    ? clients.connectors.update(environment.name, target.name, content, signal).then(() => target.name)
    : create(clients.connectors, environment.name, connector.title, content, existing, signal)));
  studio.deployedChanged(environment.name);
  await linkFiles(files, name, environment);
  await studio.connectors.refresh();

  announce(
    target
      ? vscode.l10n.t('“{0}” was updated in {1}.', connector.title, environment.displayName)
      : vscode.l10n.t('“{0}” was created in {1}.', connector.title, environment.displayName),
    connectorLink(clients.cloud, environment.name, name, 'general'),
  );
  return { name, environment, created: target === undefined };
}

function wizardTitle({ connector }: Answers): string {
  return connector ? vscode.l10n.t('Deploy Connector – {0}', connector.title) : vscode.l10n.t('Deploy Connector');
}

/** What cannot be sent is said as soon as it is chosen, before any further question. */
function refuseProblems(studio: Studio, step: WizardStep<Answers>): WizardStep<Answers> {
  return {
    ask: async (answers, prompt) => {
      const { connector } = await step.ask(answers, prompt);
      if (connector) deployableContent(await currentConnector(studio, connector));
      return { connector };
    },
  };
}

async function contentWithFiles(connector: Connector, files: ConnectorFilesPort, environment: Environment): Promise<ConnectorContent> {
  const { icon, script } = await files.read();
  return { ...deployableContent(connector, environment.name), icon, iconFileName: connector.files.icon?.split('/').at(-1), script };
}

/** The connector that the files are linked to, else those of the same title: one of them may be it. */
async function deployedAlready(connectors: ConnectorPort, connector: Connector, environment: string, signal: AbortSignal): Promise<readonly DeployedConnector[]> {
  const { connectorId, environment: linkedTo } = connector.settings;
  if (connectorId !== undefined && (linkedTo === undefined || sameEnvironment(linkedTo, environment))) {
    const linked = await connectors.connector(environment, connectorId, signal);
    if (linked) return [linked];
  }
  return connectors.connectorsTitled(environment, connector.title, signal);
}

/** Undefined: create. The link in settings.json decides alone; the same title by itself is a question. */
async function chooseTarget(connector: Connector, existing: readonly DeployedConnector[]): Promise<DeployedConnector | undefined> {
  const [first] = existing;
  if (!first) return undefined;
  if (first.name === connector.settings.connectorId) return first;
  const { target } = await runWizard<{ target?: DeployedConnector | 'new' }>(vscode.l10n.t('Deploy Connector'), {}, [{
    ask: async (_answers, prompt) => ({
      target: await prompt.pick<DeployedConnector | 'new'>({
        placeholder: vscode.l10n.t('The environment has a connector of this title already'),
        choices: [
          ...existing.map((candidate) => ({
            label: vscode.l10n.t('Update {0}', candidate.displayName),
            iconPath: new vscode.ThemeIcon('cloud-upload'),
            description: candidate.createdBy?.displayName,
            detail: candidate.name,
            value: candidate,
          })),
          { label: vscode.l10n.t('Create another connector'), iconPath: new vscode.ThemeIcon('add'), value: 'new' as const },
        ],
      }),
    }),
  }]);
  return target === 'new' ? undefined : target;
}

async function confirm(connector: Connector, environment: Environment, target: DeployedConnector | undefined): Promise<void> {
  const { environment: linkedTo } = connector.settings;
  const detail = [
    target
      ? vscode.l10n.t('Updates the connector {0}. Makers get the new version at once.', target.name)
      : vscode.l10n.t('Creates a new connector.'),
    linkedTo !== undefined && linkedTo !== environment.name
      ? vscode.l10n.t('The files are linked to the environment {0}; settings.json will name {1} instead.', linkedTo, environment.name)
      : undefined,
  ].filter((line) => line !== undefined).join('\n\n');
  const deploy = target ? vscode.l10n.t('Update') : vscode.l10n.t('Create');
  const question = vscode.l10n.t('Deploy “{0}” to the environment “{1}”?', connector.title, environment.displayName);
  if (await vscode.window.showInformationMessage(question, { modal: true, detail }, deploy) !== deploy) throw new vscode.CancellationError();
}

/** A create whose answer was lost is looked for by title, so that a second attempt does not make a second connector. */
async function create(connectors: ConnectorPort, environment: string, title: string, content: ConnectorContent, before: readonly DeployedConnector[], signal: AbortSignal): Promise<string> {
  try {
    return (await connectors.create(environment, content, signal)).name;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ServiceError' && 'status' in error && error.status === 0)) throw error;
    const [found, ...others] = (await connectors.connectorsTitled(environment, title, signal))
      .filter((candidate) => !before.some((known) => known.name === candidate.name));
    if (!found || others.length > 0) throw error;
    return found.name;
  }
}

async function linkFiles(files: ConnectorFilesPort, name: string, environment: Environment): Promise<void> {
  try {
    await files.writeConnectorId(name, environment.name);
  } catch (error) {
    throw new Error(vscode.l10n.t(
      'The connector was deployed to {0} as {1}, but settings.json could not be written: {2}. Write the id there by hand, or the next deployment will ask which connector to update.',
      environment.displayName, name, error instanceof Error ? error.message : String(error),
    ), { cause: error });
  }
}

function announce(message: string, link: string): void {
  const open = vscode.l10n.t('Open in Maker Portal');
  void vscode.window.showInformationMessage(message, open)
    .then((choice) => (choice === open ? openExternalLink(link) : undefined));
}
