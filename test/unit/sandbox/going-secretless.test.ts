import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { suite, test } from 'node:test';
import { defaultEnvironment } from '../../sandbox/preset-data.ts';
import { connectorBody, graph, graphAccess, managedIdentityBlock, powerApps, sandboxClient, upsert, type Answer } from './sandbox-client.ts';

const environment = defaultEnvironment.name;
const connectionPath = (connector: string, rest = ''): string => powerApps(`apis/${connector}/connections/7f3c1e9a04b84d62a5f0c8e71d2b6394${rest}`, environment);

await suite('going secretless against the sandbox', async () => {
  const { sandbox, call } = await sandboxClient({ switches: { subjectDelayMs: 150 } });
  const tenantId = sandbox.tenantId;

  const prepare = async (): Promise<{ app: Answer['body']; connector: Answer['body']; settings: Answer['body'] }> => {
    sandbox.reset('new', { subjectDelayMs: 150 });
    const created = await call(`${graph}/applications(uniqueName='woodgrove-me')`, {
      method: 'PATCH', headers: upsert, body: { displayName: 'Who am I', signInAudience: 'AzureADMyOrg', requiredResourceAccess: graphAccess },
    });
    assert.equal(created.status, 201);
    assert.equal((await call(`${graph}/servicePrincipals`, { method: 'POST', body: { appId: created.body.appId } })).status, 201);
    const saved = await call(powerApps('apis', environment), { method: 'POST', body: connectorBody('Who am I', environment, managedIdentityBlock(created.body.appId, tenantId)) });
    assert.equal(saved.status, 201, JSON.stringify(saved.body));
    assert.equal(generated(saved).Subject, '', 'the subject comes later than the reply');
    await delay(200);
    const read = await call(powerApps(`apis/${saved.body.name}`, environment));
    return { app: created.body, connector: read.body, settings: read.body.properties.connectionParameters.token.oAuthSettings };
  };

  const trust = async ({ app, settings }: Awaited<ReturnType<typeof prepare>>, change: { subject?: string; redirectUris?: readonly string[] } = {}): Promise<void> => {
    const { Issuer: issuer, Subject: subject, Audience: audience } = settings.properties.FederatedIdentityCredentials;
    assert.equal((await call(`${graph}/applications/${app.id}`, { method: 'PATCH', body: { web: { redirectUris: change.redirectUris ?? [settings.redirectUrl] } } })).status, 204);
    const written = await call(`${graph}/applications/${app.id}/federatedIdentityCredentials(name='who-am-i')`, {
      method: 'PATCH', headers: upsert, body: { issuer, subject: change.subject ?? subject, audiences: [audience] },
    });
    assert.equal(written.status, 201, JSON.stringify(written.body));
  };

  const connect = async (connector: string, decision: 'accept' | 'cancel' = 'accept'): Promise<{ page: string; status: Answer['body'] }> => {
    const made = await call(connectionPath(connector), { method: 'PUT', body: {
      properties: { displayName: 'Who am I', environment: { id: `/providers/Microsoft.PowerApps/environments/${environment}`, name: environment }, connectionParameters: {} },
    } });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.deepEqual(made.body.properties.statuses[0].status, 'Error');
    const link = await call(connectionPath(connector, '/getConsentLink'), { method: 'POST', body: { redirectUrl: 'https://make.powerapps.com/connection/oauth/redirect?oauthPopupId=1' } });
    const { page } = await sandbox.answerConsent(link.body.consentLink, decision);
    return { page, status: (await call(connectionPath(connector))).body.properties.statuses[0] };
  };

  const invoke = (connector: Answer['body'], path = '/v1.0/me'): Promise<Answer> => call('https://europe-002.azure-apim.net/invoke', { method: 'POST', headers: {
    'x-ms-request-method': 'GET',
    'x-ms-request-url': `/apim/${connector.name.slice('shared_'.length)}/7f3c1e9a04b84d62a5f0c8e71d2b6394${path}`,
    'x-ms-client-environment-id': `/providers/Microsoft.PowerApps/environments/${environment}`,
  } });

  await test('works end to end: the runtime redeems the code with a federated assertion and /me answers 200', async () => {
    const prepared = await prepare();
    await trust(prepared);
    const { page, status } = await connect(prepared.connector.name);
    assert.deepEqual(status, { status: 'Connected' }, page);
    const me = await invoke(prepared.connector);
    assert.equal(me.status, 200, JSON.stringify(me.body));
    assert.equal(me.body.userPrincipalName, 'mina@woodgrove.example');
    assert.deepEqual((await invoke(prepared.connector, '/v1.0/users')).status, 404, 'only operations of the connector');

    const state = sandbox.state();
    const [app] = state.applications;
    assert.equal(app?.federatedCredentials[0]?.subject, prepared.settings.properties.FederatedIdentityCredentials.Subject);
    assert.deepEqual(app?.redirectUris, [prepared.settings.redirectUrl]);
    assert.deepEqual([state.violations, state.ownBreaches, state.unknownHosts], [[], [], []]);
    assert.equal(state.writes, 6, 'app, service principal, connector, redirect URI, credential, connection');
    assert.ok(!/eyJ[\w-]+\.eyJ/.test(JSON.stringify([state, sandbox.traffic.requests])), 'no token in what can be dumped');
  });

  await test('rewrites the block as the platform does', async () => {
    const { settings, connector } = await prepare();
    const apiName = connector.name.slice('shared_'.length);
    assert.equal(settings.redirectMode, 'GlobalPerConnector');
    assert.equal(settings.redirectUrl, `https://global.consent.azure-apim.net/redirect/${apiName}`);
    assert.equal(settings.properties.IsOnbehalfofLoginSupported, true);
    assert.equal(settings.properties.AzureActiveDirectoryResourceId, 'https://graph.microsoft.com');
    assert.equal(settings.properties.FederatedIdentityCredentials.Issuer, `https://login.microsoftonline.com/${tenantId}/v2.0`);
    assert.match(settings.properties.FederatedIdentityCredentials.Subject, new RegExp(`^/eid1/c/pub/t/[\\w-]{22}/a/k972yLpWjkypg7DpMYfrNA/europe-002_${apiName}$`));
    assert.equal(connector.properties.connectionParameters['token:TenantId'].metadata.sourceType, 'AzureActiveDirectoryTenant');
    assert.deepEqual([connector.properties.publisher, connector.properties.stackOwner, connector.properties.capabilities], ['', '', []]);
  });

  await test('a redirect URI that is not registered byte for byte ends on AADSTS50011', async () => {
    const prepared = await prepare();
    await trust(prepared, { redirectUris: [`${prepared.settings.redirectUrl}/`] });
    const { page, status } = await connect(prepared.connector.name);
    assert.match(page, /AADSTS50011/);
    assert.equal(status.status, 'Error');
  });

  await test('a subject that differs in case alone is refused with AADSTS7002138, by MSAL and by @azure/identity', async () => {
    const prepared = await prepare();
    const { Issuer: issuer, Subject: subject, Audience: audience } = prepared.settings.properties.FederatedIdentityCredentials;
    await trust(prepared, { subject: subject.toUpperCase() });
    const { status } = await connect(prepared.connector.name);
    assert.match(status.error.message, /AADSTS7002138/);
    const ask = (change: object): Promise<unknown> => sandbox.requestFederatedToken({ subject: subject.toUpperCase(), issuer, audience, clientId: prepared.app.appId, tenantId, ...change });
    await ask({});
    await assert.rejects(ask({ subject }), /AADSTS7002138/);
    await assert.rejects(ask({ subject: 'another' }), /AADSTS700213:/);
    await assert.rejects(ask({ issuer: `${issuer}/` }), /AADSTS700211:/);
    await assert.rejects(ask({ audience: 'api://AzureADTokenExchangeUSGov' }), /AADSTS700212:/);
    await assert.rejects(ask({ clientId: '11111111-2222-4333-8444-555555555555' }), /AADSTS700016:/);
  });

  await test('the connector of before signs in with its secret until the secret is gone', async () => {
    sandbox.reset('established');
    const { name } = sandbox.state().connectors.find(({ displayName }) => displayName === 'Expenses')!;
    const app = sandbox.state().applications.find(({ displayName }) => displayName === 'Woodgrove Expenses')!;
    const redirectUrl = `https://global.consent.azure-apim.net/redirect/${name.slice('shared_'.length)}`;
    await call(`${graph}/applications/${app.id}`, { method: 'PATCH', body: { web: { redirectUris: [...app.redirectUris, redirectUrl] } } });
    assert.deepEqual((await connect(name)).status, { status: 'Connected' });
    await call(`${graph}/applications/${app.id}/removePassword`, { method: 'POST', body: { keyId: app.passwordCredentials[0]?.keyId } });
    await call(connectionPath(name), { method: 'DELETE' });
    assert.match((await connect(name)).status.error.message, /AADSTS7000215/);
  });

  await test('an app without any credential is AADSTS70025', async () => {
    const { app, settings } = await prepare();
    const { Issuer: issuer, Subject: subject, Audience: audience } = settings.properties.FederatedIdentityCredentials;
    await assert.rejects(sandbox.requestFederatedToken({ subject, issuer, audience, clientId: app.appId, tenantId }), /AADSTS70025:/);
  });

  await test('a credential reaches the token service late, and an early probe is remembered', async () => {
    const prepared = await prepare();
    const { Issuer: issuer, Subject: subject, Audience: audience } = prepared.settings.properties.FederatedIdentityCredentials;
    const ask = (): Promise<unknown> => sandbox.requestFederatedToken({ subject, issuer, audience, clientId: prepared.app.appId, tenantId });
    sandbox.turn({ credentialPropagationMs: 400, negativeCacheMs: 900 });
    await trust(prepared);
    await assert.rejects(ask(), /AADSTS70025:/);
    await delay(450);
    await assert.rejects(ask(), /AADSTS70025:/, 'the miss is cached');
    await delay(700);
    await ask();
  });

  await test('consent can be declined by the person and refused by the tenant', async () => {
    const prepared = await prepare();
    await trust(prepared);
    assert.match((await connect(prepared.connector.name, 'cancel')).status.error.message, /AADSTS65004/);
    sandbox.turn({ consent: 'adminRequired' });
    const link = await call(connectionPath(prepared.connector.name, '/getConsentLink'), { method: 'POST', body: { redirectUrl: 'https://make.powerapps.com/' } });
    assert.match((await sandbox.answerConsent(link.body.consentLink, 'accept')).page, /AADSTS90094/);
  });

  await test('a scope of a resource that the app does not name is AADSTS65005', async () => {
    const prepared = await prepare();
    await trust(prepared);
    await call(`${graph}/applications/${prepared.app.id}`, { method: 'PATCH', body: { requiredResourceAccess: [] } });
    assert.match((await connect(prepared.connector.name)).page, /AADSTS65005/);
  });
});

function generated(answer: Answer): Answer['body'] {
  return answer.body.properties.connectionParameters.token.oAuthSettings.properties.FederatedIdentityCredentials;
}
