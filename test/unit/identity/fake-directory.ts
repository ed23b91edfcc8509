/** Entra as the engine sees it, strict where Graph is strict: keys, limits, uniqueness, and new objects that lag. */
import type { ApplicationChange, ApplicationRegistration, DeletedApplication, FederatedCredential, NewApplication, ResourceApi } from '../../../src/connector/app-registration.ts';

export class FakeServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly status: number;
  readonly code: string;
  readonly requestId = 'request-1';
  readonly request = 'PATCH graph.microsoft.com/v1.0/…';

  constructor(status: number, code: string, message = code) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const GRAPH_API: ResourceApi = {
  appId: '00000003-0000-0000-c000-000000000000',
  displayName: 'Microsoft Graph',
  scopes: [
    { id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', value: 'User.Read', adminConsentRequired: false },
    { id: '5f8c59db-677d-491f-a6b8-5f174b11ec1d', value: 'Group.Read.All', adminConsentRequired: true },
  ],
};

interface StoredApplication {
  application: ApplicationRegistration;
  credentials: FederatedCredential[];
  createdAt: number;
}

export class FakeDirectory {
  readonly applications: StoredApplication[] = [];
  readonly deleted: DeletedApplication[] = [];
  readonly servicePrincipals = new Set<string>();
  /** Of the account; undefined where it may not be read. */
  roles: readonly string[] | undefined;
  /** Of every app. */
  owners: readonly string[] | undefined;
  registrationAllowed: boolean | undefined;
  consent: readonly string[] | undefined = [];
  /** How long a new app stays unknown to reads and to writes below it. */
  lagMilliseconds = 0;
  readonly #now: () => number;

  constructor(now: () => number, user: string) {
    this.#now = now;
    this.owners = [user];
  }

  add(application: Partial<ApplicationRegistration> & { readonly appId: string }, credentials: readonly FederatedCredential[] = []): void {
    this.applications.push({
      application: { id: `object-of-${application.appId}`, displayName: 'Existing app', signInAudience: 'AzureADMyOrg', redirectUris: [], requiredResourceAccess: [], passwordCredentials: [], ...application },
      credentials: [...credentials],
      createdAt: Number.NEGATIVE_INFINITY,
    });
  }

  byAppId(appId: string): ApplicationRegistration | undefined {
    return this.#visible().find(({ application }) => application.appId === appId)?.application;
  }

  byUniqueName(uniqueName: string): ApplicationRegistration | undefined {
    return this.#visible().find(({ application }) => application.uniqueName === uniqueName)?.application;
  }

  upsert(uniqueName: string, { displayName, signInAudience, requiredResourceAccess }: NewApplication): ApplicationRegistration {
    const stored = this.applications.find(({ application }) => application.uniqueName === uniqueName);
    if (stored) {
      stored.application = { ...stored.application, displayName, signInAudience, requiredResourceAccess };
      return stored.application;
    }
    if (this.deleted.some((application) => application.uniqueName === uniqueName)) throw new FakeServiceError(400, 'ObjectConflict', 'Another object with the same value for property uniqueName already exists.');
    const number = String(this.applications.length + 1).padStart(12, '0');
    const application = { id: `00000000-0000-0000-0001-${number}`, appId: `00000000-0000-0000-0002-${number}`, displayName, signInAudience, uniqueName, requiredResourceAccess, redirectUris: [], passwordCredentials: [] };
    this.applications.push({ application, credentials: [], createdAt: this.#now() });
    return application;
  }

  update(objectId: string, change: ApplicationChange): void {
    const stored = this.#stored(objectId);
    const { redirectUris } = change;
    if (redirectUris && (redirectUris.length > 256 || new Set(redirectUris).size !== redirectUris.length)) throw new FakeServiceError(400, 'Request_BadRequest', 'Invalid redirectUris.');
    stored.application = { ...stored.application, ...change };
  }

  createServicePrincipal(appId: string): void {
    if (!this.byAppId(appId)) throw new FakeServiceError(400, 'NoBackingApplicationObject');
    if (this.servicePrincipals.has(appId)) throw new FakeServiceError(409, 'Request_MultipleObjectsWithSameKeyValue');
    this.servicePrincipals.add(appId);
  }

  credentials(objectId: string): readonly FederatedCredential[] {
    return [...this.#stored(objectId).credentials];
  }

  upsertCredential(objectId: string, credential: FederatedCredential): void {
    const stored = this.#stored(objectId);
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/.test(credential.name)) throw new FakeServiceError(400, 'Request_BadRequest', 'Bad credential name.');
    if (credential.audiences.length !== 1) throw new FakeServiceError(400, 'Request_BadRequest', 'Federated identity credentials must have exactly one audience.');
    const others = stored.credentials.filter(({ name }) => name !== credential.name);
    if (others.some(({ issuer, subject }) => issuer === credential.issuer && subject === credential.subject)) {
      throw new FakeServiceError(400, 'InvalidFederatedIdentityCredentialValue', 'The combination of issuer and subject must be unique for the application.');
    }
    const index = stored.credentials.findIndex(({ name }) => name === credential.name);
    if (index < 0 && stored.credentials.length >= 20) throw new FakeServiceError(400, 'Request_BadRequest', 'Too many credentials.');
    if (index < 0) stored.credentials.push({ ...credential });
    else stored.credentials[index] = { ...credential };
  }

  deleteCredential(objectId: string, name: string): void {
    const stored = this.#stored(objectId);
    stored.credentials = stored.credentials.filter((credential) => credential.name !== name);
  }

  delete(objectId: string): void {
    const index = this.applications.findIndex(({ application }) => application.id === objectId);
    if (index < 0) return;
    const [{ application }] = this.applications.splice(index, 1) as [StoredApplication];
    this.servicePrincipals.delete(application.appId);
    this.deleted.push({ ...application, deletedDateTime: new Date(this.#now()).toISOString() });
  }

  removePassword(objectId: string, keyId: string): void {
    const stored = this.#stored(objectId);
    const { passwordCredentials } = stored.application;
    if (!passwordCredentials.some((credential) => credential.keyId === keyId)) throw new FakeServiceError(400, 'Request_BadRequest', 'No password credential found with keyId.');
    stored.application = { ...stored.application, passwordCredentials: passwordCredentials.filter((credential) => credential.keyId !== keyId) };
  }

  restore(objectId: string): void {
    const index = this.deleted.findIndex(({ id }) => id === objectId);
    const [found] = index < 0 ? [] : this.deleted.splice(index, 1);
    if (!found) throw new FakeServiceError(404, 'Request_ResourceNotFound');
    const application: ApplicationRegistration & { deletedDateTime?: string } = { ...found };
    delete application.deletedDateTime;
    this.applications.push({ application, credentials: [], createdAt: this.#now() });
  }

  #visible(): StoredApplication[] {
    return this.applications.filter(({ createdAt }) => this.#now() - createdAt >= this.lagMilliseconds);
  }

  #stored(objectId: string): StoredApplication {
    const stored = this.#visible().find(({ application }) => application.id === objectId);
    if (!stored) throw new FakeServiceError(404, 'Request_ResourceNotFound');
    return stored;
  }
}
