/** Retire Secret: removes one client secret of the app behind a connector that has connected without one; by a plan. */
import * as vscode from 'vscode';
import type { ApplicationRegistration } from '../../connector/app-registration.ts';
import { applyChanges, changePlaceOf, type ChangePlace, type ChangePlan, type ChangeStep } from '../../identity/changes.ts';
import { PlanRefusedError } from '../../identity/errors.ts';
import { appSecrets, daysInWords, type AppSecret } from '../../identity/secrets/app-secrets.ts';
import { usersOfClientId } from '../../identity/secrets/client-id-users.ts';
import { proofOf } from '../../identity/secrets/connection-proof.ts';
import { notProven, planRetirement, provedBlockOf, retiredKeys, retirementChange, retirementJournal, type Retirement, type Surroundings } from '../../identity/secrets/retire-secret.ts';
import type { Studio } from '../studio.ts';
import { UserError } from '../user-error.ts';
import { identityPorts } from './identity-ports.ts';
import { chooseIdentitySubject, type IdentitySubject, type SubjectAnswers } from './identity-subject.ts';
import { offer } from './offer.ts';
import type { OpenPlans } from './open-plans.ts';
import { withProgress } from './progress.ts';
import { showChanges, type ShownChanges } from './shown-changes.ts';

export interface RetireAnswers extends SubjectAnswers {
  readonly keyId?: string;
}

/** Shows the plan and returns it; undefined where the app has no secret. */
export async function retireSecret(studio: Studio, plans: OpenPlans, answers: RetireAnswers): Promise<ChangePlan | undefined> {
  const subject = await chooseIdentitySubject(studio, vscode.l10n.t('Retire Secret'), answers);
  const { session: { clients }, connector } = subject;
  const { clientId, ...base } = await retirable(studio, subject);
  const application = await withProgress(vscode.l10n.t('Reading the app registration…'), (signal) => clients.directory.applicationByAppId(clientId, signal));
  const retired = retiredKeys(await base.ports.journal.load());
  const secrets = (application ? appSecrets(application, Date.now()) : []).filter(({ keyId: key }) => !retired.has(key));
  if (!application || (secrets.length === 0 && answers.keyId === undefined)) {
    offer(application
      ? vscode.l10n.t('The app registration “{0}” has no client secret.', application.displayName)
      : vscode.l10n.t('The app registration {0} was not found, and its secrets with it.', clientId), []);
    return undefined;
  }
  const keyId = answers.keyId ?? (await pickSecret(application, secrets)).keyId;
  const retirement = { ...base, clientId, keyId };
  const surroundings = await withProgress(vscode.l10n.t('Looking for what else uses “{0}”', application.displayName), (signal, report) => lookAround(subject, application, report, signal));
  const plan = await planRetirement(retirement, surroundings);
  await showChanges({
    log: studio.log, plans,
    nothingLeft: vscode.l10n.t('This secret of “{0}” is not there any more.', connector.title),
    apply: (shown, options) => applyOnce(retirement, shown, options),
    done: async () => {
      studio.audits.forget(retirement.place.environment, retirement.connectorName);
      await offerAnother(retirement);
    },
  }, plan, vscode.l10n.t('Nothing has been removed yet. Read the plan and its warnings, then apply it.'));
  return plan;
}

/** @throws UserError with the way to what is missing: a deployment, managed identity, a connection that has worked. */
async function retirable(studio: Studio, { session, connector, block, environment, target }: IdentitySubject): Promise<Omit<Retirement, 'keyId'>> {
  const { clients } = session;
  const folder = vscode.Uri.parse(connector.files.folder, true);
  const { connectorId } = connector.settings;
  const deployed = connectorId === undefined ? undefined
    : await withProgress(vscode.l10n.t('Reading the deployed connector…'), (signal) => clients.connectors.connector(environment.name, connectorId, signal));
  const proved = deployed && provedBlockOf(deployed, block);
  if (!deployed || proved?.credential !== 'managedIdentity' || proved.clientId === undefined) {
    throw new UserError(vscode.l10n.t('“{0}” does not use managed identity in {1} yet, so it may need its secret. Migrate it first.', connector.title, environment.displayName), [
      { title: vscode.l10n.t('Migrate from Secret'), run: () => vscode.commands.executeCommand('connectorStudio.migrateFromSecret', folder) },
    ]);
  }
  const ports = identityPorts(studio, clients, connector, environment.name);
  const place = changePlaceOf(connector, target);
  if (!proofOf(await ports.journal.load(), proved)) {
    throw new UserError(notProven(place).message, [
      { title: vscode.l10n.t('Test Connection'), run: () => vscode.commands.executeCommand('connectorStudio.testConnection', folder, { fresh: true }) },
    ]);
  }
  return {
    place, connectorName: deployed.name, block, clientId: proved.clientId, ports,
    owner: { connectorFolder: connector.files.folder, environment: environment.name, tenantId: target.tenantId },
  };
}

