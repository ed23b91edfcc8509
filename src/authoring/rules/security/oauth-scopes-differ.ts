import { replaceMemberValue } from '../../fixes/node-edits.ts';
import { memberOf, textOf } from '../../model/nodes.ts';
import { settingOf } from '../../model/oauth-settings.ts';
import type { Fix, Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';
import { onlyOAuth2 } from './only-oauth2.ts';
import { scopesIn } from './scope-text.ts';

export const oauthScopesDiffer: Rule = {
  id: 'oauth-scopes-differ',
  severity: 'warning',
  profile: 'build',
  title: 'Definition and apiProperties list the same scopes.',
  explanation: 'Connections ask for the scopes of apiProperties. Where the definition lists others, one of the two is out of date.',
  source: 'Cross-file check; 4 of 140 published pairs differ.',
  published: 4,
  bad: oauthExample('oauth2', {}, { scheme: { scopes: { read: 'Read', write: 'Write' } } }),
  good: oauthExample('oauth2'),
  check: ({ definition, properties }, report) => {
    const pair = definition && properties && onlyOAuth2(definition, properties);
    const member = memberOf(pair?.scheme, 'scopes');
    if (!pair || member?.value.kind !== 'object') return;
    const defined = new Set((member.value.members ?? []).filter(({ key }) => !key.startsWith('x-')).flatMap(({ key }) => scopesIn(key)));
    const used = new Set(pair.oauth.block.scopes.flatMap(scopesIn));
    // An empty list means the scopes that the service gives anyway.
    if (defined.size === 0 || used.size === 0) return;
    const only = (left: ReadonlySet<string>, right: ReadonlySet<string>): string[] => [...left].filter((scope) => !right.has(scope));
    const missing = only(used, defined);
    const surplus = only(defined, used);
    if (missing.length + surplus.length === 0) return;
    const fixes = (): Fix[] => {
      const descriptions = new Map((member.value.members ?? []).map(({ key, value }) => [key, textOf(value) ?? key]));
      const scopes = Object.fromEntries([...used].map((scope) => [scope, descriptions.get(scope) ?? scope]));
      return [{ title: 'List the scopes of apiProperties here', safe: false, changes: [{ file: 'definition', edits: replaceMemberValue(definition.document, pair.scheme, member, scopes) }] }];
    };
    const told = [...(missing.length > 0 ? [`apiProperties asks for ${listed(missing)} besides`] : []), ...(surplus.length > 0 ? [`only the definition has ${listed(surplus)}`] : [])].join(', and ');
    const range = settingOf(pair.oauth, 'scopes')?.keyRange;
    report({ file: 'definition', range: member.keyRange, fixes, message: `The scopes are not those of apiProperties, which are the ones that are used: ${told}. Make them the same.`, related: range && [{ file: 'properties', range, message: 'These are used.' }] });
  },
};

function listed(scopes: readonly string[]): string {
  return scopes.slice(0, 4).map((scope) => `"${scope}"`).join(', ') + (scopes.length > 4 ? ` and ${scopes.length - 4} more` : '');
}
