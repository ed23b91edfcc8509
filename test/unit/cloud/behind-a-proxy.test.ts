/** The clients as they run in the product: through HTTPS_PROXY and a CA of the company's, against the sandbox tenant. */
import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { cloudByName } from '../../../src/cloud/clouds.ts';
import { createDirectory, directoryScopes } from '../../../src/cloud/entra/directory.ts';
import type { ServiceContext } from '../../../src/cloud/http.ts';
import { createConnections } from '../../../src/cloud/power-platform/connections.ts';
import { createConnectors } from '../../../src/cloud/power-platform/connectors.ts';
import { createEnvironments } from '../../../src/cloud/power-platform/environments.ts';
import { ServiceError } from '../../../src/cloud/service-error.ts';
import { createTokens, TokenUnavailableError } from '../../../src/cloud/tokens.ts';
import { withManagedIdentity } from '../../../src/connector/managed-identity-shape.ts';
import { goBehindProxyOf } from '../../sandbox/behind-its-proxy.ts';
import { azureCliClientId } from '../../sandbox/entra/first-party-clients.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';

const vsCodeClientId = 'aebc6443-996d-45c2-90f0-388ff96faa56';
const definition = {
  swagger: '2.0',
  info: { title: 'Who am I', description: 'The signed-in user', version: '1.0' },
  host: 'graph.microsoft.com',
  basePath: '/',
  schemes: ['https'],
  paths: { '/v1.0/me': { get: { operationId: 'GetMe', responses: { default: { description: 'The user' } } } } },
};