async function pickSecret(application: ApplicationRegistration, secrets: readonly AppSecret[]): Promise<AppSecret> {
  const choices = secrets.map((secret) => ({
    label: secret.name ?? vscode.l10n.t('Without a name'),
    description: secret.hint && vscode.l10n.t('begins with {0}', secret.hint),
    detail: [endText(secret), secret.keyId].join(' · '),
    iconPath: new vscode.ThemeIcon(secret.expired ? 'circle-slash' : 'key'),
    secret,
  }));
  const choice = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Retire Secret – {0}', application.displayName), matchOnDescription: true, matchOnDetail: true,
    placeHolder: vscode.l10n.t('Which client secret? A plan is shown before it is removed.'),
  });
  if (!choice) throw new vscode.CancellationError();
  return choice.secret;
}

function endText(secret: AppSecret): string {
  if (secret.endsAt === undefined) return vscode.l10n.t('no end date');
  const date = secret.endsAt.slice(0, 10);
  return secret.expired ? vscode.l10n.t('expired {0} ({1})', date, daysInWords(secret)) : vscode.l10n.t('ends {0} ({1})', date, daysInWords(secret));
}

async function lookAround({ session: { clients } }: IdentitySubject, application: ApplicationRegistration, report: (message: string) => void, signal: AbortSignal): Promise<Surroundings> {
  const others = await usersOfClientId(clients, application.appId, {
    signal, onProgress: ({ environments, environmentsDone, connectors }) => report(vscode.l10n.t('{0} of {1} environments, {2} connectors', environmentsDone, environments, connectors)),
  });
  const keys = await clients.applicationReader('Application.ReadWrite.All').keyCredentials(application.id, signal).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'ServiceError') return undefined;
    throw error;
  });
  return { others, keys };
}

/** The clicks under way: lens, title button and notification all start one. */
const underWay = new Set<string>();

async function applyOnce(retirement: Retirement, plan: ChangePlan, options: Parameters<ShownChanges['apply']>[1]): Promise<readonly ChangeStep[]> {
  const { place, keyId } = retirement;
  if (underWay.has(keyId)) throw new Error(vscode.l10n.t('This secret is being removed already. Wait until that has ended.'));
  underWay.add(keyId);
  try {
    return await applyChanges(plan, [retirementChange(retirement)], { ...options, journal: retirementJournal(retirement), now: () => Date.now() });
  } catch (error) {
    if (error instanceof PlanRefusedError && error.reason === 'notProven') throw new UserError(error.message, [testConnection(place)]);
    throw error;
  } finally {
    underWay.delete(keyId);
  }
}

/** Replicas may show what is gone for a while yet; it is not counted. */
async function offerAnother({ clientId, place, ports: { directory, journal } }: Retirement): Promise<void> {
  const application = await directory.applicationByAppId(clientId).catch(() => undefined);
  const retired = retiredKeys(await journal.load());
  const left = application?.passwordCredentials.filter(({ keyId }) => !retired.has(keyId)).length ?? 0;
  const name = application?.displayName ?? clientId;
  if (left === 0) {
    offer(vscode.l10n.t('The client secret is removed. “{0}” has none left.', name), [testConnection(place)]);
    return;
  }
  offer(left === 1 ? vscode.l10n.t('The client secret is removed. “{0}” has one left.', name) : vscode.l10n.t('The client secret is removed. “{0}” has {1} left.', name, left), [
    { title: vscode.l10n.t('Retire Another'), run: () => vscode.commands.executeCommand('connectorStudio.retireSecret', place.connectorFolder && vscode.Uri.parse(place.connectorFolder, true)) },
    testConnection(place),
  ]);
}

function testConnection({ connectorFolder }: ChangePlace) {
  return { title: vscode.l10n.t('Test Connection'), run: () => vscode.commands.executeCommand('connectorStudio.testConnection', connectorFolder && vscode.Uri.parse(connectorFolder, true)) };
}
