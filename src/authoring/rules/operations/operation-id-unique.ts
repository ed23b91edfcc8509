import type { Rule } from '../../rule.ts';

export const operationIdUnique: Rule = {
  id: 'operation-id-unique',
  severity: 'error',
  profile: 'build',
  title: 'Each operationId stands once, whatever its case.',
  explanation: 'Flows and apps call an operation by its `operationId`. The platform compares ids without regard to case, so `GetItem` and `getitem` are one operation to it.',
  source: 'OpenAPI 2.0, Operation Object: "the id MUST be unique"; no published connector has two ids that differ in case only.',
  published: 0,
  bad: { definition: '{ "paths": { "/copies": { "get": { "operationId": "getitem", "summary": "Get a copy", "description": "Gets a copy.", "responses": { "200": { "description": "OK", "schema": { "type": "object" } } } } } } }' },
  good: { definition: '{ "paths": { "/copies": { "get": { "operationId": "GetCopy", "summary": "Get a copy", "description": "Gets a copy.", "responses": { "200": { "description": "OK", "schema": { "type": "object" } } } } } } }' },
  check: ({ definition }, report) => {
    const first = new Map<string, { readonly id: string; readonly range: { readonly start: number; readonly end: number } }>();
    for (const { id, idNode } of definition?.operations ?? []) {
      if (id === undefined || !idNode) continue;
      const before = first.get(id.toLowerCase());
      if (!before) {
        first.set(id.toLowerCase(), { id, range: idNode.range });
        continue;
      }
      const message = before.id === id
        ? `The operationId "${id}" is used twice. Give each operation its own.`
        : `The operationIds "${id}" and "${before.id}" differ in case only, and the platform takes them for one. Give each operation its own.`;
      report({ file: 'definition', range: idNode.range, message, related: [{ file: 'definition', range: before.range, message: 'The first one is here.' }] });
    }
  },
};
