import type { SyntaxDocument, SyntaxNode } from '../../../connector/syntax-node.ts';
import type { Rule } from '../../rule.ts';
import { isSuccess } from './success-responses.ts';

export const successResponsesSeveral: Rule = {
  id: 'success-responses-several',
  severity: 'warning',
  profile: 'build',
  title: 'All responses of success have one schema.',
  explanation: 'The designer shows the outputs of one response of success. Where another has a different schema, its fields cannot be chosen in the flow.',
  source: '31 published connectors have several responses of success with a schema, many of them with the same; those are left alone.',
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "responses": { "206": { "description": "A part", "schema": { "type": "object", "properties": { "part": { "type": "string", "description": "A part.", "x-ms-summary": "Part" } } } } } } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "responses": { "206": { "description": "A part", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { responses } of definition.operations) {
      if (responses.length < 2) continue;
      const [first, ...others] = responses.filter((response) => isSuccess(response) && response.schema !== undefined);
      if (!first?.schema) continue;
      for (const other of others) {
        if (!other.schema || sameText(document, first.schema, other.schema)) continue;
        report({
          file: 'definition',
          range: other.member.keyRange,
          message: `The responses ${first.code} and ${other.code} have different schemas, and the designer shows the fields of one. Give them one schema with the fields of both.`,
          related: [{ file: 'definition', range: first.member.keyRange, message: 'The other response is here.' }],
        });
      }
    }
  },
};

function sameText({ text }: SyntaxDocument, left: SyntaxNode, right: SyntaxNode): boolean {
  const written = ({ range }: SyntaxNode): string => text.slice(range.start, range.end).replace(/\s+/g, '');
  return written(left) === written(right);
}
