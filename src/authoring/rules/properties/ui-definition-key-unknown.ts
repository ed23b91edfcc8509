import type { Rule } from '../../rule.ts';
import { reportUnknownKeys } from './key-findings.ts';

export const uiDefinitionKeyUnknown: Rule = {
  id: 'ui-definition-key-unknown',
  severity: 'warning',
  profile: 'build',
  title: '`uiDefinition` and its `constraints` have known keys.',
  explanation: 'A misspelt key is not shown in the dialog in which the connection is made, and a misspelt constraint does not hold.',
  source: 'schemas/paconn-apiProperties.schema.json, ConnectionParameter-uiDefinition; every key of the published ones is known but for its case.',
  published: 0,
  bad: { properties: '{ "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "tooltipp": "Ask your administrator.", "tooltip": null } } } } }' },
  good: { properties: '{ "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "tooltip": "Ask your administrator." } } } } }' },
  check: ({ properties }, report) => {
    if (properties) reportUnknownKeys({ properties, kinds: ['ui'], report });
  },
};
