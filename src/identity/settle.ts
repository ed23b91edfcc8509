/**
 * Reads what was written until Entra's replicas agree. One good answer proves little: the next may come from a replica
 * that is behind (Entra team, "Designing for eventual consistency"). Terraform's azuread provider waits for five good reads
 * in a row too (internal/helpers/consistency).
 */
import type { ApplicationRegistration, FederatedCredential } from '../connector/app-registration.ts';
import { readCredentials } from './actual-state.ts';
import { isServiceFailure } from './errors.ts';
import { bringBack } from './overwritten.ts';
import { isReplicationLag } from './replication.ts';
import type { StepId } from './plan-model.ts';
import { planStep } from './plan-steps.ts';
import type { Run } from './run.ts';

const GOOD_READS = 5;
const BETWEEN_GOOD_READS_SECONDS = 1;
/** About two minutes of disagreement, then a remark: the writes were accepted, and more waiting proves nothing. */
const BACK_OFF_SECONDS = [2, 4, 8, 16, 30, 30, 30] as const;

/** True once five reads in a row show what these steps wrote; false when time is up. */
export async function settled(run: Run, written: readonly StepId[]): Promise<boolean> {
  const { clock } = run.input.ports;
  let good = 0;
  let bad = 0;
  let broughtBack = 0;
  for (;;) {
    const seen = await read(run, written);
    if (seen && isAsPlanned(run, seen, written)) {
      good += 1;
      if (good === GOOD_READS) return true;
      await clock.delay(BETWEEN_GOOD_READS_SECONDS * 1000, run.input.signal);
      continue;
    }
    good = 0;
    if (seen && broughtBack < OVERWRITTEN_ROUNDS && await bringBack(run, seen.application)) broughtBack += 1;
    const seconds = BACK_OFF_SECONDS[bad];
    if (seconds === undefined) return false;
    bad += 1;
    run.report('federatedCredential', `Microsoft Entra does not show all changes everywhere yet; looking again in ${seconds} s.`);
    await clock.delay(seconds * 1000, run.input.signal);
  }
}

/** Somebody who overwrites what we write that often is no accident. */
const OVERWRITTEN_ROUNDS = 2;

interface Seen {
  readonly application: ApplicationRegistration;
  readonly servicePrincipal: boolean;
  readonly credentials: readonly FederatedCredential[];
}

function isAsPlanned({ state, context }: Run, seen: Seen, written: readonly StepId[]): boolean {
  return written.every((id) => planStep(id, { ...state, ...seen }, context).action === 'keep');
}

/** Undefined where the app does not show, or the service does not answer. */
async function read({ input, state, journal }: Run, written: readonly StepId[]): Promise<Seen | undefined> {
  const { ports: { directory }, signal } = input;
  if (!state.application) return undefined;
  try {
    const application = await directory.applicationByAppId(state.application.appId, signal);
    if (!application) return undefined;
    const servicePrincipal = written.includes('servicePrincipal') ? await directory.servicePrincipalExists(application.appId, signal) : state.servicePrincipal;
    const credentials = written.includes('federatedCredential') ? await readCredentials(input, application, journal.record) : state.credentials;
    return { application, servicePrincipal, credentials };
  } catch (error) {
    // All is written by now: a service that does not answer is no reason to say that the run has failed.
    if (isReplicationLag(error) || isServiceFailure(error)) return undefined;
    throw error;
  }
}
