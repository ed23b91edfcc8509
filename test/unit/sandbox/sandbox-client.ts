/** A small client of the sandbox's services: what the product does, without the product. */
import { readFileSync } from 'node:fs';
import { after } from 'node:test';
import { azureCliClientId } from '../../sandbox/entra/first-party-clients.ts';
import { proxiedRequest } from '../../sandbox/proxied-request.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/sandbox.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // Answers are asserted on; their shapes are the services' business.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface Call {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the one that the host needs; null for none. */
  readonly token?: string | null;
}

export interface SandboxClient {
  readonly sandbox: Sandbox;
  /** With Azure CLI's token for the host of `url`. */
  call(url: string, call?: Call): Promise<Answer>;
}

const scopes: readonly (readonly [RegExp, string])[] = [
  [/^https:\/\/graph\.microsoft\.com/, 'https://graph.microsoft.com/.default'],
  [/^https:\/\/api\.(powerapps|bap\.microsoft)\.com/, 'https://service.powerapps.com//.default'],
  [/azure-apim\.net/, 'https://apihub.azure.com/.default'],
];

/**
 * Started for one test file, stopped with it; stopping fails the file where the sandbox broke the contract.
 *
 * @param running one that was started already, and is stopped by whoever did
 */
export async function sandboxClient(options?: SandboxOptions, running?: Sandbox): Promise<SandboxClient> {
  const sandbox = running ?? await startSandbox(options);
  if (!running) after(() => sandbox.stop());
  const ca = readFileSync(sandbox.caPath, 'utf8');

  const call = async (url: string, { method = 'GET', body, headers = {}, token }: Call = {}): Promise<Answer> => {
    const scope = scopes.find(([host]) => host.test(url))?.[1];
    const bearer = token !== undefined ? token : scope === undefined ? null : (await sandbox.signIn({ clientId: azureCliClientId, scopes: [scope] })).accessToken;
    const reply = await proxiedRequest({ url: sandbox.proxyUrl, ca }, {
      url,
      method,
      headers: {
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    });
    const json = /json/.test(String(reply.headers['content-type']));
    const text = reply.body.toString('utf8');
    return { status: reply.status, headers: reply.headers, body: json && text !== '' ? JSON.parse(text.replace(/^\ufeff/, '')) : text };
  };
  return { sandbox, call };
}

export const graph = 'https://graph.microsoft.com/v1.0';
export const upsert = { prefer: 'create-if-missing' };
export const graphAccess = [{ resourceAppId: '00000003-0000-0000-c000-000000000000', resourceAccess: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }] }];

export function powerApps(path: string, environment: string): string {
  return `https://api.powerapps.com/providers/Microsoft.PowerApps/${path}?${new URLSearchParams({ 'api-version': '2016-11-01', $filter: `environment eq '${environment}'` })}`;
}

export function definition(title: string): Record<string, unknown> {
  return {
    swagger: '2.0', info: { title, description: 'Who is signed in.', version: '1.0' }, host: 'graph.microsoft.com', basePath: '/', schemes: ['https'],
    paths: { '/v1.0/me': { get: { operationId: 'GetMe', responses: { 200: { description: 'OK' } } } } },
  };
}

export function managedIdentityBlock(clientId: string, tenantId: string): Record<string, unknown> {
  return {
    token: {
      type: 'oauthSetting',
      oAuthSettings: {
        identityProvider: 'aad', clientId, clientAssertionType: 'GenericFederatedIdentityCredential', scopes: ['User.Read'], redirectMode: 'Global',
        properties: { IsFirstParty: 'False', AzureActiveDirectoryResourceId: 'https://graph.microsoft.com', FederatedIdentityCredentials: { Issuer: '', Subject: '', Audience: '' } },
        customParameters: {
          LoginUri: { value: 'https://login.microsoftonline.com' }, TenantId: { value: tenantId }, ResourceUri: { value: 'https://graph.microsoft.com' },
          EnableOnbehalfOfLogin: { value: 'false' }, grantType: { value: 'authorization_code_with_federated_identity_credentials' },
        },
      },
    },
  };
}

export function connectorBody(title: string, environment: string, connectionParameters: Record<string, unknown>): { properties: Record<string, unknown> } {
  return {
    properties: {
      openApiDefinition: definition(title), backendService: { serviceUrl: 'https://graph.microsoft.com' }, environment: { name: environment },
      displayName: title, description: 'Who is signed in.', iconBrandColor: '#1c6dd0', capabilities: ['actions'], policyTemplateInstances: [], connectionParameters,
    },
  };
}
