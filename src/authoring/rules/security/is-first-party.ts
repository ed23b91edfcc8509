import { replaceScalar } from '../../fixes/node-edits.ts';
import { memberLike, rangeOfValue } from '../../model/nodes.ts';
import { federationOf } from '../../model/oauth-settings.ts';
import type { Fix, Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';

export const isFirstParty: Rule = {
  id: 'is-first-party',
  severity: 'warning',
  profile: 'build',
  title: '`IsFirstParty` is the text `"True"` or `"False"`.',
  explanation: 'It is text, unlike `IsOnbehalfofLoginSupported` beside it. Connectors of others than Microsoft have "False".',
  source: 'schemas/paconn-apiProperties.schema.json, oAuthSettings.properties; 231 of 232 published sign-ins.',
  published: 1,
  bad: oauthExample('oauth2', { properties: { IsFirstParty: false } }),
  good: oauthExample('oauth2', { properties: { IsFirstParty: 'False' } }),
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const oauth of properties.oauth) {
      const member = memberLike(federationOf(oauth).properties?.value, 'IsFirstParty');
      if (!member) continue;
      const { value: node } = member;
      const text = String(node.value).trim().toLowerCase();
      const right = text === 'true' ? 'True' : text === 'false' ? 'False' : undefined;
      if (node.kind === 'string' && right !== undefined) continue;
      const fixes = (): Fix[] => (right === undefined ? [] : [{ title: `Write "${right}" as text`, safe: true, changes: [{ file: 'properties', edits: replaceScalar(properties.document, node, right) }] }]);
      report({ file: 'properties', range: rangeOfValue(member), message: '"IsFirstParty" must be the text "True" or "False".', fixes });
    }
  },
};
