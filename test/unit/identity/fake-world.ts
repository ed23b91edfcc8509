/** A world for the engine: files, journal, clock and services in memory, and processes that crash at any write. */
import type { Connector, ConnectorFiles, FileFormat } from '../../../src/connector/connector.ts';
import { newConnectorFiles } from '../../../src/connector/new-connector.ts';
import { readConnector } from '../../../src/connector/read-connector.ts';
import { settingsEdits, withoutSettingsEdits } from '../../../src/connector/settings-file.ts';
import { applyTextEdits } from '../../../src/connector/text-edits.ts';
import type { IdentityInput } from '../../../src/identity/actual-state.ts';
import type { ApplicationChoice, IdentityTarget } from '../../../src/identity/plan-model.ts';
import type { IdentityCloud, IdentityPorts, JournalRecord } from '../../../src/identity/ports.ts';
import { FakeConnectorService } from './fake-connector-service.ts';
import { FakeDirectory, FakeServiceError, GRAPH_API } from './fake-directory.ts';

export const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
export const USER = '9b974388-773f-4966-b27f-2e91c5916b18';
export const ENVIRONMENT = 'Default-72f988bf-86f1-41af-91ab-2d7cd011db47';
export const PUBLIC_CLOUD: IdentityCloud = { name: 'public', login: 'https://login.microsoftonline.com', federatedAudience: 'api://AzureADTokenExchange', subjectCloud: 'pub' };

/** Unwinds the engine as the end of its process would: every later call of the same process throws it again. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** What happens at one write of a process, counted from 1. */
export interface Fault {
  readonly write: number;
  readonly kind: 'crashBefore' | 'crashAfter' | 'replyLost' | 'requestLost';
}

export class World {
  now = Date.parse('2026-03-01T10:00:00Z');
  readonly directory = new FakeDirectory(() => this.now, USER);
  readonly service = new FakeConnectorService(() => this.now, USER);
  readonly files: ConnectorFiles;
  definition: string;
  properties: string;
  settings: string | undefined;
  journal: JournalRecord | undefined;
  /** Names of all writes to services and files, journal left out. */
  readonly writes: string[] = [];
  readonly delays: number[] = [];

  constructor(format: FileFormat = 'json', title = 'MS Graph') {
    const [definition, properties] = newConnectorFiles({ template: 'graphCurrentUser', title, description: 'Who am I', format });
    if (!definition || !properties) throw new Error('The template has two files.');
    this.definition = definition.content;
    this.properties = properties.content;
    const folder = 'file:///projects/graph';
    this.files = { folder, folderName: 'graph', definition: `${folder}/${definition.name}`, properties: `${folder}/${properties.name}` };
  }

  connector(): Connector {
    return readConnector(this.files, { definition: this.definition, properties: this.properties });
  }

  target(application: ApplicationChoice = { kind: 'new', displayName: 'MS Graph' }, change: Partial<IdentityTarget> = {}): IdentityTarget {
    return {
      tenantId: TENANT, userObjectId: USER, userName: 'ada@contoso.com', cloud: 'public',
      environment: ENVIRONMENT, environmentDisplayName: 'Contoso (default)',
      parameterPointer: ['properties', 'connectionParameters', 'token'],
      application, resourceUri: 'https://graph.microsoft.com/', scopes: ['User.Read'],
      ...change,
    };
  }

  input(process: Process, application?: ApplicationChoice, change?: Partial<IdentityTarget>): IdentityInput {
    return { connector: this.connector(), target: this.target(application, change), cloud: PUBLIC_CLOUD, ports: process.ports };
  }

  start(faults: readonly Fault[] = []): Process {
    return new Process(this, faults);
  }

  /** Everything that counts, without times: two worlds that were led to the same end are equal. */
  endState(): unknown {
    return {
      applications: this.directory.applications.map(({ application, credentials }) => ({ application, credentials })),
      servicePrincipals: [...this.directory.servicePrincipals],
      connectors: this.service.connectors.map(({ name, environment }) => this.service.get(environment, name)).map((connector) => ({ ...connector, createdTime: undefined })),
      properties: this.properties,
      settings: this.settings,
    };
  }
}

export class Process {
  readonly ports: IdentityPorts;
  readonly #world: World;
  readonly #faults: readonly Fault[];
  #written = 0;
  #dead = false;

  constructor(world: World, faults: readonly Fault[]) {
    this.#world = world;
    this.#faults = faults;
    this.ports = this.#connect();
  }

  get written(): number {
    return this.#written;
  }

  /** A read: never a fault of its own, but a dead process reads nothing. */
  async #read<T>(answer: () => T, signal?: AbortSignal): Promise<T> {
    await Promise.resolve();
    if (this.#dead) throw new Crash();
    signal?.throwIfAborted();
    return answer();
  }

