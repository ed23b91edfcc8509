import { fileFixes } from '../../fixes/file-fix.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import { valueOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { isMisspelt } from '../document/openapi-properties.ts';
import { parameterRange } from './parameter-place.ts';

export const parameterTypeMissing: Rule = {
  id: 'parameter-type-missing',
  severity: 'error',
  profile: 'build',
  title: 'Each parameter but the body has a type.',
  explanation: 'The designer shows a field by the `type` of its parameter. A parameter without one makes the import fail or the operation unusable; only a body has a `schema` instead.',
  source: 'OpenAPI 2.0, Parameter Object, type: required; coe-starter-kit #5245; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }] } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }] } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const parameter of definition.parameters) {
      const { node, name } = parameter;
      // A schema in its place is OpenAPI 3, and another rule says so.
      if (parameter.in === undefined || parameter.in === 'body' || valueOf(node, 'type') || valueOf(node, 'schema') || isMisspelt(node, 'parameter', 'type')) continue;
      const type = valueOf(node, 'items') ? 'array' : 'string';
      const fixes = (): Fix[] => fileFixes('definition', `Add "type": "${type}"`, false, insertMember(definition.document, node, 'type', type));
      const called = name === undefined ? 'This parameter' : `The parameter "${name}"`;
      report({ file: 'definition', range: parameterRange(parameter), message: `${called} has no "type". Add one: string, number, integer, boolean, array, or file in a form.`, fixes });
    }
  },
};
