import { insertMember, replaceMemberValue } from '../../fixes/node-edits.ts';
import { rangeOfValue } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { PUBLIC_ENTRA } from '../../../connector/entra-clouds.ts';
import { memberText } from '../../model/oauth-settings.ts';
import { managedIdentityExample } from './managed-identity-example.ts';
import { placeOf, trustsOf, type Trust } from './trust.ts';

export const managedIdentityCredentials: Rule = {
  id: 'managed-identity-credentials',
  severity: 'warning',
  profile: 'build',
  title: 'The block has `FederatedIdentityCredentials` with issuer, subject and audience.',
  explanation: 'The service is given issuer and audience and an empty subject, which it fills in when the connector has been saved. An empty subject is right before that.',
  source: 'managedBlog/graph-connector-factory-v2, connectorAuthTemplates.ts (the form on write) and three exports.',
  bad: managedIdentityExample({ properties: { FederatedIdentityCredentials: undefined } }),
  good: managedIdentityExample({}, { credentials: { Subject: '' } }),
  check: ({ properties }, report) => {
    for (const trust of trustsOf(properties)) {
      if (!properties) continue;
      const { document } = properties;
      const { oauth, federation: { properties: inner, credentials, issuer, subject, audience } } = trust;
      if (credentials?.value.kind === 'object') {
        const wanted = written(trust);
        for (const [name, member] of [['Issuer', issuer], ['Subject', subject], ['Audience', audience]] as const) {
          const filled = memberText(member)?.trim();
          if (member && (name === 'Subject' ? member.value.kind === 'string' : filled)) continue;
          const value = wanted[name];
          const fixes = (): Fix[] => {
            if (value === undefined) return [];
            const edits = member ? replaceMemberValue(document, credentials.value, member, value) : insertMember(document, credentials.value, name, value);
            return [{ title: `Write "${name}": "${value}"`, safe: true, changes: [{ file: 'properties', edits }] }];
          };
          report({ file: 'properties', range: member ? rangeOfValue(member) : credentials.keyRange, message: name === 'Subject' ? 'FederatedIdentityCredentials has no "Subject". Add it with an empty text, which the service fills in.' : `FederatedIdentityCredentials has no "${name}". Add it.`, fixes });
        }
        continue;
      }
      const fixes = (): Fix[] => {
        const value = written(trust);
        if (value.Issuer === undefined) return [];
        const edits = credentials && inner ? replaceMemberValue(document, inner.value, credentials, value)
          : inner?.value.kind === 'object' ? insertMember(document, inner.value, 'FederatedIdentityCredentials', value)
            : inner ? replaceMemberValue(document, oauth.node, inner, { IsFirstParty: 'False', FederatedIdentityCredentials: value })
              : insertMember(document, oauth.node, 'properties', { IsFirstParty: 'False', FederatedIdentityCredentials: value });
        return [{ title: 'Add "FederatedIdentityCredentials"', safe: true, changes: [{ file: 'properties', edits }] }];
      };
      report({ file: 'properties', range: credentials?.keyRange ?? placeOf(inner, oauth.member), message: 'The block has no "FederatedIdentityCredentials" in its properties. Add it with issuer and audience and an empty subject, which the service fills in; or run Configure Managed Identity.', fixes });
    }
  },
};

/** The form in which a connector is saved: the subject is the service's. */
function written({ tenantId, cloud }: Trust): { readonly Issuer?: string; readonly Subject: string; readonly Audience: string } {
  const { login, federatedAudience } = cloud ?? PUBLIC_ENTRA;
  return { ...(tenantId === undefined ? {} : { Issuer: `${login}/${tenantId}/v2.0` }), Subject: '', Audience: federatedAudience };
}
