/** From a settled target to a plan in an editor. Nothing is written on the way. */
import * as vscode from 'vscode';
import type { Connector } from '../../connector/connector.ts';
import { PlanRefusedError } from '../../identity/errors.ts';
import type { IdentityTarget, Plan } from '../../identity/plan-model.ts';
import { createPlan, planIsEmpty } from '../../identity/plan.ts';
import type { GeneratedValues } from '../../identity/identity-lint.ts';
import type { Studio } from '../studio.ts';
import { UserError, type UserAction } from '../user-error.ts';
import { identityPorts } from './identity-ports.ts';
import type { OpenPlan, OpenPlans } from './open-plans.ts';
import { offer } from './offer.ts';
import { withProgress } from './progress.ts';
import type { Session } from './session.ts';
import { unfinishedRun } from './unfinished-run.ts';

export interface PlanSubject {
  readonly connector: Connector;
  readonly target: IdentityTarget;
  readonly pasted?: GeneratedValues;
}

/** Shows the plan with what can be done next, and returns it. */
export async function planTarget(studio: Studio, plans: OpenPlans, session: Session, subject: PlanSubject): Promise<Plan> {
  const plan = await makePlan(studio, session, subject).catch((error: unknown) => {
    if (!(error instanceof PlanRefusedError) || error.reason !== 'credentialLimit') throw error;
    throw new UserError(error.message, [findRoom(studio, plans, session, subject)], { cause: error });
  });
  const open = await plans.show(plan, subject.pasted);
  const { connector, target } = subject;
  if (planIsEmpty(plan)) {
    const folder = vscode.Uri.parse(connector.files.folder, true);
    offer(vscode.l10n.t('“{0}” is set up for managed identity in {1}: nothing to do.', plan.connectorTitle, target.environmentDisplayName), [
      { title: vscode.l10n.t('Test Connection'), run: () => vscode.commands.executeCommand('connectorStudio.testConnection', folder) },
      { title: vscode.l10n.t('Verify'), run: () => vscode.commands.executeCommand('connectorStudio.verifyManagedIdentity', folder) },
    ]);
  } else {
    const stopped = unfinishedRun(await identityPorts(studio, session.clients, connector, target.environment).journal.load());
    offerToApply(open, [
      vscode.l10n.t('Nothing has been written yet. Read the plan, then apply it.'),
      ...(stopped ? [vscode.l10n.t('A run of {0} did not finish; applying goes on from there.', new Date(stopped.at).toLocaleString())] : []),
    ].join(' '), waysAround(studio, plans, session, subject, open));
  }
  return plan;
}

/** What else can be done where the account will most likely be refused, or a deleted app is to come back. */
export function waysAround(studio: Studio, plans: OpenPlans, session: Session, subject: PlanSubject, { key, plan }: OpenPlan): UserAction[] {
  const { right, target } = plan;
  const { application } = target;
  return [
    ...(right?.to === 'restore' && application.kind === 'new' ? [{
      title: vscode.l10n.t('New App Instead'),
      run: () => studio.run(vscode.l10n.t('Configure Managed Identity'), () => planTarget(studio, plans, session, {
        ...subject, target: { ...target, application: { ...application, uniqueNameSuffix: String(Number(application.uniqueNameSuffix ?? '1') + 1) } },
      })),
    }] : []),
    // Where it is not known, most may: then the plan says so, and a refusal offers it.
    ...(right && (right.held === 'no' || right.to === 'restore' && right.held !== 'yes') ? [handOff(key)] : []),
  ];
}

export function handOff(key: string): UserAction {
  return { title: vscode.l10n.t('Hand Off to an Administrator'), run: () => vscode.commands.executeCommand('connectorStudio.handOffPlan', key) };
}

function findRoom(studio: Studio, plans: OpenPlans, session: Session, subject: PlanSubject): UserAction {
  return {
    title: vscode.l10n.t('Find Credentials to Remove'),
    run: () => studio.run(vscode.l10n.t('Remove Credentials of Deleted Connectors'), async () => {
      const { removeDanglingCredentials } = await import('./command-bodies.ts');
      return removeDanglingCredentials(studio, plans, session, subject);
    }),
  };
}

export async function makePlan(studio: Studio, { clients }: Session, { connector, target, pasted }: PlanSubject): Promise<Plan> {
  const ports = identityPorts(studio, clients, connector, target.environment);
  return withProgress(vscode.l10n.t('Reading what there is, to plan “{0}”…', connector.title),
    (signal) => createPlan({ connector, target, cloud: clients.cloud, ports, pasted, signal }));
}

export function offerToApply({ key }: { readonly key: string }, message: string, waysAround: readonly UserAction[] = []): void {
  offer(message, [
    { title: vscode.l10n.t('Apply'), run: () => vscode.commands.executeCommand('connectorStudio.applyPlan', key) },
    ...waysAround,
    { title: vscode.l10n.t('Not Now'), run: async () => undefined },
  ]);
}
