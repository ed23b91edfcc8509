/** Apply Plan: performs the plan that is open in an editor, with progress, and ends in a summary. */
import * as vscode from 'vscode';
import type { Connector } from '../../connector/connector.ts';
import { applyPlan, IdentityNotGeneratedError, PlanOutdatedError } from '../../identity/apply.ts';
import type { ApplyResult, IdentityTarget, Plan, StepId } from '../../identity/plan-model.ts';
import type { GeneratedValues } from '../../identity/identity-lint.ts';
import { isServiceFailure } from '../../identity/errors.ts';
import { IN_THE_DIRECTORY, stepDiffers } from '../../identity/plan-steps.ts';
import type { ServiceFailure } from '../../identity/ports.ts';
import { renderSummary } from '../../identity/summary-text.ts';
import { describeFailure } from '../failure.ts';
import type { Studio } from '../studio.ts';
import { UserError } from '../user-error.ts';
import { enterIdentity } from './enter-identity.ts';
import { openExternalLink } from './external-link.ts';
import { identityPorts } from './identity-ports.ts';
import { startIdentitySession, type IdentitySession } from './identity-session.ts';
import { offer } from './offer.ts';
import type { OpenPlans } from './open-plans.ts';
import { handOff, makePlan, offerToApply, planTarget } from './plan-target.ts';
import { applicationLink, connectionsLink, connectorLink, connectorsLink } from './portal-links.ts';
import { withProgress } from './progress.ts';

/** Everything that one attempt needs; kept for going on after an identity that came too late. */
interface Attempt {
  readonly studio: Studio;
  readonly plans: OpenPlans;
  readonly session: IdentitySession;
  readonly connector: Connector;
  readonly plan: Plan;
  /** Of the open plan. */
  readonly key: string;
  readonly pasted?: GeneratedValues;
}

/** Folder and environment of the runs under way: lens, title button and notification all start one. */
const underWay = new Set<string>();

/** Undefined where the run ended early and the user was offered how to go on. */
export async function applyOpenPlan(studio: Studio, plans: OpenPlans, argument: unknown): Promise<ApplyResult | undefined> {
  const open = plans.find(argument);
  if (!open) throw new Error(vscode.l10n.t('No plan is open. Run Connectors: Configure Managed Identity to make one.'));
  const { plan, pasted, key } = open;
  const session = await startIdentitySession(studio);
  refuseOtherAccount(plan.target, session);
  const connector = await studio.connectors.connectorAt(vscode.Uri.parse(plan.connectorFolder, true));
  if (!connector) throw new Error(vscode.l10n.t('The folder of “{0}” is no longer there, so the plan cannot be applied.', plan.connectorTitle));
  const result = await attempt({ studio, plans, session, connector, plan, key, pasted });
  if (result) await plans.close(key);
  return result;
}

async function attempt(current: Attempt): Promise<ApplyResult | undefined> {
  const { connectorFolder, connectorTitle, target } = current.plan;
  const place = `${connectorFolder} ${target.environment}`;
  if (underWay.has(place)) throw new Error(vscode.l10n.t('A plan for “{0}” is being applied already. Wait until it has ended.', connectorTitle));
  underWay.add(place);
  try {
    return await run(current);
  } finally {
    underWay.delete(place);
  }
}

async function run(current: Attempt): Promise<ApplyResult | undefined> {
  const { studio, plans, session, connector, plan, key, pasted } = current;
  const { cloud } = session.clients;
  const ports = identityPorts(studio, session.clients, connector, plan.target.environment);
  let reached: StepId | undefined;
  try {
    const result = await withProgress(vscode.l10n.t('Configuring managed identity for “{0}”', plan.connectorTitle), (signal, report) => applyPlan(plan, {
      connector, cloud, ports, pasted, signal,
      onProgress: (step, message) => {
        reached = step;
        studio.log.info(`${plan.connectorTitle}, ${step}: ${message}`);
        report(message);
      },
    }));
    studio.audits.forget(result.environment, result.connectorName);
    await showSummary(current, result);
    return result;
  } catch (error) {
    if (error instanceof PlanOutdatedError) {
      offerToApply(await plans.show(error.plan, pasted), error.message);
    } else if (error instanceof IdentityNotGeneratedError) {
      offerToGoOn(current, error);
    } else if (reached === 'connector' && isServiceFailure(error) && error.status === 400) {
      throw connectorRefused(error, connectorsLink(cloud, plan.target.environment));
    } else if (isServiceFailure(error) && error.status === 403 && IN_THE_DIRECTORY.some((id) => id === reached)) {
      throw new UserError(describeFailure(error)?.message ?? error.message, [handOff(key)], { cause: error });
    } else {
      throw error;
    }
    return undefined;
  } finally {
    // Also after a failure: the steps before it were done.
    studio.deployedChanged(plan.target.environment);
    await studio.connectors.refresh();
  }
}

