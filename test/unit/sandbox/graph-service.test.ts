import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { cloudApplicationAdministrator } from '../../sandbox/graph/directory-rights.ts';
import { outsider } from '../../sandbox/preset-data.ts';
import { azureCliClientId } from '../../sandbox/entra/first-party-clients.ts';
import { graph, graphAccess, sandboxClient, upsert, type Answer } from './sandbox-client.ts';

await suite('Graph in the sandbox', async () => {
  const { sandbox, call } = await sandboxClient();
  const app = async (uniqueName = 'an-app'): Promise<Answer['body']> =>
    (await call(`${graph}/applications(uniqueName='${uniqueName}')`, { method: 'PATCH', headers: upsert, body: { displayName: `App ${uniqueName}`, signInAudience: 'AzureADMyOrg' } })).body;
  const credential = (id: string, name: string, subject = name, more: object = {}): Promise<Answer> =>
    call(`${graph}/applications/${id}/federatedIdentityCredentials`, { method: 'POST', body: { name, issuer: 'https://issuer.example', subject, audiences: ['api://AzureADTokenExchange'], ...more } });
  const code = (answer: Answer): string => answer.body.error.code;

  await test('upserts by uniqueName, and only with Prefer', async () => {
    sandbox.reset();
    const url = `${graph}/applications(uniqueName='once')`;
    const body = { displayName: 'Once', signInAudience: 'AzureADMyOrg', requiredResourceAccess: graphAccess };
    assert.equal((await call(url, { method: 'PATCH', body })).status, 404);
    const first = await call(url, { method: 'PATCH', headers: upsert, body });
    assert.equal(first.status, 201);
    assert.equal(first.body.uniqueName, 'once');
    assert.notEqual(first.body.id, first.body.appId);
    const second = await call(url, { method: 'PATCH', headers: upsert, body });
    assert.deepEqual([second.status, second.body], [204, '']);
    assert.equal((await call(url)).body.id, first.body.id);
    assert.equal((await call(`${graph}/applications(appId='${first.body.appId}')?$select=id`)).body.id, first.body.id);
    assert.equal(sandbox.state().applications.length, 1);
    assert.deepEqual(sandbox.state().violations, []);
  });

  await test('a soft-deleted app keeps its uniqueName until it is purged', async () => {
    sandbox.reset();
    const { id } = await app();
    assert.equal((await call(`${graph}/applications/${id}`, { method: 'DELETE' })).status, 204);
    assert.match((await call(`${graph}/applications(uniqueName='an-app')`, { method: 'PATCH', headers: upsert, body: { displayName: 'Again' } })).body.error.message, /uniqueName already exists/);
    assert.equal((await call(`${graph}/directory/deletedItems/microsoft.graph.application`)).body.value.length, 1);
    assert.equal((await call(`${graph}/directory/deletedItems/${id}/restore`, { method: 'POST' })).status, 403, 'an owner may not restore');
    sandbox.turn({ directoryRoles: [cloudApplicationAdministrator] });
    assert.equal((await call(`${graph}/directory/deletedItems/${id}/restore`, { method: 'POST' })).status, 200);
    assert.equal((await call(`${graph}/applications/${id}`)).status, 200);
  });

  await test('what a correct client never sends is 400 and recorded', async () => {
    sandbox.reset();
    const { id } = await app();
    const bad: readonly (readonly [path: string, method: string, body?: unknown])[] = [
      [`applications/${id}`, 'PATCH', { web: { redirectUris: ['http://insecure.example/'] } }],
      [`applications/${id}`, 'PATCH', { web: { redirectUris: ['https://global.consent.azure-apim.net/redirect/*'] } }],
      [`applications/${id}`, 'PATCH', { uniqueName: 'another' }],
      [`applications/${id}`, 'PATCH', { displayNme: 'misspelt' }],
      [`applications/${id}`, 'PATCH', { passwordCredentials: [] }],
      [`applications/${id}/federatedIdentityCredentials`, 'POST', { name: '-bad', issuer: 'https://i', subject: 's', audiences: ['a'] }],
      [`applications/${id}/federatedIdentityCredentials`, 'POST', { name: 'two', issuer: 'https://i', subject: 's', audiences: ['a', 'b'] }],
      [`applications/${id}/federatedIdentityCredentials`, 'POST', { name: 'blank', issuer: 'https://i ', subject: 's', audiences: ['a'] }],
      ["applications?$filter=displayName gt 'x'", 'GET'],
      ['applications?$search="displayName:x"', 'GET'],
      ['applications?$expand=owners', 'GET'],
      ['users', 'GET'],
    ];
    for (const [path, method, body] of bad) {
      const before = sandbox.traffic.violations.length;
      assert.equal((await call(encodeURI(`${graph}/${path}`), { method, body })).status, 400, path);
      assert.equal(sandbox.traffic.violations.length, before + 1, path);
    }
  });

  await test('credentials: name and issuer+subject unique, name immutable, twenty at most', async () => {
    sandbox.reset();
    const { id } = await app();
    assert.equal((await credential(id, 'first')).status, 201);
    assert.deepEqual([(await credential(id, 'first', 'other')).status, code(await credential(id, 'first', 'other'))], [409, 'Request_MultipleObjectsWithSameKeyValue']);
    const twin = await credential(id, 'second', 'first');
    assert.deepEqual([twin.status, code(twin)], [400, 'InvalidFederatedIdentityCredentialValue']);
    const byName = `${graph}/applications/${id}/federatedIdentityCredentials(name='first')`;
    assert.equal((await call(byName, { method: 'PATCH', body: { issuer: 'https://issuer.example', subject: 'changed', audiences: ['api://AzureADTokenExchange'] } })).status, 204);
    assert.equal((await call(byName, { method: 'PATCH', body: { name: 'renamed', issuer: 'https://issuer.example', subject: 'changed', audiences: ['api://AzureADTokenExchange'] } })).status, 400);
    for (let number = 2; number <= 20; number += 1) assert.equal((await credential(id, `credential-${number}`)).status, 201);
    assert.equal((await credential(id, 'one-too-many')).status, 400);

    const found: unknown[] = [];
    let next: string | undefined = `${graph}/applications/${id}/federatedIdentityCredentials`;
    while (next) {
      const page: Answer = await call(next);
      found.push(...page.body.value);
      next = page.body['@odata.nextLink'];
    }
    assert.equal(found.length, 20, 'through four pages');
    const exact = await call(`${graph}/applications/${id}/federatedIdentityCredentials?$filter=subject eq 'CHANGED'`);
    assert.deepEqual(exact.body.value, [], 'subjects compare with case');
  });

  await test('256 redirect URIs and no more', async () => {
    sandbox.reset();
    const { id } = await app();
    const uris = (count: number): object => ({ web: { redirectUris: Array.from({ length: count }, (_, at) => `https://app.example/${at}`) } });
    assert.equal((await call(`${graph}/applications/${id}`, { method: 'PATCH', body: uris(256) })).status, 204);
    assert.equal((await call(`${graph}/applications/${id}`, { method: 'PATCH', body: uris(257) })).status, 400);
  });

  await test('a token must be for Graph, of the tenant, and carry the scope', async () => {
    sandbox.reset();
    const url = `${graph}/applications`;
    const token = async (scopes: string[], account?: string, clientId?: string): Promise<string> => (await sandbox.signIn({ scopes, account, clientId })).accessToken;
    assert.equal((await call(url, { token: null })).status, 401);
    assert.equal((await call(url, { token: 'x.y.z' })).status, 401);
    assert.equal((await call(url, { token: await token(['https://service.powerapps.com/.default']) })).status, 401);
    assert.equal((await call(url, { token: await token(['https://graph.microsoft.com/.default'], outsider.userName, azureCliClientId) })).status, 401);
    const vsCode = await token(['https://graph.microsoft.com/.default']);
    const denied = await call(url, { method: 'POST', body: { displayName: 'x' }, token: vsCode });
    assert.deepEqual([denied.status, code(denied)], [403, 'Authorization_RequestDenied']);
    assert.equal((await call(`${graph}/me`, { token: vsCode })).body.displayName, 'Mina Maker');
    sandbox.turn({ registrationAllowed: false });
    assert.deepEqual((await call(url, { method: 'POST', body: { displayName: 'x' } })).status, 403);
  });

  await test('a new app lags: unreadable, not yet local to a service principal, but known to the write master', async () => {
    sandbox.reset('new', { newApplicationLagMs: 60_000 });
    const { id, appId } = await app();
    assert.equal((await call(`${graph}/applications/${id}`)).status, 404);
    assert.equal((await call(`${graph}/applications?$filter=appId eq '${appId}'`)).body.value.length, 0);
    assert.equal((await credential(id, 'early')).status, 404);
    const shapes = new Set<string>();
    for (let attempt = 0; attempt < 24; attempt += 1) {
      const refused = await call(`${graph}/servicePrincipals`, { method: 'POST', body: { appId } });
      shapes.add(`${refused.status} ${refused.body.error.details?.[0]?.code === 'NoBackingApplicationObject' ? 'NoBackingApplicationObject' : code(refused)}`);
    }
    assert.deepEqual([...shapes].sort(), ['400 NoBackingApplicationObject', '403 Authorization_RequestDenied']);
    assert.equal((await call(`${graph}/applications(uniqueName='an-app')`, { method: 'PATCH', headers: upsert, body: { displayName: 'App an-app' } })).status, 204);
    sandbox.turn({ newApplicationLagMs: 0 });
    assert.equal((await call(`${graph}/servicePrincipals`, { method: 'POST', body: { appId } })).status, 201);
    assert.equal((await call(`${graph}/servicePrincipals`, { method: 'POST', body: { appId } })).status, 409);
  });

  await test('reads after a write are stale in turns', async () => {
    sandbox.reset('new', { staleReadMs: 60_000 });
    const { id } = await app();
    await call(`${graph}/applications/${id}`, { method: 'PATCH', body: { displayName: 'Renamed' } });
    const seen = [(await call(`${graph}/applications/${id}`)).body.displayName, (await call(`${graph}/applications/${id}`)).body.displayName];
    assert.deepEqual(seen, ['App an-app', 'Renamed']);
  });

  await test('searches with ConsistencyLevel and finds resources by a service principal name', async () => {
    sandbox.reset('established');
    const found = await call(`${graph}/applications?$search="displayName:exp"&$count=true`, { headers: { ConsistencyLevel: 'eventual' } });
    assert.deepEqual(found.body.value.map((each: Answer['body']) => each.displayName), ['Woodgrove Expenses']);
    const resource = await call(`${graph}/servicePrincipals?$filter=servicePrincipalNames/any(n:n eq 'https://graph.microsoft.com')&$select=appId,oauth2PermissionScopes`);
    assert.equal(resource.body.value[0].oauth2PermissionScopes[0].value, 'User.Read');
    assert.deepEqual(sandbox.state().violations, []);
  });
});
