/**
 * Explain Sign-in Error: what an AADSTS text means, compared with how the connector that it is about stands now. The
 * text is pasted, selected, in the clipboard, or that of a failed connection. Writes nothing.
 */
import * as vscode from 'vscode';
import type { Connector } from '../../connector/connector.ts';
import { parseSubject } from '../../connector/connector-subject.ts';
import { sameGuid } from '../../connector/difference.ts';
import { parseRedirectUrl } from '../../connector/identity-values.ts';
import { readSecurityBlocks } from '../../connector/managed-identity-shape.ts';
import { renderSignInExplanation } from '../../identity/sign-in/explanation-text.ts';
import { explainSignIn, type SignInExplanation } from '../../identity/sign-in/sign-in-explanation.ts';
import { readSignInText, type SignInFacts } from '../../identity/sign-in/sign-in-text.ts';
import type { VerifyReport } from '../../identity/verify.ts';
import { describeFailure, isCancellation } from '../failure.ts';
import { readSettings } from '../settings.ts';
import type { DocumentLens, Studio } from '../studio.ts';
import { runWizard } from '../wizard/multi-step.ts';
import { pickConnectorOrNone, type ConnectorAnswer } from '../wizard/pick-connector.ts';
import { environmentNamed } from '../wizard/pick-environment.ts';
import { askForErrorText } from '../wizard/pick-error-text.ts';
import type { CommandTarget } from './command-target.ts';
import { startIdentitySession } from './identity-session.ts';
import { repairLenses, verifySubject, type VerifySubject } from './verify-subject.ts';

/** What is given is not asked. */
export interface ExplainAnswers extends Pick<CommandTarget, 'connector' | 'deployed' | 'environment' | 'parameterPointer'> {
  readonly text?: string;
}

interface Comparison {
  readonly report?: VerifyReport;
  readonly subject?: VerifySubject;
  /** Why there is none. */
  readonly notCompared?: string;
}

export async function explainSignInError(studio: Studio, given: ExplainAnswers = {}): Promise<SignInExplanation> {
  const text = given.text ?? await askForErrorText(studio, given);
  const { codes, facts } = readSignInText(text);
  const connector = given.connector ?? (given.deployed || codes.length === 0 ? undefined : await connectorOf(studio, facts));
  const { report, subject, notCompared } = codes.length === 0 ? {} : await compare(studio, { ...given, connector });
  const explanation = explainSignIn(text, { report, login: readSettings().cloud.login, knowledge: report?.knowledge });
  const title = connector?.title ?? given.deployed?.displayName;
  await studio.documents.show({
    title: title === undefined ? vscode.l10n.t('Sign-in Error') : vscode.l10n.t('Sign-in Error – {0}', title),
    language: 'diff',
    content: renderSignInExplanation(explanation, { connector: title, notCompared, knowledge: report?.knowledge }),
    connectorFolder: connector?.files.folder,
    lenses: lensesFor(explanation, connector, report, subject),
  });
  return explanation;
}

/** The one that the message's own values name; else the user is asked, and may choose none. */
async function connectorOf(studio: Studio, facts: SignInFacts): Promise<Connector | undefined> {
  const connectors = await studio.connectors.all();
  if (connectors.length === 0) return undefined;
  const named = connectors.filter((connector) => isAbout(facts, connector));
  if (named.length === 1) return named[0];
  const candidates = named.length > 0 ? named : connectors;
  const ask = pickConnectorOrNone(candidates, vscode.l10n.t('Connector that the error is about, to compare the message with what is deployed'), vscode.l10n.t('None: explain the message alone'));
  return (await runWizard<ConnectorAnswer>(vscode.l10n.t('Explain Sign-in Error'), {}, [ask])).connector;
}

function isAbout({ subject, redirectUri, appId }: SignInFacts, { settings, security }: Connector): boolean {
  const apiName = subject === undefined ? undefined : parseSubject(subject)?.apiName;
  const names = [apiName, redirectUri === undefined ? undefined : parseRedirectUrl(redirectUri)?.lastSegment].filter((name) => name !== undefined);
  return names.some((name) => settings.connectorId === `shared_${name}`) || (appId !== undefined && security.some(({ clientId }) => sameGuid(clientId, appId)));
}

/** Where nothing can be read the message is explained all the same. */
async function compare(studio: Studio, given: ExplainAnswers): Promise<Comparison> {
  const { connector, deployed } = given;
  if (!connector && !deployed) return {};
  const place = given.environment?.name ?? deployed?.environment ?? connector?.settings.environment;
  if (place === undefined || (!deployed && connector?.settings.connectorId === undefined)) {
    return { notCompared: vscode.l10n.t('settings.json names no deployed connector, so there is nothing to compare the message with. Deploy the connector, or run this on one in the Deployed view.') };
  }
  try {
    const session = await startIdentitySession(studio);
    const environment = given.environment ?? await environmentNamed(place, session.clients.environments.list);
    const blocks = connector ? connector.security : readSecurityBlocks(deployed?.properties);
    const block = blocks.find(({ pointer }) => JSON.stringify(pointer) === JSON.stringify(given.parameterPointer)) ?? blocks.find(({ credential }) => credential === 'managedIdentity') ?? blocks[0];
    const subject = { connector, deployed, block, environment };
    return { report: await verifySubject(studio, session, subject), subject };
  } catch (error) {
    if (isCancellation(error)) throw error;
    const failure = describeFailure(error);
    studio.log.warn(`Explain Sign-in Error: ${failure?.message ?? ''}`);
    return { notCompared: vscode.l10n.t('How things stand now could not be read, so the message is explained alone: {0}', failure?.message ?? '') };
  }
}

function lensesFor(explanation: SignInExplanation, connector: Connector | undefined, report: VerifyReport | undefined, subject: VerifySubject | undefined): DocumentLens[] {
  const folder = connector && vscode.Uri.parse(connector.files.folder, true);
  const page = explanation.codes.find(({ meaning }) => meaning === undefined) ?? explanation.codes[0];
  return [
    ...(explanation.repairable && report && subject ? repairLenses(report, subject) : []),
    ...(explanation.repairable && !report && folder ? [{ title: vscode.l10n.t('$(key) Configure Managed Identity'), command: 'connectorStudio.configureManagedIdentity', arguments: [folder] }] : []),
    ...(folder ? [
      { title: vscode.l10n.t('$(verified) Verify'), command: 'connectorStudio.verifyManagedIdentity', arguments: [folder] },
      { title: vscode.l10n.t('$(beaker) Test Connection'), command: 'connectorStudio.testConnection', arguments: [folder] },
    ] : []),
    // As text: a Uri would be encoded anew, and the page would not get its number (external-link.ts).
    ...(page ? [{ title: vscode.l10n.t('$(link-external) {0} at Microsoft', page.code), command: 'vscode.open', arguments: [page.page] }] : []),
  ];
}
