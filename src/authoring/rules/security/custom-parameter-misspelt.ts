import { customParameter as knownParameter, identityProvider } from '../../catalogue/identity-providers.ts';
import { renameKey } from '../../fixes/node-edits.ts';
import { customParameter } from '../../model/properties-model.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';

export const customParameterMisspelt: Rule = {
  id: 'custom-parameter-misspelt',
  severity: 'warning',
  profile: 'build',
  title: 'customParameters are spelt as the identity provider knows them.',
  explanation: 'A misspelt one is as if it were not there. Names that are like none of the known ones are left alone: connectors may have parameters of their own, which their templates use.',
  source: 'schemas/paconn-apiProperties.schema.json, oAuthSettings by identityProvider; no published connector has a misspelt one.',
  published: 0,
  bad: oauthExample('oauth2', { customParameters: { refreshUrl: undefined, refreshUri: { value: 'https://auth.contoso.com/token' } } }),
  good: oauthExample('oauth2'),
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const oauth of properties.oauth) {
      const provider = identityProvider(oauth.provider ?? '');
      if (!provider) continue;
      const free = provider.customParameters.map(({ name }) => name).filter((name) => !customParameter(oauth, name));
      for (const member of oauth.customParameters?.value.members ?? []) {
        if (knownParameter(provider, member.key)) continue;
        const near = nearest(member.key, free);
        if (near === undefined) continue;
        const fixes = (): Fix[] => [{ title: `Rename to "${near}"`, safe: false, changes: [{ file: 'properties', edits: renameKey(properties.document, member, near) }] }];
        report({ file: 'properties', range: member.keyRange, message: `The identity provider "${provider.name}" does not know "${member.key}". Is "${near}" meant?`, fixes });
      }
    }
  },
};
