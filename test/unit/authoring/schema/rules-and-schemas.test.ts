/** Rules and schemas share the work: what a rule tells, with a fix, the schemas leave alone. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rules } from '../../../../src/authoring/rules/index.ts';
import { withSchemaProblems } from '../../../../src/authoring/schema/schema-problems.ts';
import { connectorOf } from '../clean-connector.ts';

describe('rules and schemas', () => {
  test('a connector with a fault that a rule tells meets its schemas', async () => {
    const doubled: Record<string, readonly string[]> = {};
    for (const { id, bad } of rules) {
      if (id === 'schema') continue;
      const { schemaProblems } = await withSchemaProblems(connectorOf(bad));
      const messages = Object.values(schemaProblems ?? {}).flatMap((problems) => problems.map(({ message }) => message));
      if (messages.length > 0) doubled[id] = messages;
    }
    assert.deepEqual(doubled, {});
  });

  test('each good example meets its schemas', async () => {
    for (const { id, good } of rules) {
      const { schemaProblems } = await withSchemaProblems(connectorOf(good));
      assert.deepEqual(Object.values(schemaProblems ?? {}).flat(), [], id);
    }
  });
});
