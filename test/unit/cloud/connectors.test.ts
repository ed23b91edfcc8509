import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloudByName, cloudNames } from '../../../src/cloud/clouds.ts';
import { createConnectors } from '../../../src/cloud/power-platform/connectors.ts';
import type { ConnectorPort } from '../../../src/identity/ports.ts';
import { userObjectId } from './access-tokens.ts';
import { scriptedService, type ScriptedAnswer, type SeenRequest } from './scripted-service.ts';

const environment = 'Default-1';
const name = 'shared_ms-20graph-5f1';
const apis = 'https://api.powerapps.com/providers/Microsoft.PowerApps/apis';
const definition = { swagger: '2.0', info: { title: 'MS Graph', description: 'Who am I', version: '1.0' }, host: 'graph.microsoft.com', basePath: '/v1.0', schemes: ['https'], paths: {} };
const container = 'https://pastorage.blob.core.windows.net/20261123t000000z?sv=2018-03-28&sig=a%2Fb%3D';
const served = {
  name,
  properties: {
    displayName: 'MS Graph',
    isCustomApi: true,
    createdTime: '2026-11-23T10:00:00Z',
    createdBy: { id: userObjectId, displayName: 'Maker', email: 'maker@contoso.example' },
    apiDefinitions: { originalSwaggerUrl: 'https://pastorage.blob.core.windows.net/d/original.json?sig=old' },
    connectionParameters: { token: { type: 'oauthSetting', oAuthSettings: { identityProvider: 'aad', redirectUrl: 'https://global.consent.azure-apim.net/redirect/x' } } },
  },
};
const deployed = { name, displayName: 'MS Graph', environment, createdTime: '2026-11-23T10:00:00Z', createdBy: { id: userObjectId, displayName: 'Maker' }, properties: served.properties };
const notFound: ScriptedAnswer = { status: 404, body: { error: { code: 'ApiResourceNotFound', message: 'no' } } };

function connectors(script: readonly ScriptedAnswer[] | ((request: SeenRequest) => ScriptedAnswer), cloud = cloudByName('public')) {
  const service = scriptedService((request, index) => (typeof script === 'function' ? script(request) : (script[index] ?? { status: 599 })), cloud);
  return { ...service, connectors: createConnectors(service.context) };
}

function shown({ method, url }: SeenRequest): string {
  return `${method} ${url.pathname.replace('/providers/Microsoft.PowerApps', '')} ${url.searchParams.get('$filter')}`;
}

function propertiesOf(request: SeenRequest | undefined): Record<string, unknown> {
  return (request?.json as { properties: Record<string, unknown> }).properties;
}

await test('is the identity engine\'s connector port', () => {
  const port: ConnectorPort = connectors([]).connectors;
  assert.ok(port);
});

await test('reads one connector, whole, of the environment asked for', async () => {
  const { connectors: client, requests } = connectors([{ body: served }, notFound]);
  assert.deepEqual(await client.connector(environment, name), deployed);
  assert.equal(await client.connector("o'neil", 'shared_none'), undefined);
  assert.deepEqual(requests.map(({ url }) => url.searchParams.get('api-version')), ['2016-11-01', '2016-11-01']);
  assert.deepEqual(requests.map(shown), [`GET /apis/${name} environment eq 'Default-1'`, "GET /apis/shared_none environment eq 'o''neil'"]);
});

await test('lists the custom connectors of every page, in each cloud', async () => {
  for (const cloudName of cloudNames) {
    const cloud = cloudByName(cloudName);
    const next = `${cloud.powerApps}/providers/Microsoft.PowerApps/apis?page=2`;
    const { connectors: client, requests } = connectors([{ body: { value: [served, { name: 'shared_office365', properties: { isCustomApi: false } }, {}], nextLink: next } }, { body: { value: [{ name: 'shared_b', properties: { displayName: 'MS graph' } }] } }, { body: { value: [served, { name: 'shared_b', properties: { displayName: 'MS graph' } }] } }], cloud);
    assert.deepEqual((await client.list(environment)).map(({ name: found }) => found), [name, 'shared_b']);
    assert.equal(requests[0] && shown(requests[0]), "GET /apis environment eq 'Default-1' and IsCustomApi eq 'True'");
    assert.ok(requests.every(({ url }) => url.origin === cloud.powerApps));
    assert.deepEqual(await client.connectorsTitled(environment, 'MS Graph'), [deployed]);
  }
});

