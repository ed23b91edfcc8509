import { insertMember } from '../../fixes/node-edits.ts';
import { claimOf } from '../../model/oauth-settings.ts';
import type { Fix, Rule } from '../../rule.ts';
import { TENANT_CLAIM } from '../../../connector/managed-identity-shape.ts';
import { managedIdentityExample } from './managed-identity-example.ts';
import { trustsOf } from './trust.ts';

export const managedIdentityTenantClaim: Rule = {
  id: 'managed-identity-tenant-claim',
  severity: 'information',
  profile: 'build',
  title: 'Beside the sign-in stands `token:TenantId`.',
  explanation: 'The parameter takes the tenant of the user who signs in. The platform adds it on save; with it in the file there is no difference between what is deployed and what you have.',
  source: 'Three exports of the platform in managedBlog/graph-connector-factory-v2; troystaylor/SharingIsCaring.',
  bad: managedIdentityExample({}, { parameters: {} }),
  good: managedIdentityExample(),
  check: ({ properties }, report) => {
    for (const { oauth: { parameter } } of trustsOf(properties)) {
      if (!properties || claimOf(parameter, 'TenantId')) continue;
      const name = `${parameter.name}:TenantId`;
      const fixes = (): Fix[] => [{ title: `Add "${name}"`, safe: true, changes: [{ file: 'properties', edits: insertMember(properties.document, parameter.container, name, TENANT_CLAIM) }] }];
      report({ file: 'properties', range: parameter.member.keyRange, message: `The parameter "${name}" is missing. The platform adds it when the connector is saved; add it here too.`, fixes });
    }
  },
};
