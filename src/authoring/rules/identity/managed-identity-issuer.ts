import { replaceScalar } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';
import { differsInCaseOnly, sameGuid } from '../../../connector/difference.ts';
import { entraCloudOfHost } from '../../../connector/entra-clouds.ts';
import { explainUnreadableIssuer, parseIssuer, textFault } from '../../../connector/identity-values.ts';
import { managedIdentityExample } from './managed-identity-example.ts';
import { trustsOf, type Trust } from './trust.ts';

export const managedIdentityIssuer: Rule = {
  id: 'managed-identity-issuer',
  severity: 'error',
  profile: 'build',
  title: 'The issuer is the tenant\'s, in the form `https://login.microsoftonline.com/<tenant>/v2.0`.',
  explanation: 'Entra compares the issuer of the assertion with that of the federated credential character by character: another tenant, another cloud, a missing `/v2.0` or a slash at the end make sign-in fail with AADSTS700211.',
  source: 'learn.microsoft.com, Power Platform, set up managed identity, and Entra, federated credential considerations.',
  bad: managedIdentityExample({}, { credentials: { Issuer: 'https://login.microsoftonline.com/99999999-2222-4333-8444-555555555555/v2.0' } }),
  good: managedIdentityExample(),
  check: ({ properties }, report) => {
    for (const trust of trustsOf(properties)) {
      const { issuer, tenantId, cloud } = trust;
      const fault = issuer && issuerFault(trust);
      if (!properties || !issuer || !fault) continue;
      const expected = tenantId !== undefined && cloud ? `${cloud.login}/${tenantId}/v2.0` : undefined;
      const fixes = (): Fix[] => (expected === undefined ? [] : [{ title: `Write "${expected}"`, safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, issuer.node, expected) }] }]);
      report({ file: 'properties', range: issuer.node.range, severity: fault.mild ? 'warning' : undefined, message: fault.message, fixes });
    }
  },
};

function issuerFault({ issuer, tenantId, cloud }: Trust): { readonly message: string; readonly mild?: true } | undefined {
  const text = issuer?.text ?? '';
  const ofText = textFault('issuer', text);
  if (ofText !== undefined) return { message: ofText };
  const parsed = parseIssuer(text);
  if (!parsed) return { message: explainUnreadableIssuer(text) };
  if (tenantId !== undefined && !sameGuid(parsed.tenantId, tenantId)) return { message: `The issuer belongs to tenant ${parsed.tenantId}, and TenantId is ${tenantId}. Sign-in fails with AADSTS700211: both must be the tenant of the app registration.` };
  const own = entraCloudOfHost(parsed.host);
  if (cloud && own && own !== cloud) return { message: `The issuer's host ${parsed.host} belongs to ${own.title}, the rest of the block to ${cloud.title}. Write the host of the connector's cloud, ${cloud.loginHosts[0]}.` };
  const expected = cloud && tenantId !== undefined ? `${cloud.login}/${tenantId}/v2.0` : undefined;
  if (expected === undefined || text === expected) return undefined;
  if (differsInCaseOnly(expected, text)) return { message: 'The issuer differs from the usual form in case alone, and Entra compares case-sensitively. Write it as the service does.', mild: true };
  return { message: `The issuer's host ${parsed.host} is not ${cloud?.loginHosts[0]}, which the service writes. Entra compares exactly.`, mild: true };
}
