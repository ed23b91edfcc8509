/** What presets are made of: people, environments, and ways to add apps and connectors that were there before. */
import { newApplication } from './graph/application-rules.ts';
import { apiNameOf } from './power-apps/connector-names.ts';
import { rewriteOnSave } from './power-apps/save-rules.ts';
import { Replicated } from './replicated.ts';
import type { JsonObject } from './json-values.ts';
import type { Switches } from './switches.ts';
import { connectorKey, type Application, type Environment, type FederatedIdentityCredential, type PasswordCredential, type PermissionScope, type Registration, type SavedConnector, type ServicePrincipal, type Tenant, type User } from './tenant.ts';

export const tenantId = '3f0c2b66-8a5d-4e0b-9d53-6f1a7c2e9b14';
export const otherTenantId = '9b1d7e20-54c3-4f6a-8e77-0c2a5d3f6b81';

export const maker: User = { objectId: '5d8e2c71-0b94-4a3f-b6d7-19c4e8f2a035', tenantId, displayName: 'Mina Maker', userName: 'mina@woodgrove.example' };
export const colleague: User = { objectId: 'c27f4b90-6e1d-4d58-93aa-7b05d1e6f842', tenantId, displayName: 'Otto Other', userName: 'otto@woodgrove.example' };
export const outsider: User = { objectId: 'e4a91d3c-2f70-48b6-8c15-d63b9a07f52e', tenantId: otherTenantId, displayName: 'Uma Outside', userName: 'uma@fabrikam.example' };

export const environments: readonly Environment[] = [
  { name: `Default-${tenantId}`, displayName: 'Woodgrove (default)', sku: 'Default', location: 'europe', isDefault: true, instanceUrl: 'https://org7c31a5e2.crm4.dynamics.com/' },
  { name: '0f6a3d52-9c1e-4b7a-85d4-2e7b60c91f38', displayName: 'Development', sku: 'Sandbox', location: 'europe', isDefault: false, instanceUrl: 'https://woodgrove-dev.crm4.dynamics.com/' },
  { name: 'b83e5f17-4d2a-4c96-a0e1-7d95c2f8306b', displayName: 'Production', sku: 'Production', location: 'unitedstates', isDefault: false },
  { name: '71c9e0d4-38b5-4f2c-9a67-e50d1b84f2a9', displayName: 'Finance (restricted)', sku: 'Production', location: 'europe', isDefault: false, forbidden: true },
];
export const defaultEnvironment = environments[0]!;
export const restrictedEnvironment = environments[3]!;

export const graphAppId = '00000003-0000-0000-c000-000000000000';
export const userReadId = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';

/** Ids as in Graph's permissions reference. */
export const graphScopes: readonly (readonly [id: string, value: string, type: 'User' | 'Admin', name: string])[] = [
  [userReadId, 'User.Read', 'User', 'Sign in and read user profile'],
  ['b340eb25-3456-403f-be2f-af7a0d370277', 'User.ReadBasic.All', 'User', "Read all users' basic profiles"],
  ['570282fd-fa5c-430d-a7fd-fc8dc98a9dca', 'Mail.Read', 'User', 'Read user mail'],
  ['465a38f9-76ea-45b9-9f34-9e8b0d4b0b42', 'Calendars.Read', 'User', 'Read user calendars'],
  ['10465720-29dd-4523-a11a-6a75c743c9d9', 'Files.Read', 'User', 'Read user files'],
  ['c79f8feb-a9db-4090-85f9-90d820caa0eb', 'Application.Read.All', 'Admin', 'Read applications'],
  ['bdfbf15f-ee85-4955-8675-146e8e5296b5', 'Application.ReadWrite.All', 'Admin', 'Read and write all applications'],
];

export function scope(id: string, value: string, type: 'User' | 'Admin', name: string): PermissionScope {
  const user = type === 'User' ? name : null;
  return { id, value, type, isEnabled: true, adminConsentDisplayName: name, adminConsentDescription: name, userConsentDisplayName: user, userConsentDescription: user };
}

