/** What is: everything that a plan depends on, read through the ports. Reads only. */
import type { ApplicationRegistration, FederatedCredential, ResourceApi } from '../connector/app-registration.ts';
import { sameEnvironment } from '../connector/environment-name.ts';
import type { Connector, SecurityBlock } from '../connector/connector.ts';
import type { DeployedConnector } from '../connector/deployed-connector.ts';
import { readGeneratedIdentity, readSecurityBlocks, type GeneratedIdentity } from '../connector/managed-identity-shape.ts';
import type { RightOnApplication } from './account-rights.ts';
import { uniqueNameOf } from './desired-state.ts';
import { isGuid, sameGuid } from '../connector/difference.ts';
import { PlanRefusedError } from './errors.ts';
import { connectorCreateOpen, recentlyCreatedApplication, recentRestore, uniqueNameInJournal, type RunOwner } from './journal.ts';
import { readLocalConnector, type LocalConnector } from './local-connector.ts';
import type { IdentityTarget } from './plan-model.ts';
import type { IdentityCloud, IdentityPorts, JournalRecord } from './ports.ts';
import { predictIdentity } from './predicted-identity.ts';
import { whileReplicating } from './replication.ts';
import type { GeneratedValues } from './identity-lint.ts';

export interface IdentityInput {
  readonly connector: Connector;
  readonly target: IdentityTarget;
  readonly cloud: IdentityCloud;
  readonly ports: IdentityPorts;
  /** Values from the maker portal's Security page, for where the service does not give them. */
  readonly pasted?: GeneratedValues;
  readonly signal?: AbortSignal;
}

export function runOwner({ connector, target }: IdentityInput): RunOwner {
  return { connectorFolder: connector.files.folder, environment: target.environment, tenantId: target.tenantId };
}

export interface DeployedState {
  readonly deployed?: DeployedConnector;
  /** settings.json names it for this environment. */
  readonly linked: boolean;
  /** Connectors of the same title that are not taken for this one. */
  readonly namesakes: readonly DeployedConnector[];
}

export interface ActualState extends DeployedState {
  readonly local: LocalConnector;
  readonly resource: ResourceApi;
  readonly application?: ApplicationRegistration;
  /** ISO 8601; where set, `application` is deleted, still holds our unique name, and has to be restored before anything else. */
  readonly deletedSince?: string;
  /** Undefined as long as nothing is to be written to the directory. */
  readonly right?: RightOnApplication;
  /** Undefined where it may not be read, or there is no app yet. */
  readonly consented?: readonly string[];
  readonly servicePrincipal: boolean;
  readonly credentials: readonly FederatedCredential[];
  readonly pasted?: GeneratedValues;
}

/** Reads everything. Throws PlanRefusedError where nothing could be planned, else what the ports throw. */
export async function readActualState(input: IdentityInput, memory: JournalRecord | undefined): Promise<ActualState> {
  const { connector, target, ports: { directory, files }, signal } = input;
  if (!isGuid(target.tenantId)) {
    throw new PlanRefusedError('noTenant', `"${target.tenantId}" is not the id of a tenant. Managed identity needs the tenant's GUID; "common" and "organizations" do not work.`);
  }
  const local = await readLocalConnector(connector, target.parameterPointer, files);
  const resource = await directory.resourceApi(target.resourceUri, signal);
  if (!resource) {
    throw new PlanRefusedError('resourceNotFound', `The API ${target.resourceUri || '(no resource URL)'} was not found in tenant ${target.tenantId}, so nothing was planned. Correct the resource URL in the security block, or have an administrator add the API to the tenant.`);
  }
  const { application, deletedSince } = await readApplicationState(input, local.connector.title, memory);
  const [consented, servicePrincipal, credentials] = application && deletedSince === undefined
    ? await Promise.all([
      directory.consentedScopes(application.appId, resource.appId, signal),
      directory.servicePrincipalExists(application.appId, signal),
      readCredentials(input, application, memory),
    ])
    : [undefined, false, []];
  return { local, resource, application, deletedSince, consented, servicePrincipal, credentials, pasted: input.pasted, ...await readDeployed(input, local, application, memory) };
}

/**
 * By client id where the user named an app, else by our alternate key; never by display name. Throws PlanRefusedError
 * where a named app does not exist, unless it is one that we created a moment ago.
 */
export async function readApplication(input: IdentityInput, title: string, memory: JournalRecord | undefined): Promise<ApplicationRegistration | undefined> {
  const { target, ports: { directory, clock }, signal } = input;
  const created = recentlyCreatedApplication(memory, clock.now());
  const { application: choice } = target;
  if (choice.kind === 'new') {
    const usual = uniqueNameOf(target, title);
    // A name with a suffix, chosen in an earlier run because a deleted app holds the usual one.
    const remembered = uniqueNameInJournal(memory);
    for (const uniqueName of remembered?.startsWith(`${usual}-`) ? [remembered, usual] : [usual]) {
      const found = await directory.applicationByUniqueName(uniqueName, signal);
      if (found) return found;
    }
    // The alternate key may lag behind the id: ask for the id that the journal holds before believing that it is gone.
    return created ? directory.applicationByAppId(created, signal) : undefined;
  }
  const ours = created !== undefined && sameGuid(created, choice.appId);
  const found = await whileReplicating(() => directory.applicationByAppId(choice.appId, signal), { clock, signal, ours, what: `The app registration ${choice.appId}` });
  if (found) return found;
  throw new PlanRefusedError(
    'applicationNotFound',
    `The app registration ${choice.appId} was not found in tenant ${target.tenantId}, so nothing was planned. It may belong to another tenant or have been deleted (Entra keeps deleted ones for 30 days). Choose another app registration or a new one, or sign in to the tenant it belongs to.`,
  );
}

