/**
 * The authorization-code flow: is the request one that Entra would show a page for, and what the user's decision leads
 * to. Shared by the authorize page and the consent page of a connection, which differ only in who drives the browser.
 */
import { randomUUID } from 'node:crypto';
import type { Switches } from '../switches.ts';
import { registrationByAppId, servicePrincipalByAppId, type Application, type PermissionGrant, type ServicePrincipal, type Tenant, type User } from '../tenant.ts';
import { entraErrors } from './entra-errors.ts';
import { readScopes } from './resources.ts';

export interface AuthorizationRequest {
  readonly tenantId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
}

export interface Authorization {
  readonly request: AuthorizationRequest;
  readonly application: Application;
  readonly resource: ServicePrincipal;
  /** By value, as in a token's `scp`. */
  readonly scopes: readonly string[];
}

export interface AuthorizationCode {
  readonly authorization: Authorization;
  readonly user: User;
  used: boolean;
}

export interface AuthorizationServer {
  /** @throws EntraError for what Entra shows as an error page. */
  begin(request: AuthorizationRequest): Authorization;
  /** Records the user's consent and gives a code. @throws EntraError where consent is declined or an admin's. */
  decide(authorization: Authorization, user: User, accepted: boolean): string;
  code(code: string): AuthorizationCode | undefined;
}

export function createAuthorizationServer(tenant: Tenant, switches: Switches): AuthorizationServer {
  const codes = new Map<string, AuthorizationCode>();

  const begin = (request: AuthorizationRequest): Authorization => {
    if (request.tenantId.toLowerCase() !== tenant.tenantId) throw entraErrors.unknownTenant(request.tenantId);
    const application = registrationByAppId(tenant, request.clientId)?.application;
    const client = servicePrincipalByAppId(tenant, request.clientId);
    if (!application || !client) throw entraErrors.unknownApplication(request.clientId, tenant.displayName);
    if (!application.web.redirectUris.includes(request.redirectUri)) throw entraErrors.redirectNotRegistered(request.redirectUri, request.clientId);
    return { request, application, ...grantable(tenant, application, request.scope) };
  };

  const decide = (authorization: Authorization, user: User, accepted: boolean): string => {
    const { application, resource, scopes } = authorization;
    if (switches.consent === 'adminRequired') throw entraErrors.adminConsent(application.appId);
    if (!accepted || switches.consent === 'declined') throw entraErrors.declined();
    const client = servicePrincipalByAppId(tenant, application.appId);
    if (client) recordConsent(tenant, client, resource, user, scopes);
    const code = randomUUID();
    codes.set(code, { authorization, user, used: false });
    return code;
  };
  return { begin, decide, code: (code) => codes.get(code) };
}

/** The scopes asked for, which the app must have named in its requiredResourceAccess (as the v1 flow demands). */
function grantable(tenant: Tenant, application: Application, scope: string): { resource: ServicePrincipal; scopes: string[] } {
  const asked = readScopes(scope.split(' ').filter(Boolean));
  if (!asked) throw entraErrors.severalResources();
  const resource = servicePrincipalByUri(tenant, asked.resource);
  if (!resource) throw entraErrors.resourceUnknown(asked.resource);
  const required = application.requiredResourceAccess.find((access) => access.resourceAppId.toLowerCase() === resource.appId);
  if (!required) throw entraErrors.resourceNotRequested(asked.resource);
  const requiredIds = new Set(required.resourceAccess.filter((access) => access.type === 'Scope').map((access) => access.id.toLowerCase()));
  const configured = resource.oauth2PermissionScopes.filter((candidate) => requiredIds.has(candidate.id)).map((candidate) => candidate.value);
  const scopes = asked.scopes.includes('.default') ? configured : [...asked.scopes];
  for (const value of scopes) {
    if (!resource.oauth2PermissionScopes.some((candidate) => candidate.value === value)) throw entraErrors.scopeUnknown(value, asked.resource);
  }
  return { resource, scopes };
}

function servicePrincipalByUri(tenant: Tenant, uri: string): ServicePrincipal | undefined {
  const wanted = uri.replace(/\/+$/, '').toLowerCase();
  return [...tenant.servicePrincipals.values()].find((candidate) => candidate.servicePrincipalNames.some((name) => name.toLowerCase() === wanted));
}

function recordConsent(tenant: Tenant, client: ServicePrincipal, resource: ServicePrincipal, user: User, scopes: readonly string[]): void {
  const grants = [...tenant.grants.values()].filter((grant) => grant.clientId === client.id && grant.resourceId === resource.id);
  const consented = new Set(grants.filter((grant) => grant.principalId === null || grant.principalId === user.objectId).flatMap((grant) => grant.scope.split(' ')));
  const missing = scopes.filter((scope) => !consented.has(scope));
  if (missing.length === 0) return;
  const own = grants.find((grant) => grant.principalId === user.objectId);
  const grant: PermissionGrant = {
    id: own?.id ?? Buffer.from(`${client.id}${resource.id}${user.objectId}`).toString('base64url').slice(0, 43),
    clientId: client.id,
    consentType: 'Principal',
    principalId: user.objectId,
    resourceId: resource.id,
    scope: [...own?.scope.split(' ') ?? [], ...missing].join(' '),
  };
  tenant.grants.set(grant.id, grant);
}
