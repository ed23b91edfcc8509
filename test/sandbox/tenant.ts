/** The tenant's state. Secrets live in maps of their own, so that no dump of the objects can carry them. */
import type { JsonObject } from './json-values.ts';
import type { Replicated } from './replicated.ts';

export interface User {
  readonly objectId: string;
  readonly tenantId: string;
  readonly displayName: string;
  readonly userName: string;
}

export interface PasswordCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  readonly hint: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
}

/** Graph `application`, the properties that the sandbox keeps. */
export interface Application {
  readonly id: string;
  readonly deletedDateTime: string | null;
  readonly appId: string;
  readonly createdDateTime: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly identifierUris: readonly string[];
  readonly notes: string | null;
  readonly publisherDomain: string;
  readonly serviceManagementReference: string | null;
  readonly signInAudience: string;
  readonly tags: readonly string[];
  readonly uniqueName: string | null;
  readonly keyCredentials: readonly JsonObject[];
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly requiredResourceAccess: readonly { readonly resourceAppId: string; readonly resourceAccess: readonly { readonly id: string; readonly type: string }[] }[];
  readonly web: {
    readonly homePageUrl: string | null;
    readonly logoutUrl: string | null;
    readonly redirectUris: readonly string[];
    readonly implicitGrantSettings: { readonly enableIdTokenIssuance: boolean; readonly enableAccessTokenIssuance: boolean };
  };
}

export interface FederatedIdentityCredential {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly description: string | null;
  /** For the token service, which goes on with the version before for a while; neither is part of Graph's answer. */
  readonly changedAt: number;
  readonly supersedes?: FederatedIdentityCredential;
}

/** An app and its credentials change together: a stale replica has neither. */
export interface Registration {
  readonly application: Application;
  readonly credentials: readonly FederatedIdentityCredential[];
}

export interface PermissionScope {
  readonly id: string;
  readonly value: string;
  readonly type: 'User' | 'Admin';
  readonly isEnabled: boolean;
  readonly adminConsentDisplayName: string;
  readonly adminConsentDescription: string;
  readonly userConsentDisplayName: string | null;
  readonly userConsentDescription: string | null;
}

export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly appOwnerOrganizationId: string;
  readonly servicePrincipalType: 'Application';
  readonly servicePrincipalNames: readonly string[];
  readonly oauth2PermissionScopes: readonly PermissionScope[];
  readonly appRoles: readonly JsonObject[];
  readonly accountEnabled: boolean;
  readonly tags: readonly string[];
}

export interface PermissionGrant {
  readonly id: string;
  /** Object id of the client's service principal. */
  readonly clientId: string;
  readonly consentType: 'AllPrincipals' | 'Principal';
  readonly principalId: string | null;
  readonly resourceId: string;
  readonly scope: string;
}

export interface Environment {
  readonly name: string;
  readonly displayName: string;
  readonly sku: string;
  readonly location: string;
  readonly isDefault: boolean;
  readonly instanceUrl?: string;
  /** The user sees it in the list and may do nothing in it. */
  readonly forbidden?: boolean;
}

export interface SavedConnector {
  /** `shared_…` */
  readonly name: string;
  readonly apiName: string;
  readonly environment: string;
  readonly displayName: string;
  readonly createdTime: string;
  readonly createdBy: User;
  changedTime: string;
  /** Definition as sent. */
  definition: JsonObject;
  serviceUrl: string;
  /** The writable part of `properties`, rewritten as the service rewrites it; subjects are empty here. */
  content: JsonObject;
  /** Per oauth parameter (`token`, or `<set>/token`): when the service fills the subject in; null: never. */
  readonly subjectAt: Map<string, number | null>;
  /** Per oauth parameter. */
  readonly secrets: Map<string, string>;
}

export interface Connection {
  readonly id: string;
  readonly connector: string;
  readonly environment: string;
  readonly displayName: string;
  readonly createdTime: string;
  readonly createdBy: User;
  status: 'Connected' | 'Error';
  error?: { readonly code: string; readonly message: string };
  authenticatedUser?: string;
  /** Never leaves the connector runtime. */
  token?: { readonly accessToken: string; readonly expiresOn: number };
}

export interface Tenant {
  readonly tenantId: string;
  readonly domain: string;
  readonly displayName: string;
  /** The first is who is signed in unless a test says otherwise. */
  readonly users: readonly User[];
  readonly registrations: Map<string, Replicated<Registration>>;
  readonly deletedRegistrations: Map<string, Registration>;
  /** Object ids of the owners by the app's object id; the one who registers an app is its first. */
  readonly owners: Map<string, readonly string[]>;
  readonly servicePrincipals: Map<string, ServicePrincipal>;
  /** When each of those that the product made was made. */
  readonly servicePrincipalsSince: Map<string, number>;
  readonly grants: Map<string, PermissionGrant>;
  readonly environments: readonly Environment[];
  /** By `<environment>/<name>`. */
  readonly connectors: Map<string, SavedConnector>;
  readonly connections: Map<string, Connection>;
  /** By `<host><path>`. */
  readonly blobs: Map<string, { readonly contentType: string; readonly bytes: Buffer }>;
  /** Client secrets by key id. */
  readonly clientSecrets: Map<string, string>;
}

export function connectorKey(environment: string, name: string): string {
  return `${environment}/${name}`;
}

export function registrationByAppId(tenant: Tenant, appId: string): Registration | undefined {
  return [...tenant.registrations.values()].find((candidate) => candidate.current.application.appId === appId.toLowerCase())?.current;
}

export function servicePrincipalByAppId(tenant: Tenant, appId: string): ServicePrincipal | undefined {
  return [...tenant.servicePrincipals.values()].find((candidate) => candidate.appId === appId.toLowerCase());
}
