/** Verify Managed Identity: compares file, connector and app registration, and shows the differences. Writes nothing. */
import * as vscode from 'vscode';
import { readSecurityBlocks } from '../../connector/managed-identity-shape.ts';
import { renderVerifyReport } from '../../identity/report-text.ts';
import type { VerifyReport } from '../../identity/verify.ts';
import type { DocumentLens, Studio } from '../studio.ts';
import { chosenBlock } from '../wizard/pick-connector.ts';
import type { CommandTarget } from './command-target.ts';
import { startIdentitySession } from './identity-session.ts';
import { chooseParameter, linkedEnvironment } from './identity-subject.ts';
import { repairLenses, verifySubject, type VerifySubject } from './verify-subject.ts';

export type VerifyAnswers = Pick<CommandTarget, 'connector' | 'parameterPointer' | 'environment' | 'deployed'>;

export async function verifyManagedIdentity(studio: Studio, given: VerifyAnswers = {}): Promise<VerifyReport> {
  const title = vscode.l10n.t('Verify Managed Identity');
  const local = given.connector || !given.deployed ? await chooseParameter(studio, title, given) : undefined;
  const session = await startIdentitySession(studio);
  const block = local ? chosenBlock(local) : readSecurityBlocks(given.deployed?.properties)[0];
  const subject = { connector: local?.connector, deployed: given.deployed, block, environment: given.environment ?? await linkedEnvironment(session, local?.connector, title) };
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

function lensesFor(report: VerifyReport, subject: VerifySubject): DocumentLens[] {
  if (!subject.connector) return [];
  const folder = vscode.Uri.parse(subject.connector.files.folder, true);
  return [
    ...repairLenses(report, subject),
    { title: vscode.l10n.t('$(beaker) Test Connection'), command: 'connectorStudio.testConnection', arguments: [folder] },
  ];
}
