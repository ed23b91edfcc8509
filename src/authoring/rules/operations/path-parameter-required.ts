import { fileFixes } from '../../fixes/file-fix.ts';
import { insertMember, replaceMemberValue } from '../../fixes/node-edits.ts';
import { memberOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { parameterRange } from './parameter-place.ts';

export const pathParameterRequired: Rule = {
  id: 'path-parameter-required',
  severity: 'error',
  profile: 'build',
  title: 'Parameters in a path are required.',
  explanation: 'A path cannot be called with a part of it missing, so a parameter with `"in": "path"` has `"required": true`.',
  source: 'OpenAPI 2.0, Parameter Object, required: "If the parameter is in path, this property is required and its value MUST be true"; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": false, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }] } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }] } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const parameter of definition.parameters) {
      if (parameter.in !== 'path' || parameter.required) continue;
      const { node, name } = parameter;
      const required = memberOf(node, 'required');
      const edits = () => (required ? replaceMemberValue(document, node, required, true) : insertMember(document, node, 'required', true));
      const fixes = (): Fix[] => fileFixes('definition', 'Write "required": true', true, edits());
      const called = name === undefined ? 'This parameter' : `The parameter "${name}"`;
      report({ file: 'definition', range: required?.value.range ?? parameterRange(parameter), message: `${called} is in the path, and must be required. Write "required": true.`, fixes });
    }
  },
};
