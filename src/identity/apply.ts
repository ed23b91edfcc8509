/**
 * Performs a plan. Each step is looked at again before it is written and compared with what the plan showed, can be
 * cancelled before it begins, and is journaled. A run that ended early is resumed by a new plan from the live state.
 */
import { generatedIdentityOf, runOwner, type IdentityInput } from './actual-state.ts';
import { isServiceFailure, PlanOutdatedError } from './errors.ts';
import { Journal, outcomeUnknown } from './journal.ts';
import { fingerprintOf } from './local-connector.ts';
import type { Action, ApplyResult, Plan, PlanStep, StepId } from './plan-model.ts';
import { IN_THE_DIRECTORY, settledIdentity, stepDiffers, STEP_ORDER } from './plan-steps.ts';
import { createPlan, readStateToPlan } from './plan.ts';
import { predictionRemarks } from './prediction-remarks.ts';
import { readBackIdentity } from './read-back.ts';
import { lookAgain, stepNow, turnOf, type Run } from './run.ts';
import { settled } from './settle.ts';
import { writeStep } from './step-writers.ts';
import { inTurn } from './turns.ts';
import { madeByStep, madeWithIds } from './undo/record-made.ts';

export { GeneratedIdentityError, IdentityNotGeneratedError, NotReplicatedError, PlanOutdatedError, PlanRefusedError } from './errors.ts';

export interface ApplyOptions extends Omit<IdentityInput, 'target'> {
  /** Before each write, and while waiting; sentences. */
  readonly onProgress?: (step: StepId, message: string) => void;
}

/**
 * Throws PlanOutdatedError where the world has moved so that other values would be written than those shown,
 * IdentityNotGeneratedError, GeneratedIdentityError, NotReplicatedError, PlanRefusedError, ServiceFailure; the signal's
 * reason when cancelled. Whatever it throws, what was done stays and a new plan shows the rest.
 */
export async function applyPlan(plan: Plan, { onProgress, ...options }: ApplyOptions): Promise<ApplyResult> {
  const input: IdentityInput = { ...options, target: plan.target };
  const { ports: { journal: journalPort, clock }, signal } = input;
  signal?.throwIfAborted();
  const journal = await Journal.open(journalPort, clock, runOwner(input));
  const run: Run = {
    input, plan, journal,
    context: { target: plan.target, cloud: input.cloud },
    report: (step, message) => onProgress?.(step, message),
    state: await readStateToPlan(input, journal.record),
  };
  // All steps before the first write: a plan that is out of date leaves nothing half done.
  for (const id of STEP_ORDER) await assertAsShown(run, stepNow(run, id));

  const performed: { id: StepId; action: Action }[] = [];
  for (const id of STEP_ORDER) {
    const action = await performStep(run, id);
    const setWithApp = id === 'permissions' && performed.some((step) => step.id === 'application' && step.action === 'create');
    performed.push({ id, action: setWithApp && action === 'keep' ? 'create' : action });
    if (id === 'connector') await readBackIdentity(run);
  }
  const written = performed.flatMap(({ id, action }) => (action !== 'keep' && IN_THE_DIRECTORY.includes(id) ? [id] : []));
  const consistent = written.length === 0 || await settled(run, written);
  await journal.finish();
  return resultOf(run, performed, consistent);
}

async function performStep(run: Run, id: StepId): Promise<Action> {
  run.input.signal?.throwIfAborted();
  if (stepNow(run, id).action === 'keep') return 'keep';
  return inTurn(IN_THE_DIRECTORY.includes(id) ? turnOf(run) : undefined, () => performInTurn(run, id), run.input.signal);
}

/** @param attempt from 1; what collides with somebody else's write is looked at again and written again. */
async function performInTurn(run: Run, id: StepId, attempt = 1): Promise<Action> {
  await lookAgain(run, id);
  const step = stepNow(run, id);
  if (step.action === 'keep') return 'keep';
  await assertAsShown(run, step);
  run.report(id, `${PROGRESS[step.action]} ${step.resource}`);
  const operation = { operation: step.action, ...restoring(run, id) };
  const makes = madeByStep(run, id);
  await run.journal.started(id, operation, makes);
  try {
    const detail = await writeStep(run, id);
    await run.journal.done(id, { ...operation, ...detail }, madeWithIds(run, makes));
  } catch (error) {
    await run.journal.failed(id, error, operation);
    if (!await doneAllTheSame(run, id, error)) {
      const collided = isServiceFailure(error) && error.status === 409 && IN_THE_DIRECTORY.includes(id);
      if (!collided || attempt === WRITE_ATTEMPTS) throw error;
      await run.input.ports.clock.delay(attempt * 1000, run.input.signal);
      return performInTurn(run, id, attempt + 1);
    }
    await run.journal.done(id, { ...operation, answer: 'lost' }, outcomeUnknown(error) ? madeWithIds(run, makes) : []);
  }
  return step.action;
}

