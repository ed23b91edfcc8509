import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import type { DefinitionModel, ResponseView } from '../../model/connector-model.ts';
import { textOf, valueOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { isSuccess } from './success-responses.ts';

/** More than these names in a message help nobody. */
const NAMED = 3;

/** Deeper nesting of allOf is a circle. */
const DEEPEST = 8;

export const successResponsesSeveral: Rule = {
  id: 'success-responses-several',
  severity: 'warning',
  profile: 'build',
  title: 'A further response of success has no fields that the first one lacks.',
  explanation: 'The designer shows the outputs of one response of success. Fields that only another one has cannot be chosen in a flow.',
  source: 'Custom connector checklist of rwilson504 (power-platform-custom-connector); 31 of 1,034 published connectors have several responses of success with a schema, most of them with the same, which is left alone.',
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "responses": { "206": { "description": "A part", "schema": { "type": "object", "properties": { "part": { "type": "string", "description": "A part.", "x-ms-summary": "Part" } } } } } } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "responses": { "206": { "description": "A part", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { responses } of definition.operations) {
      let first: ResponseView | undefined;
      for (const other of responses) {
        if (other.schema === undefined || !isSuccess(other)) continue;
        if (!first) {
          first = other;
          continue;
        }
        const known = fieldsOf(definition, first.schema);
        const hidden = [...fieldsOf(definition, other.schema)].filter((name) => !known.has(name));
        if (hidden.length === 0) continue;
        const named = hidden.slice(0, NAMED).map((name) => `"${name}"`).join(', ');
        report({
          file: 'definition',
          range: other.member.keyRange,
          message: `The response ${other.code} has fields that ${first.code} lacks (${named}${hidden.length > NAMED ? ' and more' : ''}), and the designer shows those of one response. Give both one schema with all fields.`,
          related: [{ file: 'definition', range: first.member.keyRange, message: 'The other response is here.' }],
        });
      }
    }
  },
};

/** Of an object, or of the items of a list. */
function fieldsOf(definition: DefinitionModel, schema: SyntaxNode | undefined, fields = new Set<string>(), depth = 0): Set<string> {
  const node = definition.resolve(schema);
  if (node?.kind !== 'object' || depth > DEEPEST) return fields;
  for (const { key } of valueOf(node, 'properties')?.members ?? []) fields.add(key);
  for (const part of valueOf(node, 'allOf')?.items ?? []) fieldsOf(definition, part, fields, depth + 1);
  if (textOf(valueOf(node, 'type')) === 'array') fieldsOf(definition, valueOf(node, 'items'), fields, depth + 1);
  return fields;
}
