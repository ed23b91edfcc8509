/**
 * Reads what was written until Entra's replicas agree. One good answer proves little: the next may come from a replica
 * that is behind (Entra team, "Designing for eventual consistency"). Terraform's azuread provider waits for five good reads
 * in a row too (internal/helpers/consistency).
 */
import { readCredentials } from './actual-state.ts';
import { isServiceFailure } from './errors.ts';
import { isReplicationLag } from './replication.ts';
import { IN_THE_DIRECTORY, planStep } from './plan-steps.ts';
import type { Run } from './run.ts';

const GOOD_READS = 5;
const BETWEEN_GOOD_READS_SECONDS = 1;
/** About two minutes of disagreement, then a remark: the writes were accepted, and more waiting proves nothing. */
const BACK_OFF_SECONDS = [2, 4, 8, 16, 30, 30, 30] as const;

/** True once five reads in a row show everything as it should be; false when time is up. */
export async function settled(run: Run): Promise<boolean> {
  const { clock } = run.input.ports;
  let good = 0;
  let bad = 0;
  for (;;) {
    if (await readsWell(run)) {
      good += 1;
      if (good === GOOD_READS) return true;
      await clock.delay(BETWEEN_GOOD_READS_SECONDS * 1000, run.input.signal);
      continue;
    }
    good = 0;
    const seconds = BACK_OFF_SECONDS[bad];
    if (seconds === undefined) return false;
    bad += 1;
    run.report('federatedCredential', `Microsoft Entra does not show all changes everywhere yet; looking again in ${seconds} s.`);
    await clock.delay(seconds * 1000, run.input.signal);
  }
}

async function readsWell({ input, state, context, journal }: Run): Promise<boolean> {
  const { ports: { directory }, signal } = input;
  if (!state.application) return false;
  try {
    const application = await directory.applicationByAppId(state.application.appId, signal);
    if (!application) return false;
    const servicePrincipal = await directory.servicePrincipalExists(application.appId, signal);
    const credentials = await readCredentials(input, application, journal.record);
    const seen = { ...state, application, servicePrincipal, credentials };
    return IN_THE_DIRECTORY.every((id) => planStep(id, seen, context).action === 'keep');
  } catch (error) {
    // All is written by now: a service that does not answer is no reason to say that the run has failed.
    if (isReplicationLag(error) || isServiceFailure(error)) return false;
    throw error;
  }
}
