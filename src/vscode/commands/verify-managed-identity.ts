/** Verify Managed Identity: compares file, connector and app registration, and shows the differences. Writes nothing. */
import * as vscode from 'vscode';
import type { Environment } from '../../cloud/power-platform/environments.ts';
import type { Connector, SecurityBlock } from '../../connector/connector.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import { readSecurityBlocks } from '../../connector/managed-identity-shape.ts';
import { renderVerifyReport } from '../../identity/report-text.ts';
import { targetFromBlock } from '../../identity/target.ts';
import { verifyIdentity, type VerifyReport } from '../../identity/verify.ts';
import type { DocumentLens, Studio } from '../studio.ts';
import { runWizard } from '../wizard/multi-step.ts';
import { chosenBlock, pickConnector, pickParameter, type ParameterAnswer } from '../wizard/pick-connector.ts';
import { environmentNamed, pickEnvironment, type EnvironmentAnswer } from '../wizard/pick-environment.ts';
import type { CommandTarget } from './command-target.ts';
import type { ConfigureAnswers } from './configure-managed-identity.ts';
import { requireOAuth, workspaceConnectors } from './connector-content.ts';
import { identityPorts } from './identity-ports.ts';
import { startIdentitySession, targetPlace, type IdentitySession } from './identity-session.ts';
import { withProgress } from './progress.ts';

export type VerifyAnswers = Pick<CommandTarget, 'connector' | 'parameterPointer' | 'environment' | 'deployed'>;

interface Subject {
  /** Absent for a deployed connector without files in the workspace. */
  readonly connector?: Connector;
  readonly deployed?: DeployedConnector;
  readonly block?: SecurityBlock;
  readonly environment: Environment;
}

export async function verifyManagedIdentity(studio: Studio, given: VerifyAnswers = {}): Promise<VerifyReport> {
  const local = given.connector || !given.deployed ? await chooseLocal(studio, given) : undefined;
  const session = await startIdentitySession(studio);
  const block = local ? chosenBlock(local) : readSecurityBlocks(given.deployed?.properties)[0];
  const subject = { connector: local?.connector, deployed: given.deployed, block, environment: given.environment ?? await environmentOf(session, local?.connector) };
  const { clients } = session;
  const report = await withProgress(vscode.l10n.t('Comparing file, connector and app registration…'), (signal) => verifyIdentity({
    connector: subject.connector,
    connectorName: subject.deployed?.name,
    target: targetFromBlock(block ?? { pointer: [], scopes: [] }, subject.connector?.title ?? subject.deployed?.displayName ?? '', targetPlace(session, subject.environment)),
    cloud: clients.cloud,
    ports: subject.connector ? identityPorts(studio, clients, subject.connector, subject.environment.name) : clients,
    signal,
  }));
  await studio.documents.show({
    title: vscode.l10n.t('Verification – {0}', report.title),
    language: 'diff',
    content: renderVerifyReport(report),
    connectorFolder: subject.connector?.files.folder,
    lenses: lensesFor(report, subject),
  });
  return report;
}

async function chooseLocal(studio: Studio, { connector, parameterPointer }: VerifyAnswers): Promise<ParameterAnswer> {
  const candidates = await workspaceConnectors(studio, connector);
  const answers = await runWizard<ParameterAnswer>(vscode.l10n.t('Verify Managed Identity'), { connector: candidates.length === 1 ? candidates[0] : undefined, parameterPointer }, [
    ...(candidates.length === 1 ? [] : [pickConnector(candidates)]),
    ...(parameterPointer ? [] : [pickParameter]),
  ]);
  if (!answers.connector) throw new vscode.CancellationError();
  requireOAuth(answers.connector);
  return answers;
}

/** The environment that the files are linked to; asked for where they are not linked. */
async function environmentOf({ clients: { environments } }: IdentitySession, connector: Connector | undefined): Promise<Environment> {
  const linked = connector?.settings.environment;
  if (linked !== undefined) return environmentNamed(linked, environments.list);
  const { environment } = await runWizard<EnvironmentAnswer>(vscode.l10n.t('Verify Managed Identity'), { connector }, [pickEnvironment(environments.list)]);
  if (!environment) throw new vscode.CancellationError();
  return environment;
}

function lensesFor(report: VerifyReport, { connector, block, environment }: Subject): DocumentLens[] {
  if (!connector) return [];
  const folder = vscode.Uri.parse(connector.files.folder, true);
  const repairs = new Set(report.checks.flatMap(({ finding }) => finding?.repair ?? []));
  // An app that is gone cannot be repaired to: then another one is asked for.
  const keepsApplication = block?.clientId && !report.checks.some(({ finding }) => finding?.severity === 'error' && finding.subject === 'app registration');
  const answers: ConfigureAnswers = {
    environment: environment.name,
    parameterPointer: block?.pointer,
    application: keepsApplication && block.clientId ? { kind: 'existing', appId: block.clientId } : undefined,
    scopes: block?.scopes,
  };
  return [
    ...(repairs.size > 0 ? [{ title: vscode.l10n.t('$(wrench) Repair'), command: 'connectorStudio.configureManagedIdentity', arguments: [folder, answers] }] : []),
    { title: vscode.l10n.t('$(refresh) Verify Again'), command: 'connectorStudio.verifyManagedIdentity', arguments: [folder] },
    { title: vscode.l10n.t('$(beaker) Test Connection'), command: 'connectorStudio.testConnection', arguments: [folder] },
  ];
}
