/**
 * Where an app has all the federated credentials that Entra allows: finds those whose connector is gone, lets the user
 * pick, and removes what was picked by a plan. Then the connector is planned again.
 */
import * as vscode from 'vscode';
import { applyChanges, changePlaceOf, planChanges, type ChangePlan } from '../../identity/changes.ts';
import { credentialUses, removalJournal, removalsOf, type CredentialUse, type DanglingInput } from '../../identity/dangling-credentials.ts';
import type { Studio } from '../studio.ts';
import { openExternalLink } from './external-link.ts';
import { identityPorts } from './identity-ports.ts';
import { offer } from './offer.ts';
import type { OpenPlans } from './open-plans.ts';
import { planTarget, type PlanSubject } from './plan-target.ts';
import { applicationLink } from './portal-links.ts';
import { withProgress } from './progress.ts';
import type { Session } from './session.ts';
import { showChanges } from './shown-changes.ts';

/**
 * Shows the plan and returns it; undefined where no credential may be offered.
 * @param names what to remove, of those that may be; asked for where absent
 */
export async function removeDanglingCredentials(studio: Studio, plans: OpenPlans, session: Session, subject: PlanSubject, names?: readonly string[]): Promise<ChangePlan | undefined> {
  const { clients } = session;
  const { application: choice, tenantId, userObjectId, userName } = subject.target;
  const application = choice.kind === 'existing' ? await clients.directory.applicationByAppId(choice.appId) : undefined;
  if (!application) return undefined;
  const input: DanglingInput = { application, tenantId, userObjectId, userName, ports: clients };
  const uses = await withProgress(vscode.l10n.t('Looking for the connectors that “{0}” trusts…', application.displayName), (signal) => credentialUses(input, signal));
  const gone = uses.filter(({ verdict }) => verdict === 'gone');
  if (gone.length === 0) {
    const link = applicationLink(clients.cloud, tenantId, application.appId);
    offer(vscode.l10n.t('None of the {0} federated credentials of “{1}” belongs to a connector that is certainly gone: {2} are in use, and of {3} it cannot be told. Choose another app registration, or remove one in the portal.',
      uses.length, application.displayName, uses.filter(({ verdict }) => verdict === 'there').length, uses.filter(({ verdict }) => verdict === 'undecided').length),
    [{ title: vscode.l10n.t('Open App Registration'), run: () => openExternalLink(link) }]);
    return undefined;
  }
  const picked = names ? gone.filter(({ credential }) => names.includes(credential.name)) : await pick(gone, uses.length);
  const { connector, target } = subject;
  const plan = await planChanges({
    heading: vscode.l10n.t('Remove Credentials of Deleted Connectors'),
    place: changePlaceOf(connector, target),
    remarks: [vscode.l10n.t('A connector that is made anew gets a federated credential again when managed identity is configured for it.')],
  }, removalsOf(input, picked), { now: () => Date.now() });
  const { journal, clock } = identityPorts(studio, clients, connector, target.environment);
  await showChanges({
    log: studio.log, plans,
    nothingLeft: vscode.l10n.t('Nothing of it is left to remove.'),
    apply: (shown, options) => applyChanges(shown, removalsOf(input, picked), {
      ...options, now: clock.now,
      journal: removalJournal({ connectorFolder: connector.files.folder, environment: target.environment, tenantId }, journal, clock),
    }),
    done: (performed) => {
      offer(vscode.l10n.t('{0} federated credentials were removed. There is room for the connector\'s now.', performed.filter(({ action }) => action !== 'keep').length), [
        { title: vscode.l10n.t('Plan Again'), run: () => studio.run(vscode.l10n.t('Configure Managed Identity'), () => planTarget(studio, plans, session, subject)) },
      ]);
    },
  }, plan, vscode.l10n.t('Nothing has been removed yet. Read the plan, then apply it.'));
  return plan;
}

async function pick(gone: readonly CredentialUse[], count: number): Promise<readonly CredentialUse[]> {
  const choices = gone.map((use) => ({ label: use.credential.name, detail: use.words, iconPath: new vscode.ThemeIcon('debug-disconnect'), use }));
  const chosen = await vscode.window.showQuickPick(choices, {
    canPickMany: true,
    title: vscode.l10n.t('Remove Credentials of Deleted Connectors'),
    placeHolder: vscode.l10n.t('The connector of {0} of {1} credentials is gone. Which should be removed? A plan is shown first.', gone.length, count),
  });
  if (!chosen || chosen.length === 0) throw new vscode.CancellationError();
  return chosen.map(({ use }) => use);
}
