import { customParameter as knownParameter, identityProvider } from '../../catalogue/identity-providers.ts';
import { replaceMemberValue, replaceScalar } from '../../fixes/node-edits.ts';
import { memberLike, textOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';

export const customParameterValue: Rule = {
  id: 'custom-parameter-value',
  severity: 'warning',
  profile: 'build',
  title: 'A customParameter is `{ "value": "…" }`.',
  explanation: 'Each custom parameter is an object whose `value` is text. `null` and an object without `value` say nothing.',
  source: 'schemas/paconn-apiProperties.schema.json, customParameters; 3 published connectors.',
  published: 3,
  bad: oauthExample('oauth2', { customParameters: { refreshUrl: { value: null } } }),
  good: oauthExample('oauth2', { customParameters: { refreshUrl: { value: 'https://auth.contoso.com/token' } } }),
  check: ({ properties }, report) => {
    if (!properties) return;
    const { document } = properties;
    for (const oauth of properties.oauth) {
      const container = oauth.customParameters?.value;
      if (!oauth.customParameters || !container) continue;
      if (container.kind !== 'object') {
        report({ file: 'properties', range: oauth.customParameters.keyRange, message: '"customParameters" must be an object.' });
        continue;
      }
      const provider = identityProvider(oauth.provider ?? '');
      for (const member of container.members ?? []) {
        const inner = memberLike(member.value, 'value');
        const text = textOf(inner?.value);
        if (text !== undefined) {
          if (text.trim() === '' && provider && knownParameter(provider, member.key)?.required && inner) report({ file: 'properties', range: inner.value.range, message: `"${member.key}" is empty, and the identity provider "${provider.name}" needs it. Fill it in.` });
          continue;
        }
        const bare = member.value.members ? inner?.value : member.value;
        const scalar = bare && bare.kind !== 'null' && !bare.members && !bare.items ? String(bare.value) : undefined;
        const fixes = (): Fix[] => {
          if (scalar === undefined) return [];
          const edits = inner ? replaceScalar(document, inner.value, scalar) : replaceMemberValue(document, container, member, { value: scalar });
          return [{ title: inner ? 'Make it text' : 'Write it as { "value": … }', safe: true, changes: [{ file: 'properties', edits }] }];
        };
        const at = inner?.value ?? member.value;
        const range = at.members ?? at.items ? member.keyRange : at.range;
        const what = inner ? `The value of "${member.key}" is ${inner.value.kind === 'null' ? 'null' : 'no text'}` : member.value.members ? `"${member.key}" has no "value"` : `"${member.key}" must be an object with "value"`;
        report({ file: 'properties', range, message: `${what}. Write "${member.key}": { "value": "…" }, or remove it.`, fixes });
      }
    }
  },
};
