import { CONNECTION_PARAMETER_TYPES } from '../../catalogue/property-keys.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';
import { reportUnknownWord } from '../unknown-word.ts';

const TYPES: ReadonlySet<string> = new Set(CONNECTION_PARAMETER_TYPES);

export const connectionParameterType: Rule = {
  id: 'connection-parameter-type',
  severity: 'warning',
  profile: 'build',
  title: 'A connection parameter has one of the known types.',
  explanation: 'The type decides how the value is asked for and kept: `string`, `securestring` for secrets, `int`, `bool`, `oauthSetting`, `gatewaySetting`. Another case of one of them is read by the service, though not by every tool.',
  source: 'schemas/paconn-apiProperties.schema.json, ConnectionParameter; all but one of the 1,416 published parameters.',
  published: 1,
  bad: { properties: '{ "properties": { "connectionParameters": { "api_key": { "type": "securstring" } } } }' },
  good: { properties: '{ "properties": { "connectionParameters": { "api_key": { "type": "securestring" } } } }' },
  check: ({ properties }, report) => {
    if (!properties) return;
    const { document } = properties;
    for (const { name, member, node, type, typeNode, oauth } of properties.parameters) {
      if (type !== undefined && TYPES.has(type)) continue;
      if (!typeNode) {
        const fixes = (): Fix[] => (oauth ? [{ title: 'Add "type": "oauthSetting"', safe: true, changes: [{ file: 'properties', edits: insertMember(document, node, 'type', 'oauthSetting') }] }] : []);
        report({ file: 'properties', range: member.keyRange, message: `The connection parameter "${name}" has no type. Add one: string, securestring or oauthSetting.`, fixes });
        continue;
      }
      const range = typeNode.members ?? typeNode.items ? member.keyRange : typeNode.range;
      if (type === undefined) {
        report({ file: 'properties', range, message: `The type of the connection parameter "${name}" must be text: string, securestring or oauthSetting.` });
        continue;
      }
      reportUnknownWord({ document, node: typeNode, word: type, words: CONNECTION_PARAMETER_TYPES, what: 'type of connection parameters', usual: 'The usual ones are string, securestring and oauthSetting.', report });
    }
  },
};
