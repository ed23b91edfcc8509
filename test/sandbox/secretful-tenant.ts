/**
 * A tenant after some years of client secrets: connectors of all kinds, in all environments. Secrets end at so many days
 * from now, so that what is soon stays soon.
 */
import { randomUUID } from 'node:crypto';
import { redirectUrlOf, subjectOf } from './power-apps/connector-names.ts';
import { addApplication, addConnector, addServicePrincipal, apiKeyContent, colleague, defaultEnvironment, definition, environments, graphAppId, oauthContent, otherTenantId, tenantId } from './preset-parts.ts';
import { objectAt, type JsonObject } from './json-values.ts';
import type { Switches } from './switches.ts';
import type { Application, FederatedIdentityCredential, PasswordCredential, Tenant } from './tenant.ts';

const development = environments[1]!;
const production = environments[2]!;
const day = 86_400_000;

export const expensesAppId = 'a94c7d3e-50b8-4e12-9f6a-c83d10e5b276';
export const partnerAppId = 'e7b3c1d9-4a62-4f80-9d15-2c8f60a7e394';

export function addSecretful(tenant: Tenant, switches: Switches): void {
  const graph = [...tenant.servicePrincipals.values()].find(({ appId }) => appId === graphAppId)!;
  const withConsent = (application: Application): Application => {
    const client = addServicePrincipal(tenant, application.id.replace(/^./, 'f'), application.appId, application.displayName, [], []);
    tenant.grants.set(`grant-${client.id}`, { id: `grant-${client.id}`, clientId: client.id, consentType: 'AllPrincipals', principalId: null, resourceId: graph.id, scope: 'User.Read' });
    return application;
  };
  const app = (id: string, appId: string, displayName: string, more: { secrets: readonly PasswordCredential[]; redirectUris?: readonly string[]; credentials?: readonly FederatedIdentityCredential[] }): Application =>
    withConsent(addApplication(tenant, { id, appId, displayName, signInAudience: 'AzureADMyOrg', redirectUris: [], ...more }));
  const graphDefinition = (title: string): JsonObject => definition(title, 'graph.microsoft.com');

  const expenses = addConnector(tenant, switches, 'Expenses', oauthContent(expensesAppId), graphDefinition('Expenses'));
  const travelExpenses = addConnector(tenant, switches, 'Travel Expenses', oauthContent(expensesAppId), graphDefinition('Travel Expenses'), { environment: development, createdBy: colleague });
  app('6b1e8d05-f3c2-4a97-8d46-e07b52c9a1f3', expensesAppId, 'Woodgrove Expenses', {
    secrets: [secret('0b1e8d05-f3c2-4a97-8d46-e07b52c9a1f3', 'Power Platform', 'x7Q', 40), secret('1b1e8d05-f3c2-4a97-8d46-e07b52c9a1f3', 'Power Platform (old)', 'k9z', -20)],
    redirectUris: ['https://expenses.woodgrove.example/signin-oidc', redirectUrlOf(expenses.apiName), redirectUrlOf(travelExpenses.apiName)],
  });

  app('c2d60f84-1e9b-4573-b8a0-94f7e3d5a612', '5f1c8e37-b94d-4026-a7e3-d06b82f9c451', 'Woodgrove Travel', { secrets: [secret('c0d60f84-1e9b-4573-b8a0-94f7e3d5a612', null, 't4R', 12)] });
  addConnector(tenant, switches, 'Travel', oauthContent('5f1c8e37-b94d-4026-a7e3-d06b82f9c451'), graphDefinition('Travel'), { environment: development });
  app('d58a3b17-60c4-4e92-8f7d-1b29c4e0a685', '28e6d4f0-7c1a-4b95-93d8-f5a07e62b1c3', 'Woodgrove Payroll', { secrets: [secret('d08a3b17-60c4-4e92-8f7d-1b29c4e0a685', 'Payroll', 'p3Y', -5)] });
  addConnector(tenant, switches, 'Payroll', oauthContent('28e6d4f0-7c1a-4b95-93d8-f5a07e62b1c3'), graphDefinition('Payroll'), { environment: production, createdBy: colleague });

  const elsewhere = oauthContent(partnerAppId);
  objectAt(elsewhere, 'connectionParameters', 'token', 'oAuthSettings', 'customParameters')!.tenantId = { value: otherTenantId };
  addConnector(tenant, switches, 'Partner Orders', elsewhere, graphDefinition('Partner Orders'), { environment: development });
  addConnector(tenant, switches, 'Archive', oauthContent('90d2f6a8-3e57-4c1b-8b40-7fa6e91d25c0'), graphDefinition('Archive'), { environment: production });

  const directoryApp = '73ba5e90-d2f8-4c16-a94b-08e1c7d36f52';
  const directory = addConnector(tenant, switches, 'Staff Directory', managedIdentityContent(directoryApp), graphDefinition('Staff Directory'));
  app('e90f6c2d-5b38-4a71-9c84-d7f2a1b60e35', directoryApp, 'Woodgrove Directory', {
    secrets: [secret('e00f6c2d-5b38-4a71-9c84-d7f2a1b60e35', 'left over', 'd8K', 300)], redirectUris: [redirectUrlOf(directory.apiName)],
    credentials: [credential('connector-directory', subjectOf(tenantId, defaultEnvironment.location, directory.apiName))],
  });
  const calendarApp = 'b6c0d7e1-92a4-4f38-85d3-4e7b19f0c2a6';
  const calendar = addConnector(tenant, switches, 'Calendar', managedIdentityContent(calendarApp), graphDefinition('Calendar'), { environment: production });
  app('a17d9e4b-c560-42f3-b7e8-5f3c80d1a294', calendarApp, 'Woodgrove Calendar', {
    secrets: [], redirectUris: [redirectUrlOf(calendar.apiName)],
    credentials: [credential('connector-calendar', subjectOf(tenantId, production.location, calendar.apiName).replace(/calendar/, 'Calendar'))],
  });

  // Saved long ago.
  for (const { subjectAt } of [directory, calendar]) subjectAt.set('token', 0);
  addConnector(tenant, switches, 'Weather', apiKeyContent, definition('Weather', 'weather.woodgrove.example'));
  addConnector(tenant, switches, 'Catalog', { description: 'Open to all.', iconBrandColor: '#555555', connectionParameters: {} }, definition('Catalog', 'catalog.woodgrove.example'), { environment: production });
}

