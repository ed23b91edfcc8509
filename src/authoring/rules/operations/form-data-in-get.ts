import { fileFix } from '../../fixes/file-fix.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { valueOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { listedRange } from './parameter-place.ts';

export const formDataInGet: Rule = {
  id: 'form-data-in-get',
  severity: 'error',
  profile: 'build',
  title: 'GET and HEAD send no form.',
  explanation: 'Form data is the body of a request, and GET and HEAD have none. The platform refuses it with `BodyOrFormDataParameterInFetchOperationNotAllowed`.',
  source: 'The platform\'s validation of custom connectors; RFC 9110, section 9.3.1; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "paths": { "/items": { "get": { "operationId": "FindItems", "summary": "Find items", "description": "Finds items of the shelf.", "parameters": [{ "name": "words", "in": "formData", "type": "string", "description": "What to look for.", "x-ms-summary": "Words" }], "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  good: { definition: '{ "paths": { "/items": { "get": { "operationId": "FindItems", "summary": "Find items", "description": "Finds items of the shelf.", "parameters": [{ "name": "words", "in": "query", "type": "string", "description": "What to look for.", "x-ms-summary": "Words" }], "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { method, parameters } of definition.operations) {
      if (method !== 'get' && method !== 'head') continue;
      for (const one of parameters) {
        const { parameter, item } = one;
        const place = valueOf(parameter.node, 'in');
        if (parameter.in !== 'formData' || !place) continue;
        const fixes = (): Fix[] => (item === parameter.node && parameter.type !== 'file' ? [fileFix('definition', 'Send it in the query', false, replaceScalar(definition.document, place, 'query'))] : []);
        report({ file: 'definition', range: listedRange(one), message: `${method.toUpperCase()} has no body, so it cannot send form data, and the platform refuses it. Send the value in the query, or use POST.`, fixes });
      }
    }
  },
};
