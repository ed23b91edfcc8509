import { fileFixes } from '../../fixes/file-fix.ts';
import { removeMember, renameKey } from '../../fixes/node-edits.ts';
import { memberOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { isSuccess } from './success-responses.ts';

export const defaultResponseSchema: Rule = {
  id: 'default-response-schema',
  severity: 'warning',
  profile: 'certify',
  title: 'The default response has no schema.',
  explanation: 'The validation of certified connectors says: "The \'default\' response should not have schema definition. Schemas should be defined on expected responses only." 81 published connectors have one, from before.',
  source: 'Validation in PowerPlatformConnectors #3841 and #4181.',
  published: 81,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "responses": { "default": { "description": "Operation failed", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "responses": { "default": { "description": "Operation failed" } } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { responses } of definition.operations) {
      const fallback = responses.find(({ code }) => code === 'default');
      const schema = memberOf(fallback?.node, 'schema');
      if (!fallback || !schema) continue;
      const own = fallback.member.value === fallback.node;
      const only = !responses.some(isSuccess);
      const fixes = (): Fix[] => {
        if (only) return fileFixes('definition', 'Rename "default" to "200"', false, renameKey(document, fallback.member, '200'));
        return own ? fileFixes('definition', 'Remove the schema', false, removeMember(document, fallback.node, schema)) : [];
      };
      const advice = only ? 'Rename the response to the code of success, such as 200.' : 'Move the schema to the codes that are expected, or remove it.';
      report({ file: 'definition', range: own ? schema.keyRange : fallback.member.keyRange, message: `The default response has a schema, which certification refuses. ${advice}`, fixes });
    }
  },
};
