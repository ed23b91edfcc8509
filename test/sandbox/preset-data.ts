/** The tenant that a run starts from. Ids are fixed, so that screenshots and expectations do not change from run to run. */
import type { Buffer } from 'node:buffer';
import {
  addApplication, addConnector, addServicePrincipal, apiKeyContent, colleague, definition, environments, graphAppId, graphScopes, maker, oauthContent,
  scope, tenantId,
} from './preset-parts.ts';
import { addSecretful } from './secretful-tenant.ts';
import type { Switches } from './switches.ts';
import type { Connection, PermissionGrant, Tenant } from './tenant.ts';

export { colleague, defaultEnvironment, graphAppId, maker, otherTenantId, outsider, restrictedEnvironment, userReadId } from './preset-parts.ts';

/**
 * `new`: environments and nothing else; `established`: with connectors and apps of an earlier, secretful day; `secretful`:
 * connectors of all kinds in several environments, with secrets that have ended, end soon or end late.
 */
export type Preset = 'new' | 'established' | 'secretful';

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
  if (preset === 'secretful') {
    addSecretful(tenant, switches);
    return;
  }

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
