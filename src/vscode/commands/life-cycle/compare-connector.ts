/**
 * Compare: local files with the deployed connector, or a deployed one with its counterpart in another environment, in VS
 * Code's own diff editor. What the platform itself writes on save is left out, so that what is shown is what somebody did.
 */
import * as vscode from 'vscode';
import type { Connector } from '../../../connector/connector.ts';
import { comparedFiles, type ComparableConnector, type ComparedFile } from '../../../connector/comparable-connector.ts';
import type { DeployedConnector } from '../../../connector/deployed-connector.ts';
import type { Environment } from '../../../cloud/power-platform/environments.ts';
import type { CloudClients } from '../../cloud-clients.ts';
import { readText } from '../../file-text.ts';
import type { Studio } from '../../studio.ts';
import { runWizard } from '../../wizard/multi-step.ts';
import { pickDeployed, type DeployedAnswer } from '../../wizard/pick-deployed.ts';
import { pickEnvironment } from '../../wizard/pick-environment.ts';
import type { CommandTarget } from '../command-target.ts';
import { currentConnector, deployableContent } from '../connector-content.ts';
import { offer } from '../offer.ts';
import { withProgress } from '../progress.ts';
import { chooseDeployed, type DeployedSubject } from './deployed-subject.ts';

/** What a comparison shows: for tests, and for whoever asked. */
export interface Comparison {
  readonly title: string;
  readonly files: readonly ComparedFile[];
}

/** Files on the left, deployed on the right. */
export async function compareWithDeployed(studio: Studio, comparisons: Comparisons, given: Pick<CommandTarget, 'connector' | 'environment' | 'deployed'>): Promise<Comparison> {
  if (!given.connector) throw new Error(vscode.l10n.t('No files in the workspace are linked to this connector, so there is nothing to compare it with. Download it first, or compare it with another environment.'));
  const connector = await currentConnector(studio, given.connector);
  const { definition, properties } = deployableContent(connector);
  const subject = await chooseDeployed(studio, vscode.l10n.t('Compare with Deployed'), { ...given, connector });
  const right = await stateOf(subject);
  const script = await scriptOf(connector);
  return comparisons.show(
    vscode.l10n.t('{0}: files ↔ {1}', connector.title, subject.environment.displayName),
    comparedFiles({ definition, properties, ...(script !== undefined && { script }) }, right),
  );
}

/** The chosen connector on the left, that of the other environment on the right. */
export async function compareEnvironments(studio: Studio, comparisons: Comparisons, given: Pick<CommandTarget, 'connector' | 'environment' | 'deployed'> & { readonly other?: Environment; readonly otherName?: string }): Promise<Comparison> {
  const title = vscode.l10n.t('Compare with Another Environment');
  const subject = await chooseDeployed(studio, title, given);
  const other = await counterpart(subject, title, given);
  const [left, right] = await Promise.all([stateOf(subject), stateOf(other)]);
  return comparisons.show(vscode.l10n.t('{0}: {1} ↔ {2}', subject.deployed.displayName, subject.environment.displayName, other.environment.displayName), comparedFiles(left, right));
}

/** The connector of the same title where the other environment has exactly one, else a question. */
async function counterpart(subject: DeployedSubject, title: string, { other, otherName }: { readonly other?: Environment; readonly otherName?: string }): Promise<DeployedSubject> {
  const { clients, deployed } = subject;
  const environment = other ?? (await runWizard<DeployedAnswer>(title, {}, [pickEnvironment(async (signal) => (await clients.environments.list(signal)).filter(({ name }) => name !== subject.environment.name))])).environment;
  if (!environment) throw new vscode.CancellationError();
  const titled = await withProgress(vscode.l10n.t('Looking for “{0}” in {1}…', deployed.displayName, environment.displayName), (signal) => clients.connectors.connectorsTitled(environment.name, deployed.displayName, signal));
  const named = titled.find(({ name }) => name === otherName) ?? (titled.length === 1 ? titled[0] : undefined);
  const chosen = named ?? (await runWizard<DeployedAnswer>(title, { environment }, [pickDeployed(clients)])).deployed;
  if (!chosen) throw new vscode.CancellationError();
  const whole = await clients.connectors.connector(environment.name, chosen.name) ?? chosen;
  return { ...subject, environment, deployed: whole };
}

async function stateOf({ clients, deployed }: { readonly clients: CloudClients; readonly deployed: DeployedConnector }): Promise<ComparableConnector> {
  return withProgress(vscode.l10n.t('Reading “{0}”…', deployed.displayName), async (signal) => {
    const [definition, script] = await Promise.all([clients.connectors.originalDefinition(deployed, signal), clients.connectors.script(deployed, signal)]);
    return { definition: definition ?? {}, properties: deployed.properties, ...(script !== undefined && { script }) };
  });
}

async function scriptOf({ files }: Connector): Promise<string | undefined> {
  return files.script === undefined ? undefined : readText(vscode.Uri.parse(files.script, true));
}

const SCHEME = 'connector-comparison';

/** Both sides of the comparisons that are open. */
export class Comparisons implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #subscriptions: readonly vscode.Disposable[];
  #count = 0;

  constructor() {
    this.#subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    ];
  }

  async show(title: string, files: readonly ComparedFile[]): Promise<Comparison> {
    if (files.length === 0) {
      offer(vscode.l10n.t('{0}: no difference.', title), []);
      return { title, files };
    }
    this.#count += 1;
    const placed = files.map(({ name, left, right }) => [this.#place(name, 'left', left), this.#place(name, 'right', right)] as const);
    if (placed.length === 1) {
      const [[left, right]] = placed as [readonly [vscode.Uri, vscode.Uri]];
      await vscode.commands.executeCommand('vscode.diff', left, right, `${title} · ${files[0]?.name ?? ''}`);
    } else {
      await vscode.commands.executeCommand('vscode.changes', title, placed.map(([left, right]) => [right, left, right]));
    }
    return { title, files };
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #place(name: string, side: 'left' | 'right', text: string | undefined): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${this.#count}/${side}/${name}` });
    this.#texts.set(uri.toString(), text ?? '');
    return uri;
  }
}
