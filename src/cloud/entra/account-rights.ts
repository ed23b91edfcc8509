/**
 * What an account may do with app registrations, as far as it can be read; what cannot be read is undefined.
 * Sources: Entra docs "Access token claims reference" (`wids`: the tenant-wide roles of the user, by template id; it may be
 * missing); Microsoft Graph docs application-list-owners, authorizationpolicy-get (Policy.Read.All) and
 * defaultUserRolePermissions (`allowedToCreateApps` is the tenant's "Users can register applications").
 */
import type { Http, ServiceContext } from '../http.ts';
import { asFilledText, asObject } from '../json-values.ts';
import { query } from '../odata.ts';
import { allItems } from '../paging.ts';
import { ServiceError } from '../service-error.ts';

export interface AccountRights {
  /** Template ids of the directory roles that the token names, without those of single apps or administrative units. */
  accountRoles(signal?: AbortSignal): Promise<readonly string[] | undefined>;
  /** Object ids of the users and service principals that own the app. */
  owners(applicationObjectId: string, signal?: AbortSignal): Promise<readonly string[] | undefined>;
  /** The tenant's "Users can register applications". */
  usersMayRegister(signal?: AbortSignal): Promise<boolean | undefined>;
}

/** Asked for only where the token has it: most have not, and a refusal would tell nothing. */
const policyScope = 'Policy.Read.All';

export function createAccountRights(context: ServiceContext, http: Http, requiredScopes: readonly string[]): AccountRights {
  const root = `${context.cloud.graph}/v1.0`;
  const claims = async (signal?: AbortSignal) => (await context.tokens.get('graph', { tenantId: context.tenantId, requiredScopes, signal })).claims;
  return {
    accountRoles: async (signal) => (await claims(signal)).directoryRoles,

    owners: async (applicationObjectId, signal) => orUnknown(async () => {
      const owners = await allItems(http, `${root}/applications/${encodeURIComponent(applicationObjectId)}/owners${query({ $select: 'id' })}`, { signal });
      return owners.flatMap((owner) => asFilledText(asObject(owner)['id']) ?? []);
    }),

    usersMayRegister: async (signal) => {
      if (!(await claims(signal)).scopes.includes(policyScope)) return undefined;
      return orUnknown(async () => {
        const { json } = await http.send({ method: 'GET', url: `${root}/policies/authorizationPolicy${query({ $select: 'defaultUserRolePermissions' })}`, signal });
        const allowed = asObject(asObject(json)['defaultUserRolePermissions'])['allowedToCreateApps'];
        return typeof allowed === 'boolean' ? allowed : undefined;
      });
    },
  };
}

/** Not knowing is an answer here: a foresight must not keep anybody from what they may do. */
async function orUnknown<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ServiceError && (error.status === 403 || error.status === 404)) return undefined;
    throw error;
  }
}