async function showSummary({ studio, session: { clients: { cloud } }, connector, plan }: Attempt, result: ApplyResult): Promise<void> {
  const folder = vscode.Uri.parse(connector.files.folder, true);
  const links = {
    appRegistration: applicationLink(cloud, plan.target.tenantId, result.appId),
    connector: connectorLink(cloud, result.environment, result.connectorName, 'general'),
    connection: connectionsLink(cloud, result.environment),
  };
  await studio.documents.show({
    title: vscode.l10n.t('Summary – {0}', plan.connectorTitle),
    language: 'diff',
    content: renderSummary(plan, result, links),
    connectorFolder: connector.files.folder,
    lenses: [
      { title: vscode.l10n.t('$(beaker) Test Connection'), command: 'connectorStudio.testConnection', arguments: [folder] },
      { title: vscode.l10n.t('$(verified) Verify'), command: 'connectorStudio.verifyManagedIdentity', arguments: [folder] },
      { title: vscode.l10n.t('$(link-external) App Registration'), command: 'vscode.open', arguments: [vscode.Uri.parse(links.appRegistration, true)] },
      { title: vscode.l10n.t('$(link-external) Connector'), command: 'vscode.open', arguments: [vscode.Uri.parse(links.connector, true)] },
    ],
  });
}

/** The connector is saved and its identity still missing: wait once more, or take it from the maker portal. */
function offerToGoOn(current: Attempt, { message, connectorName }: IdentityNotGeneratedError): void {
  const { studio, plans, session, connector, plan } = current;
  const subject = { connector, target: plan.target };
  offer(message, [
    {
      title: vscode.l10n.t('Resume'),
      run: () => studio.run(vscode.l10n.t('Apply Plan'), async () => {
        const rest = await makePlan(studio, session, subject);
        if (isPartOf(rest, plan)) return attempt({ ...current, plan: rest });
        return offerToApply(await plans.show(rest), vscode.l10n.t('Something else has changed in the meantime. This is what is left to do.'));
      }),
    },
    {
      title: vscode.l10n.t('Enter the Values by Hand'),
      run: () => studio.run(vscode.l10n.t('Configure Managed Identity'), async () => {
        const pasted = await enterIdentity(session.clients.cloud, plan.target, connectorName);
        return planTarget(studio, plans, session, { ...subject, pasted });
      }),
    },
  ]);
}

/** The service's write of the preview's settings is not documented; the portal's is the one that works for certain. */
function connectorRefused(error: ServiceFailure, portal: string): UserError {
  return new UserError(vscode.l10n.t(
    'Power Apps did not save the connector: {0} (request id {1}) If it is managed identity that was refused, choose it by hand on the Security page of the connector in the maker portal, save, and run Configure Managed Identity again: it goes on from there.',
    error.message, error.requestId ?? '–',
  ), [{ title: vscode.l10n.t('Open Maker Portal'), run: () => openExternalLink(portal) }], { cause: error });
}

/** What was shown covers what is left, as long as nobody has changed anything since. */
function isPartOf(rest: Plan, whole: Plan): boolean {
  return rest.basis === whole.basis && rest.steps.every((step) => !stepDiffers(whole.steps.find(({ id }) => id === step.id), step));
}

function refuseOtherAccount(target: IdentityTarget, { identity, clients }: IdentitySession): void {
  const same = identity.tenantId === target.tenantId && identity.objectId === target.userObjectId && clients.cloud.name === target.cloud;
  if (same) return;
  throw new Error(vscode.l10n.t(
    'The plan was made for {0} in the tenant {1}, and {2} in the tenant {3} is signed in now. Switch the account, or make a new plan.',
    target.userName ?? target.userObjectId, target.tenantId, identity.userName ?? identity.objectId, identity.tenantId,
  ));
}
