import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttp } from '../../../src/cloud/http.ts';
import { allItems } from '../../../src/cloud/paging.ts';
import { scriptedService, type ScriptedAnswer } from './scripted-service.ts';

const first = 'https://api.powerapps.com/providers/Microsoft.PowerApps/apis?api-version=2016-11-01';

function pages(script: readonly ScriptedAnswer[]) {
  const service = scriptedService((_, index) => script[index] ?? { status: 599 });
  return { ...service, http: createHttp({ ...service.context, service: 'powerApps' }) };
}

await test('follows either kind of link, absolute or relative, with the same headers', async () => {
  const { http, requests } = pages([
    { body: { value: [1, 2], nextLink: `${first}&$skiptoken=a%2Fb` } },
    { body: { value: [], '@odata.nextLink': '?api-version=2016-11-01&page=3' } },
    { body: { value: [3] } },
  ]);
  assert.deepEqual(await allItems(http, first, { headers: { consistencylevel: 'eventual' } }), [1, 2, 3]);
  assert.deepEqual(requests.map(({ url }) => url.search), ['?api-version=2016-11-01', '?api-version=2016-11-01&$skiptoken=a%2Fb', '?api-version=2016-11-01&page=3']);
  assert.ok(requests.every(({ headers }) => headers['consistencylevel'] === 'eventual'));
});

await test('links that go round are an error, not an endless wait', async () => {
  const { http, requests } = pages([{ body: { value: [1], nextLink: `${first}&p=2` } }, { body: { value: [2], nextLink: first } }]);
  await assert.rejects(allItems(http, first), { name: 'ServiceError', code: 'PagingLoop' });
  assert.equal(requests.length, 2);
});

await test('a link to another host is not followed', async () => {
  for (const link of ['https://evil.example/steal', 'http://api.powerapps.com/x', 'https://high.api.powerapps.us/x']) {
    const { http, requests } = pages([{ body: { value: [1], nextLink: link } }]);
    await assert.rejects(allItems(http, first), { name: 'HostRefusedError' });
    assert.equal(requests.length, 1);
  }
});

await test('an answer that is no page is an empty list', async () => {
  for (const body of [undefined, '<html>', [], { value: null }, { value: {} }]) assert.deepEqual(await allItems(pages([{ body }]).http, first), []);
});
