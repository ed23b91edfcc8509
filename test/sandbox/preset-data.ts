/** The tenant that a run starts from. Ids are fixed, so that screenshots and expectations do not change from run to run. */
import type { Buffer } from 'node:buffer';
import { newApplication } from './graph/application-rules.ts';
import { apiNameOf } from './power-apps/connector-names.ts';
import { rewriteOnSave } from './power-apps/save-rules.ts';
import { Replicated } from './replicated.ts';
import type { JsonObject } from './json-values.ts';
import type { Switches } from './switches.ts';
import { connectorKey, type Application, type Connection, type Environment, type PermissionGrant, type PermissionScope, type Registration, type SavedConnector, type ServicePrincipal, type Tenant, type User } from './tenant.ts';

/** `new`: environments and nothing else; `established`: with connectors and apps of an earlier, secretful day. */
export type Preset = 'new' | 'established';

const tenantId = '3f0c2b66-8a5d-4e0b-9d53-6f1a7c2e9b14';
export const otherTenantId = '9b1d7e20-54c3-4f6a-8e77-0c2a5d3f6b81';

export const maker: User = { objectId: '5d8e2c71-0b94-4a3f-b6d7-19c4e8f2a035', tenantId, displayName: 'Mina Maker', userName: 'mina@woodgrove.example' };
export const colleague: User = { objectId: 'c27f4b90-6e1d-4d58-93aa-7b05d1e6f842', tenantId, displayName: 'Otto Other', userName: 'otto@woodgrove.example' };
export const outsider: User = { objectId: 'e4a91d3c-2f70-48b6-8c15-d63b9a07f52e', tenantId: otherTenantId, displayName: 'Uma Outside', userName: 'uma@fabrikam.example' };

