/**
 * Who may do what with apps (Graph docs, rbac-apps-serviceprincipal-creds-apis; directory-deleteditems-restore; Entra docs,
 * workload identity federation considerations: without "Users can register applications" a plain user can neither make an
 * app nor a credential). Role template ids: Entra docs, permissions-reference.
 */
import type { Caller } from '../entra/tokens.ts';
import type { GraphContext } from './graph-route.ts';

export const applicationAdministrator = '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3';
export const cloudApplicationAdministrator = '158c047a-c907-4556-b7ef-446551a6b5f7';
export const applicationDeveloper = 'cf1c38e5-3621-4004-a7cb-879624dced7c';
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const hybridIdentityAdministrator = '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2';

const forAllApps = [applicationAdministrator, cloudApplicationAdministrator, globalAdministrator];

export function mayRegister(context: GraphContext, _caller: Caller): boolean {
  return context.switches.registrationAllowed || has(context, [...forAllApps, applicationDeveloper]);
}

export function mayChange(context: GraphContext, caller: Caller, applicationId: string): boolean {
  if (has(context, forAllApps)) return true;
  return (context.tenant.owners.get(applicationId) ?? []).includes(caller.user.objectId) && mayRegister(context, caller);
}

export function mayRestore(context: GraphContext): boolean {
  return has(context, [...forAllApps, hybridIdentityAdministrator]);
}

function has({ switches: { directoryRoles } }: GraphContext, roles: readonly string[]): boolean {
  return (directoryRoles ?? []).some((role) => roles.includes(role));
}
