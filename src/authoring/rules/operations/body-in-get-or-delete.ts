import type { Rule } from '../../rule.ts';
import { listedRange } from './parameter-place.ts';

const METHODS: ReadonlySet<string> = new Set(['get', 'head', 'delete']);

export const bodyInGetOrDelete: Rule = {
  id: 'body-in-get-or-delete',
  severity: 'information',
  profile: 'build',
  title: 'GET, HEAD and DELETE send no body.',
  explanation: 'A body has no meaning in these requests, and servers and proxies may drop it or refuse the call. The platform may answer `BodyOrFormDataParameterInFetchOperationNotAllowed` for GET. It works with some APIs: 24 published connectors send one with DELETE, 5 with GET.',
  source: 'RFC 9110, sections 9.3.1, 9.3.2 and 9.3.5.',
  published: 28,
  bad: { definition: '{ "paths": { "/items": { "delete": { "operationId": "DeleteItems", "summary": "Delete items", "description": "Deletes items of the shelf.", "parameters": [{ "name": "items", "in": "body", "required": true, "schema": { "$ref": "#/definitions/Item" } }], "responses": { "204": { "description": "No content" } } } } } }' },
  good: { definition: '{ "paths": { "/items": { "post": { "operationId": "DeleteItems", "summary": "Delete items", "description": "Deletes items of the shelf.", "parameters": [{ "name": "items", "in": "body", "required": true, "schema": { "$ref": "#/definitions/Item" } }], "responses": { "204": { "description": "No content" } } } } } }' },
  check: ({ definition }, report) => {
    for (const { method, parameters } of definition?.operations ?? []) {
      if (!METHODS.has(method)) continue;
      for (const one of parameters) {
        if (one.parameter.in === 'body') report({ file: 'definition', range: listedRange(one), message: `${method.toUpperCase()} is sent with a body here, which servers and proxies may drop or refuse. Make sure that the API takes it, or send the values in the query.` });
      }
    }
  },
};