/** The app, or where there is none the deleted one that holds our unique name. */
export async function readApplicationState(input: IdentityInput, title: string, memory: JournalRecord | undefined): Promise<Pick<ActualState, 'application' | 'deletedSince'>> {
  const { target, ports: { directory, clock }, signal } = input;
  const application = await readApplication(input, title, memory);
  if (application || target.application.kind !== 'new') return { application };
  const restore = recentRestore(memory, clock.now());
  // One that was just restored may still be listed as deleted.
  const deleted = restore?.outcome === 'done' ? undefined : await directory.deletedApplication(uniqueNameOf(target, title), signal);
  if (deleted) return { application: deleted, deletedSince: deleted.deletedDateTime ?? '' };
  // Neither here nor there: it is on its way, and registering it anew would overwrite what it had.
  if (!restore) return {};
  return { application: await whileReplicating(() => directory.applicationByAppId(restore.appId, signal), { clock, signal, ours: true, what: 'The restored app registration' }) };
}

export async function readCredentials(input: IdentityInput, application: ApplicationRegistration, memory: JournalRecord | undefined): Promise<readonly FederatedCredential[]> {
  const { ports: { directory, clock }, signal } = input;
  const ours = sameGuid(recentlyCreatedApplication(memory, clock.now()), application.appId);
  const what = `The app registration "${application.displayName}"`;
  return await whileReplicating(() => directory.federatedCredentials(application.id, signal), { clock, signal, ours, what }) ?? [];
}

/** A lost answer to a create is looked for this often, since the list may be behind. */
const LOST_CREATE_BACK_OFF_SECONDS = [2, 4, 8] as const;

/**
 * The connector that settings.json names for this environment; else one of the same title that this user made for our
 * app, as a run leaves behind that ended between the create and the note of its id.
 */
export async function readDeployed(input: IdentityInput, local: LocalConnector, application: ApplicationRegistration | undefined, memory: JournalRecord | undefined): Promise<DeployedState> {
  const { target, ports: { connectors, clock }, signal } = input;
  const { connectorId, environment } = local.connector.settings;
  if (connectorId && (environment === undefined || sameEnvironment(environment, target.environment))) {
    const deployed = await connectors.connector(target.environment, connectorId, signal);
    if (deployed) return { deployed, linked: environment === target.environment, namesakes: [] };
  }
  const lost = application !== undefined && connectorCreateOpen(memory, clock.now());
  for (const seconds of [...lost ? LOST_CREATE_BACK_OFF_SECONDS : [], undefined]) {
    const listed = await connectors.connectorsTitled(target.environment, local.connector.title, signal);
    // By the name that it most likely has: that answer does not come from a list that may be behind.
    const guess = lost && listed.length === 0 ? await connectors.connector(target.environment, predictIdentity(local.connector.title, target, input.cloud).connectorName, signal) : undefined;
    const titled = guess ? [guess] : listed;
    const ours = application ? newestFirst(titled.filter((candidate) => isOurs(candidate, local, application.appId, target.userObjectId))) : [];
    const deployed = ours[0];
    if (deployed || seconds === undefined) return { deployed, linked: false, namesakes: titled.filter((candidate) => candidate !== deployed) };
    await clock.delay(seconds * 1000, signal);
  }
  return { linked: false, namesakes: [] };
}

function isOurs(candidate: DeployedConnector, local: LocalConnector, appId: string, userObjectId: string): boolean {
  return sameGuid(candidate.createdBy?.id, userObjectId) && sameGuid(deployedBlock(candidate, local.block)?.clientId, appId);
}

function newestFirst(connectors: readonly DeployedConnector[]): readonly DeployedConnector[] {
  return connectors.toSorted((left, right) => (right.createdTime ?? '').localeCompare(left.createdTime ?? ''));
}

/** The deployed counterpart of a local block: same parameter, same set. */
export function deployedBlock(deployed: DeployedConnector, block: Pick<SecurityBlock, 'parameterName' | 'setName'>): SecurityBlock | undefined {
  return readSecurityBlocks(deployed.properties).find((candidate) => candidate.parameterName === block.parameterName && candidate.setName === block.setName);
}

/** What the service has generated so far for that parameter; empty for a connector that is not deployed. */
export function generatedIdentityOf(deployed: DeployedConnector | undefined, block: Pick<SecurityBlock, 'parameterName' | 'setName'>): GeneratedIdentity {
  if (!deployed) return { foundAt: {} };
  return readGeneratedIdentity(deployed.properties, deployedBlock(deployed, block)?.pointer);
}
