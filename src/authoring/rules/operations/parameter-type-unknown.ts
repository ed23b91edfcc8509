import { fileFix } from '../../fixes/file-fix.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { valueOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';

const TYPES: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean', 'array']);

/** What other languages call them. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['int', 'integer'], ['int32', 'integer'], ['int64', 'integer'], ['long', 'integer'], ['bool', 'boolean'], ['float', 'number'], ['double', 'number'], ['decimal', 'number'],
  ['text', 'string'], ['date', 'string'], ['datetime', 'string'], ['date-time', 'string'], ['uuid', 'string'], ['guid', 'string'], ['list', 'array'],
]);

export const parameterTypeUnknown: Rule = {
  id: 'parameter-type-unknown',
  severity: 'error',
  profile: 'build',
  title: 'The type of a parameter is one that OpenAPI 2.0 knows.',
  explanation: 'Outside the body a parameter is a `string`, `number`, `integer`, `boolean` or `array`; in a form it may be a `file`. An object can be sent in the body alone.',
  source: 'OpenAPI 2.0, Parameter Object, type; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "int", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }] } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "integer", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }] } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { node, type, in: place } of definition.parameters) {
      const value = valueOf(node, 'type');
      // A list of types is OpenAPI 3, and another rule says so.
      if (!value || value.kind === 'array' || place === 'body' || (type !== undefined && TYPES.has(type)) || (type === 'file' && place === 'formData')) continue;
      const meant = type === undefined ? undefined : (OTHER_NAMES.get(type.toLowerCase()) ?? nearest(type, TYPES));
      const fixes = (): Fix[] => (meant === undefined ? [] : [fileFix('definition', `Write "${meant}"`, meant.toLowerCase() === type?.toLowerCase(), replaceScalar(definition.document, value, meant))]);
      const said = type === undefined ? 'The type must be text.' : type === 'file' ? 'A file can be sent in a form only.' : type === 'object' ? 'An object can be sent in the body only.' : `OpenAPI 2.0 knows no type "${type}" here.`;
      const advice = meant !== undefined ? `Is "${meant}" meant?` : type === 'file' ? 'Write "in": "formData".' : 'Write string, number, integer, boolean or array.';
      report({ file: 'definition', range: value.range, message: `${said} ${advice}`, fixes });
    }
  },
};