export function addServicePrincipal(tenant: Tenant, id: string, appId: string, displayName: string, names: readonly string[], scopes: readonly PermissionScope[]): ServicePrincipal {
  const principal: ServicePrincipal = {
    id, appId, displayName, appOwnerOrganizationId: tenant.tenantId, servicePrincipalType: 'Application', servicePrincipalNames: [appId, ...names],
    oauth2PermissionScopes: scopes, appRoles: [], accountEnabled: true, tags: [],
  };
  tenant.servicePrincipals.set(id, principal);
  return principal;
}

/** With one secret, the preset one, unless others are given; their values are the preset one too. */
export function addApplication(tenant: Tenant, of: {
  id: string; appId: string; displayName: string; signInAudience: string; redirectUris: readonly string[];
  secrets?: readonly PasswordCredential[]; credentials?: readonly FederatedIdentityCredential[];
}): Application {
  const { redirectUris, secrets, credentials = [], ...rest } = of;
  const blank = newApplication(rest, tenant.domain);
  const passwordCredentials = secrets
    ?? [{ keyId: of.id.replace(/^./, '0'), displayName: 'Power Platform', hint: 'x7Q', startDateTime: '2026-02-01T08:00:00Z', endDateTime: '2028-02-01T08:00:00Z' }];
  const application: Application = {
    ...blank, ...rest,
    web: { ...blank.web, redirectUris },
    requiredResourceAccess: [{ resourceAppId: graphAppId, resourceAccess: [{ id: userReadId, type: 'Scope' }] }],
    passwordCredentials,
  };
  for (const { keyId } of passwordCredentials) tenant.clientSecrets.set(keyId, presetSecret);
  // Long ago, as far as replication is concerned.
  tenant.registrations.set(of.id, new Replicated<Registration>({ application, credentials }, 0));
  tenant.owners.set(of.id, [maker.objectId]);
  return application;
}

export const presetSecret = 'x7Q-preset-client-secret';

/** In the default environment, by the maker, unless told. */
export function addConnector(tenant: Tenant, switches: Switches, title: string, content: JsonObject, openApi: JsonObject, place: { environment?: Environment; createdBy?: User } = {}): SavedConnector {
  const { environment = defaultEnvironment, createdBy = maker } = place;
  const apiName = apiNameOf(title, environment.name, createdBy.objectId);
  const connector: SavedConnector = {
    name: `shared_${apiName}`, apiName, environment: environment.name, displayName: title, createdBy,
    createdTime: '2026-02-01T08:00:00.0000000Z', changedTime: '2026-02-01T08:00:00.0000000Z',
    definition: openApi, serviceUrl: `https://${String(openApi.host)}`, content: structuredClone(content), subjectAt: new Map(), secrets: new Map(),
  };
  rewriteOnSave(connector.content, connector, tenant, switches);
  tenant.connectors.set(connectorKey(connector.environment, connector.name), connector);
  return connector;
}

export function oauthContent(clientId: string): JsonObject {
  return {
    description: 'Reads the signed-in user.',
    iconBrandColor: '#1c6dd0',
    connectionParameters: {
      token: {
        type: 'oauthSetting',
        oAuthSettings: {
          identityProvider: 'aad', clientId, clientSecret: presetSecret, scopes: ['User.Read'], redirectMode: 'Global',
          properties: { IsFirstParty: 'False' },
          customParameters: {
            loginUri: { value: 'https://login.microsoftonline.com' }, tenantId: { value: tenantId },
            resourceUri: { value: 'https://graph.microsoft.com' }, enableOnbehalfOfLogin: { value: 'false' },
          },
        },
      },
    },
  };
}

export const apiKeyContent: JsonObject = {
  description: 'Tells the weather.',
  iconBrandColor: '#2f7d4f',
  connectionParameters: { api_key: { type: 'securestring', uiDefinition: { displayName: 'API key', constraints: { required: 'true', clearText: false } } } },
};

export function definition(title: string, host: string): JsonObject {
  return {
    swagger: '2.0',
    info: { title, description: `${title}, a connector that was here before.`, version: '1.0' },
    host, basePath: '/', schemes: ['https'],
    paths: { '/v1.0/me': { get: { operationId: 'GetMe', summary: 'Get', responses: { default: { description: 'default', schema: {} } } } } },
  };
}
