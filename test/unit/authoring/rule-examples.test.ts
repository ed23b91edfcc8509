/** Each rule's own examples: the bad one is found by that rule and by no other, the good one by none. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkConnector, type Diagnostic } from '../../../src/authoring/check.ts';
import type { RuleExample } from '../../../src/authoring/rule.ts';
import { rules } from '../../../src/authoring/rules/index.ts';
import { withSchemaProblems } from '../../../src/authoring/schema/schema-problems.ts';
import { connectorOf } from './clean-connector.ts';

const only = process.env['RULE'];

async function said(example: RuleExample, format: 'json' | 'yaml'): Promise<string[]> {
  return checkConnector(await withSchemaProblems(connectorOf(example, format)), rules, { profile: 'certify', rules: {} }).map(({ rule, message }: Diagnostic) => `${rule}: ${message}`);
}

test('the clean connector is clean', async () => {
  assert.deepEqual(await said({}, 'json'), []);
  assert.deepEqual(await said({}, 'yaml'), []);
});

test('ids are kebab-case and unique', () => {
  const ids = rules.map(({ id }) => id);
  assert.deepEqual(ids.filter((id) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)), []);
  assert.equal(new Set(ids).size, ids.length);
});

for (const rule of rules.filter(({ id }) => only === undefined || id === only)) {
  describe(rule.id, () => {
    for (const format of ['json', 'yaml'] as const) {
      // A whole file in JSON's own form says nothing about YAML.
      if (format === 'yaml' && (rule.bad.raw || rule.good.raw)) continue;
      test(`the bad example is found, by this rule alone (${format})`, async () => {
        const found = await said(rule.bad, format);
        assert.ok(found.length > 0, 'nothing was found');
        assert.deepEqual(found.filter((line) => !line.startsWith(`${rule.id}: `)), []);
      });
      test(`the good example is clean (${format})`, async () => {
        assert.deepEqual(await said(rule.good, format), []);
      });
    }
  });
}
