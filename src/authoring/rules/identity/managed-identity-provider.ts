import { identityProvider } from '../../catalogue/identity-providers.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';
import { managedIdentityExample } from './managed-identity-example.ts';
import { trustsOf } from './trust.ts';

export const managedIdentityProvider: Rule = {
  id: 'managed-identity-provider',
  severity: 'error',
  profile: 'build',
  title: 'Managed identity goes with the identity provider `aad`.',
  explanation: 'The assertion that stands in for the secret is taken by Microsoft Entra and by nobody else, and the designer offers managed identity for it alone.',
  source: 'Exports of the platform in managedBlog/graph-connector-factory-v2; the designer\'s Security tab.',
  bad: managedIdentityExample({ identityProvider: 'GitHub' }),
  good: managedIdentityExample(),
  check: ({ properties }, report) => {
    for (const { oauth: { provider, providerNode } } of trustsOf(properties)) {
      // A provider that is not known is said to be so already.
      if (!properties || !providerNode || provider === undefined || provider.toLowerCase() === 'aad' || !identityProvider(provider)) continue;
      const fixes = (): Fix[] => [{ title: 'Write "aad"', safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, providerNode, 'aad') }] }];
      report({ file: 'properties', range: providerNode.range, message: `Managed identity works with Microsoft Entra, so with the identity provider "aad", and not with "${provider}". Write aad, or give a client secret to the service instead.`, fixes });
    }
  },
};
