/** One run of a plan: what it knows, and how it looks again at the part of the world that a step is about to change. */
import type { ActualState, IdentityInput } from './actual-state.ts';
import { readApplication, readApplicationState, readCredentials, readDeployed } from './actual-state.ts';
import { sameGuid } from '../connector/difference.ts';
import { recentlyCreatedApplication, type Journal } from './journal.ts';
import { readLocalConnector } from './local-connector.ts';
import type { Plan, PlanStep, StepId } from './plan-model.ts';
import { planStep, type StepContext } from './plan-steps.ts';
import { whileReplicating, type ReplicationWait } from './replication.ts';

export interface Run {
  readonly input: IdentityInput;
  readonly plan: Plan;
  readonly context: StepContext;
  readonly journal: Journal;
  readonly report: (step: StepId, message: string) => void;
  /** Always the last that was read or written. */
  state: ActualState;
}

export function stepNow(run: Run, id: StepId): PlanStep {
  return planStep(id, run.state, run.context);
}

/** For `inTurn`: runs that change the same app; undefined as long as there is none. */
export function turnOf({ plan, state: { application } }: Run): string | undefined {
  return application && `${plan.target.tenantId} ${application.id}`;
}

/** How to wait for an app of our own that Entra does not know everywhere yet. */
export function replicationWait(run: Run, step: StepId): ReplicationWait {
  const { ports: { clock }, signal } = run.input;
  return {
    clock, signal,
    ours: sameGuid(recentlyCreatedApplication(run.journal.record, clock.now()), run.state.application?.appId),
    what: 'The app registration',
    onWait: (seconds) => run.report(step, `Microsoft Entra does not know the new app registration everywhere yet; trying again in ${seconds} s.`),
  };
}

/** Reads again what the step writes. */
export async function lookAgain(run: Run, id: StepId): Promise<void> {
  run.state = { ...run.state, ...await LOOKS[id](run) };
}

const LOOKS: Readonly<Record<StepId, (run: Run) => Promise<Partial<ActualState>>>> = {
  // Before our own create a missing app is the truth; after it, lag.
  application: ({ input, state, journal }) => readApplicationState(input, state.local.connector.title, journal.record),
  permissions: applicationAgain,
  servicePrincipal: async ({ input: { ports, signal }, state }) => ({ servicePrincipal: state.application ? await ports.directory.servicePrincipalExists(state.application.appId, signal) : false }),
  securityBlock: localAgain,
  connector: async (run) => {
    const { local } = await localAgain(run);
    return { local, ...await readDeployed(run.input, local, run.state.application, run.journal.record) };
  },
  redirectUri: applicationAgain,
  federatedCredential: async ({ input, state, journal }) => ({ credentials: state.application ? await readCredentials(input, state.application, journal.record) : [] }),
};

async function applicationAgain(run: Run): Promise<Pick<ActualState, 'application'>> {
  const { input, state, journal } = run;
  return { application: await whileReplicating(() => readApplication(input, state.local.connector.title, journal.record), replicationWait(run, 'application')) };
}

async function localAgain({ input }: Run): Promise<Pick<ActualState, 'local'>> {
  return { local: await readLocalConnector(input.connector, input.target.parameterPointer, input.ports.files) };
}