  async #write<T>(name: string, perform: () => T, signal?: AbortSignal): Promise<T> {
    await Promise.resolve();
    if (this.#dead) throw new Crash();
    signal?.throwIfAborted();
    this.#written += 1;
    const fault = this.#faults.find(({ write }) => write === this.#written)?.kind;
    const local = name.startsWith('journal') || name.startsWith('files');
    if (fault === 'crashBefore') this.#die();
    // Files and journal have no network between them and the engine.
    if (fault === 'requestLost' && !local) throw new FakeServiceError(0, 'ECONNRESET', 'The connection was reset.');
    const answer = fault === 'crashAfter' ? this.#dieAfter(perform) : perform();
    if (!name.startsWith('journal')) this.#world.writes.push(name);
    if (fault === 'replyLost' && !local) throw new FakeServiceError(0, 'ECONNRESET', 'The connection was reset.');
    return answer;
  }

  /** Also where the service refuses: the process does not live to hear it. */
  #dieAfter(perform: () => unknown): never {
    try {
      perform();
    } catch {
      // Nobody is left to be told.
    }
    this.#die();
  }

  #die(): never {
    this.#dead = true;
    throw new Crash();
  }

  #connect(): IdentityPorts {
    const world = this.#world;
    const { directory, service } = world;
    return {
      directory: {
        applicationByAppId: (appId, signal) => this.#read(() => directory.byAppId(appId), signal),
        applicationByUniqueName: (uniqueName, signal) => this.#read(() => directory.byUniqueName(uniqueName), signal),
        upsertApplication: (uniqueName, application, signal) => this.#write('directory.upsertApplication', () => directory.upsert(uniqueName, application), signal),
        updateApplication: (id, change, signal) => this.#write(`directory.updateApplication ${Object.keys(change).join(',')}`, () => directory.update(id, change), signal),
        deletedApplication: (uniqueName, signal) => this.#read(() => directory.deleted.find((application) => application.uniqueName === uniqueName), signal),
        restoreApplication: (id, signal) => this.#write('directory.restoreApplication', () => directory.restore(id), signal),
        accountRoles: (signal) => this.#read(() => directory.roles, signal),
        owners: (_id, signal) => this.#read(() => directory.owners, signal),
        usersMayRegister: (signal) => this.#read(() => directory.registrationAllowed, signal),
        servicePrincipalExists: (appId, signal) => this.#read(() => directory.servicePrincipals.has(appId), signal),
        createServicePrincipal: (appId, signal) => this.#write('directory.createServicePrincipal', () => directory.createServicePrincipal(appId), signal),
        resourceApi: (uri, signal) => this.#read(() => (uri.startsWith('https://graph.microsoft.com') ? GRAPH_API : undefined), signal),
        consentedScopes: (_appId, _resource, signal) => this.#read(() => directory.consent, signal),
        federatedCredentials: (id, signal) => this.#read(() => directory.credentials(id), signal),
        upsertFederatedCredential: (id, credential, signal) => this.#write('directory.upsertFederatedCredential', () => directory.upsertCredential(id, credential), signal),
        deleteFederatedCredential: (id, name, signal) => this.#write('directory.deleteFederatedCredential', () => directory.deleteCredential(id, name), signal),
        deleteServicePrincipal: (appId, signal) => this.#write('directory.deleteServicePrincipal', () => { directory.servicePrincipals.delete(appId); }, signal),
        deleteApplication: (id, signal) => this.#write('directory.deleteApplication', () => directory.delete(id), signal),
        removePassword: (id, keyId, signal) => this.#write('directory.removePassword', () => directory.removePassword(id, keyId), signal),
      },
      connectors: {
        connector: (environment, name, signal) => this.#read(() => service.get(environment, name), signal),
        connectorsTitled: (environment, title, signal) => this.#read(() => service.titled(environment, title), signal),
        create: (environment, content, signal) => this.#write('connectors.create', () => service.create(environment, content), signal),
        update: (environment, name, content, signal) => this.#write('connectors.update', () => service.update(environment, name, content), signal),
        delete: (environment, name, signal) => this.#write('connectors.delete', () => service.delete(environment, name), signal),
      },
      files: {
        read: () => this.#read(() => ({ definition: world.definition, properties: world.properties, settings: world.settings })),
        editProperties: (textRead, edits) => this.#write('files.editProperties', () => {
          if (textRead !== world.properties) throw new Error('The file has changed.');
          world.properties = applyTextEdits(world.properties, edits);
        }),
        writeConnectorId: (connectorId, environment) => this.#write('files.writeConnectorId', () => {
          world.settings = settingsEdits(world.settings, connectorId, environment, world.files);
        }),
        restoreConnectorId: (textRead, former) => this.#write('files.restoreConnectorId', () => {
          if (textRead !== world.settings) throw new Error('The file has changed.');
          world.settings = withoutSettingsEdits(textRead, former, world.files);
        }),
      },
      journal: {
        load: () => this.#read(() => world.journal),
        // Through JSON, as a file would: nothing but data may be in it.
        save: (record) => this.#write('journal.save', () => { world.journal = JSON.parse(JSON.stringify(record)) as JournalRecord; }),
      },
      clock: {
        now: () => world.now,
        delay: (milliseconds, signal) => this.#read(() => { world.now += milliseconds; world.delays.push(milliseconds); }, signal),
      },
    };
  }
}
