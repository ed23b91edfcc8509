import { identityProvider, identityProviders } from '../../catalogue/identity-providers.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';

const NAMES = identityProviders.map(({ name }) => name);

export const identityProviderUnknown: Rule = {
  id: 'identity-provider-unknown',
  severity: 'warning',
  profile: 'build',
  title: '`identityProvider` names a known provider.',
  explanation: '`aad` is Microsoft Entra, `oauth2` any service with three URLs, `oauth2generic` any with templates. There are more, and Microsoft adds some without documenting them, so that a word which is like none of the known ones is only pointed at.',
  source: 'learn.microsoft.com, custom connectors, connection parameters; published connectors.',
  published: 0,
  bad: oauthExample('oauth2', { identityProvider: 'oaut2' }),
  good: oauthExample('oauth2', { identityProvider: 'oauth2' }),
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const { member, provider, providerNode } of properties.oauth) {
      if (!providerNode || provider === undefined || provider.trim() === '') {
        report({ file: 'properties', range: providerNode && !providerNode.members && !providerNode.items ? providerNode.range : member.keyRange, message: 'The sign-in names no identityProvider. Add one: aad for Microsoft Entra, oauth2 for any other service.' });
        continue;
      }
      if (identityProvider(provider)) continue;
      const near = nearest(provider, NAMES);
      const fixes = (): Fix[] => (near === undefined ? [] : [{ title: `Write "${near}"`, safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, providerNode, near) }] }]);
      if (near === undefined) report({ file: 'properties', range: providerNode.range, severity: 'hint', message: `"${provider}" is no identity provider that is known here. The usual ones are aad, oauth2 and oauth2generic.` });
      else report({ file: 'properties', range: providerNode.range, message: `"${provider}" is no known identity provider. Is "${near}" meant?`, fixes });
    }
  },
};
