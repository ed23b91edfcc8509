/** What is known of one AADSTS code, as data. */

/** Subjects of Verify's findings that a sign-in error can be the consequence of. */
export type Cause =
  | 'app registration' | 'service principal' | 'supported accounts' | 'API permissions' | 'consent' | 'client secrets'
  | 'federated credential' | 'issuer' | 'subject' | 'audience'
  | 'redirect URI' | 'redirect URL' | 'redirect mode'
  | 'connector' | 'security block' | 'generated identity' | 'credential' | 'client secret'
  | 'client id' | 'tenant id' | 'login URL' | 'resource URL' | 'scopes' | 'identity provider';

/** Who can put it right: our plan, time, the person who signs in, an administrator of the tenant, or Microsoft alone. */
export type Remedy = 'plan' | 'wait' | 'user' | 'administrator' | 'microsoft';

export interface SignInCode {
  /** Complete sentences, all three. */
  readonly what: string;
  readonly why: string;
  readonly next: string;
  readonly remedy: Remedy;
  /** Findings of Verify that explain the error, the likeliest first. */
  readonly causes: readonly Cause[];
  /** Where the meaning comes from: a page of Microsoft's docs, or a public issue that quotes the message. */
  readonly source: string;
}

export type SignInCodes = Readonly<Record<string, SignInCode>>;

export const ERROR_CODES_PAGE = 'Entra docs, reference-error-codes';
export const FEDERATION_PAGE = 'Entra docs, workload-identity-federation-considerations';

export const RUN_VERIFY = 'Run Verify Managed Identity, which names the difference, and repair it from there.';
export const RUN_CONFIGURE = 'Run Configure Managed Identity again: it replaces the credential by the connector\'s present values.';
export const NEW_CONNECTION = 'Then delete the connection and make a new one.';
