import { identityProvider, identityProviders } from '../../catalogue/identity-providers.ts';
import type { Rule } from '../../rule.ts';
import { reportUnknownWord } from '../unknown-word.ts';
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
      reportUnknownWord({ document: properties.document, node: providerNode, word: provider, words: NAMES, what: 'identity provider', usual: 'The usual ones are aad, oauth2 and oauth2generic.', report });
    }
  },
};
