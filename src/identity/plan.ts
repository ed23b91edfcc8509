/** Makes the plan: reads, compares, writes nothing. */
import { deployedBlock, generatedIdentityOf, readActualState, runOwner, type ActualState, type IdentityInput } from './actual-state.ts';
import { rightOnApplication, rightRemark } from './account-rights.ts';
import { scopeOf } from './desired-state.ts';
import { sameGuid } from '../connector/difference.ts';
import { GeneratedIdentityError } from './errors.ts';
import { recordOf } from './journal.ts';
import { fingerprintOf } from './local-connector.ts';
import type { Plan, PlanStep } from './plan-model.ts';
import type { JournalRecord } from './ports.ts';
import { IN_THE_DIRECTORY, planStep, settledIdentity, STEP_ORDER, type StepContext } from './plan-steps.ts';
import { lintGeneratedIdentity } from './identity-lint.ts';
import { rightFor } from './step-rights.ts';
import { appSecrets, describeSecret } from './secrets/app-secrets.ts';
import { sameEnvironment } from '../connector/environment-name.ts';

export { uniqueNameOf } from './desired-state.ts';
export type { IdentityInput } from './actual-state.ts';

/**
 * Throws PlanRefusedError where there is nothing to plan before the user has changed something, GeneratedIdentityError
 * where the deployed connector's identity cannot work with this app, ServiceFailure for what the services answer.
 */
export async function createPlan(input: IdentityInput): Promise<Plan> {
  const memory = recordOf(await input.ports.journal.load(), runOwner(input));
  return planFrom(input, await readStateToPlan(input, memory));
}

/** Everything that a plan depends on, with the account's right where the directory would be written to. */
export async function readStateToPlan(input: IdentityInput, memory: JournalRecord | undefined): Promise<ActualState> {
  const state = await readActualState(input, memory);
  const context = { target: input.target, cloud: input.cloud };
  const writes = IN_THE_DIRECTORY.some((id) => planStep(id, state, context).action !== 'keep');
  return writes ? { ...state, right: await rightOnApplication(input, state, memory) } : state;
}

export function planFrom({ target, cloud, connector, ports }: IdentityInput, state: ActualState): Plan {
  const context = { target, cloud };
  const steps = STEP_ORDER.map((id) => {
    const step = planStep(id, state, context);
    const right = rightFor(step, state);
    return right === undefined ? step : { ...step, right };
  });
  return {
    version: 1,
    createdAt: new Date(ports.clock.now()).toISOString(),
    connectorTitle: state.local.connector.title,
    connectorFolder: connector.files.folder,
    target,
    steps,
    remarks: planRemarks(state, context, steps, ports.clock.now()),
    basis: fingerprintOf(state.local),
    ...(state.right && { right: state.right }),
  };
}

/** True where nothing would be written. */
export function planIsEmpty(plan: Plan): boolean {
  return plan.steps.every((step) => step.action === 'keep');
}

function planRemarks(state: ActualState, context: StepContext, steps: readonly PlanStep[], now: number): string[] {
  return [
    ...identityRemarks(state, context, steps),
    ...consentRemarks(state, context),
    ...secretRemarks(state, now),
    ...rightRemarks(state, context),
    ...connectorRemarks(state, context),
  ];
}

/** Findings of the lint; as an error only where no step of the plan could change what was generated. */
function identityRemarks(state: ActualState, context: StepContext, steps: readonly PlanStep[]): string[] {
  const identity = settledIdentity(state, context);
  const connectorStep = steps.find((step) => step.id === 'connector');
  if (identity.predicted) {
    const waiting = state.deployed && deployedBlock(state.deployed, state.local.block)?.credential === 'managedIdentity';
    return [waiting
      ? 'The connector is deployed and Power Platform has not generated its identity yet. Applying waits for it and goes on from there.'
      : 'Values marked (predicted) are decided by Power Platform once the connector is saved. What is written to the app registration is what is read back then.'];
  }
  const findings = lintGeneratedIdentity(identity, { tenantId: context.target.tenantId, cloud: context.cloud });
  const errors = findings.filter((finding) => finding.severity === 'error');
  // A save that leaves the tenant as it is makes no other subject either.
  const sameTenant = sameGuid(state.deployed && deployedBlock(state.deployed, state.local.block)?.tenantId, context.target.tenantId);
  const stays = connectorStep?.action === 'keep' ? errors : errors.filter(({ subject }) => sameTenant && subject === 'subject');
  if (stays.length > 0) throw new GeneratedIdentityError(stays);
  return findings.map((finding) => finding.message);
}

