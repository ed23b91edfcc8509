import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApplicationReader } from '../../../src/cloud/entra/application-reader.ts';
import { createDirectory } from '../../../src/cloud/entra/directory.ts';
import { contractMissing, graphContract } from './graph-contract.ts';
import { scriptedService, type ScriptedAnswer, type SeenRequest } from './scripted-service.ts';

const application = (appId: string): Record<string, unknown> => ({ id: `object-${appId}`, appId, displayName: `App ${appId.slice(-1)}`, web: { redirectUris: [] }, requiredResourceAccess: [], passwordCredentials: [] });
const a = '631a96bc-a705-4eda-9f99-fdaf9f54f6aa';
const b = '631a96bc-a705-4eda-9f99-fdaf9f54f6ab';

function reader(answer: (request: SeenRequest, index: number) => ScriptedAnswer) {
  const service = scriptedService(answer);
  return { ...service, reader: createApplicationReader(service.context, 'Application.Read.All') };
}

const shown = ({ method, url }: SeenRequest): string => `${method} ${decodeURIComponent(url.pathname)}${decodeURIComponent(url.search)}`;

await test('reads many applications by one request, and its further pages', async () => {
  const { reader: graph, requests } = reader((_request, index) => ({ body: index === 0 ? { value: [application(a)], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/applications?$skiptoken=2' } : { value: [application(b)] } }));
  assert.deepEqual((await graph.applicationsByAppIds([a, b])).map(({ appId }) => appId), [a, b]);
  assert.ok(shown(requests[0] as SeenRequest).startsWith(`GET /v1.0/applications?$filter=appId in ('${a}','${b}')&$select=`));
  assert.equal(requests.length, 2);
  assert.deepEqual(await graph.applicationsByAppIds([]), []);
  assert.equal(requests.length, 2);
});

await test('reads them one by one where the service does not take the filter', async () => {
  const { reader: graph, requests } = reader(({ url }) => {
    if (url.searchParams.has('$filter')) return { status: 400, body: { error: { code: 'Request_UnsupportedQuery', message: 'no' } } };
    return decodeURIComponent(url.pathname).includes(b) ? { status: 404, body: {} } : { body: application(a) };
  });
  assert.deepEqual((await graph.applicationsByAppIds([a, b])).map(({ appId }) => appId), [a]);
  assert.equal(requests.length, 3);
});

await test('asks for no more than reading, and gives a key\'s name and end alone', async () => {
  const { reader: graph, requests, tokens } = reader(() => ({ body: { id: 'o', keyCredentials: [{ keyId: 'k', displayName: 'CN=x', endDateTime: '2027-01-01T00:00:00Z', key: 'AAAA' }] } }));
  assert.deepEqual(await graph.keyCredentials('o'), [{ displayName: 'CN=x', endDateTime: '2027-01-01T00:00:00Z' }]);
  assert.equal(shown(requests[0] as SeenRequest), 'GET /v1.0/applications/o?$select=id,keyCredentials');
  assert.deepEqual(tokens.requests.map(({ request }) => request.requiredScopes), [['Application.Read.All']]);
});

await test('a secret is removed by one POST, which is not sent again when its answer is lost', async () => {
  const service = scriptedService((_request, index) => (index === 0 ? { status: 204 } : { fails: 'ECONNRESET' }));
  const directory = createDirectory(service.context);
  await directory.removePassword('object-1', 'key-1');
  await assert.rejects(directory.removePassword('object-1', 'key-2'), { name: 'ServiceError', status: 0 });
  assert.deepEqual(service.requests.map(({ method, url, json }) => [method, url.pathname, json]), [
    ['POST', '/v1.0/applications/object-1/removePassword', { keyId: 'key-1' }],
    ['POST', '/v1.0/applications/object-1/removePassword', { keyId: 'key-2' }],
  ]);
});

await test('every request is as Graph describes it', { skip: contractMissing }, async () => {
  const check = graphContract();
  const objectId = '631a96bc-a705-4eda-9f99-fdaf9f54f6a2';
  const { reader: graph, requests, context } = reader(() => ({ body: { id: objectId, value: [] } }));
  await graph.applicationsByAppIds([a]);
  await graph.federatedCredentials(objectId);
  await graph.keyCredentials(objectId);
  await createDirectory(context).removePassword(objectId, a);
  assert.deepEqual(requests.flatMap(check), []);
  assert.equal(requests.length, 4);
});
