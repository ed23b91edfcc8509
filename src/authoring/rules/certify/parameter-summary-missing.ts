import { insertMember } from '../../fixes/node-edits.ts';
import { filledText, memberOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { replaceMemberValue } from '../../fixes/node-edits.ts';

export const parameterSummaryMissing: Rule = {
  id: 'parameter-summary-missing',
  severity: 'warning',
  profile: 'certify',
  title: 'Visible parameters have `x-ms-summary`.',
  explanation: 'It is the label of the field; without it users see the name that the API has for it. Body parameters are left out of account, since their properties have labels of their own, and so are internal ones.',
  source: 'Certification validator ("The \'x-ms-summary\' property is required", PowerPlatformConnectors pull requests 1003 and 4041).',
  published: 173,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-url-encoding": "single" }] } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }] } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { node, name, nameNode, visibility, in: place } of definition.parameters) {
      if (place === 'body' || visibility === 'internal' || !nameNode || name === undefined || filledText(node, 'x-ms-summary') !== undefined) continue;
      const label = labelOf(name);
      const fixes = (): Fix[] => {
        const empty = memberOf(node, 'x-ms-summary');
        const edits = empty ? replaceMemberValue(document, node, empty, label) : insertMember(document, node, 'x-ms-summary', label);
        return label === '' ? [] : [{ title: `Add "x-ms-summary": "${label}"`, safe: false, changes: [{ file: 'definition', edits }] }];
      };
      report({ file: 'definition', range: nameNode.range, message: `The parameter "${name}" has no label. Add "x-ms-summary" with a short text for users.`, fixes });
    }
  },
};

/** `itemId`, `item_id` and `item-id` become `Item Id`. */
function labelOf(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}
