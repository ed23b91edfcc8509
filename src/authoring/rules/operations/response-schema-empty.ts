import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import type { Rule } from '../../rule.ts';
import { isSuccess } from './success-responses.ts';
import { isVisible } from './visible-operation.ts';

/** They say nothing about the value. */
const MERE_WORDS: ReadonlySet<string> = new Set(['description', 'title', 'x-ms-summary', 'example', 'externalDocs']);

export const responseSchemaEmpty: Rule = {
  id: 'response-schema-empty',
  severity: 'information',
  profile: 'certify',
  title: 'The schema of a response says something.',
  explanation: 'An empty schema gives the action one output without a type, in which no field can be chosen.',
  source: 'Pull request template of PowerPlatformConnectors: response schemas for all actions; 63 published connectors have an empty one.',
  published: 63,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "responses": { "206": { "description": "A part", "schema": { } }, "200": null } } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "responses": { "206": { "description": "A part", "schema": { "$ref": "#/definitions/Item" } }, "200": null } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const operation of definition.operations) {
      if (operation.trigger !== undefined || !isVisible(operation)) continue;
      for (const response of operation.responses) {
        if (!isSuccess(response) || !response.schema || !saysNothing(response.schema)) continue;
        const schema = response.node.members?.find(({ key }) => key === 'schema');
        const own = response.member.value === response.node;
        report({ file: 'definition', range: own && schema ? schema.keyRange : response.member.keyRange, message: `The schema of the response ${response.code} is empty, so no field of it can be chosen. Describe what the API answers.` });
      }
    }
  },
};

function saysNothing({ kind, members = [] }: SyntaxNode): boolean {
  return kind === 'object' && members.every(({ key }) => MERE_WORDS.has(key));
}
