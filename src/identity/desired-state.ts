/** What should be, computed from the user's choice and from what the other resources turned out to be. Pure. */
import type { ApplicationRegistration, RequiredResourceAccess, ResourceApi } from '../connector/app-registration.ts';
import { escapeApiName, murmurHash64 } from '../connector/connector-name.ts';
import type { SecurityBlock } from '../connector/connector.ts';
import { REDIRECT_MODE, type ManagedIdentityBlock } from '../connector/managed-identity-shape.ts';
import { isGuid, sameGuid, sameSet, sameUrl } from '../connector/difference.ts';
import { PlanRefusedError } from './errors.ts';
import type { IdentityTarget, PlanField } from './plan-model.ts';
import type { IdentityCloud } from './ports.ts';

/** Entra docs, reply-url: for apps of one tenant. */
export const REDIRECT_URI_LIMIT = 256;

// Delegated permissions of Microsoft Graph that every app may ask for on any resource (Entra docs, OpenID scopes).
const OPENID_SCOPES: readonly string[] = ['openid', 'profile', 'email', 'offline_access'];

/**
 * Graph's alternate key for an app that we create. Deterministic, so that a run whose answer was lost finds its app
 * again; with the user in it, since two makers' connectors of one title are two connectors. At most 119 characters, and
 * a suffix where the target has one.
 */
export function uniqueNameOf(target: Pick<IdentityTarget, 'environment' | 'userObjectId'> & Partial<Pick<IdentityTarget, 'application'>>, title: string): string {
  const suffix = target.application?.kind === 'new' && target.application.uniqueNameSuffix ? `-${target.application.uniqueNameSuffix}` : '';
  const key = murmurHash64(`${target.environment}\n${title}\n${target.userObjectId.toLowerCase()}`);
  const readable = escapeApiName(title).replace(/[^0-9a-z-]/g, '').slice(0, 40);
  return `connector-studio-${target.environment.toLowerCase().replace(/[^0-9a-z-]/g, '-').slice(0, 44)}-${readable}-${key}${suffix}`;
}

/** What the security block says once it is secretless. Subject and redirect URL are the service's and stand in no file. */
export function desiredBlock(target: IdentityTarget, cloud: IdentityCloud, appId: string): ManagedIdentityBlock {
  return {
    clientId: appId,
    tenantId: target.tenantId,
    loginUri: cloud.login,
    resourceUri: target.resourceUri,
    scopes: target.scopes,
    issuer: `${cloud.login}/${target.tenantId}/v2.0`,
    audience: cloud.federatedAudience,
  };
}

/**
 * The block's values that differ from the desired ones. Of a deployed block issuer and audience count as right whatever
 * they are: they are the service's own, and writing others would be undone on every save.
 */
export function blockDifferences(block: SecurityBlock, desired: ManagedIdentityBlock, where: 'file' | 'service'): PlanField[] {
  const fields: PlanField[] = [];
  const compare = (name: string, before: string | undefined, after: string, same: boolean): void => {
    if (!same) fields.push({ name, ...(before ? { before } : {}), after });
  };
  compare('identity provider', block.identityProvider, 'aad', block.identityProvider?.toLowerCase() === 'aad');
  compare('client id', block.clientId, desired.clientId, sameGuid(block.clientId, desired.clientId));
  compare('tenant id', block.tenantId, desired.tenantId, sameGuid(block.tenantId, desired.tenantId));
  compare('login URL', block.loginUri, desired.loginUri, sameUrl(block.loginUri, desired.loginUri));
  compare('resource URL', block.resourceUri, desired.resourceUri, sameUrl(block.resourceUri, desired.resourceUri));
  compare('scopes', block.scopes.join(' '), desired.scopes.join(' '), sameSet(block.scopes, desired.scopes));
  compare('credential', where === 'service' && block.credential === 'none' ? 'a client secret or none (the service shows no secrets)' : CREDENTIAL_WORDS[block.credential], CREDENTIAL_WORDS.managedIdentity, block.credential === 'managedIdentity');
  const owned = where === 'service';
  const ambiguous = block.ambiguous ?? [];
  compare('redirect mode', block.redirectMode, REDIRECT_MODE, block.redirectMode?.toLowerCase() === REDIRECT_MODE.toLowerCase() || (owned && block.redirectMode === undefined));
  compare('issuer', block.issuer, desired.issuer, owned ? Boolean(block.issuer) || ambiguous.includes('issuer') : block.issuer === desired.issuer);
  compare('audience', block.audience, desired.audience, owned ? Boolean(block.audience) || ambiguous.includes('audience') : block.audience === desired.audience);
  if (block.hasSecret) fields.push({ name: 'client secret', before: '(a value, not shown)' });
  return fields;
}