await test('creates with title, description, backend and definition; no script clears the script', async () => {
  const { connectors: client, requests } = connectors([{ status: 201, body: served }]);
  const properties = { connectionParameters: {}, iconBrandColor: '#123456', stackOwner: 'Contoso', publisher: '' };
  assert.deepEqual(await client.create(environment, { definition, properties }), deployed);
  assert.deepEqual(requests.map(shown), ["POST /apis environment eq 'Default-1'"]);
  assert.deepEqual(requests[0]?.json, {
    properties: {
      connectionParameters: {}, iconBrandColor: '#123456', publisher: '',
      openApiDefinition: definition, backendService: { serviceUrl: 'https://graph.microsoft.com/v1.0' }, environment: { name: environment },
      scriptDefinitionUrl: '', displayName: 'MS Graph', description: 'Who am I',
    },
  });
});

await test('a create whose answer has the name alone reads the rest', async () => {
  const { connectors: client, requests } = connectors([{ status: 201, body: { name } }, { body: served }]);
  assert.deepEqual(await client.create(environment, { definition: { ...definition, info: { title: 'MS Graph' }, basePath: undefined, schemes: undefined }, properties: {} }), deployed);
  assert.deepEqual([propertiesOf(requests[0])['description'], propertiesOf(requests[0])['backendService']], ['', { serviceUrl: 'https://graph.microsoft.com' }]);
  await assert.rejects(connectors([{ status: 201, body: {} }]).connectors.create(environment, { definition, properties: {} }), /Refresh the list of deployed connectors/);
});

await test('a create whose outcome is unknown is not sent again', async () => {
  const { connectors: client, requests } = connectors([{ fails: 'ECONNRESET' }]);
  await assert.rejects(client.create(environment, { definition, properties: {} }), { name: 'ServiceError', status: 0 });
  assert.equal(requests.length, 1);
});

await test('a definition without a host is refused before anything is sent', async () => {
  const { connectors: client, requests } = connectors([]);
  await assert.rejects(client.create(environment, { definition: { ...definition, host: '' }, properties: {} }), /names no host/);
  assert.equal(requests.length, 0);
});

await test('icon and script go to the lent storage, without a token, and are named by their signed address', async () => {
  const icon = new Uint8Array([137, 80]);
  const script = new TextEncoder().encode('public class Script {}');
  const { connectors: client, requests, logged } = connectors(({ url, method }) =>
    url.pathname.endsWith('generateResourceStorage') ? { body: { sharedAccessSignature: container } } : url.host.startsWith('pastorage') ? { status: 201 } : method === 'GET' ? { body: served } : { status: 201, body: served });
  await client.create(environment, { definition, properties: {}, icon, iconFileName: 'my icon.png', script });
  assert.deepEqual(requests.map(shown).slice(0, 1), [`POST /objectIds/${userObjectId}/generateResourceStorage environment eq 'Default-1'`]);
  assert.deepEqual(requests[0]?.json, { environment: { name: environment } });
  const uploads = requests.filter(({ method }) => method === 'PUT');
  assert.deepEqual(uploads.map(({ url, headers, body }) => [url.href, headers['x-ms-blob-type'], headers['content-type'], headers['authorization'], body]), [
    ['https://pastorage.blob.core.windows.net/20261123t000000z/my%20icon.png?sv=2018-03-28&sig=a%2Fb%3D', 'BlockBlob', 'image/png', undefined, icon],
    ['https://pastorage.blob.core.windows.net/20261123t000000z/script.csx?sv=2018-03-28&sig=a%2Fb%3D', 'BlockBlob', 'text/plain', undefined, script],
  ]);
  const sent = propertiesOf(requests.at(-1));
  assert.deepEqual([sent['iconUri'], sent['scriptDefinitionUrl']], uploads.map(({ url }) => url.href));
  assert.equal(logged.join('\n').includes('sig='), false);
});

await test('storage outside the cloud is not written to', async () => {
  const { connectors: client, requests } = connectors(() => ({ body: { sharedAccessSignature: 'https://evil.example/c?sig=x' } }));
  await assert.rejects(client.create(environment, { definition, properties: {}, icon: new Uint8Array([1]) }), { name: 'HostRefusedError' });
  assert.equal(requests.length, 1);
});

