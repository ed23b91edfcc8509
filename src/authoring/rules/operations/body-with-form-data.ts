import type { Rule } from '../../rule.ts';
import { listedRange } from './parameter-place.ts';

export const bodyWithFormData: Rule = {
  id: 'body-with-form-data',
  severity: 'error',
  profile: 'build',
  title: 'An operation sends a body or a form, not both.',
  explanation: 'A form (`"in": "formData"`) is the body of its request, so a parameter with `"in": "body"` has no place beside it.',
  source: 'OpenAPI 2.0, Parameter Object: "body and form parameters cannot exist together for the same operation"; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "paths": { "/items/{id}": { "put": { "operationId": "UpdateItem", "summary": "Update an item", "description": "Updates one item of the shelf.", "consumes": ["application/x-www-form-urlencoded"], "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }, { "name": "item", "in": "body", "required": true, "schema": { "$ref": "#/definitions/Item" } }, { "name": "note", "in": "formData", "type": "string", "description": "A note.", "x-ms-summary": "Note" }], "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "put": { "operationId": "UpdateItem", "summary": "Update an item", "description": "Updates one item of the shelf.", "consumes": ["application/x-www-form-urlencoded"], "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }, { "name": "note", "in": "formData", "type": "string", "description": "A note.", "x-ms-summary": "Note" }], "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  check: ({ definition }, report) => {
    for (const { parameters } of definition?.operations ?? []) {
      const body = parameters.find(({ parameter }) => parameter.in === 'body');
      if (!body || !parameters.some(({ parameter }) => parameter.in === 'formData')) continue;
      report({ file: 'definition', range: listedRange(body), message: 'The operation has a body and form data, and a request has one of them. Make the body a part of the form, or the form a body with a schema.' });
    }
  },
};