const CREDENTIAL_WORDS: Readonly<Record<SecurityBlock['credential'], string>> = {
  managedIdentity: 'managed identity',
  secret: 'client secret',
  certificate: 'certificate',
  none: 'none',
};

export interface RequiredPermissions {
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
  /** Names of the scopes that the app does not require yet. */
  readonly missing: readonly string[];
}

/**
 * The app's present requirements with the connector's scopes added; nothing is taken away. Throws PlanRefusedError
 * (`scopeNotFound`) for a scope that the API does not offer.
 */
export function desiredPermissions(present: readonly RequiredResourceAccess[], api: ResourceApi, scopes: readonly string[], resourceUri: string): RequiredPermissions {
  const wanted = scopes.flatMap((scope) => scopeOf(scope, api, resourceUri) ?? []);
  const entry = present.find((access) => sameGuid(access.resourceAppId, api.appId));
  const missing = wanted.filter((scope) => !entry?.resourceAccess.some((access) => access.type === 'Scope' && sameGuid(access.id, scope.id)));
  if (missing.length === 0) return { requiredResourceAccess: present, missing: [] };
  const added = missing.map((scope) => ({ id: scope.id, type: 'Scope' }));
  const requiredResourceAccess = entry
    ? present.map((access) => (access === entry ? { ...access, resourceAccess: [...access.resourceAccess, ...added] } : access))
    : [...present, { resourceAppId: api.appId, resourceAccess: added }];
  return { requiredResourceAccess, missing: missing.map((scope) => scope.value) };
}

/** What `other` requires and `present` does not. */
export function permissionsMissing(present: readonly RequiredResourceAccess[], other: readonly RequiredResourceAccess[]): readonly RequiredResourceAccess[] {
  return other.flatMap(({ resourceAppId, resourceAccess }) => {
    const entry = present.find((access) => sameGuid(access.resourceAppId, resourceAppId));
    const missing = resourceAccess.filter(({ id, type }) => !entry?.resourceAccess.some((access) => access.type === type && sameGuid(access.id, id)));
    return missing.length > 0 ? [{ resourceAppId, resourceAccess: missing }] : [];
  });
}

/** Both, each resource once. */
export function permissionsWith(present: readonly RequiredResourceAccess[], other: readonly RequiredResourceAccess[]): readonly RequiredResourceAccess[] {
  const added = permissionsMissing(present, other);
  const of = ({ resourceAppId }: RequiredResourceAccess) => added.find((access) => sameGuid(access.resourceAppId, resourceAppId));
  return [
    ...present.map((access) => ({ ...access, resourceAccess: [...access.resourceAccess, ...of(access)?.resourceAccess ?? []] })),
    ...added.filter(({ resourceAppId }) => !present.some((access) => sameGuid(access.resourceAppId, resourceAppId))),
  ];
}

/** The API's scope of that name; undefined for names that need no permission of this API. */
export function scopeOf(scope: string, api: ResourceApi, resourceUri: string): ResourceApi['scopes'][number] | undefined {
  const prefix = `${resourceUri.replace(/\/+$/, '')}/`;
  const name = scope.toLowerCase().startsWith(prefix.toLowerCase()) ? scope.slice(prefix.length).replace(/^\/+/, '') : scope;
  if (name === '' || name === '.default') return undefined;
  const found = api.scopes.find(({ value }) => value === name) ?? api.scopes.find(({ value }) => value.toLowerCase() === name.toLowerCase());
  if (found) return found;
  if (OPENID_SCOPES.includes(name.toLowerCase())) return undefined;
  const offered = api.scopes.slice(0, 8).map(({ value }) => value).join(', ');
  throw new PlanRefusedError('scopeNotFound', `${api.displayName} offers no delegated permission "${name}", so nothing was planned. ${offered ? `It offers ${offered}${api.scopes.length > 8 ? ' and more' : ''}. ` : ''}Correct the scope in the security block or choose another one.`);
}

export function redirectUrisWith(present: readonly string[], redirectUrl: string): readonly string[] {
  return present.includes(redirectUrl) ? present : [...present, redirectUrl];
}

/** Throws PlanRefusedError (`redirectUriLimit`) where Entra would refuse one more. */
export function assertRoomForRedirectUri(application: ApplicationRegistration): void {
  if (application.redirectUris.length < REDIRECT_URI_LIMIT) return;
  throw new PlanRefusedError('redirectUriLimit', `The app registration "${application.displayName}" has ${application.redirectUris.length} redirect URIs, the most that Entra allows, so the connector's cannot be added. Remove one that is no longer used in the portal, or choose another app registration.`);
}

/** The app that the block names; an environment variable or a placeholder names none. */
export function applicationIdIn(block: Pick<SecurityBlock, 'clientId'>): string | undefined {
  return isGuid(block.clientId) ? block.clientId : undefined;
}
