/**
 * What the identity engine needs from the world. `cloud/` and `vscode/` implement these; the engine imports neither.
 * Every call may throw `ServiceFailure`; every call takes a signal and rejects with the signal's reason when aborted.
 */
import type { TextEdit } from '../connector/connector.ts';

/** Issued for the error of a remote service. Carries no token, header or body beyond what is named here. */
export interface ServiceFailure extends Error {
  readonly name: 'ServiceError';
  /** HTTP status, or 0 when no answer arrived (offline, reset): the outcome of a write is then unknown. */
  readonly status: number;
  /** The service's own code, e.g. `Authorization_RequestDenied`; the innermost one where they nest. */
  readonly code: string;
  readonly requestId?: string;
  /** `GET graph.microsoft.com/v1.0/applications/…`, without query. */
  readonly request: string;
}

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

export interface NewApplication {
  readonly displayName: string;
  readonly signInAudience: 'AzureADMyOrg';
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
  readonly notes: string;
}

export interface ApplicationChange {
  readonly signInAudience?: 'AzureADMyOrg';
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

export interface DirectoryPort {
  applicationByAppId(appId: string, signal?: AbortSignal): Promise<ApplicationRegistration | undefined>;
  applicationByUniqueName(uniqueName: string, signal?: AbortSignal): Promise<ApplicationRegistration | undefined>;
  /** Creates or updates by alternate key, so that a repeated call never makes a second app. Returns the app as stored. */
  upsertApplication(uniqueName: string, application: NewApplication, signal?: AbortSignal): Promise<ApplicationRegistration>;
  updateApplication(objectId: string, change: ApplicationChange, signal?: AbortSignal): Promise<void>;
  servicePrincipalExists(appId: string, signal?: AbortSignal): Promise<boolean>;
  createServicePrincipal(appId: string, signal?: AbortSignal): Promise<void>;
  resourceApi(resourceUri: string, signal?: AbortSignal): Promise<ResourceApi | undefined>;
  /** Scopes an admin (or the user) has consented to for this app on that resource; undefined when it may not be read. */
  consentedScopes(appId: string, resourceAppId: string, signal?: AbortSignal): Promise<readonly string[] | undefined>;
  federatedCredentials(applicationObjectId: string, signal?: AbortSignal): Promise<readonly FederatedCredential[]>;
  upsertFederatedCredential(applicationObjectId: string, credential: FederatedCredential, signal?: AbortSignal): Promise<void>;
}

/** A connector as the service returns it. */
export interface DeployedConnector {
  /** `shared_…`, the key of the service's paths. */
  readonly name: string;
  readonly displayName: string;
  readonly environment: string;
  readonly createdTime?: string;
  readonly createdBy?: { readonly id?: string; readonly displayName?: string };
  /** The whole `properties` object, unknown fields included. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What is deployed: the local files as data, icon and script uploaded by the port. */
export interface ConnectorContent {
  readonly definition: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly icon?: Uint8Array;
  readonly iconFileName?: string;
  readonly script?: Uint8Array;
}

export interface ConnectorPort {
  connector(environment: string, name: string, signal?: AbortSignal): Promise<DeployedConnector | undefined>;
  /** Connectors of that display name, for recovering from a create whose answer was lost. */
  connectorsTitled(environment: string, title: string, signal?: AbortSignal): Promise<readonly DeployedConnector[]>;
  create(environment: string, content: ConnectorContent, signal?: AbortSignal): Promise<DeployedConnector>;
  /** Reads, merges and patches: what the service owns is kept. */
  update(environment: string, name: string, content: ConnectorContent, signal?: AbortSignal): Promise<void>;
}

/** The user's files of one connector. */
export interface ConnectorFilesPort {
  read(): Promise<{ readonly definition: string; readonly properties: string; readonly settings?: string; readonly icon?: Uint8Array; readonly script?: Uint8Array }>;
  /** Applies edits to the text last read; rejects when the file has changed since. */
  editProperties(textRead: string, edits: readonly TextEdit[]): Promise<void>;
  /** Writes the connector id and environment, keeping every other key, comment and indentation. */
  writeConnectorId(connectorId: string, environment: string): Promise<void>;
}

/** One run's memory. Never holds a token, secret or assertion. */
export interface JournalPort {
  load(): Promise<JournalRecord | undefined>;
  save(record: JournalRecord): Promise<void>;
}

export interface JournalEntry {
  readonly step: string;
  readonly state: 'started' | 'done' | 'failed';
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly detail?: Readonly<Record<string, string>>;
  readonly requestId?: string;
}

export interface JournalRecord {
  readonly version: 1;
  readonly runId: string;
  readonly connectorFolder: string;
  readonly environment: string;
  readonly tenantId: string;
  readonly entries: readonly JournalEntry[];
}

export interface ClockPort {
  /** Milliseconds since the epoch. */
  now(): number;
  delay(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Who a token speaks for, from its claims. */
export interface SignedInIdentity {
  readonly tenantId: string;
  readonly objectId: string;
  readonly userName?: string;
  /** Words for the user: `VS Code account`, `Azure CLI`… */
  readonly source: string;
}
