/** Where a run starts from: what is in the tenant, and what is in the connector's files. */
import type { ApplicationChoice, IdentityTarget } from '../../../src/identity/plan-model.ts';
import { newConnectorFiles } from '../../../src/connector/new-connector.ts';
import { apiNameOf } from '../../sandbox/power-apps/connector-names.ts';
import { azureCliClientId } from '../../sandbox/entra/first-party-clients.ts';
import { defaultEnvironment, maker, type Preset } from '../../sandbox/preset-data.ts';
import { requestTo } from '../../sandbox/request-listener.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';

export interface Scenario {
  readonly name: string;
  readonly preset: Preset;
  readonly application: ApplicationChoice;
  readonly parameterPointer?: IdentityTarget['parameterPointer'];
  readonly files: () => { readonly folder: string; readonly texts: readonly (readonly [uri: string, text: string])[] };
  /** What somebody has done in Graph before; relative to `/v1.0`. */
  readonly before?: readonly { readonly method: string; readonly path: string; readonly body: unknown }[];
}

const FOLDER = 'file:///projects/connector';
const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** Thousands of runs parse this, and its operations play no part. */
const definition = (title: string): string => json({
  swagger: '2.0', info: { title, description: `${title}, a test`, version: '1.0' }, host: 'graph.microsoft.com', basePath: '/', schemes: ['https'],
  paths: { '/v1.0/me': { get: { operationId: 'GetMe', responses: { 200: { description: 'OK' } } } } },
});

function filesOf(definitionText: string, properties: string, settings?: string): ReturnType<Scenario['files']> {
  return {
    folder: FOLDER,
    texts: [[`${FOLDER}/apiDefinition.swagger.json`, definitionText], [`${FOLDER}/apiProperties.json`, properties], ...(settings === undefined ? [] : [[`${FOLDER}/settings.json`, settings] as const])],
  };
}

export const NEW_APP: Scenario = {
  name: 'a new app', preset: 'new', application: { kind: 'new', displayName: 'Who am I' },
  files: () => filesOf(definition('Who am I'), newConnectorFiles({ template: 'graphCurrentUser', title: 'Who am I', description: 'x', format: 'json' })[1]?.content ?? ''),
};

/** Of the preset `established`. */
export const EXPENSES = { id: '6b1e8d05-f3c2-4a97-8d46-e07b52c9a1f3', appId: 'a94c7d3e-50b8-4e12-9f6a-c83d10e5b276' };
export const FABRIKAM = { id: 'f80d4b2c-97e6-4135-a5cb-38e1f6d209a7', appId: '1d72e9b5-8c34-40fa-b603-5e9a7f81c4d6' };
export const FOREIGN_CREDENTIAL = { name: 'github', issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:woodgrove/expenses:environment:prod', audiences: ['api://AzureADTokenExchange'] };

const oauth = (clientId: string, more: object = {}): object => ({
  type: 'oauthSetting',
  oAuthSettings: {
    identityProvider: 'aad', clientId, scopes: ['User.Read'], redirectMode: 'Global', ...more,
    properties: { IsFirstParty: 'False' },
    customParameters: { loginUri: { value: 'https://login.microsoftonline.com' }, tenantId: { value: 'common' }, resourceUri: { value: 'https://graph.microsoft.com' }, enableOnbehalfOfLogin: { value: 'false' } },
  },
});

/** Deployed with a client secret; its app has redirect URIs, a secret and a credential of others. */
export const IN_USE: Scenario = {
  name: 'a deployed connector with a secret, and an app that others use', preset: 'established', application: { kind: 'existing', appId: EXPENSES.appId },
  files: () => filesOf(
    definition('Expenses'),
    json({ properties: { connectionParameters: { token: oauth(EXPENSES.appId, { clientSecret: 'a-secret-of-the-user' }) }, iconBrandColor: '#1c6dd0', capabilities: [], policyTemplateInstances: [] } }),
    json({ connectorId: `shared_${apiNameOf('Expenses', defaultEnvironment.name, maker.objectId)}`, environment: defaultEnvironment.name, mine: 'kept' }),
  ),
  before: [{ method: 'PATCH', path: `/applications/${EXPENSES.id}/federatedIdentityCredentials(name='github')`, body: { issuer: FOREIGN_CREDENTIAL.issuer, subject: FOREIGN_CREDENTIAL.subject, audiences: FOREIGN_CREDENTIAL.audiences } }],
};

/** A multi-tenant app of others, without a service principal, for a connector with two ways to sign in. */
export const SETS: Scenario = {
  name: 'a parameter set, and an app of several tenants', preset: 'established', application: { kind: 'existing', appId: FABRIKAM.appId },
  parameterPointer: ['properties', 'connectionParameterSets', 'values', 1, 'parameters', 'token'],
  files: () => filesOf(definition('Two ways'), json({
    properties: {
      connectionParameterSets: {
        uiDefinition: { displayName: 'Sign in', description: 'How' },
        values: [
          { name: 'key', uiDefinition: { displayName: 'Key' }, parameters: { api_key: { type: 'securestring' } } },
          { name: 'entra', uiDefinition: { displayName: 'Entra' }, parameters: { token: oauth('') } },
        ],
      },
      iconBrandColor: '#1c6dd0', capabilities: [], policyTemplateInstances: [],
    },
  })),
};

export function targetOf({ application, parameterPointer }: Scenario, { tenantId }: Sandbox): IdentityTarget {
  return {
    tenantId, userObjectId: maker.objectId, userName: maker.userName, cloud: 'public',
    environment: defaultEnvironment.name, environmentDisplayName: defaultEnvironment.displayName,
    parameterPointer: parameterPointer ?? ['properties', 'connectionParameters', 'token'],
    application, resourceUri: 'https://graph.microsoft.com/', scopes: ['User.Read'],
  };
}

export async function prepare({ before = [] }: Scenario, sandbox: Sandbox, token: (clientId: string, scope: string) => Promise<string>): Promise<void> {
  for (const call of before) await asSomebody(sandbox, token, call);
}

/** A call of Graph by somebody else. */
export async function asSomebody(sandbox: Sandbox, token: (clientId: string, scope: string) => Promise<string>, { method, path, body }: NonNullable<Scenario['before']>[number]): Promise<void> {
  const headers = { authorization: `Bearer ${await token(azureCliClientId, 'https://graph.microsoft.com/.default')}`, 'content-type': 'application/json', prefer: 'create-if-missing' };
  const reply = await sandbox.exchange(requestTo(new URL(`https://graph.microsoft.com/v1.0${path}`), { origin: 'client', method, headers, body: Buffer.from(body === undefined ? '' : JSON.stringify(body)) }));
  if (!reply || reply.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(reply)}`);
}
