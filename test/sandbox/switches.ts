/** What a test may turn while the sandbox runs. Times are milliseconds. */
export interface Switches {
  /** "Users can register applications" of the tenant. */
  registrationAllowed: boolean;
  /** From the save of a managed-identity connector to its subject; null: the service never fills it in. */
  subjectDelayMs: number | null;
  /** The Power Apps service refuses to save a managed-identity block. */
  managedIdentityRefused: boolean;
  /** Answers `genericFederatedIdentityCredential`, the spelling that one public project shows. */
  lowerCaseAssertionType: boolean;
  /** From the write of a federated credential until the token service knows it. */
  credentialPropagationMs: number;
  /** After a token request that found no credential, the token service keeps its answer for so long. */
  negativeCacheMs: number;
  /** A new app is 404, 403 or without backing object for so long. */
  newApplicationLagMs: number;
  /** After a write, every second read of Graph still shows the state before it for so long. */
  staleReadMs: number;
  graphPageSize: number;
  powerAppsPageSize: number;
  /** What happens when the user is asked to consent to the connector's app. */
  consent: 'allowed' | 'declined' | 'adminRequired';
  /** Public clients that the tenant has consented to, beside Microsoft's own. */
  ownClients: readonly { readonly clientId: string; readonly scopes: readonly string[] }[];
}

export const defaultSwitches: Switches = {
  registrationAllowed: true,
  subjectDelayMs: 300,
  managedIdentityRefused: false,
  lowerCaseAssertionType: false,
  credentialPropagationMs: 0,
  negativeCacheMs: 0,
  newApplicationLagMs: 0,
  staleReadMs: 0,
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
