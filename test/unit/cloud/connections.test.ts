import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConnections } from '../../../src/cloud/power-platform/connections.ts';
import { scriptedService, type ScriptedAnswer } from './scripted-service.ts';

const environment = 'Default-1';
const connector = 'shared_ms-20graph-5f1';
const invocation = { runtimeUrl: 'https://europe-002.azure-apim.net/apim/ms-20graph-5f1', connectorName: connector, connectionId: 'c1', environment, method: 'get', path: '/v1.0/me' };

function connections(script: readonly ScriptedAnswer[]) {
  const service = scriptedService((_, index) => script[index] ?? { status: 599 });
  return { ...service, connections: createConnections(service.context) };
}

await test('lists connections with their state', async () => {
  const { connections: client, requests } = connections([{
    body: {
      value: [
        { name: 'c1', properties: { displayName: 'Me', statuses: [{ status: 'Connected' }], createdTime: 't', createdBy: { id: 'u', displayName: 'Mina' } } },
        { name: 'c2', properties: { statuses: [{ status: 'Error', target: 'token', error: { code: 'Unauthenticated', message: 'AADSTS700213: No matching federated identity record found' } }] } },
        { name: 'c3', properties: {} },
      ],
    },
  }]);
  assert.deepEqual(await client.list(environment, connector), [
    { name: 'c1', displayName: 'Me', status: 'Connected', createdTime: 't', createdById: 'u', createdByName: 'Mina' },
    { name: 'c2', displayName: 'c2', status: 'Error', error: { code: 'Unauthenticated', message: 'AADSTS700213: No matching federated identity record found' }, createdTime: undefined, createdById: undefined },
    { name: 'c3', displayName: 'c3', status: 'Unknown', createdTime: undefined, createdById: undefined },
  ]);
  assert.equal(requests[0]?.url.href, `https://api.powerapps.com/providers/Microsoft.PowerApps/apis/${connector}/connections?api-version=2016-11-01&$filter=environment%20eq%20%27Default-1%27`);
});

await test('creates a connection under an id of its own, so that a repeat makes no second one', async () => {
  const { connections: client, requests } = connections([{ fails: 'ECONNRESET' }, { status: 201, body: { name: 'as-sent', properties: { displayName: 'Me', statuses: [{ status: 'Error', target: 'token' }] } } }, { status: 201 }]);
  assert.deepEqual(await client.create(environment, connector, 'Me'), { name: 'as-sent', displayName: 'Me', status: 'Error', createdTime: undefined, createdById: undefined });
  assert.match(requests[0]?.url.pathname ?? '', /\/connections\/[0-9a-f]{32}$/);
  assert.equal(requests[0]?.url.href, requests[1]?.url.href);
  assert.deepEqual(requests[1]?.json, { properties: { displayName: 'Me', environment: { id: '/providers/Microsoft.PowerApps/environments/Default-1', name: environment }, connectionParameters: {} } });
  const empty = await client.create(environment, connector, 'Me', { parameterSet: 'oauth2-auth' });
  assert.equal(empty.name, requests[2]?.url.pathname.split('/').at(-1));
  assert.deepEqual((requests[2]?.json as { properties: Record<string, unknown> }).properties['connectionParametersSet'], { name: 'oauth2-auth', values: {} });
});

await test('reads one connection; a deleted one is undefined', async () => {
  const { connections: client } = connections([{ body: { name: 'c1', properties: { displayName: 'Me', statuses: [{ status: 'Connected' }] } } }, { status: 404 }]);
  assert.equal((await client.get(environment, connector, 'c1'))?.status, 'Connected');
  assert.equal(await client.get(environment, connector, 'c1'), undefined);
});

await test('deletes a connection; one that is gone already counts as deleted', async () => {
  const { connections: client, requests } = connections([{ status: 204 }, { status: 404, body: { error: { code: 'ConnectionNotFound', message: 'no' } } }]);
  await client.delete(environment, connector, 'c1');
  await client.delete(environment, connector, 'c1');
  assert.deepEqual(requests.map(({ method, url }) => `${method} ${url.pathname.split('/').slice(-4).join('/')}`), Array.from({ length: 2 }, () => `DELETE apis/${connector}/connections/c1`));
});

