import { ROOT_KEYS, PROPERTIES_KEYS } from '../../catalogue/property-keys.ts';
import { insertMember, removeMember, renameKey } from '../../fixes/node-edits.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { toValue } from '../../../connector/syntax-tree.ts';

export const propertiesRoot: Rule = {
  id: 'properties-root',
  severity: 'error',
  profile: 'build',
  title: 'The root of apiProperties holds `properties` and nothing else.',
  explanation: 'All that apiProperties says stands inside the object `properties`. What stands beside it is not sent to the service; only `$schema` may.',
  source: 'schemas/paconn-apiProperties.schema.json (root, additionalProperties: false); review of PowerPlatformConnectors#1312.',
  published: 0,
  bad: { properties: '{ "publisher": "Contoso" }' },
  good: { properties: '{ "$schema": "https://raw.githubusercontent.com/microsoft/PowerPlatformConnectors/master/schemas/paconn-apiProperties.schema.json" }' },
  check: ({ properties }, report) => {
    if (!properties) return;
    const { document, root, node } = properties;
    for (const member of root.members ?? []) {
      const { key } = member;
      if (ROOT_KEYS.includes(key)) continue;
      const meant = member.value.kind === 'object' ? nearest(key, ['properties']) : undefined;
      if (meant !== undefined && !root.members?.some((other) => other.key === meant)) {
        const fixes = (): Fix[] => [{ title: `Rename to "${meant}"`, safe: true, changes: [{ file: 'properties', edits: renameKey(document, member, meant) }] }];
        report({ file: 'properties', range: member.keyRange, message: `"${key}" must read "properties", exactly so.`, fixes });
        continue;
      }
      const belongs = PROPERTIES_KEYS.find((known) => known.toLowerCase() === key.toLowerCase());
      const present = node?.members?.some((other) => other.key.toLowerCase() === key.toLowerCase()) ?? false;
      const fixes = (): Fix[] => [
        ...(belongs !== undefined && node && !present ? [{ title: 'Move into "properties"', safe: false, changes: [{ file: 'properties' as const, edits: [...insertMember(document, node, belongs, toValue(member.value)), ...removeMember(document, root, member)] }] }] : []),
        { title: `Remove "${key}"`, safe: false, changes: [{ file: 'properties', edits: removeMember(document, root, member) }] },
      ];
      report({ file: 'properties', range: member.keyRange, message: `"${key}" stands beside "properties", where the service does not look. ${belongs === undefined ? 'Remove it.' : 'Move it into "properties".'}`, fixes });
    }
  },
};
