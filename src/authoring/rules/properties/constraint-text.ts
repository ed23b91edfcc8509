import { replaceScalar } from '../../fixes/node-edits.ts';
import { memberLike, rangeOfValue } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';

export const constraintText: Rule = {
  id: 'constraint-text',
  severity: 'warning',
  profile: 'build',
  title: '`required` and `hidden` are the texts `"true"` or `"false"`.',
  explanation: 'These two constraints are text, unlike `clearText`. The service takes a boolean, but what reads the connector later does not: solution tools and flows fail with "required to be of type \'String\' but is of type \'Boolean\'".',
  source: 'schemas/paconn-apiProperties.schema.json, ConnectionParameter-uiDefinition; microsoft/coe-starter-kit#7630.',
  published: 17,
  bad: { properties: '{ "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "constraints": { "required": true } } } } } }' },
  good: { properties: '{ "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "constraints": { "required": "true" } } } } } }' },
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const { constraints } of properties.parameters) {
      for (const name of ['required', 'hidden']) {
        const member = memberLike(constraints, name);
        if (!member) continue;
        const { value: node } = member;
        const written = String(node.value).trim().toLowerCase();
        const known = written === 'true' || written === 'false' ? written : undefined;
        if (known !== undefined && node.kind === 'string') continue;
        const fixes = (): Fix[] => (known === undefined ? [] : [{ title: `Write "${known}" as text`, safe: true, changes: [{ file: 'properties', edits: replaceScalar(properties.document, node, known) }] }]);
        report({ file: 'properties', range: rangeOfValue(member), message: `"${member.key}" must be the text "true" or "false"${node.kind === 'boolean' ? ', in quotes: tools that read the connector refuse a boolean here' : ''}.`, fixes });
      }
    }
  },
};
