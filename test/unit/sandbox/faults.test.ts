import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { graph, sandboxClient, upsert, type Answer } from './sandbox-client.ts';

await suite('faults on order', async () => {
  const { sandbox, call } = await sandboxClient();
  const write = (name: string): Promise<Answer> => call(`${graph}/applications(uniqueName='${name}')`, { method: 'PATCH', headers: upsert, body: { displayName: name } });

  await test('the connection is dropped after the second write was done', async () => {
    sandbox.reset();
    sandbox.faults.add({ match: { write: true }, number: 2, kind: 'reset-after' });
    assert.equal((await write('one')).status, 201);
    await assert.rejects(write('two'), /socket hang up|ECONNRESET/);
    assert.equal((await write('two')).status, 204, 'it was done');
    assert.deepEqual(sandbox.traffic.writes.map(({ write: number, fault }) => [number, fault]), [[1, undefined], [2, 'reset-after'], [3, undefined]]);
  });

  await test('and before it', async () => {
    sandbox.reset();
    sandbox.faults.add({ match: { method: 'PATCH', host: 'graph.microsoft.com' }, number: 1, kind: 'reset-before' });
    await assert.rejects(write('one'), /socket hang up|ECONNRESET/);
    assert.equal((await write('one')).status, 201, 'it was not done');
  });

  await test('throttles with Retry-After and fails in the service’s own form', async () => {
    sandbox.reset();
    sandbox.faults.add(
      { match: { path: '^/v1.0/applications' }, number: 1, kind: 'status', status: 429, headers: { 'retry-after': '2' } },
      { match: { path: '/environments$' }, times: 2, kind: 'status', status: 503 },
    );
    const throttled = await write('one');
    assert.deepEqual([throttled.status, throttled.headers['retry-after'], throttled.body.error.code], [429, '2', 'TooManyRequests']);
    const environments = 'https://api.bap.microsoft.com/providers/Microsoft.BusinessAppPlatform/environments?api-version=2020-10-01';
    const statuses = [(await call(environments)).status, (await call(environments)).status, (await call(environments)).status];
    assert.deepEqual(statuses, [503, 503, 200]);
    assert.throws(() => sandbox.faults.add({ kind: 'status' }), /needs a status/);
    assert.throws(() => sandbox.turn({ subjectDelay: 1 } as object), /no switch/);
  });
});
