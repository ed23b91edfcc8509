import { replaceScalar } from '../../fixes/node-edits.ts';
import { rangeOfValue, textOf } from '../../model/nodes.ts';
import { customParameter } from '../../model/properties-model.ts';
import type { Fix, Rule } from '../../rule.ts';
import { isExpression, isPlaceholder } from '../../standing-values.ts';
import { isGuid } from '../../../connector/difference.ts';
import { managedIdentityExample } from './managed-identity-example.ts';
import { placeOf, trustsOf } from './trust.ts';

const MANY_TENANTS: ReadonlySet<string> = new Set(['common', 'organizations', 'consumers']);

export const managedIdentityTenant: Rule = {
  id: 'managed-identity-tenant',
  severity: 'error',
  profile: 'build',
  title: 'With managed identity the tenant is one tenant\'s GUID.',
  explanation: 'Issuer and subject of the assertion name one tenant, and the app registration must be in it, open to that tenant alone. `common`, the default of the designer, stands for all and is refused; the name of a domain is no id.',
  source: 'managedBlog/graph-connector-factory-v2, connectorAuthTemplates.ts ("common" is refused); microsoft/mcp, known issues (single tenant).',
  bad: managedIdentityExample({ customParameters: { tenantId: { value: 'common' } } }),
  good: managedIdentityExample(),
  check: ({ properties }, report) => {
    for (const { oauth, tenantId } of trustsOf(properties)) {
      if (!properties) continue;
      const parameter = customParameter(oauth, 'tenantId');
      const node = parameter?.value;
      const text = textOf(node)?.trim();
      if (text !== undefined && (isGuid(text) || isExpression(text))) continue;
      if (!parameter || !node || text === undefined || text === '') {
        report({ file: 'properties', range: parameter ? rangeOfValue(parameter.member) : placeOf(oauth.customParameters, oauth.member), message: 'Managed identity needs the tenant: add "TenantId" to customParameters, with the GUID of the tenant that the app registration is in.' });
        continue;
      }
      if (isPlaceholder(text)) {
        report({ file: 'properties', range: node.range, severity: 'information', message: 'The tenant is a placeholder. Put in the GUID of the tenant before the connector is deployed.' });
        continue;
      }
      const fixes = (): Fix[] => (tenantId === undefined ? [] : [{ title: `Write the issuer's tenant, ${tenantId}`, safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, node, tenantId) }] }]);
      const what = MANY_TENANTS.has(text.toLowerCase()) ? `"${text}" stands for many tenants, and managed identity works in one` : `"${text}" is no GUID`;
      report({ file: 'properties', range: node.range, message: `${what}. Write the GUID of the tenant that the app registration is in.`, fixes });
    }
  },
};
