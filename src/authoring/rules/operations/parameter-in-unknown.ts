import { fileFix } from '../../fixes/file-fix.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { valueOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';

const PLACES: ReadonlySet<string> = new Set(['path', 'query', 'header', 'body', 'formData']);

export const parameterInUnknown: Rule = {
  id: 'parameter-in-unknown',
  severity: 'error',
  profile: 'build',
  title: 'A parameter is in the path, query, header, body or formData.',
  explanation: '`in` says where the value is sent. OpenAPI 2.0 knows five places, in exactly these letters.',
  source: 'OpenAPI 2.0, Parameter Object, in; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "paths": { "/items": { "get": { "operationId": "FindItems", "summary": "Find items", "description": "Finds items of the shelf.", "parameters": [{ "name": "words", "in": "Query", "type": "string", "description": "What to look for.", "x-ms-summary": "Words" }], "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  good: { definition: '{ "paths": { "/items": { "get": { "operationId": "FindItems", "summary": "Find items", "description": "Finds items of the shelf.", "parameters": [{ "name": "words", "in": "query", "type": "string", "description": "What to look for.", "x-ms-summary": "Words" }], "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { node, in: place } of definition.parameters) {
      // Cookies came with OpenAPI 3, and another rule says so.
      if (place !== undefined && (PLACES.has(place) || place === 'cookie')) continue;
      const value = valueOf(node, 'in');
      if (!value) continue;
      const meant = place === undefined ? undefined : /^form/i.test(place) ? 'formData' : /^headers?$/i.test(place) ? 'header' : nearest(place, PLACES);
      const fixes = (): Fix[] => (meant === undefined ? [] : [fileFix('definition', `Write "${meant}"`, meant.toLowerCase() === place?.toLowerCase(), replaceScalar(definition.document, value, meant))]);
      const said = place === undefined ? 'The place of a parameter must be text.' : `OpenAPI 2.0 knows no parameters in "${place}".`;
      report({ file: 'definition', range: value.range, message: `${said} ${meant === undefined ? 'Write path, query, header, body or formData.' : `Is "${meant}" meant?`}`, fixes });
    }
  },
};
