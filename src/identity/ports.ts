/**
 * What the identity engine needs from the world. `cloud/` and `vscode/` implement these; the engine imports neither.
 * Every call may throw `ServiceFailure`; every call takes a signal and rejects with the signal's reason when aborted.
 */
import type {
  ApplicationChange,
  ApplicationRegistration,
  DeletedApplication,
  FederatedCredential,
  NewApplication,
  ResourceApi,
} from '../connector/app-registration.ts';
import type { TextEdit } from '../connector/connector.ts';
import type { ConnectorContent, DeployedConnector } from '../connector/deployed-connector.ts';
import type { FormerSettings } from '../connector/settings-file.ts';
import type { MadeItem } from './undo/made-items.ts';

/** Issued for the error of a remote service. Carries no token, header or body beyond what is named here. */
export interface ServiceFailure extends Error {
  readonly name: 'ServiceError';
  /** HTTP status, or 0 when no answer arrived (offline, reset): the outcome of a write is then unknown. */
  readonly status: number;
  /** The service's own code, e.g. `Authorization_RequestDenied`; the innermost one where they nest. */
  readonly code: string;
  readonly requestId?: string;
  /** How long a throttled caller was asked to wait. */
  readonly retryAfterSeconds?: number;
  /** `GET graph.microsoft.com/v1.0/applications/…`, without query. */
  readonly request: string;
}

/** What the account may do with apps, as far as it can be read; undefined is not known. */
export interface AccountRightsPort {
  /** Template ids of the tenant-wide directory roles. */
  accountRoles(signal?: AbortSignal): Promise<readonly string[] | undefined>;
  /** Object ids. */
  owners(applicationObjectId: string, signal?: AbortSignal): Promise<readonly string[] | undefined>;
  /** Whether users without a role may register applications. */
  usersMayRegister(signal?: AbortSignal): Promise<boolean | undefined>;
}

export interface DirectoryPort extends AccountRightsPort {
  /** One that is deleted and still holds the name; undefined also where deleted ones may not be read. */
  deletedApplication(uniqueName: string, signal?: AbortSignal): Promise<DeletedApplication | undefined>;
  restoreApplication(objectId: string, signal?: AbortSignal): Promise<void>;
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
  /** What is gone already counts as deleted, here and in the two below. */
  deleteFederatedCredential(applicationObjectId: string, name: string, signal?: AbortSignal): Promise<void>;
  deleteServicePrincipal(appId: string, signal?: AbortSignal): Promise<void>;
  deleteApplication(objectId: string, signal?: AbortSignal): Promise<void>;
  /** Removes one client secret for good. Graph answers 400 where the app has no such key. */
  removePassword(applicationObjectId: string, keyId: string, signal?: AbortSignal): Promise<void>;
}

export interface ConnectorPort {
  connector(environment: string, name: string, signal?: AbortSignal): Promise<DeployedConnector | undefined>;
  /** Connectors of that display name, for recovering from a create whose answer was lost. */
  connectorsTitled(environment: string, title: string, signal?: AbortSignal): Promise<readonly DeployedConnector[]>;
  create(environment: string, content: ConnectorContent, signal?: AbortSignal): Promise<DeployedConnector>;
  /** Reads, merges and patches: what the service owns is kept. */
  update(environment: string, name: string, content: ConnectorContent, signal?: AbortSignal): Promise<void>;
  /** One that is gone already counts as deleted. */
  delete(environment: string, name: string, signal?: AbortSignal): Promise<void>;
}

/** What the user may see of the tenant's environments. */
export interface EnvironmentsPort {
  list(signal?: AbortSignal): Promise<readonly { readonly name: string; readonly displayName: string }[]>;
}

/** The user's files of one connector. */
export interface ConnectorFilesPort {
  read(): Promise<{ readonly definition: string; readonly properties: string; readonly settings?: string; readonly icon?: Uint8Array; readonly script?: Uint8Array }>;
  /** Applies edits to the text last read; rejects when the file has changed since. */
  editProperties(textRead: string, edits: readonly TextEdit[]): Promise<void>;
  /** Writes the connector id and environment, keeping every other key, comment and indentation. */
  writeConnectorId(connectorId: string, environment: string): Promise<void>;
  /** Takes `writeConnectorId` back; rejects when settings.json has changed since `textRead`. */
  restoreConnectorId(textRead: string, former: FormerSettings): Promise<void>;
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
  /** The run has ended well: the next one is another. */
  readonly finished?: boolean;
  /** What runs have made here and nobody has taken back, oldest first. */
  readonly made?: readonly MadeItem[];
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

/** The part of the cloud table that decides what a trustworthy identity looks like. */
export interface IdentityCloud {
  readonly name: string;
  /** `https://login.microsoftonline.com`, without a trailing slash. */
  readonly login: string;
  readonly federatedAudience: string;
  /** The segment after `/eid1/c/`: `pub`, `usg`, `chn`. */
  readonly subjectCloud: string;
}

export interface IdentityPorts {
  readonly directory: DirectoryPort;
  readonly connectors: ConnectorPort;
  readonly files: ConnectorFilesPort;
  readonly journal: JournalPort;
  readonly clock: ClockPort;
}
