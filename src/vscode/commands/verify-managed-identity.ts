/** Verify Managed Identity: compares file, connector and app registration, and shows the differences. Writes nothing. */
import * as vscode from 'vscode';
import type { Environment } from '../../cloud/power-platform/environments.ts';
import type { Connector } from '../../connector/connector.ts';
import { readSecurityBlocks } from '../../connector/managed-identity-shape.ts';
import { renderVerifyReport } from '../../identity/report-text.ts';
import type { VerifyReport } from '../../identity/verify.ts';
import type { DocumentLens, Studio } from '../studio.ts';
import { runWizard } from '../wizard/multi-step.ts';
import { chosenBlock, pickConnector, pickParameter, type ParameterAnswer } from '../wizard/pick-connector.ts';
import { environmentNamed, pickEnvironment, type EnvironmentAnswer } from '../wizard/pick-environment.ts';
import type { CommandTarget } from './command-target.ts';
import { requireOAuth, workspaceConnectors } from './connector-content.ts';
import { startIdentitySession, type IdentitySession } from './identity-session.ts';
import { repairLenses, verifySubject, type VerifySubject } from './verify-subject.ts';

export type VerifyAnswers = Pick<CommandTarget, 'connector' | 'parameterPointer' | 'environment' | 'deployed'>;

export async function verifyManagedIdentity(studio: Studio, given: VerifyAnswers = {}): Promise<VerifyReport> {
  const local = given.connector || !given.deployed ? await chooseLocal(studio, given) : undefined;
  const session = await startIdentitySession(studio);
  const block = local ? chosenBlock(local) : readSecurityBlocks(given.deployed?.properties)[0];
  const subject = { connector: local?.connector, deployed: given.deployed, block, environment: given.environment ?? await environmentOf(session, local?.connector) };
  const report = await verifySubject(studio, session, subject);
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

function lensesFor(report: VerifyReport, subject: VerifySubject): DocumentLens[] {
  if (!subject.connector) return [];
  const folder = vscode.Uri.parse(subject.connector.files.folder, true);
  return [
    ...repairLenses(report, subject),
    { title: vscode.l10n.t('$(beaker) Test Connection'), command: 'connectorStudio.testConnection', arguments: [folder] },
  ];
}
