import { replaceScalar } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';
import { differsInCaseOnly } from '../../../connector/difference.ts';
import { entraCloudOfAudience } from '../../../connector/entra-clouds.ts';
import { textFault } from '../../../connector/identity-values.ts';
import { managedIdentityExample } from './managed-identity-example.ts';
import { trustsOf } from './trust.ts';

export const managedIdentityAudience: Rule = {
  id: 'managed-identity-audience',
  severity: 'error',
  profile: 'build',
  title: 'The audience is that of the cloud: `api://AzureADTokenExchange` in the public one.',
  explanation: 'Each cloud has one audience for federated credentials. Entra compares it exactly, upper and lower case included: sign-in fails with AADSTS700212.',
  source: 'learn.microsoft.com, Entra, config-app-trust-managed-identity (audiences by cloud).',
  bad: managedIdentityExample({}, { credentials: { Audience: 'api://AzureADTokenExchangeUSGov' } }),
  good: managedIdentityExample(),
  check: ({ properties }, report) => {
    for (const { audience, cloud } of trustsOf(properties)) {
      if (!properties || !audience || !cloud) continue;
      const { text, node } = audience;
      const { federatedAudience, title } = cloud;
      if (text === federatedAudience) continue;
      const fixes = (): Fix[] => [{ title: `Write "${federatedAudience}"`, safe: text.trim().toLowerCase() === federatedAudience.toLowerCase(), changes: [{ file: 'properties', edits: replaceScalar(properties.document, node, federatedAudience) }] }];
      const other = entraCloudOfAudience(text);
      const fault = textFault('audience', text)
        ?? (differsInCaseOnly(federatedAudience, text) ? `The audience differs from "${federatedAudience}" in case alone, and Entra compares case-sensitively.`
          : other ? `The audience belongs to ${other.title}, the rest of the block to ${title}, whose audience is "${federatedAudience}".`
            : `"${text}" is no audience of federated credentials. That of ${title} is "${federatedAudience}".`);
      report({ file: 'properties', range: node.range, message: fault, fixes });
    }
  },
};
