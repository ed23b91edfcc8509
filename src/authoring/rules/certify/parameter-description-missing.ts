import { filledText } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';

export const parameterDescriptionMissing: Rule = {
  id: 'parameter-description-missing',
  severity: 'warning',
  profile: 'certify',
  title: 'Visible parameters have a description.',
  explanation: 'It is shown in the empty field and on the documentation page. Body parameters and internal ones are left out of account.',
  source: 'Certification validator ("The \'description\' property is required", PowerPlatformConnectors pull requests 3407 and 4160).',
  published: 131,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }] } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }] } } } }' },
  check: ({ definition }, report) => {
    for (const { node, name, nameNode, visibility, in: place } of definition?.parameters ?? []) {
      if (place === 'body' || visibility === 'internal' || !nameNode || name === undefined || filledText(node, 'description') !== undefined) continue;
      report({ file: 'definition', range: nameNode.range, message: `The parameter "${name}" has no description. Say in one sentence what it is for.` });
    }
  },
};
