import { CONNECTION_PARAMETER_TYPES } from '../../catalogue/property-keys.ts';
import { insertMember, replaceScalar } from '../../fixes/node-edits.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';

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
      const near = nearest(type, CONNECTION_PARAMETER_TYPES);
      const sameWord = near !== undefined && near.toLowerCase() === type.toLowerCase();
      const fixes = (): Fix[] => (near === undefined ? [] : [{ title: `Write "${near}"`, safe: sameWord, changes: [{ file: 'properties', edits: replaceScalar(document, typeNode, near) }] }]);
      if (near === undefined) report({ file: 'properties', range, severity: 'hint', message: `"${type}" is no known type of connection parameters. The usual ones are string, securestring and oauthSetting.` });
      else if (sameWord) report({ file: 'properties', range, severity: 'information', message: `The type is usually written "${near}". The service reads "${type}" as well, but not every tool does.`, fixes });
      else report({ file: 'properties', range, message: `"${type}" is no known type of connection parameters. Is "${near}" meant?`, fixes });
    }
  },
};
