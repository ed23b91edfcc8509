/** Download Connector, and Download All Connectors of an environment, into folders that paconn, pac and we deploy from. */
import * as vscode from 'vscode';
import { mapBounded } from '../../../connector/bounded-work.ts';
import type { Connector } from '../../../connector/connector.ts';
import { downloadedFiles, type DownloadedFile } from '../../../connector/downloaded-files.ts';
import type { DeployedConnector } from '../../../connector/deployed-connector.ts';
import { replacedFiles, type PresentTexts } from '../../../connector/replaced-files.ts';
import type { Environment } from '../../../cloud/power-platform/environments.ts';
import type { CloudClients } from '../../cloud-clients.ts';
import { describeFailure } from '../../failure.ts';
import { exists, readText } from '../../file-text.ts';
import { downloadConnector as download } from '../../read-deployed-files.ts';
import type { Studio } from '../../studio.ts';
import { runWizard } from '../../wizard/multi-step.ts';
import { pickParent } from '../../wizard/place-connector.ts';
import { pickEnvironment, type EnvironmentAnswer } from '../../wizard/pick-environment.ts';
import { writeDownloadedFiles } from '../../write-downloaded-files.ts';
import { isLinked, type CommandTarget } from '../command-target.ts';
import { freeFolderName } from '../folder-name.ts';
import { withProgress } from '../progress.ts';
import { afterSignIn, once, startSession } from '../session.ts';
import { chooseDeployed } from './deployed-subject.ts';

export interface DownloadAnswers extends Pick<CommandTarget, 'environment' | 'deployed'> {
  /** The folder that gets the connector's folder. */
  readonly parent?: vscode.Uri;
  /** Replaces the linked files without asking. */
  readonly confirmed?: boolean;
}

/** Connectors read at a time. */
const PARALLEL = 6;

/** Returns the connector's folder. */
export async function downloadConnector(studio: Studio, given: DownloadAnswers): Promise<vscode.Uri> {
  const { clients, environment, deployed } = await chooseDeployed(studio, vscode.l10n.t('Download Connector'), given);
  const files = await withProgress(vscode.l10n.t('Downloading “{0}”…', deployed.displayName), async (signal) => downloadedFiles(await download(clients, deployed, signal)));
  const linked = (await studio.connectors.all()).find((connector) => isLinked(connector, environment.name, deployed.name));
  const replaces = linked && await replaceLinked(linked, files, deployed, given.confirmed ?? false) ? linked : undefined;
  const folder = replaces ? vscode.Uri.parse(replaces.files.folder, true) : await newFolder(given.parent ?? await chooseParent(), deployed.displayName);
  const written = replaces ? replacedFiles(files, replaces.files, await presentTexts(replaces), { connectorId: deployed.name, environment: environment.name }) : files;
  await writeDownloadedFiles(folder, written);
  await studio.connectors.refresh();
  const [definition] = written;
  if (definition) await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, definition.name));
  return folder;
}

/** Returns the folders written. One connector's failure leaves the others. */
export async function downloadAllConnectors(studio: Studio, given: DownloadAnswers): Promise<readonly vscode.Uri[]> {
  const session = once(() => startSession(studio));
  const { environment } = given.environment ? given : await runWizard<EnvironmentAnswer>(vscode.l10n.t('Download All Connectors'), {}, [
    afterSignIn<EnvironmentAnswer>(session, ({ environments }) => pickEnvironment(environments.list)),
  ]);
  if (!environment) throw new vscode.CancellationError();
  const parent = given.parent ?? await chooseParent();
  const { clients } = await session();
  const { written, failures } = await withProgress(vscode.l10n.t('Downloading the connectors of {0}', environment.displayName), (signal, report) => downloadEach(clients, environment, parent, signal, report));
  await studio.connectors.refresh();
  for (const failure of failures) studio.log.error(failure);
  if (failures.length > 0) {
    throw new Error(vscode.l10n.t('{0} of {1} connectors were downloaded. {2}', written.length, written.length + failures.length, failures.slice(0, 3).join(' ')));
  }
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) {0} connectors downloaded', written.length), 5000);
  return written;
}

interface Downloads {
  readonly written: readonly vscode.Uri[];
  readonly failures: readonly string[];
}

async function downloadEach(clients: CloudClients, environment: Environment, parent: vscode.Uri, signal: AbortSignal, report: (message: string) => void): Promise<Downloads> {
  const found = await clients.connectors.list(environment.name, signal);
  await vscode.workspace.fs.createDirectory(parent);
  const taken = new Set((await vscode.workspace.fs.readDirectory(parent)).map(([name]) => name));
  const places = found.map((listed): readonly [DeployedConnector, vscode.Uri] => {
    const name = freeFolderName(listed.displayName, taken);
    taken.add(name);
    return [listed, vscode.Uri.joinPath(parent, name)];
  });
  const written: vscode.Uri[] = [];
  const failures: string[] = [];
  // Not with the signal: what is being written when it is aborted is waited for.
  await mapBounded(places, PARALLEL, async ([listed, folder]) => {
    if (signal.aborted) return;
    try {
      // The list leaves out part of the settings.
      const deployed = await clients.connectors.connector(environment.name, listed.name, signal) ?? listed;
      await writeDownloadedFiles(folder, downloadedFiles(await download(clients, deployed, signal)));
      written.push(folder);
    } catch (error) {
      if (signal.aborted) return;
      failures.push(vscode.l10n.t('“{0}”: {1}', listed.displayName, describeFailure(error)?.message ?? String(error)));
    }
    report(vscode.l10n.t('{0} of {1}', written.length + failures.length, found.length));
  });
  signal.throwIfAborted();
  return { written, failures };
}

async function presentTexts({ files }: Connector): Promise<PresentTexts> {
  const [definition, properties, settings] = await Promise.all([files.definition, files.properties, files.settings]
    .map((file) => (file === undefined ? undefined : readText(vscode.Uri.parse(file, true)))));
  return { definition, properties, settings };
}

/** False where the user wants a folder beside the linked one. */
async function replaceLinked(linked: Connector, files: readonly DownloadedFile[], deployed: DeployedConnector, confirmed: boolean): Promise<boolean> {
  if (confirmed) return true;
  const replace = vscode.l10n.t('Replace');
  const other = vscode.l10n.t('New Folder');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('“{0}” is in the workspace already. Replace its files?', deployed.displayName),
    { modal: true, detail: vscode.l10n.t('{0}: {1} will say what is deployed. Changes that were not deployed are lost, unless source control has them; client secrets are not downloaded.', vscode.workspace.asRelativePath(vscode.Uri.parse(linked.files.folder, true)), files.map(({ name }) => name).join(', ')) },
    replace, other,
  );
  if (choice === undefined) throw new vscode.CancellationError();
  return choice === replace;
}

async function chooseParent(): Promise<vscode.Uri> {
  const { parent } = await runWizard<{ parent?: vscode.Uri }>(vscode.l10n.t('Download Connector'), {}, [pickParent]);
  if (!parent) throw new vscode.CancellationError();
  return parent;
}

async function newFolder(parent: vscode.Uri, title: string): Promise<vscode.Uri> {
  const taken = await exists(parent) ? (await vscode.workspace.fs.readDirectory(parent)).map(([name]) => name) : [];
  return vscode.Uri.joinPath(parent, freeFolderName(title, taken));
}
