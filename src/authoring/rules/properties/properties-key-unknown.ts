import type { Rule } from '../../rule.ts';
import { reportUnknownKeys } from './key-findings.ts';

/** `token:clientId`: a connection parameter in the wrong place. */
const CLAIM = /^\w+:\w+$/;

export const propertiesKeyUnknown: Rule = {
  id: 'properties-key-unknown',
  severity: 'warning',
  profile: 'build',
  title: '`properties` and `connectionParameterSets` have known keys.',
  explanation: 'A misspelt key is as if it were not there: the service creates the connector without what it says. A key that is like none of the known ones is only pointed at, since new ones appear.',
  source: 'schemas/paconn-apiProperties.schema.json (additionalProperties: false) and the keys that paconn downloads.',
  published: 2,
  bad: { properties: '{ "properties": { "conectionParameterSets": { "uiDefinition": { "displayName": "Sign-in" }, "values": [] } } }' },
  good: { properties: '{ "properties": { "capabilities": ["actions"] } }' },
  check: ({ properties }, report) => {
    if (properties) reportUnknownKeys({ properties, kinds: ['properties', 'sets'], silent: [CLAIM], report });
    for (const member of properties?.node?.members ?? []) {
      if (CLAIM.test(member.key)) report({ file: 'properties', range: member.keyRange, message: `"${member.key}" stands directly in "properties" and is not read there. Move it into "connectionParameters".` });
    }
  },
};