function consentRemarks({ application, consented, resource, deletedSince }: ActualState, { target }: StepContext): string[] {
  const scopes = target.scopes.flatMap((scope) => scopeOf(scope, resource, target.resourceUri) ?? []);
  if (scopes.length === 0) return target.scopes.length === 0 ? ['The security block names no scopes. The connector then gets those that the app was consented to.'] : [];
  const names = (list: typeof scopes): string => list.map((scope) => scope.value).join(', ');
  if (deletedSince !== undefined) return [`Whether consent was given for ${names(scopes)} can be read only when the app is restored.`];
  if (application && consented === undefined) return [`Whether consent was given for ${names(scopes)} could not be read with this account.`];
  const missing = scopes.filter((scope) => !consented?.includes(scope.value));
  const admin = missing.filter((scope) => scope.adminConsentRequired);
  const user = missing.filter((scope) => !scope.adminConsentRequired);
  return [
    ...(admin.length > 0 ? [`An administrator has to consent to ${names(admin)} before a connection works: app registration, API permissions, Grant admin consent. This run does not do it.`] : []),
    ...(user.length > 0 ? [`Consent to ${names(user)} has not been given yet. Users are asked on their first connection, unless the tenant reserves that to administrators.`] : []),
  ];
}

function secretRemarks({ application }: ActualState, now: number): string[] {
  const secrets = application ? appSecrets(application, now) : [];
  if (secrets.length === 0) return [];
  const [them, a] = secrets.length === 1 ? ['it', 'a client secret'] : ['them', `${secrets.length} client secrets`];
  return [`The app registration has ${a}: ${secrets.map(describeSecret).join('; ')}. This run does not touch ${them}. Once a connection has worked, Retire Secret removes ${them}${secrets.length === 1 ? '' : ' one at a time'}.`];
}

function rightRemarks({ right, application, local }: ActualState, { target }: StepContext): string[] {
  const remark = right && rightRemark(right, application?.displayName ?? local.connector.title, target.userName ?? target.userObjectId);
  return remark === undefined ? [] : [remark];
}

function connectorRemarks({ local, deployed, namesakes }: ActualState, { target }: StepContext): string[] {
  const remarks: string[] = [];
  const { title, settings, security } = local.connector;
  if (!deployed && settings.connectorId) {
    remarks.push(settings.environment === undefined || sameEnvironment(settings.environment, target.environment)
      ? `settings.json names the connector ${settings.connectorId}, which is not in ${target.environmentDisplayName}. A new connector gets a subject and a redirect URL of its own; those of the former one stay on the app registration.`
      : `settings.json names a connector in the environment ${settings.environment}. It will name the one in ${target.environmentDisplayName} instead; the other connector is not touched.`);
  }
  if (!deployed && namesakes.length > 0) {
    remarks.push(`${target.environmentDisplayName} already has ${namesakes.length === 1 ? 'a connector' : 'connectors'} titled "${title}": ${namesakes.map(({ name }) => name).join(', ')}. To update ${namesakes.length === 1 ? 'it' : 'one of them'} instead of creating another, put its id and the environment into settings.json.`);
  }
  if (security.length > 1) remarks.push(`Only the parameter "${local.block.parameterName}" is configured; the other ${security.length - 1} OAuth ${security.length === 2 ? 'parameter stays as it is' : 'parameters stay as they are'}.`);
  if (local.block.credential === 'certificate') remarks.push('The connector signs in with a certificate now. Managed identity takes its place.');
  if (deployed && generatedIdentityOf(deployed, local.block).subject === undefined) remarks.push('Existing connections keep the old sign-in settings: delete them after this run and connect again.');
  return remarks;
}