const environments: readonly Environment[] = [
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
const graphScopes: readonly (readonly [id: string, value: string, type: 'User' | 'Admin', name: string])[] = [
  [userReadId, 'User.Read', 'User', 'Sign in and read user profile'],
  ['b340eb25-3456-403f-be2f-af7a0d370277', 'User.ReadBasic.All', 'User', "Read all users' basic profiles"],
  ['570282fd-fa5c-430d-a7fd-fc8dc98a9dca', 'Mail.Read', 'User', 'Read user mail'],
  ['465a38f9-76ea-45b9-9f34-9e8b0d4b0b42', 'Calendars.Read', 'User', 'Read user calendars'],
  ['10465720-29dd-4523-a11a-6a75c743c9d9', 'Files.Read', 'User', 'Read user files'],
  ['c79f8feb-a9db-4090-85f9-90d820caa0eb', 'Application.Read.All', 'Admin', 'Read applications'],
  ['bdfbf15f-ee85-4955-8675-146e8e5296b5', 'Application.ReadWrite.All', 'Admin', 'Read and write all applications'],
];

export function createTenant(): Tenant {
  return {
    tenantId, domain: 'woodgrove.example', displayName: 'Woodgrove', users: [maker, colleague], environments,
    registrations: new Map(), deletedRegistrations: new Map(), owners: new Map(), servicePrincipals: new Map(), servicePrincipalsSince: new Map(), grants: new Map(),
    connectors: new Map(), connections: new Map<string, Connection>(), blobs: new Map<string, { contentType: string; bytes: Buffer }>(), clientSecrets: new Map(),
  };
}

/** Empties the tenant, then fills it. */
export function fill(tenant: Tenant, preset: Preset, switches: Switches): void {
  for (const map of [tenant.registrations, tenant.deletedRegistrations, tenant.owners, tenant.servicePrincipals, tenant.servicePrincipalsSince, tenant.grants, tenant.connectors, tenant.connections, tenant.blobs, tenant.clientSecrets]) map.clear();
  addServicePrincipal(tenant, '7e4f0c93-2d18-4b5a-9c60-f1a83d25e7b4', graphAppId, 'Microsoft Graph', ['https://graph.microsoft.com'], graphScopes.map(([id, value, type, name]) => scope(id, value, type, name)));
  if (preset === 'new') return;

  addServicePrincipal(tenant, '2a6d9e41-7c05-4f83-b1d2-60e8f4a7c359', '8c5b1f20-e93a-4d67-a284-0f7d6b3ce915', 'Woodgrove Orders API', ['api://8c5b1f20-e93a-4d67-a284-0f7d6b3ce915'],
    [scope('d0a7c3e8-1f42-4956-b8e0-95c6a27f4d13', 'Orders.Read', 'User', 'Read orders')]);
  const expenses = addApplication(tenant, {
    id: '6b1e8d05-f3c2-4a97-8d46-e07b52c9a1f3', appId: 'a94c7d3e-50b8-4e12-9f6a-c83d10e5b276', displayName: 'Woodgrove Expenses', signInAudience: 'AzureADMyOrg',
    redirectUris: ['https://expenses.woodgrove.example/signin-oidc', 'https://global.consent.azure-apim.net/redirect'],
  });
  const client = addServicePrincipal(tenant, '93f5c2a8-d174-4be0-86b9-1a4e7d60f5c2', expenses.appId, expenses.displayName, [], []);
  const grant: PermissionGrant = { id: 'qMXykHTR4EuGuRpOfWD1wpMMT34YLVpLnGDxqD0l57Q', clientId: client.id, consentType: 'AllPrincipals', principalId: null, resourceId: '7e4f0c93-2d18-4b5a-9c60-f1a83d25e7b4', scope: 'User.Read' };
  tenant.grants.set(grant.id, grant);
  addApplication(tenant, { id: 'f80d4b2c-97e6-4135-a5cb-38e1f6d209a7', appId: '1d72e9b5-8c34-40fa-b603-5e9a7f81c4d6', displayName: 'Fabrikam Partner Portal', signInAudience: 'AzureADMultipleOrgs', redirectUris: ['https://partners.fabrikam.example/signin-oidc'] });
  addConnector(tenant, switches, 'Expenses', oauthContent(expenses.appId), definition('Expenses', 'graph.microsoft.com'));
  addConnector(tenant, switches, 'Weather', apiKeyContent, definition('Weather', 'weather.woodgrove.example'));
}

function scope(id: string, value: string, type: 'User' | 'Admin', name: string): PermissionScope {
  const user = type === 'User' ? name : null;
  return { id, value, type, isEnabled: true, adminConsentDisplayName: name, adminConsentDescription: name, userConsentDisplayName: user, userConsentDescription: user };
}

function addServicePrincipal(tenant: Tenant, id: string, appId: string, displayName: string, names: readonly string[], scopes: readonly PermissionScope[]): ServicePrincipal {
  const principal: ServicePrincipal = {
    id, appId, displayName, appOwnerOrganizationId: tenant.tenantId, servicePrincipalType: 'Application', servicePrincipalNames: [appId, ...names],
    oauth2PermissionScopes: scopes, appRoles: [], accountEnabled: true, tags: [],
  };
  tenant.servicePrincipals.set(id, principal);
  return principal;
}

function addApplication(tenant: Tenant, of: { id: string; appId: string; displayName: string; signInAudience: string; redirectUris: readonly string[] }): Application {
  const { redirectUris, ...rest } = of;
  const blank = newApplication(rest, tenant.domain);
  const keyId = of.id.replace(/^./, '0');
  const application: Application = {
    ...blank, ...rest,
    web: { ...blank.web, redirectUris },
    requiredResourceAccess: [{ resourceAppId: graphAppId, resourceAccess: [{ id: userReadId, type: 'Scope' }] }],
    passwordCredentials: [{ keyId, displayName: 'Power Platform', hint: 'x7Q', startDateTime: '2026-02-01T08:00:00Z', endDateTime: '2028-02-01T08:00:00Z' }],
  };
  tenant.clientSecrets.set(keyId, presetSecret);
  // Long ago, as far as replication is concerned.
  tenant.registrations.set(of.id, new Replicated<Registration>({ application, credentials: [] }, 0));
  tenant.owners.set(of.id, [maker.objectId]);
  return application;
}

const presetSecret = 'x7Q-preset-client-secret';

function addConnector(tenant: Tenant, switches: Switches, title: string, content: JsonObject, openApi: JsonObject): void {
  const apiName = apiNameOf(title, defaultEnvironment.name, maker.objectId);
  const connector: SavedConnector = {
    name: `shared_${apiName}`, apiName, environment: defaultEnvironment.name, displayName: title, createdBy: maker,
    createdTime: '2026-02-01T08:00:00.0000000Z', changedTime: '2026-02-01T08:00:00.0000000Z',
    definition: openApi, serviceUrl: `https://${String(openApi.host)}`, content: structuredClone(content), subjectAt: new Map(), secrets: new Map(),
  };
  rewriteOnSave(connector.content, connector, tenant, switches);
  tenant.connectors.set(connectorKey(connector.environment, connector.name), connector);
}

function oauthContent(clientId: string): JsonObject {
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

const apiKeyContent: JsonObject = {
  description: 'Tells the weather.',
  iconBrandColor: '#2f7d4f',
  connectionParameters: { api_key: { type: 'securestring', uiDefinition: { displayName: 'API key', constraints: { required: 'true', clearText: false } } } },
};

function definition(title: string, host: string): JsonObject {
  return {
    swagger: '2.0',
    info: { title, description: `${title}, a connector that was here before.`, version: '1.0' },
    host, basePath: '/', schemes: ['https'],
    paths: { '/v1.0/me': { get: { operationId: 'GetMe', summary: 'Get', responses: { default: { description: 'default', schema: {} } } } } },
  };
}
