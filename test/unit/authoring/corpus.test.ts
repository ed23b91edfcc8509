/** Published, certified connectors are what makers do: an error about one of them is true, or it is a bug of ours. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkConnector } from '../../../src/authoring/check.ts';
import { rules } from '../../../src/authoring/rules/index.ts';
import { withSchemaProblems } from '../../../src/authoring/schema/schema-problems.ts';
import { modelOf, publishedConnectors, withoutCorpus } from '../../corpus/published-connectors.ts';
import { reviewedErrors } from '../../corpus/reviewed-errors.ts';

describe('published connectors', { skip: withoutCorpus }, () => {
  test('raise no error but the reviewed ones, in either profile', async () => {
    const found: Record<string, string[]> = {};
    for (const published of publishedConnectors()) {
      const connector = await withSchemaProblems(modelOf(published));
      const errors = checkConnector(connector, rules, { profile: 'certify', rules: {} }).filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
      if (errors.length > 0) found[published.name] = [...new Set(errors)].sort();
    }
    const reviewed = Object.fromEntries(Object.entries(reviewedErrors).map(([name, reasons]) => [name, Object.keys(reasons).sort()]));
    assert.deepEqual(found, reviewed);
  });
});
