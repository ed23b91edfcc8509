/** What a test may turn while the sandbox runs. Times are milliseconds. */
export interface Switches {
  /** "Users can register applications" of the tenant; says whether plain users may create and change apps of their own. */
  registrationAllowed: boolean;
  /** Template ids of the directory roles that the signed-in users have; null: tokens do not tell (no `wids` claim). */
  directoryRoles: readonly string[] | null;
  /** What an administrator has forbidden or asks for: issuers of credentials, a service tree id, or no more objects. */
  tenantPolicies: readonly ('issuer' | 'serviceTree' | 'quota')[];
  /** Conditional Access: changes in Graph need a sign-in of this authentication context, `c1` for one. */
  stepUp: string | null;
  /** What the user does when asked for that sign-in. */
  stepUpAnswer: 'accepted' | 'declined';
  /** From the save of a managed-identity connector to its subject; null: the service never fills it in. */
  subjectDelayMs: number | null;
  /** The Power Apps service refuses to save a managed-identity block. */
  managedIdentityRefused: boolean;
  /** Shows a second, other subject beside the right one. Invented: a preview may leave such things behind. */
  subjectShownTwice: boolean;
  /** Answers `genericFederatedIdentityCredential`, the spelling that one public project shows. */
  lowerCaseAssertionType: boolean;
  /** From the write of a federated credential until the token service knows it. */
  credentialPropagationMs: number;
  /** After a token request that found no credential, the token service keeps its answer for so long. */
  negativeCacheMs: number;
  /** A new app is 404, 403 or without backing object for so long. */
  newApplicationLagMs: number;
  /** A new connector is not in the list of an environment for so long; asked for by name it is there. */
  connectorListLagMs: number;
  /** After a write, some reads of Graph still show the state before it for so long. */
  staleReadMs: number;
  /** The first read of these and every n-th after it is old. */
  staleEvery: number;
  graphPageSize: number;
  powerAppsPageSize: number;
  /** What happens when the user is asked to consent to the connector's app. */
  consent: 'allowed' | 'declined' | 'adminRequired';
  /** Public clients that the tenant has consented to, beside Microsoft's own. */
  ownClients: readonly { readonly clientId: string; readonly scopes: readonly string[] }[];
}

export const defaultSwitches: Switches = {
  registrationAllowed: true,
  directoryRoles: [],
  tenantPolicies: [],
  stepUp: null,
  stepUpAnswer: 'accepted',
  subjectDelayMs: 300,
  managedIdentityRefused: false,
  subjectShownTwice: false,
  lowerCaseAssertionType: false,
  credentialPropagationMs: 0,
  negativeCacheMs: 0,
  newApplicationLagMs: 0,
  connectorListLagMs: 0,
  staleReadMs: 0,
  // Odd, so that a client which reads two things in turn meets old answers of both.
  staleEvery: 3,
  // Small, so that a client which reads only the first page is found out.
  graphPageSize: 5,
  powerAppsPageSize: 3,
  consent: 'allowed',
  ownClients: [],
};

/** Refuses names that no switch has: a misspelt one would silently test nothing. */
export function turn(switches: Switches, change: Partial<Switches>): void {
  for (const name of Object.keys(change)) {
    if (!Object.hasOwn(defaultSwitches, name)) throw new Error(`The sandbox has no switch "${name}".`);
  }
  Object.assign(switches, change);
}
