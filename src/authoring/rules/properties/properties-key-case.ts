import { renameKey } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';
import { keyedObjects, keyInRightCase } from './keyed-objects.ts';

export const propertiesKeyCase: Rule = {
  id: 'properties-key-case',
  severity: 'information',
  profile: 'build',
  title: 'Keys of apiProperties are written in the documented case.',
  explanation: 'The service reads `oauthSettings`, `displayname` and `stackowner` as well, but the command line tools and scripts that look for `oAuthSettings` pass them by: paconn puts the secret nowhere.',
  source: 'Published connectors with such keys; paconn looks for `connectionParameters.token.oAuthSettings` exactly.',
  published: 5,
  bad: { properties: '{ "properties": { "stackOwner": null, "stackowner": "Contoso" } }' },
  good: { properties: '{ "properties": { "stackOwner": "Contoso" } }' },
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const { node, keys } of keyedObjects(properties)) {
      for (const member of node.members ?? []) {
        const right = keyInRightCase(member.key, keys);
        if (right === undefined || node.members?.some(({ key }) => key === right)) continue;
        const fixes = (): Fix[] => [{ title: `Rename to "${right}"`, safe: true, changes: [{ file: 'properties', edits: renameKey(properties.document, member, right) }] }];
        report({ file: 'properties', range: member.keyRange, message: `"${member.key}" is usually written "${right}". The service reads both, but tools look for that form.`, fixes });
      }
    }
  },
};
