import { fileFixes } from '../../fixes/file-fix.ts';
import { replaceMemberValue } from '../../fixes/node-edits.ts';
import { memberOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';

export const collectionFormatMulti: Rule = {
  id: 'collection-format-multi',
  severity: 'error',
  profile: 'build',
  title: 'A list is sent in one parameter, not as several of one name.',
  explanation: 'OpenAPI 2.0 has `"collectionFormat": "multi"` for `?tag=a&tag=b`, but the platform cannot send that. If the API takes nothing else, a script can put the request together.',
  source: 'Custom connector checklist of rwilson504 (power-platform-custom-connector); no published connector has it.',
  published: 0,
  bad: { definition: '{ "paths": { "/items": { "get": { "operationId": "FindItems", "summary": "Find items", "description": "Finds items of the shelf.", "parameters": [{ "name": "tag", "in": "query", "type": "array", "items": { "type": "string" }, "collectionFormat": "multi", "description": "The tags.", "x-ms-summary": "Tags" }], "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  good: { definition: '{ "paths": { "/items": { "get": { "operationId": "FindItems", "summary": "Find items", "description": "Finds items of the shelf.", "parameters": [{ "name": "tag", "in": "query", "type": "array", "items": { "type": "string" }, "collectionFormat": "csv", "description": "The tags.", "x-ms-summary": "Tags" }], "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { node } of definition.parameters) {
      const format = memberOf(node, 'collectionFormat');
      if (format?.value.value !== 'multi') continue;
      report({
        file: 'definition',
        range: format.value.range,
        message: 'The platform cannot send a list as several parameters of one name. Write "csv" if the API takes a list with commas, else send it with a script.',
        fixes: () => fileFixes('definition', 'Write "csv"', false, replaceMemberValue(definition.document, node, format, 'csv')),
      });
    }
  },
};
