/**
 * What somebody else wrote to the app in the moment of our write. Graph replaces lists as a whole and knows no conditional
 * write, so it is looked for afterwards: a list without ours that has more than was known is theirs, whether they came
 * after us or a replica still shows what we have overwritten. A list that has less may merely be old, so nothing is ever
 * taken away for it.
 */
import type { ApplicationRegistration } from '../connector/app-registration.ts';
import { desiredPermissions, permissionsMissing, permissionsWith } from './desired-state.ts';
import { settledIdentity } from './plan-steps.ts';
import { whileReplicating } from './replication.ts';
import { replicationWait, turnOf, type Run } from './run.ts';
import { inTurn } from './turns.ts';

type Permissions = ApplicationRegistration['requiredResourceAccess'];

/** The redirect URIs of others that have to come back beside ours; empty where all is well. */
export function redirectUrisOfOthers(seen: readonly string[], known: readonly string[], own: string): readonly string[] {
  return seen.includes(own) ? [] : seen.filter((uri) => !known.includes(uri));
}

/** The permissions of others, likewise. */
export function permissionsOfOthers({ state, input: { target } }: Run, seen: Permissions, known: Permissions): Permissions {
  const { missing } = desiredPermissions(seen, state.resource, target.scopes, target.resourceUri);
  return missing.length === 0 ? [] : permissionsMissing(known, seen);
}

/** Writes ours again beside theirs, of what the run wrote and `seen` no longer has. False where nothing is overwritten. */
export async function bringBack(run: Run, seen: ApplicationRegistration): Promise<boolean> {
  if (!lostIn(run, seen)) return false;
  const { ports: { directory }, signal } = run.input;
  return inTurn(turnOf(run), async () => {
    // Another run of this window may have written meanwhile, ours included.
    const again = await directory.applicationByAppId(seen.appId, signal);
    const lost = again && lostIn(run, again);
    return lost ? write(run, lost) : false;
  }, signal);
}

interface Lost {
  readonly known: ApplicationRegistration;
  readonly uris: readonly string[];
  readonly permissions: Permissions;
}

function lostIn(run: Run, seen: ApplicationRegistration): Lost | undefined {
  const { application: known } = run.state;
  const { redirectUrl } = settledIdentity(run.state, run.context);
  if (!known || redirectUrl === undefined) return undefined;
  const uris = redirectUrisOfOthers(seen.redirectUris, known.redirectUris, redirectUrl);
  const permissions = permissionsOfOthers(run, seen.requiredResourceAccess, known.requiredResourceAccess);
  return uris.length > 0 || permissions.length > 0 ? { known, uris, permissions } : undefined;
}

async function write(run: Run, { known, uris, permissions }: Lost): Promise<boolean> {
  const change = {
    ...(uris.length > 0 && { redirectUris: [...known.redirectUris, ...uris] }),
    ...(permissions.length > 0 && { requiredResourceAccess: permissionsWith(known.requiredResourceAccess, permissions) }),
  };
  const step = uris.length > 0 ? 'redirectUri' : 'permissions';
  const detail = { operation: 'change', appId: known.appId, objectId: known.id };
  const { ports: { directory }, signal } = run.input;
  run.report(step, 'Somebody else has changed the app registration at the same time; writing both changes.');
  await run.journal.started(step, detail);
  await whileReplicating(async () => { await directory.updateApplication(known.id, change, signal); return true; }, replicationWait(run, step));
  await run.journal.done(step, detail);
  run.state = { ...run.state, application: { ...known, ...change } };
  return true;
}
