import type { PathView } from '../../model/connector-model.ts';
import type { Rule } from '../../rule.ts';

export const pathsEquivalent: Rule = {
  id: 'paths-equivalent',
  severity: 'warning',
  profile: 'build',
  title: 'Two paths do not differ by the names of their parameters alone.',
  explanation: '`/items/{id}` and `/items/{key}` are one path to whoever reads a request. Where both have the same method, one of the two is never reached; with different methods it is only confusing.',
  source: 'OpenAPI 2.0, Paths Object: "Templated paths with the same hierarchy but different templated names MUST NOT exist as they are identical" (in the words of its successor); 4 published connectors have such paths.',
  published: 4,
  bad: { definition: '{ "paths": { "/items/{key}": { "parameters": [{ "name": "key", "in": "path", "required": true, "type": "string", "description": "The key of the item.", "x-ms-summary": "Key", "x-ms-url-encoding": "single" }], "delete": { "operationId": "DeleteItem", "summary": "Delete an item", "description": "Deletes one item of the shelf.", "responses": { "204": { "description": "No content" } } } } } }' },
  good: { definition: '{ "paths": { "/items/{id}/copies/{key}": { } } }' },
  check: ({ definition }, report) => {
    const first = new Map<string, PathView>();
    for (const view of definition?.paths ?? []) {
      const { path, member, operations } = view;
      if (!path.includes('{')) continue;
      const form = path.replace(/\{[^{}]*\}/g, '{}');
      const before = first.get(form);
      if (!before) {
        first.set(form, view);
        continue;
      }
      // Another rule speaks of paths that differ in case, and of keys that stand twice.
      if (before.path.toLowerCase() === path.toLowerCase()) continue;
      const both = operations.find(({ method }) => before.operations.some((other) => other.method === method));
      const effect = both ? `One of the two operations ${both.method.toUpperCase()} is never reached.` : 'Write the operations of both under one of them.';
      report({
        file: 'definition',
        range: member.keyRange,
        severity: both ? undefined : 'information',
        message: `The paths "${path}" and "${before.path}" differ only by the names of their parameters, and are one path. ${effect}`,
        related: [{ file: 'definition', range: before.member.keyRange, message: 'The other path is here.' }],
      });
    }
  },
};