await test('an update reads, merges and patches, without a display name', async () => {
  const { connectors: client, requests } = connectors([{ body: served }, { status: 200 }]);
  const token = { type: 'oauthSetting', oAuthSettings: { identityProvider: 'aad', clientId: 'new' } };
  await client.update(environment, name, { definition: { ...definition, info: { title: 'MS Graph' } }, properties: { connectionParameters: { token }, displayName: 'Other', stackOwner: 'x' } });
  assert.deepEqual(requests.map(shown), [`GET /apis/${name} environment eq 'Default-1'`, `PATCH /apis/${name} environment eq 'Default-1'`]);
  assert.deepEqual(requests[1]?.json, {
    properties: {
      connectionParameters: { token: { type: 'oauthSetting', oAuthSettings: { ...token.oAuthSettings, redirectUrl: 'https://global.consent.azure-apim.net/redirect/x' } } },
      openApiDefinition: { ...definition, info: { title: 'MS Graph' } }, backendService: { serviceUrl: 'https://graph.microsoft.com/v1.0' }, environment: { name: environment },
    },
  }, 'what the folder lacks, a script for one, stays on the service');
  await assert.rejects(connectors([notFound]).connectors.update(environment, name, { definition, properties: {} }), { status: 404, code: 'ApiResourceNotFound' });
});

await test('script and icon come from storage, and a default icon elsewhere is none', async () => {
  const links = { scriptDefinitionUrl: 'https://pastorage.blob.core.windows.net/u/script.csx?sig=s', iconUri: 'https://pastorage.blob.core.windows.net/u/icon.png?sig=i' };
  const { connectors: client, requests } = connectors(({ url }) => ({ body: url.pathname.endsWith('png') ? '\u0089PNG' : '\uFEFFpublic class Script {}' }));
  assert.equal(await client.script({ ...deployed, properties: links }), 'public class Script {}');
  assert.equal(new TextDecoder().decode(await client.icon({ ...deployed, properties: links })), '\u0089PNG');
  assert.ok(requests.every(({ headers }) => headers['authorization'] === undefined));
  for (const properties of [{}, { iconUri: '', scriptDefinitionUrl: '' }, { iconUri: 'https://connectoricons-prod.azureedge.net/custom/icon.png' }, { iconUri: 'no address' }]) {
    assert.deepEqual([await client.icon({ ...deployed, properties }), await client.script({ ...deployed, properties })], [undefined, undefined]);
  }
  assert.equal(requests.length, 2);
});

await test('deletes a connector of the environment; one that is gone already counts as deleted', async () => {
  const { connectors: client, requests } = connectors([{ status: 204 }, notFound]);
  await client.delete(environment, name);
  await client.delete(environment, name);
  assert.deepEqual(requests.map(shown), Array.from({ length: 2 }, () => `DELETE /apis/${name} environment eq 'Default-1'`));
});

await test('what the service refuses comes with its words and request id', async () => {
  const { connectors: client } = connectors([{ status: 400, headers: { 'x-ms-request-id': 'r-5' }, body: { error: { code: 'ApiHubsRequestFailed', message: 'Invalid Api definition object.' } } }]);
  await assert.rejects(client.create(environment, { definition, properties: {} }), { name: 'ServiceError', status: 400, code: 'ApiHubsRequestFailed', message: 'Invalid Api definition object.', requestId: 'r-5', request: 'POST api.powerapps.com/providers/Microsoft.PowerApps/apis' });
});

await test('the original definition is read from storage, with a fresh address once the old one has expired', async () => {
  const fresh = { ...served, properties: { ...served.properties, apiDefinitions: { originalSwaggerUrl: 'https://pastorage.blob.core.windows.net/d/original.json?sig=new' } } };
  const text = `\uFEFF${JSON.stringify(definition)}`;
  const { connectors: client, requests } = connectors(({ url }) => (url.origin === new URL(apis).origin ? { body: fresh } : url.searchParams.get('sig') === 'old' ? { status: 403, body: '<Error><Code>AuthenticationFailed</Code></Error>' } : { body: text }));
  assert.deepEqual(await client.originalDefinition(deployed), definition);
  assert.deepEqual(requests.map(({ url, headers }) => [url.host, headers['authorization'] !== undefined]), [['pastorage.blob.core.windows.net', false], ['api.powerapps.com', true], ['pastorage.blob.core.windows.net', false]]);
  assert.equal(await client.originalDefinition({ ...deployed, properties: {} }), undefined);
  await assert.rejects(connectors([{ body: 'nonsense' }]).connectors.originalDefinition(deployed), /not JSON/);
});

await test('every call ends with the signal\'s reason', async () => {
  const reason = new Error('cancelled');
  const { connectors: client, requests } = connectors([]);
  const signal = AbortSignal.abort(reason);
  const content = { definition, properties: {}, icon: new Uint8Array([1]) };
  for (const call of [client.list('e', signal), client.connector('e', 'n', signal), client.connectorsTitled('e', 't', signal), client.create('e', content, signal), client.update('e', 'n', content, signal), client.originalDefinition(deployed, signal)]) {
    await assert.rejects(call, reason);
  }
  assert.equal(requests.length, 0);
});