await test('asks for a consent link that a browser may open', async () => {
  const { connections: client, requests } = connections([{ body: { consentLink: 'https://login.microsoftonline.com/authorize' } }, { body: { consentLink: 'https://x.example/' } }, { body: { consentLink: 'file:///etc/passwd' } }, { body: {} }]);
  assert.equal(await client.consentLink(environment, connector, 'c1', 'https://back.example/'), 'https://login.microsoftonline.com/authorize');
  await client.consentLink(environment, connector, 'c1');
  assert.match(requests[0]?.url.pathname ?? '', /\/connections\/c1\/getConsentLink$/);
  assert.deepEqual(requests[0]?.json, { redirectUrl: 'https://back.example/' });
  assert.match((requests[1]?.json as { redirectUrl: string }).redirectUrl, /^https:\/\/make\.powerapps\.com\/connection\/oauth\/redirect\?oauthPopupId=[0-9a-f-]{36}$/);
  for (let left = 2; left > 0; left -= 1) await assert.rejects(client.consentLink(environment, connector, 'c1'), /no link to sign in with/);
});

await test('invokes through the runtime, with method and address as headers and the API Hub token', async () => {
  const { connections: client, requests, tokens } = connections([{ status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"displayName":"Me"}' }]);
  const answer = await client.invoke({ ...invocation, query: { $select: 'displayName', q: 'a b&c' }, headers: { accept: 'application/xml', Authorization: 'Bearer mine', 'X-MS-Request-Method': 'DELETE', 'x-custom': '1' } });
  assert.deepEqual(answer, { status: 200, headers: { 'content-type': 'application/json' }, body: '{"displayName":"Me"}' });
  const { method, url, headers, body } = requests[0] ?? assert.fail('nothing was sent');
  assert.equal(`${method} ${url.href}`, 'POST https://europe-002.azure-apim.net/invoke');
  assert.deepEqual([headers['x-ms-request-method'], headers['x-ms-request-url'], headers['x-ms-client-environment-id'], headers['accept'], headers['x-custom'], body],
    ['GET', '/apim/ms-20graph-5f1/c1/v1.0/me?%24select=displayName&q=a+b%26c', '/providers/Microsoft.PowerApps/environments/Default-1', 'application/xml', '1', undefined]);
  assert.match(headers['authorization'] ?? '', /^Bearer eyJ/);
  assert.deepEqual(tokens.requests.map(({ service }) => service), ['apiHub']);
});

await test('the API is named by the connector where the runtime URL does not', async () => {
  const { connections: client, requests } = connections([{}, {}]);
  await client.invoke({ ...invocation, runtimeUrl: 'https://europe-002.azure-apim.net', path: 'items?a=1', query: { b: '2' }, method: 'POST', body: '{}' });
  assert.equal(requests[0]?.headers['x-ms-request-url'], '/apim/ms-20graph-5f1/c1/items?a=1&b=2');
  assert.equal(requests[0]?.body, '{}');
});

await test('any status of the API is the answer, once', async () => {
  for (const status of [401, 429, 503]) {
    const { connections: client, requests } = connections([{ status, body: 'AADSTS700213' }]);
    assert.deepEqual(await client.invoke(invocation), { status, headers: {}, body: 'AADSTS700213' });
    assert.equal(requests.length, 1);
  }
});

await test('a runtime outside the cloud gets no token', async () => {
  const { connections: client, requests, tokens } = connections([]);
  await assert.rejects(client.invoke({ ...invocation, runtimeUrl: 'https://evil.example/apim/x' }), { name: 'HostRefusedError' });
  assert.deepEqual([requests.length, tokens.requests.length], [0, 0]);
});

await test('every call ends with the signal\'s reason', async () => {
  const reason = new Error('cancelled');
  const { connections: client, requests } = connections([]);
  const signal = AbortSignal.abort(reason);
  for (const call of [client.list('e', 'c', signal), client.create('e', 'c', 'd', { signal }), client.get('e', 'c', 'i', signal), client.consentLink('e', 'c', 'i', undefined, signal), client.invoke({ ...invocation, signal })]) {
    await assert.rejects(call, reason);
  }
  assert.equal(requests.length, 0);
});
