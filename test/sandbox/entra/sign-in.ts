/**
 * What a sign-in with a public client yields. For the test sign-in provider and the stand-in for Azure CLI, which hand
 * over raw scopes as VS Code does: `VSCODE_CLIENT_ID:` and `VSCODE_TENANT:` are read from them, others of that kind dropped.
 */
import { textAt } from '../json-values.ts';
import type { Switches } from '../switches.ts';
import type { Tenant, User } from '../tenant.ts';
import { outsider } from '../preset-data.ts';
import { entraErrors } from './entra-errors.ts';
import { firstPartyClient, vsCodeClientId } from './first-party-clients.ts';
import { findResource, readScopes } from './resources.ts';
import { tokenLifetimeSeconds, type TokenIssuer } from './tokens.ts';

export interface SignInRequest {
  readonly scopes: readonly string[];
  /** VS Code's own where neither this nor a scope says otherwise. */
  readonly clientId?: string;
  readonly tenantId?: string;
  /** User name or object id; the tenant's first user where absent. */
  readonly account?: string;
  /** JSON text of a claims challenge. */
  readonly claims?: string;
}

export interface SignInAnswer {
  readonly accessToken: string;
  /** ISO 8601. */
  readonly expiresOn: string;
  readonly scopes: readonly string[];
  readonly tenantId: string;
  readonly account: { readonly id: string; readonly label: string };
}

/** @throws EntraError */
export async function signIn(tenant: Tenant, switches: Switches, issuer: TokenIssuer, request: SignInRequest): Promise<SignInAnswer> {
  const vsCode = (name: string): string | undefined => request.scopes.find((scope) => scope.startsWith(`${name}:`))?.slice(name.length + 1);
  const clientId = (vsCode('VSCODE_CLIENT_ID') ?? request.clientId ?? vsCodeClientId).toLowerCase();
  const user = findUser(tenant, request.account);
  const asked = vsCode('VSCODE_TENANT') ?? request.tenantId ?? 'organizations';
  if (!['organizations', 'common', user.tenantId].includes(asked.toLowerCase())) throw entraErrors.userNotFound(user.userName, asked);

  const scopes = readScopes(request.scopes.filter((scope) => !scope.startsWith('VSCODE_')));
  if (!scopes) throw entraErrors.severalResources();
  const resource = findResource(scopes.resource);
  if (!resource) throw entraErrors.resourceUnknown(scopes.resource);
  const firstParty = firstPartyClient(clientId);
  const own = switches.ownClients.find((client) => client.clientId.toLowerCase() === clientId);
  // An own client is consented to for Graph alone, which is what the product uses it for.
  const allowed = firstParty ? firstParty.scopes[resource.name] : resource.name === 'graph' ? own?.scopes : undefined;
  if (!firstParty && !own) throw entraErrors.unknownApplication(clientId, tenant.displayName);
  const missing = scopes.scopes.find((scope) => scope !== '.default' && !allowed?.includes(scope));
  if (!allowed || missing !== undefined) {
    throw firstParty ? entraErrors.notPreauthorized(clientId, resource.appId) : entraErrors.consentMissing(clientId, 'own client');
  }

  const contexts = contextsOf(request.claims);
  if (contexts.length > 0 && switches.stepUpAnswer === 'declined') throw entraErrors.stepUpDeclined();
  return {
    // `.default` and named scopes alike: the token carries all that the client may have.
    accessToken: await issuer.accessToken({ user, clientId, audience: resource.uris[0] ?? resource.appId, scopes: allowed, roles: switches.directoryRoles, contexts }),
    expiresOn: new Date(Date.now() + tokenLifetimeSeconds * 1000).toISOString(),
    scopes: allowed,
    tenantId: user.tenantId,
    account: { id: `${user.objectId}.${user.tenantId}`, label: user.userName },
  };
}

/** The authentication contexts that a challenge asks for. */
function contextsOf(claims: string | undefined): string[] {
  if (claims === undefined) return [];
  const asked = textAt(JSON.parse(claims), 'access_token', 'acrs', 'value');
  return asked === undefined ? [] : [asked];
}

function findUser(tenant: Tenant, account: string | undefined): User {
  const users = [...tenant.users, outsider];
  const user = account === undefined ? users[0] : users.find(({ userName, objectId, tenantId }) => [userName, objectId, `${objectId}.${tenantId}`].includes(account));
  if (!user) throw entraErrors.userNotFound(account ?? '', tenant.displayName);
  return user;
}
