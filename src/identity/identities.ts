/** Whether all tokens of one run speak for the same person in the same tenant. */
import { sameGuid } from '../connector/difference.ts';
import type { Finding } from './finding.ts';
import type { SignedInIdentity } from './ports.ts';

/**
 * The app registration and the connector must be of one tenant, and the name of both is computed from one user. A
 * difference is an error and names each account; undefined where all agree or there is only one.
 */
export function compareIdentities(identities: readonly SignedInIdentity[]): Finding | undefined {
  const first = identities[0];
  if (!first) return undefined;
  const otherTenant = identities.find((identity) => !sameGuid(identity.tenantId, first.tenantId));
  const otherUser = identities.find((identity) => !sameGuid(identity.objectId, first.objectId));
  const other = otherTenant ?? otherUser;
  if (!other) return undefined;
  const who = identities.map(describe).join('; ');
  const next = `Sign in to both with the same account. For the Azure CLI that is: az login --tenant ${first.tenantId}`;
  return {
    severity: 'error',
    subject: otherTenant ? 'tenant' : 'account',
    message: otherTenant
      ? `The accounts in use belong to different tenants, so nothing was planned. ${who}. ${next}`
      : `Two different users are signed in, so nothing was planned. ${who}. ${next}`,
    expected: otherTenant ? first.tenantId : (first.userName ?? first.objectId),
    actual: otherTenant ? other.tenantId : (other.userName ?? other.objectId),
  };
}

function describe({ source, userName, objectId, tenantId }: SignedInIdentity): string {
  return `${source}: ${userName ?? `user ${objectId}`} in tenant ${tenantId}`;
}