await suite('behind a company proxy', async () => {
  const sandbox = await startSandbox({ switches: { subjectDelayMs: 150 } });
  const restore = goBehindProxyOf(sandbox);
  after(async () => {
    restore();
    await sandbox.stop();
  });

  const { tenantId } = sandbox;
  const given: string[] = [];
  const signedIn = async (clientId: string, scopes: readonly string[]): Promise<string> => {
    const { accessToken } = await sandbox.signIn({ clientId, scopes: [...scopes] });
    given.push(accessToken);
    return accessToken;
  };
  const tokensWith = (useAzureCli: boolean) => createTokens({
    cloud: cloudByName('public'),
    sessions: { accessToken: ({ scopes, clientId }) => signedIn(clientId ?? vsCodeClientId, scopes) },
    useAzureCli,
    azureCli: async () => ({ getToken: async (scope) => ({ token: await signedIn(azureCliClientId, [String(scope)]), expiresOnTimestamp: 0 }) }),
  });
  const lines: string[] = [];
  const context: ServiceContext = { cloud: cloudByName('public'), tokens: tokensWith(true), tenantId, log: { debug: (line) => lines.push(line) }, firstRetryDelay: 10 };
  const directory = createDirectory(context);
  const connectors = createConnectors(context);
  const connections = createConnections(context);

  await test('VS Code\'s own client gets no useful Graph token, and the reasons are told', async () => {
    await assert.rejects(tokensWith(false).get('graph', { tenantId, requiredScopes: directoryScopes }), (error: unknown) =>
      error instanceof TokenUnavailableError && /lacks Application\.ReadWrite\.All/.test(error.attempts.find(({ source }) => source === 'account')?.reason ?? ''));
    await assert.rejects(tokensWith(false).get('apiHub', { tenantId }), (error: unknown) =>
      error instanceof TokenUnavailableError && /AADSTS65002/.test(error.attempts.find(({ source }) => source === 'account')?.reason ?? ''));
    assert.equal((await context.tokens.get('graph', { tenantId, requiredScopes: directoryScopes })).source, 'azureCli');
    assert.equal((await context.tokens.get('powerApps', { tenantId })).source, 'account');
  });

  await test('a connector is made, trusted, connected and called', async () => {
    const environments = await createEnvironments(context).list();
    assert.ok(environments.length > 3, 'more than one page');
    const environment = (environments.find(({ isDefault }) => isDefault) ?? assert.fail()).name;

    const graph = (await directory.resourceApi('https://graph.microsoft.com/')) ?? assert.fail();
    const userRead = graph.scopes.find(({ value }) => value === 'User.Read') ?? assert.fail();
    const requiredResourceAccess = [{ resourceAppId: graph.appId, resourceAccess: [{ id: userRead.id, type: 'Scope' }] }];
    const wish = { displayName: 'Who am I', signInAudience: 'AzureADMyOrg', requiredResourceAccess, notes: 'test' } as const;
    const app = await directory.upsertApplication('who-am-i', wish);
    assert.deepEqual(await directory.upsertApplication('who-am-i', wish), app);
    assert.deepEqual(await directory.applicationByAppId(app.appId), app);
    assert.deepEqual((await directory.searchApplications('Who am')).map(({ appId }) => appId), [app.appId]);
    await directory.createServicePrincipal(app.appId);
    await directory.createServicePrincipal(app.appId);
    assert.deepEqual(await directory.consentedScopes(app.appId, graph.appId), []);

    const token = withManagedIdentity({}, {
      clientId: app.appId, tenantId, loginUri: 'https://login.microsoftonline.com', resourceUri: 'https://graph.microsoft.com', scopes: ['User.Read'],
      issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`, audience: 'api://AzureADTokenExchange',
    });
    const content = { definition, properties: { iconBrandColor: '#123456', capabilities: [], stackOwner: 'Contoso', connectionParameters: { token } }, icon: new Uint8Array([137, 80, 78, 71]), script: new TextEncoder().encode('public class Script : ScriptBase {}') };
    const created = await connectors.create(environment, content);
    assert.deepEqual((await connectors.connectorsTitled(environment, 'Who am I')).map(({ name }) => name), [created.name]);
    assert.deepEqual(await connectors.originalDefinition(created), definition);
    await delay(200);
    await connectors.update(environment, created.name, content);
    const deployed = (await connectors.connector(environment, created.name)) ?? assert.fail();
    const { redirectUrl, properties } = (deployed.properties['connectionParameters'] as { token: { oAuthSettings: { redirectUrl: string; properties: { FederatedIdentityCredentials: { Issuer: string; Subject: string; Audience: string } } } } }).token.oAuthSettings;
    const { Issuer: issuer, Subject: subject, Audience: audience } = properties.FederatedIdentityCredentials;
    assert.match(subject, /^\/eid1\/c\/pub\//);

    await directory.updateApplication(app.id, { redirectUris: [redirectUrl] });
    const credential = { name: 'who-am-i', issuer, subject, audiences: [audience], description: 'test' };
    await directory.upsertFederatedCredential(app.id, credential);
    await directory.upsertFederatedCredential(app.id, credential);
    assert.deepEqual((await directory.federatedCredentials(app.id)).map(({ id, ...rest }) => (assert.ok(id), rest)), [credential]);

    const connection = await connections.create(environment, created.name, 'Who am I');
    assert.equal(connection.status, 'Error');
    const { page } = await sandbox.answerConsent(await connections.consentLink(environment, created.name, connection.name), 'accept');
    assert.equal((await connections.get(environment, created.name, connection.name))?.status, 'Connected', page);
    assert.deepEqual((await connections.list(environment, created.name)).map(({ name }) => name), [connection.name]);
    const answer = await connections.invoke({ runtimeUrl: String(deployed.properties['primaryRuntimeUrl']), connectorName: created.name, connectionId: connection.name, environment, method: 'GET', path: '/v1.0/me' });
    assert.equal(answer.status, 200, answer.body);

    const state = sandbox.state();
    assert.deepEqual([state.violations, state.unknownHosts], [[], []]);
  });

  await test('an answer lost after the write: an upsert is repeated and makes one app, a create is not', async () => {
    sandbox.reset();
    sandbox.faults.add({ match: { method: 'PATCH' }, number: 1, kind: 'reset-after' }, { match: { method: 'POST', path: '/apis$' }, number: 1, kind: 'reset-after' });
    const app = await directory.upsertApplication('lost', { displayName: 'Lost', signInAudience: 'AzureADMyOrg', requiredResourceAccess: [], notes: '' });
    assert.deepEqual(sandbox.state().applications.filter(({ displayName }) => displayName === 'Lost').map(({ appId }) => appId), [app.appId]);

    const environment = (await createEnvironments(context).list())[0]?.name ?? assert.fail();
    await assert.rejects(connectors.create(environment, { definition, properties: { iconBrandColor: '#123456', connectionParameters: {} } }), (error: unknown) => error instanceof ServiceError && error.status === 0);
    assert.equal((await connectors.connectorsTitled(environment, 'Who am I')).length, 1, 'it was done, once, and can be found');
  });

  await test('throttling is waited out, and a refusal comes with code and request id', async () => {
    sandbox.reset();
    sandbox.faults.add({ match: { path: '^/v1.0/applications' }, number: 1, kind: 'status', status: 429, headers: { 'retry-after': '1' } });
    assert.ok(Array.isArray(await directory.searchApplications('nothing')));
    await assert.rejects(connectors.list('no-such-environment'), (error: unknown) => error instanceof ServiceError && error.code === 'EnvironmentNotFound' && error.requestId !== undefined);
  });

  await test('an abort breaks off a request on its way', async () => {
    sandbox.reset();
    sandbox.faults.add({ kind: 'delay', delayMs: 5000 });
    const reason = new Error('cancelled by the user');
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    const start = performance.now();
    await assert.rejects(createEnvironments(context).list(controller.signal), reason);
    assert.ok(performance.now() - start < 3000);
    sandbox.faults.clear();
  });

  await test('no token reached the log', () => {
    assert.ok(lines.length > 20 && given.length > 3);
    for (const token of given) assert.equal(lines.some((line) => line.includes(token.split('.')[1] ?? '?')), false);
    assert.equal(lines.some((line) => /sig=|[?]/.test(line)), false);
  });
});