/** Noted with the start: after a lost answer the app is neither among the deleted ones nor, for a while, among the others. */
function restoring({ state: { application, deletedSince } }: Run, id: StepId): Readonly<Record<string, string>> {
  return id === 'application' && application && deletedSince !== undefined ? { restored: deletedSince || 'yes', appId: application.appId, objectId: application.id } : {};
}

const PROGRESS: Readonly<Record<Exclude<Action, 'keep'>, string>> = { create: 'Creating:', change: 'Changing:' };

const WRITE_ATTEMPTS = 3;

/** What a conflict is about may not show yet. */
const CONFLICT_BACK_OFF_SECONDS = [1, 2, 4, 8] as const;

/**
 * A lost answer, or a conflict with what is there already, is no failure where the step turns out to be done. Throws
 * PlanOutdatedError where what is there asks for another write than the plan showed.
 */
async function doneAllTheSame(run: Run, id: StepId, error: unknown): Promise<boolean> {
  const { ports: { clock }, signal } = run.input;
  if (signal?.aborted || !isServiceFailure(error)) return false;
  const alreadyThere = error.status === 409 || (error.code === 'InvalidFederatedIdentityCredentialValue' && /unique/i.test(error.message));
  if (!outcomeUnknown(error) && !alreadyThere) return false;
  // Two writes at once, as its code says: nothing is there that would show later.
  const showsLater = alreadyThere && !/concurren/i.test(error.code);
  try {
    for (const seconds of [...showsLater ? CONFLICT_BACK_OFF_SECONDS : [], undefined]) {
      await lookAgain(run, id);
      const step = stepNow(run, id);
      if (step.action === 'keep') return true;
      if (alreadyThere) await assertAsShown(run, step);
      if (seconds === undefined) break;
      run.report(id, `${id === 'connector' ? 'Power Platform' : 'Microsoft Entra'} says that this is there already, and does not show it yet; looking again in ${seconds} s.`);
      await clock.delay(seconds * 1000, signal);
    }
    return false;
  } catch (second) {
    // The first failure is what the user has to hear of.
    if (isServiceFailure(second)) return false;
    throw second;
  }
}

async function assertAsShown(run: Run, step: PlanStep): Promise<void> {
  const planned = run.plan.steps.find(({ id }) => id === step.id);
  const sendsOtherFiles = step.id === 'connector' && step.action !== 'keep' && run.plan.basis !== fingerprintOf(run.state.local);
  if (!sendsOtherFiles && !stepDiffers(planned, step)) return;
  throw new PlanOutdatedError(await createPlan(run.input));
}

function resultOf(run: Run, performed: ApplyResult['performed'], consistent: boolean): ApplyResult {
  const { state, context, input: { target } } = run;
  const { application, deployed } = state;
  const identity = settledIdentity(state, context);
  if (!application || !deployed || identity.redirectUrl === undefined) throw new TypeError('A run ends with an app registration and a connector.');
  return {
    appId: application.appId,
    applicationObjectId: application.id,
    applicationDisplayName: application.displayName,
    connectorName: deployed.name,
    environment: target.environment,
    redirectUrl: identity.redirectUrl,
    issuer: identity.issuer,
    subject: identity.subject,
    audience: identity.audience,
    performed,
    remarks: resultRemarks(run, consistent),
  };
}

function resultRemarks(run: Run, consistent: boolean): string[] {
  const { state, plan } = run;
  const remarks: string[] = [];
  const { foundAt } = generatedIdentityOf(state.deployed, state.local.block);
  if (foundAt.subject) remarks.push(`The subject was read from ${foundAt.subject} of the connector.`);
  else if (state.pasted?.subject) remarks.push('The subject was pasted from the maker portal; the service did not give it.');
  const { redirectUrl, subject } = settledIdentity(state, run.context);
  if (state.deployed && redirectUrl !== undefined) remarks.push(...predictionRemarks(plan, run.context.cloud, { deployed: state.deployed, redirectUrl, subject }));
  const left = stepNow(run, 'connector');
  if (left.action !== 'keep') {
    const names = left.fields.filter(({ before, after }) => before !== after).map(({ name }) => name);
    remarks.push(`Power Platform saved the connector with other values than were sent: ${names.join(', ')}. Run Verify Managed Identity to see them.`);
  }
  if (!consistent) remarks.push('Microsoft Entra has accepted all changes but does not show them everywhere yet. Run Verify Managed Identity in a few minutes.');
  return remarks;
}
