import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { graphContractPath, loadGraphContract } from '../../sandbox/graph/contract.ts';

const contract = loadGraphContract();
const skip = contract ? false : 'the Graph contract is not beside this checkout';

await test('every sample of the contract fits its schema as it is marked', { skip }, () => {
  const samples = JSON.parse(readFileSync(join(dirname(graphContractPath), 'samples/samples.json'), 'utf8')) as Record<string, { schema: string; valid: boolean; body: unknown }>;
  for (const [name, { schema, valid, body }] of Object.entries(samples)) assert.equal(contract?.fits(schema, body), valid, name);
});

await test('an answer that the contract does not allow is found', { skip }, () => {
  const operation = { template: '/applications/{id}', method: 'get' };
  assert.equal(contract?.checkReply(operation, 200, { id: 'x', displayName: 'ok' }), undefined);
  assert.match(contract?.checkReply(operation, 200, { id: 7 }) ?? '', /string/);
  assert.match(contract?.checkReply(operation, 302, undefined) ?? '', /no answer 302/);
  assert.match(contract?.checkReply(operation, 404, { message: 'not the error form' }) ?? '', /error/);
});
