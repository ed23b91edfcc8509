/**
 * Waits for what Power Platform generates after a connector was saved. The subject is empty at first; reports of the
 * preview speak of up to about five minutes.
 */
import { generatedIdentityOf } from './actual-state.ts';
import { GeneratedIdentityError, IdentityNotGeneratedError } from './errors.ts';
import { settledIdentity } from './plan-steps.ts';
import type { Run } from './run.ts';
import { ambiguityFindings, lintGeneratedIdentity } from './identity-lint.ts';

/** 5 minutes in all. */
const BACK_OFF_SECONDS = [10, 20, 40, 80, 150] as const;

/**
 * Leaves the identity in the run's state. Throws IdentityNotGeneratedError after five minutes, or at once where the
 * connector shows two values for one thing, GeneratedIdentityError for an identity that cannot work with the app;
 * nothing of it was written to the app then.
 */
export async function readBackIdentity(run: Run): Promise<void> {
  const { target, cloud, ports: { connectors, clock }, signal } = run.input;
  const { deployed } = run.state;
  if (!deployed) throw new TypeError('The connector step comes before the identity is read back.');
  let waited = 0;
  for (const seconds of [...BACK_OFF_SECONDS, undefined]) {
    const identity = settledIdentity(run.state, run.context);
    if (!identity.predicted) {
      const errors = lintGeneratedIdentity(identity, { tenantId: target.tenantId, cloud }).filter((finding) => finding.severity === 'error');
      if (errors.length > 0) throw new GeneratedIdentityError(errors);
      if (waited > 0) await run.journal.done('identity', { connectorName: deployed.name, issuer: identity.issuer, subject: identity.subject });
      return;
    }
    const [unclear] = ambiguityFindings(generatedIdentityOf(run.state.deployed, run.state.local.block));
    // More waiting does not tell which of two values is right; the user can.
    if (unclear) throw new IdentityNotGeneratedError(deployed.name, target.environment, [unclear.subject], waited, unclear.message);
    if (seconds === undefined) break;
    if (waited === 0) await run.journal.started('identity', { connectorName: deployed.name });
    run.report('connector', `Waiting for Power Platform to generate the ${missingOf(run).join(' and the ')}; looking again in ${seconds} s. This can take about five minutes.`);
    await clock.delay(seconds * 1000, signal);
    waited += seconds * 1000;
    const again = await connectors.connector(target.environment, deployed.name, signal);
    if (again) run.state = { ...run.state, deployed: again };
  }
  throw new IdentityNotGeneratedError(deployed.name, target.environment, missingOf(run), waited);
}

function missingOf({ state }: Run): string[] {
  const { redirectUrl, issuer, subject } = generatedIdentityOf(state.deployed, state.local.block);
  return [...(redirectUrl ? [] : ['redirect URL']), ...(issuer ? [] : ['issuer']), ...(subject ? [] : ['subject'])];
}
