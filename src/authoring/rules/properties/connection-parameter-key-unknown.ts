import type { Rule } from '../../rule.ts';
import { reportUnknownKeys } from './key-findings.ts';

export const connectionParameterKeyUnknown: Rule = {
  id: 'connection-parameter-key-unknown',
  severity: 'warning',
  profile: 'build',
  title: 'Connection parameters and their `oAuthSettings` have known keys.',
  explanation: 'A misspelt key is as if it were not there. A key that is like none of the known ones is only pointed at, since identity providers bring keys of their own.',
  source: 'schemas/paconn-apiProperties.schema.json; every key of the 1,412 published connection parameters is known.',
  published: 0,
  bad: { properties: '{ "properties": { "connectionParameters": { "api_key": { "defaultVallue": "none" } } } }' },
  good: { properties: '{ "properties": { "connectionParameters": { "region": { "type": "string", "defaultValue": "eu", "uiDefinition": { "displayName": "Region", "constraints": { "required": "true" } } } } } }' },
  check: ({ properties }, report) => {
    if (properties) reportUnknownKeys({ properties, kinds: ['parameter', 'oauth'], report });
  },
};
