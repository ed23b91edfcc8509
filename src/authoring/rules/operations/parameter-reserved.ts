import { fileFixes } from '../../fixes/file-fix.ts';
import type { Rule } from '../../rule.ts';
import { parameterRange, removeFromList } from './parameter-place.ts';

export const parameterReserved: Rule = {
  id: 'parameter-reserved',
  severity: 'error',
  profile: 'build',
  title: 'No parameter takes a name that the platform keeps for itself.',
  explanation: 'The platform fills the header `Authorization` from the connection, and addresses each call by a parameter `connectionId` of its own. Another one of that name is refused or overwritten. How to sign in belongs in the connection parameters.',
  source: 'Custom connector checklist of rwilson504 (power-platform-custom-connector); no published connector has either.',
  published: 0,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }, { "name": "Authorization", "in": "header", "type": "string", "description": "The token.", "x-ms-summary": "Token" }] } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }, { "name": "X-Shelf", "in": "header", "type": "string", "description": "The shelf.", "x-ms-summary": "Shelf" }] } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const parameter of definition.parameters) {
      const { name, operation, path, node } = parameter;
      const signsIn = parameter.in === 'header' && name?.toLowerCase() === 'authorization';
      if (!signsIn && name !== 'connectionId') continue;
      const owner = operation ?? path;
      const message = signsIn ? 'The platform fills the header Authorization itself. Remove this parameter, and say how to sign in by connection parameters.' : 'The name "connectionId" is kept by the platform. Give the parameter another one.';
      report({ file: 'definition', range: parameterRange(parameter), message, fixes: () => (signsIn && owner ? fileFixes('definition', 'Remove the parameter', false, removeFromList(definition, { parameter, item: node, fromPath: !operation }, owner)) : []) });
    }
  },
};
