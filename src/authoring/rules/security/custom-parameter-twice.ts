import { removeMember } from '../../fixes/node-edits.ts';
import { memberLike } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { sameData } from '../../../connector/json-value.ts';
import { toValue, type SyntaxMember } from '../../../connector/syntax-tree.ts';
import { oauthExample } from './oauth-example.ts';

export const customParameterTwice: Rule = {
  id: 'custom-parameter-twice',
  severity: 'warning',
  profile: 'build',
  title: 'A customParameter stands once, whatever its case.',
  explanation: 'Names are read in any case: `resourceUri` is the form of the designer, `ResourceUri` that of exports with managed identity. With both in one block nobody can say which value counts.',
  source: 'Exports of the platform in managedBlog/graph-connector-factory-v2 beside published connectors; no published connector has both forms.',
  published: 0,
  bad: oauthExample('aad', { customParameters: { ResourceUri: { value: 'https://graph.microsoft.us' } } }),
  good: oauthExample('aad'),
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const { customParameters } of properties.oauth) {
      const container = customParameters?.value;
      const first = new Map<string, SyntaxMember>();
      for (const member of container?.members ?? []) {
        const before = first.get(member.key.toLowerCase());
        if (!before || before.key === member.key || !container) {
          first.set(member.key.toLowerCase(), member);
          continue;
        }
        const valueIn = (one: SyntaxMember): unknown => toValue(memberLike(one.value, 'value')?.value ?? one.value);
        const same = sameData(valueIn(before), valueIn(member));
        const fixes = (): Fix[] => [member, before].map((one) => ({ title: `Remove "${one.key}"`, safe: same, changes: [{ file: 'properties', edits: removeMember(properties.document, container, one) }] }));
        report({
          file: 'properties', range: member.keyRange, fixes,
          message: `"${member.key}" and "${before.key}" are one parameter to the service${same ? '' : ', and their values differ'}. Remove one of them.`,
          related: [{ file: 'properties', range: before.keyRange, message: 'The other one is here.' }],
        });
      }
    }
  },
};
