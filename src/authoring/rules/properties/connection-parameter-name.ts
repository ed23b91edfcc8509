import type { Rule } from '../../rule.ts';

/** `api_key`, and `token:TenantId` for a claim of `token`. */
const NAME = /^[0-9a-zA-Z_]+(?::[0-9a-zA-Z_]+)?$/;

export const connectionParameterName: Rule = {
  id: 'connection-parameter-name',
  severity: 'warning',
  profile: 'build',
  title: 'Names of connection parameters have letters, digits and underscores.',
  explanation: 'Other characters are outside the form that Microsoft\'s schema gives, and expressions such as `@connectionParameters(\'…\')` and the designer may not find the parameter.',
  source: 'schemas/paconn-apiProperties.schema.json, patternProperties of connectionParameters.',
  published: 3,
  bad: { properties: '{ "properties": { "connectionParameters": { "host-name": { "type": "string", "uiDefinition": { "displayName": "Host", "constraints": { "required": "true" } } } } } }' },
  good: { properties: '{ "properties": { "connectionParameters": { "host_name": { "type": "string", "uiDefinition": { "displayName": "Host", "constraints": { "required": "true" } } } } } }' },
  check: ({ properties }, report) => {
    for (const { name, member } of properties?.parameters ?? []) {
      if (!NAME.test(name)) report({ file: 'properties', range: member.keyRange, message: `The name "${name}" of a connection parameter has other characters than letters, digits and underscores. Choose another name, and change it in policies too.` });
    }
  },
};
