/**
 * Whether the account may do what the plan asks of the directory, before anything is written. Nobody can be sure but Entra:
 * roles for single apps and custom roles cannot be seen, so "no" here means "most likely", and what cannot be read stays
 * unknown. Sources: Graph docs, rbac-apps-serviceprincipal-creds-apis and directory-deleteditems-restore (roles); Entra docs,
 * permissions-reference (template ids) and workload-identity-federation-considerations (registering is a user's right too).
 */
import { sameGuid } from '../connector/difference.ts';
import type { ActualState, IdentityInput } from './actual-state.ts';
import { recentlyCreatedApplication } from './journal.ts';
import type { DirectoryPort, JournalRecord } from './ports.ts';

export type Right = 'yes' | 'no' | 'unknown';

/** What the plan does first with the app. */
export interface RightOnApplication {
  readonly to: 'change' | 'register' | 'restore';
  readonly held: Right;
}

const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const APPLICATION_ADMINISTRATOR = '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3';
const CLOUD_APPLICATION_ADMINISTRATOR = '158c047a-c907-4556-b7ef-446551a6b5f7';
const APPLICATION_DEVELOPER = 'cf1c38e5-3621-4004-a7cb-879624dced7c';
const HYBRID_IDENTITY_ADMINISTRATOR = '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2';

const FOR_ALL_APPS = [GLOBAL_ADMINISTRATOR, APPLICATION_ADMINISTRATOR, CLOUD_APPLICATION_ADMINISTRATOR];

/** Reads only what can decide; at most one request. Throws what the ports throw. */
export async function rightOnApplication(input: IdentityInput, state: ActualState, memory: JournalRecord | undefined): Promise<RightOnApplication> {
  const { target, ports: { directory, clock }, signal } = input;
  const roles = await directory.accountRoles(signal);
  const has = (...wanted: readonly string[]): boolean => roles?.some((role) => wanted.includes(role.toLowerCase())) ?? false;
  if (state.deletedSince !== undefined) {
    return { to: 'restore', held: has(...FOR_ALL_APPS, HYBRID_IDENTITY_ADMINISTRATOR) ? 'yes' : roles ? 'no' : 'unknown' };
  }
  if (!state.application) {
    if (has(...FOR_ALL_APPS, APPLICATION_DEVELOPER)) return { to: 'register', held: 'yes' };
    const open = await directory.usersMayRegister(signal);
    return { to: 'register', held: open === true ? 'yes' : open === false && roles ? 'no' : 'unknown' };
  }
  // Who registers an app owns it, which the list of owners may not show for minutes.
  const ours = sameGuid(recentlyCreatedApplication(memory, clock.now()), state.application.appId);
  return { to: 'change', held: ours ? 'yes' : await rightToChange(directory, state.application.id, target.userObjectId, signal) };
}

/** Of one app registration, its secrets and credentials included. Throws what the ports throw. */
export async function rightToChange(directory: Pick<DirectoryPort, 'accountRoles' | 'owners'>, applicationObjectId: string, userObjectId: string, signal?: AbortSignal): Promise<Right> {
  const roles = await directory.accountRoles(signal);
  if (roles?.some((role) => FOR_ALL_APPS.includes(role.toLowerCase()))) return 'yes';
  const owners = await directory.owners(applicationObjectId, signal);
  if (owners?.some((owner) => sameGuid(owner, userObjectId))) return 'yes';
  return owners && roles ? 'no' : 'unknown';
}

/** For the plan; undefined where there is nothing to worry about. */
export function rightRemark({ to, held }: RightOnApplication, appName: string, account: string): string | undefined {
  if (held === 'yes') return undefined;
  const handOff = 'Or run Hand Off to an Administrator: it writes this plan as a script and a checklist for somebody who may.';
  switch (to) {
    case 'change':
      return held === 'no'
        ? `The account ${account} does not own the app registration "${appName}" and has none of the roles Application Administrator and Cloud Application Administrator, as far as its token tells. Microsoft Entra will most likely refuse. Have an owner of the app add the account as one. ${handOff}`
        : `Whether the account ${account} may change the app registration "${appName}" could not be read. The run finds out before it touches the connector.`;
    case 'register':
      return held === 'no'
        ? `The tenant lets only some users register applications, and the account ${account} has none of the roles Application Developer, Application Administrator and Cloud Application Administrator. Microsoft Entra will most likely refuse. Choose an app registration that the account owns. ${handOff}`
        : `Whether the account ${account} may register applications could not be read. The run finds out with its first step.`;
    case 'restore':
      return `${held === 'no' ? `The account ${account} has, as far as its token tells, none of the roles` : `Whether the account ${account} may restore a deleted app could not be read. It takes one of the roles`} Application Administrator, Cloud Application Administrator and Hybrid Identity Administrator${held === 'no' ? ', one of which restoring a deleted app takes. Microsoft Entra will most likely refuse. Register the app under a new unique name instead' : ''}. ${handOff}`;
  }
}
