/** A plan as data: what would be written, before anything is. It can be saved, compared and shown. */
import type { RightOnApplication } from './account-rights.ts';

export type StepId =
  | 'application'
  | 'permissions'
  | 'servicePrincipal'
  | 'securityBlock'
  | 'connector'
  | 'redirectUri'
  | 'federatedCredential';

export type Action = 'create' | 'change' | 'keep';

/** One line of a before/after comparison. `predicted` marks a value that only the service decides. */
export interface PlanField {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
  readonly predicted?: boolean;
}

export interface PlanStep {
  readonly id: StepId;
  readonly action: Action;
  /** `App registration "MS Graph"`. */
  readonly resource: string;
  readonly fields: readonly PlanField[];
  readonly note?: string;
  /** The permission and the role that its write needs. */
  readonly right?: string;
}

export type ApplicationChoice =
  | { readonly kind: 'existing'; readonly appId: string }
  /** `uniqueNameSuffix` where a deleted app still holds the unique name that would be ours. */
  | { readonly kind: 'new'; readonly displayName: string; readonly uniqueNameSuffix?: string };

/** What the user chose in the wizard; with the actual state it decides the plan. */
export interface IdentityTarget {
  readonly tenantId: string;
  readonly userObjectId: string;
  readonly userName?: string;
  readonly cloud: string;
  readonly environment: string;
  readonly environmentDisplayName: string;
  /** Parameter to configure; where the file has several OAuth parameters the user has picked one. */
  readonly parameterPointer: readonly (string | number)[];
  readonly application: ApplicationChoice;
  readonly resourceUri: string;
  readonly scopes: readonly string[];
}

export interface Plan {
  readonly version: 1;
  readonly createdAt: string;
  readonly connectorTitle: string;
  readonly connectorFolder: string;
  readonly target: IdentityTarget;
  readonly steps: readonly PlanStep[];
  /** Things to know that are not writes: consent missing, secrets still on the app, prediction caveats. */
  readonly remarks: readonly string[];
  /** Fingerprint of what a deployment would send besides the security block, which the steps show; compared before it is sent. */
  readonly basis: string;
  /** Whether the account may do the first of what is to be written to the directory; absent where nothing is. */
  readonly right?: RightOnApplication;
}

/** What a finished run leaves behind, for the summary. */
export interface ApplyResult {
  readonly appId: string;
  readonly applicationObjectId: string;
  readonly applicationDisplayName: string;
  readonly connectorName: string;
  readonly environment: string;
  readonly redirectUrl: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  /** Steps in order, with what was done. */
  readonly performed: readonly { readonly id: StepId; readonly action: Action }[];
  /** Where the service's answer was found, and how a prediction compared. */
  readonly remarks: readonly string[];
}
