/** Promote Connector: the deployed connector of one environment to another, with the other's app; shown before it is sent. */
import * as vscode from 'vscode';
import type { Environment } from '../../../cloud/power-platform/environments.ts';
import { comparedFiles, type ComparableConnector } from '../../../connector/comparable-connector.ts';
import type { DeployedConnector } from '../../../connector/deployed-connector.ts';
import { readSecurityBlocks } from '../../../connector/managed-identity-shape.ts';
import { promotedProperties } from '../../../connector/promoted-content.ts';
import { downloadConnector } from '../../read-deployed-files.ts';
import type { Studio } from '../../studio.ts';
import { isGuid } from '../../tree/items.ts';
import { runWizard, type WizardStep } from '../../wizard/multi-step.ts';
import { pickEnvironment } from '../../wizard/pick-environment.ts';
import type { CommandTarget } from '../command-target.ts';
import { offer } from '../offer.ts';
import { connectorLink } from '../portal-links.ts';
import { openExternalLink } from '../external-link.ts';
import { withProgress } from '../progress.ts';
import type { Comparisons } from './compare-connector.ts';
import { chooseDeployed, type DeployedSubject } from './deployed-subject.ts';

export interface PromoteAnswers extends Pick<CommandTarget, 'connector' | 'environment' | 'deployed'> {
  readonly to?: Environment;
  /** The connector that is replaced there, or `new`. */
  readonly replaces?: string;
  readonly clientId?: string;
  readonly confirmed?: boolean;
}

export interface Promotion {
  readonly name: string;
  readonly environment: Environment;
  readonly created: boolean;
}

interface Answers {
  readonly environment?: Environment;
  readonly target?: DeployedConnector | 'new';
  readonly clientId?: string;
}

export async function promoteConnector(studio: Studio, comparisons: Comparisons, given: PromoteAnswers): Promise<Promotion> {
  const title = vscode.l10n.t('Promote Connector');
  const subject = await chooseDeployed(studio, title, given);
  const { clients, deployed } = subject;
  const { environment, target, clientId } = await chooseTarget(subject, title, given);
  if (!environment || target === undefined) throw new vscode.CancellationError();
  const replaced = target === 'new' ? undefined : await clients.connectors.connector(environment.name, target.name) ?? target;
  const { definition, icon, script } = await withProgress(vscode.l10n.t('Reading “{0}”…', deployed.displayName), (signal) => downloadConnector(clients, deployed, signal));
  const properties = promotedProperties(deployed.properties, replaced?.properties, clientId);
  if (!given.confirmed) await confirm(comparisons, subject, environment, replaced, { definition, properties, ...(script !== undefined && { script }) });

  const content = { definition, properties, ...(icon && { icon, iconFileName: 'icon.png' }), ...(script !== undefined && { script: new TextEncoder().encode(script) }) };
  const name = await withProgress(vscode.l10n.t('Promoting “{0}” to {1}', deployed.displayName, environment.displayName), async (signal) => {
    if (!replaced) return (await clients.connectors.create(environment.name, content, signal)).name;
    await clients.connectors.update(environment.name, replaced.name, content, signal);
    return replaced.name;
  });
  studio.deployedChanged(environment.name);
  const [block] = readSecurityBlocks(properties);
  const needs = replaced === undefined && block?.credential === 'managedIdentity'
    ? ` ${vscode.l10n.t('It has a redirect URL and a subject of its own: download it and run Configure Managed Identity.')}`
    : '';
  offer(vscode.l10n.t('“{0}” was promoted to {1} as {2}.', deployed.displayName, environment.displayName, name) + needs, [
    { title: vscode.l10n.t('Open in Maker Portal'), run: () => openExternalLink(connectorLink(clients.cloud, environment.name, name, 'general')) },
  ]);
  return { name, environment, created: replaced === undefined };
}

async function chooseTarget({ clients, environment: from, deployed }: DeployedSubject, title: string, { to, replaces, clientId }: PromoteAnswers): Promise<Answers> {
  const titled = async (environment: Environment, signal?: AbortSignal): Promise<readonly DeployedConnector[]> => clients.connectors.connectorsTitled(environment.name, deployed.displayName, signal);
  const environmentStep: WizardStep<Answers> = pickEnvironment(async (signal) => (await clients.environments.list(signal)).filter(({ name }) => name !== from.name));
  const targetStep: WizardStep<Answers> = {
    ask: async ({ environment }, prompt) => {
      if (!environment) throw new vscode.CancellationError();
      return {
        target: await prompt.pick<DeployedConnector | 'new'>({
          placeholder: vscode.l10n.t('Connector to replace in {0}', environment.displayName),
          choices: async (signal) => [
            ...(await titled(environment, signal)).map((value) => ({ label: vscode.l10n.t('Update {0}', value.displayName), iconPath: new vscode.ThemeIcon('cloud-upload'), description: value.createdBy?.displayName, detail: value.name, value })),
            { label: vscode.l10n.t('Create a new connector'), iconPath: new vscode.ThemeIcon('add'), value: 'new' as const },
          ],
        }),
      };
    },
  };
  const [block] = readSecurityBlocks(deployed.properties);
  const clientStep: WizardStep<Answers> = {
    when: ({ target }) => target === 'new' && block?.identityProvider?.toLowerCase() === 'aad',
    ask: async ({ environment, clientId: earlier }, prompt) => ({
      clientId: await prompt.input({
        prompt: vscode.l10n.t('Client id of the app registration for {0}. Each environment should have its own.', environment?.displayName ?? ''),
        value: earlier ?? block?.clientId,
        validate: (value) => (isGuid(value) ? undefined : vscode.l10n.t('A client id is a GUID.')),
      }),
    }),
  };
  if (to && replaces !== undefined) {
    return { environment: to, target: replaces === 'new' ? 'new' : (await titled(to)).find(({ name }) => name === replaces), clientId };
  }
  return runWizard<Answers>(title, { environment: to, clientId }, [...(to ? [] : [environmentStep]), targetStep, clientStep]);
}

/** The difference first; a new connector has nothing to differ from. */
async function confirm(comparisons: Comparisons, { clients, deployed, environment: from }: DeployedSubject, to: Environment, replaced: DeployedConnector | undefined, after: ComparableConnector): Promise<void> {
  if (replaced) {
    const [definition, script] = await Promise.all([clients.connectors.originalDefinition(replaced), clients.connectors.script(replaced)]);
    const files = comparedFiles({ definition: definition ?? {}, properties: replaced.properties, ...(script !== undefined && { script }) }, after);
    await comparisons.show(vscode.l10n.t('{0}: {1} before ↔ after promotion', deployed.displayName, to.displayName), files);
    if (files.length === 0) throw new vscode.CancellationError();
  }
  const promote = vscode.l10n.t('Promote');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('Promote “{0}” from {1} to {2}?', deployed.displayName, from.displayName, to.displayName),
    { modal: true, detail: replaced ? vscode.l10n.t('The connector {0} gets what the comparison shows on its right side. Its client id stays.', replaced.name) : vscode.l10n.t('Creates a new connector.') },
    promote,
  );
  if (choice !== promote) throw new vscode.CancellationError();
}
