import { fileFixes } from '../../fixes/file-fix.ts';
import type { Rule } from '../../rule.ts';
import { listedRange, removeFromList } from './parameter-place.ts';

export const bodySeveral: Rule = {
  id: 'body-several',
  severity: 'error',
  profile: 'build',
  title: 'An operation has one body at most.',
  explanation: 'A request has one body, so an operation has one parameter with `"in": "body"`. Several values are properties of its schema.',
  source: 'OpenAPI 2.0, Parameter Object: "there can only be one body parameter"; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "paths": { "/items/{id}": { "put": { "operationId": "UpdateItem", "summary": "Update an item", "description": "Updates one item of the shelf.", "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }, { "name": "item", "in": "body", "required": true, "schema": { "$ref": "#/definitions/Item" } }, { "name": "other", "in": "body", "required": true, "schema": { "$ref": "#/definitions/Item" } }], "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "put": { "operationId": "UpdateItem", "summary": "Update an item", "description": "Updates one item of the shelf.", "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }, { "name": "item", "in": "body", "required": true, "schema": { "$ref": "#/definitions/Item" } }], "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const operation of definition.operations) {
      let first: string | undefined;
      for (const one of operation.parameters) {
        if (one.parameter.in !== 'body') continue;
        const name = one.parameter.name ?? '';
        if (first === undefined) {
          first = name;
          continue;
        }
        // The same one twice is a parameter that stands twice, of which another rule speaks.
        if (name === first) continue;
        const owner = one.fromPath ? operation.path : operation;
        report({
          file: 'definition',
          range: listedRange(one),
          message: `The operation has two bodies, "${first}" and "${name}", and a request has one. Make one schema of both, or send a value in another place.`,
          fixes: () => fileFixes('definition', `Remove the body "${name}"`, false, removeFromList(definition, one, owner)),
        });
      }
    }
  },
};
