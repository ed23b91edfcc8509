/**
 * The Entra objects that a connector relies on, as Microsoft Graph v1.0 names them (facts: application,
 * federatedIdentityCredential and servicePrincipal resource types). Shared by the engine that plans and the client
 * that writes, which do not know each other.
 */

export interface RequiredResourceAccess {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: string }[];
}

/** Graph `application`, the part we use. `extra` properties are never written back. */
export interface ApplicationRegistration {
  /** Object id, the key of Graph's paths. */
  readonly id: string;
  /** Client id. */
  readonly appId: string;
  readonly displayName: string;
  readonly signInAudience?: string;
  readonly uniqueName?: string | null;
  readonly redirectUris: readonly string[];
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
  readonly passwordCredentials: readonly { readonly keyId: string; readonly displayName?: string | null; readonly hint?: string | null; readonly endDateTime?: string | null }[];
}

/** Kept by Entra for 30 days after its deletion; credentials cannot be read meanwhile. */
export interface DeletedApplication extends ApplicationRegistration {
  /** ISO 8601. */
  readonly deletedDateTime?: string;
}

export interface NewApplication {
  readonly displayName: string;
  readonly signInAudience: 'AzureADMyOrg';
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
  readonly notes: string;
}

export interface ApplicationChange {
  /** `AzureADMyOrg`, or what it was before. */
  readonly signInAudience?: string;
  readonly redirectUris?: readonly string[];
  readonly requiredResourceAccess?: readonly RequiredResourceAccess[];
}

export interface FederatedCredential {
  readonly id?: string;
  readonly name: string;
  readonly issuer: string;
  /** Null for a flexible credential (preview), which a connector cannot use. */
  readonly subject: string | null;
  readonly audiences: readonly string[];
  readonly description?: string | null;
}

/** The API that the connector calls on the user's behalf, as a service principal of the tenant. */
export interface ResourceApi {
  readonly appId: string;
  readonly displayName: string;
  readonly scopes: readonly { readonly id: string; readonly value: string; readonly description?: string; readonly adminConsentRequired: boolean }[];
}
