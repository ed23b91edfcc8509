/** What other people do in the portals, behind the product's back: no request, no write of the product, no check. */
import { randomUUID } from 'node:crypto';
import { newApplication } from './graph/application-rules.ts';
import { Replicated } from './replicated.ts';
import { connectorKey, type Application, type FederatedIdentityCredential, type Registration, type Tenant } from './tenant.ts';

export interface OtherPeople {
  /** An app as it was made long ago; single-tenant and its own service principal missing unless told. */
  register(application: Partial<Pick<Application, 'displayName' | 'uniqueName' | 'signInAudience' | 'requiredResourceAccess'>> & { readonly redirectUris?: readonly string[] }, owners: readonly string[], credentials?: readonly NewCredential[]): Application;
  changeRedirectUris(appId: string, change: (uris: readonly string[]) => readonly string[]): void;
  changePermissions(appId: string, change: (access: Application['requiredResourceAccess']) => Application['requiredResourceAccess']): void;
  changeCredentials(appId: string, change: (credentials: readonly NewCredential[]) => readonly NewCredential[]): void;
  setOwners(appId: string, owners: readonly string[]): void;
  /** Softly, as the portal does. */
  deleteApplication(appId: string): void;
  deleteConnector(environment: string, name: string): void;
}

export type NewCredential = Pick<FederatedIdentityCredential, 'name' | 'issuer' | 'subject' | 'audiences'>;

export function otherPeople(tenant: Tenant): OtherPeople {
  const found = (appId: string): Replicated<Registration> => {
    const held = [...tenant.registrations.values()].find(({ current }) => current.application.appId === appId);
    if (!held) throw new Error(`There is no app ${appId}.`);
    return held;
  };
  const full = (credential: NewCredential): FederatedIdentityCredential => ({ id: randomUUID(), description: null, changedAt: 0, ...credential });
  return {
    register: ({ redirectUris = [], ...properties }, owners, credentials = []) => {
      const blank = newApplication({ id: randomUUID(), appId: randomUUID() }, tenant.domain);
      const application: Application = { ...blank, signInAudience: 'AzureADMyOrg', ...properties, web: { ...blank.web, redirectUris } };
      tenant.registrations.set(application.id, new Replicated<Registration>({ application, credentials: credentials.map(full) }, 0));
      tenant.owners.set(application.id, owners);
      return application;
    },
    changeRedirectUris: (appId, change) => {
      const held = found(appId);
      const { application } = held.current;
      held.write({ ...held.current, application: { ...application, web: { ...application.web, redirectUris: change(application.web.redirectUris) } } });
    },
    changePermissions: (appId, change) => {
      const held = found(appId);
      const { application } = held.current;
      held.write({ ...held.current, application: { ...application, requiredResourceAccess: change(application.requiredResourceAccess) } });
    },
    changeCredentials: (appId, change) => {
      const held = found(appId);
      held.write({ ...held.current, credentials: change(held.current.credentials).map(full) });
    },
    setOwners: (appId, owners) => {
      tenant.owners.set(found(appId).current.application.id, owners);
    },
    deleteApplication: (appId) => {
      const { current } = found(appId);
      tenant.registrations.delete(current.application.id);
      tenant.deletedRegistrations.set(current.application.id, { ...current, application: { ...current.application, deletedDateTime: new Date().toISOString() } });
      for (const principal of [...tenant.servicePrincipals.values()]) {
        if (principal.appId === appId) tenant.servicePrincipals.delete(principal.id);
      }
    },
    deleteConnector: (environment, name) => {
      if (!tenant.connectors.delete(connectorKey(environment, name))) throw new Error(`There is no connector ${name}.`);
    },
  };
}
