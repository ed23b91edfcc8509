/** The ways in which planning and applying end early. Each message says what, why and what to do next. */
import type { Finding } from './finding.ts';
import type { Plan } from './plan-model.ts';
import type { ServiceFailure } from './ports.ts';

export type RefusalReason =
  | 'brokenFiles'
  | 'noOAuth'
  | 'notEntra'
  | 'noTenant'
  | 'applicationNotFound'
  | 'resourceNotFound'
  | 'scopeNotFound'
  | 'credentialLimit'
  | 'redirectUriLimit'
  | 'notProven'
  | 'stillNeeded';

/** Nothing was written, and nothing can be until the user has changed something. */
export class PlanRefusedError extends Error {
  override readonly name = 'PlanRefusedError';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** The world has moved since the plan was shown. What was done before is kept; `plan` shows what is left. */
export class PlanOutdatedError extends Error {
  override readonly name = 'PlanOutdatedError';
  readonly plan: Plan;

  constructor(plan: Plan) {
    super('Something has changed since the plan was made, and applying it would write other values than those shown. Read the new plan and apply that.');
    this.plan = plan;
  }
}

/** The connector is saved, and Power Platform has not filled in its identity in time. A later run resumes here. */
export class IdentityNotGeneratedError extends Error {
  override readonly name = 'IdentityNotGeneratedError';
  readonly connectorName: string;
  readonly environment: string;
  /** What was still empty: `subject`, `issuer`, `redirect URL`. */
  readonly missing: readonly string[];

  /** @param why a sentence, where something else than time is the reason */
  constructor(connectorName: string, environment: string, missing: readonly string[], waitedMilliseconds: number, why?: string) {
    super(why ?? `Power Platform has saved the connector ${connectorName} but not generated its ${missing.join(' and ')} within ${Math.round(waitedMilliseconds / 60_000)} minutes. `
      + 'Run Configure Managed Identity again later: it goes on from here. Or paste the values from the Security page of the connector in the maker portal.');
    this.connectorName = connectorName;
    this.environment = environment;
    this.missing = missing;
  }
}

/** What Power Platform generated, or what was pasted, cannot work with this app registration. Nothing was written from it. */
export class GeneratedIdentityError extends Error {
  override readonly name = 'GeneratedIdentityError';
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(`The connector's identity does not fit the app registration. ${findings.map((finding) => finding.message).join(' ')}`);
    this.findings = findings;
  }
}

/** Entra has accepted a new app registration and still answers that it does not exist. A later run resumes here. */
export class NotReplicatedError extends Error {
  override readonly name = 'NotReplicatedError';

  constructor(what: string, waitedMilliseconds: number, cause?: unknown) {
    super(`${what} was created, but Microsoft Entra does not know it everywhere after ${Math.round(waitedMilliseconds / 1000)} seconds. Run Configure Managed Identity again in a few minutes: it goes on from here.`, { cause });
  }
}

export function isServiceFailure(error: unknown): error is ServiceFailure {
  return error instanceof Error && error.name === 'ServiceError' && typeof (error as Partial<ServiceFailure>).status === 'number';
}
