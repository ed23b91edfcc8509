/**
 * Undo Managed Identity takes back what runs have made of a connector; Remove Managed Identity the trust of a finished
 * one. Both show a plan first, and apply it only as shown.
 */
import * as vscode from 'vscode';
import type { ChangePlan, ChangeStep } from '../../identity/changes.ts';
import { runsThatMade, type MadeItem } from '../../identity/undo/made-items.ts';
import { itemsOfManagedIdentity } from '../../identity/undo/removal.ts';
import { applyUndo, planUndo, type UndoInput } from '../../identity/undo/undo.ts';
import type { Studio } from '../studio.ts';
import { openExternalLink } from './external-link.ts';
import { identityPorts } from './identity-ports.ts';
import { chooseIdentitySubject, type IdentitySubject, type SubjectAnswers } from './identity-subject.ts';
import { offer } from './offer.ts';
import type { OpenPlans } from './open-plans.ts';
import { connectorLink } from './portal-links.ts';
import { withProgress } from './progress.ts';
import { showChanges } from './shown-changes.ts';

export interface UndoAnswers extends SubjectAnswers {
  /** The run's id; asked for where there are several. */
  readonly run?: string;
}

/** Returns the plan that it shows; undefined where there is nothing to undo. */
export async function undoManagedIdentity(studio: Studio, plans: OpenPlans, answers: UndoAnswers): Promise<ChangePlan | undefined> {
  const title = vscode.l10n.t('Undo Managed Identity');
  const subject = await chooseIdentitySubject(studio, title, answers);
  const input = inputOf(studio, subject);
  const items = await chooseRun((await input.ports.journal.load())?.made ?? [], answers.run);
  if (items.length === 0) {
    offer(vscode.l10n.t('No run for “{0}” in {1} has left anything that could be undone from this computer.', subject.connector.title, subject.environment.displayName), [
      { title: vscode.l10n.t('Remove Managed Identity'), run: () => vscode.commands.executeCommand('connectorStudio.removeManagedIdentity', vscode.Uri.parse(subject.connector.files.folder, true)) },
    ]);
    return undefined;
  }
  return show(studio, plans, subject, { ...input, items }, title, []);
}

export async function removeManagedIdentity(studio: Studio, plans: OpenPlans, answers: SubjectAnswers): Promise<ChangePlan | undefined> {
  const title = vscode.l10n.t('Remove Managed Identity');
  const subject = await chooseIdentitySubject(studio, title, answers);
  const input = inputOf(studio, subject);
  const items = await withProgress(vscode.l10n.t('Reading what there is of “{0}”…', subject.connector.title), (signal) => itemsOfManagedIdentity({ ...input, signal }));
  if (items.length === 0) {
    offer(vscode.l10n.t('“{0}” does not use managed identity in {1}: nothing to remove.', subject.connector.title, subject.environment.displayName), []);
    return undefined;
  }
  return show(studio, plans, subject, { ...input, items }, title, [
    vscode.l10n.t('The connector stays. Without managed identity it needs a client secret: make one for its app registration and enter it on the connector\'s Security page.'),
  ]);
}

function inputOf(studio: Studio, { session, connector, environment, target }: IdentitySubject): Omit<UndoInput, 'items'> {
  const { clients } = session;
  return {
    connector, target, cloud: clients.cloud,
    ports: identityPorts(studio, clients, connector, environment.name),
    connectionsTo: async (place, name, signal) => (await clients.connections.list(place, name, signal)).map(({ displayName }) => displayName),
  };
}

async function chooseRun(made: readonly MadeItem[], run: string | undefined): Promise<readonly MadeItem[]> {
  const runs = runsThatMade(made);
  if (run !== undefined) return runs.find((candidate) => candidate.run === run)?.items ?? [];
  if (runs.length < 2) return made;
  const choices = [
    { label: vscode.l10n.t('All runs'), description: vscode.l10n.t('{0} things', made.length), iconPath: new vscode.ThemeIcon('history'), items: made },
    ...runs.map(({ at, items }) => ({
      label: vscode.l10n.t('Run of {0}', new Date(at).toLocaleString()), iconPath: new vscode.ThemeIcon('discard'),
      description: [...new Set(items.map(({ kind }) => KINDS()[kind]))].join(', '), items,
    })),
  ];
  const choice = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Undo Managed Identity'), placeHolder: vscode.l10n.t('What should be taken back? A plan is shown before anything is.') });
  if (!choice) throw new vscode.CancellationError();
  return choice.items;
}

const KINDS = (): Readonly<Record<MadeItem['kind'], string>> => ({
  application: vscode.l10n.t('app registration'),
  supportedAccounts: vscode.l10n.t('supported accounts'),
  permissions: vscode.l10n.t('API permissions'),
  servicePrincipal: vscode.l10n.t('service principal'),
  securityBlock: vscode.l10n.t('security block'),
  connector: vscode.l10n.t('connector'),
  deployedBlock: vscode.l10n.t('deployed security block'),
  link: 'settings.json',
  redirectUri: vscode.l10n.t('redirect URI'),
  federatedCredential: vscode.l10n.t('federated credential'),
});

async function show(studio: Studio, plans: OpenPlans, subject: IdentitySubject, input: UndoInput, heading: string, remarks: readonly string[]): Promise<ChangePlan> {
  const { connector, environment } = subject;
  const plan = await withProgress(vscode.l10n.t('Reading what there is of “{0}”…', connector.title), (signal) => planUndo({ ...input, signal }, heading, remarks));
  await showChanges({
    log: studio.log, plans,
    nothingLeft: vscode.l10n.t('Nothing of it is there any more, or it has been changed since: there is nothing to take back.'),
    apply: async (shown, { signal, onProgress }) => {
      try {
        return await applyUndo(shown, { ...input, signal }, onProgress);
      } finally {
        // Also after a failure: the steps before it were done.
        studio.deployedChanged(environment.name);
        await studio.connectors.refresh();
      }
    },
    done: (performed) => { offerWhatIsNext(subject, performed); },
  }, plan, vscode.l10n.t('Nothing has been written yet. Read the plan, then apply it.'));
  return plan;
}

function offerWhatIsNext({ session, environment }: IdentitySubject, performed: readonly ChangeStep[]): void {
  const done = performed.filter(({ action }) => action !== 'keep').length;
  const leftAlone = performed.filter(({ action, gone }) => action === 'keep' && !gone);
  const message = [
    vscode.l10n.t('{0} of {1} steps were taken back.', done, performed.length),
    ...(leftAlone.length > 0 ? [vscode.l10n.t('Left as they are, since somebody has changed them: {0}.', leftAlone.map(({ resource }) => resource).join(', '))] : []),
  ].join(' ');
  // A deployed connector that got its former block back needs its secret.
  const changed = performed.find(({ key, action }) => action === 'change' && key.startsWith('deployedBlock'))?.key.split(' ')[2];
  offer(message, changed === undefined ? [] : [{
    title: vscode.l10n.t('Enter the Secret in the Maker Portal'),
    run: () => openExternalLink(connectorLink(session.clients.cloud, environment.name, changed, 'security')),
  }]);
}