function secret(keyId: string, displayName: string | null, hint: string, days: number): PasswordCredential {
  // In the middle of a day, so that the count of days does not change while a test runs.
  const end = new Date(Date.now() + (days + Math.sign(days) / 2) * day);
  return { keyId, displayName, hint, startDateTime: new Date(end.getTime() - 730 * day).toISOString(), endDateTime: end.toISOString() };
}

function credential(name: string, subject: string): FederatedIdentityCredential {
  return { id: randomUUID(), name, issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`, subject, audiences: ['api://AzureADTokenExchange'], description: null, changedAt: 0 };
}

function managedIdentityContent(clientId: string): JsonObject {
  return {
    description: 'Reads the signed-in user.', iconBrandColor: '#1c6dd0',
    connectionParameters: {
      token: {
        type: 'oauthSetting',
        oAuthSettings: {
          identityProvider: 'aad', clientId, clientAssertionType: 'GenericFederatedIdentityCredential', scopes: ['User.Read'], redirectMode: 'GlobalPerConnector',
          properties: { IsFirstParty: 'False', FederatedIdentityCredentials: { Issuer: '', Subject: '', Audience: '' } },
          customParameters: {
            LoginUri: { value: 'https://login.microsoftonline.com' }, TenantId: { value: tenantId }, ResourceUri: { value: 'https://graph.microsoft.com' },
            EnableOnbehalfOfLogin: { value: 'false' }, grantType: { value: 'authorization_code_with_federated_identity_credentials' },
          },
        },
      },
    },
  };
}
