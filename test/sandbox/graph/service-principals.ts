/** `/servicePrincipals`, `/oauth2PermissionGrants` and `/me` (Graph docs: the resource types of those names). */
import { randomUUID } from 'node:crypto';
import type { SandboxReply } from '../exchange.ts';
import { textAt, type JsonObject } from '../json-values.ts';
import type { PermissionGrant, ServicePrincipal } from '../tenant.ts';
import { servicePrincipalByAppId } from '../tenant.ts';
import { sandboxNow } from '../sandbox-time.ts';
import { mayChange } from './directory-rights.ts';
import { graphErrors } from './graph-errors.ts';
import { metadata, readScopes, writeScopes, type GraphCall, type GraphContext, type GraphRoute } from './graph-route.ts';
import { collectionReply, objectBody, select } from './odata-query.ts';
import { registrationFor } from './registrations.ts';

const grantReadScopes = ['Directory.Read.All', 'DelegatedPermissionGrant.Read.All', 'DelegatedPermissionGrant.ReadWrite.All', 'Directory.AccessAsUser.All'];
const grantWriteScopes = ['DelegatedPermissionGrant.ReadWrite.All'];

export function servicePrincipalRoutes(context: GraphContext): GraphRoute[] {
  const { tenant, switches } = context;

  const create = (call: GraphCall): SandboxReply => {
    const appId = textAt(call.body, 'appId')?.toLowerCase() ?? '';
    const held = registrationFor(context, { appId });
    if (!held) throw graphErrors.noBackingObject(appId);
    if (!mayChange(context, call.caller, held.current.application.id)) throw graphErrors.denied();
    // Both faces of the same lag; the request id decides which.
    if (held.isYoungerThan(switches.newApplicationLagMs)) throw call.request.id < '8' ? graphErrors.noBackingObject(appId) : graphErrors.notLocalYet();
    if (servicePrincipalByAppId(tenant, appId)) throw graphErrors.servicePrincipalTaken(appId);
    const { displayName, tags } = held.current.application;
    const created = newServicePrincipal({ appId, displayName, owner: tenant.tenantId, tags });
    tenant.servicePrincipals.set(created.id, created);
    tenant.servicePrincipalsSince.set(created.id, sandboxNow());
    return { status: 201, body: { '@odata.context': metadata('servicePrincipals/$entity'), ...created } };
  };

  return [
    { method: 'GET', pattern: /^\/servicePrincipals$/, template: () => '/servicePrincipals', scopes: readScopes,
      handle: ({ request }) => collectionReply(request, [...tenant.servicePrincipals.values()].map((principal) => ({ ...principal })), {
        equal: ['appId', 'displayName'], startsWith: ['displayName'], any: ['servicePrincipalNames'], search: ['displayName'], context: 'servicePrincipals',
      }, switches.graphPageSize) },
    { method: 'POST', pattern: /^\/servicePrincipals$/, template: () => '/servicePrincipals', scopes: writeScopes, handle: create },
    { method: 'GET', pattern: /^\/servicePrincipals\(appId='(?<appId>[^']+)'\)$/, template: () => "/servicePrincipals(appId='{appId}')", scopes: readScopes,
      handle: ({ request, key }) => {
        const principal = servicePrincipalByAppId(tenant, key.appId ?? '');
        // New service principals lag as new apps do.
        if (!principal || sandboxNow() - (tenant.servicePrincipalsSince.get(principal.id) ?? 0) < switches.newApplicationLagMs) throw graphErrors.notFound(key.appId ?? '');
        return { status: 200, body: select({ '@odata.context': metadata('servicePrincipals/$entity'), ...principal }, request.query.get('$select')) };
      } },
    // Documented (Graph docs, serviceprincipal-delete); the contract leaves it out.
    { method: 'DELETE', pattern: /^\/servicePrincipals\(appId='(?<appId>[^']+)'\)$/, template: () => undefined, scopes: writeScopes,
      handle: ({ key, caller }) => {
        const principal = servicePrincipalByAppId(tenant, key.appId ?? '');
        if (!principal) throw graphErrors.notFound(key.appId ?? '');
        const held = registrationFor(context, { appId: principal.appId });
        if (held && !mayChange(context, caller, held.current.application.id)) throw graphErrors.denied();
        tenant.servicePrincipals.delete(principal.id);
        for (const grant of [...tenant.grants.values()]) {
          if (grant.clientId === principal.id) tenant.grants.delete(grant.id);
        }
        return { status: 204 };
      } },
    ...grantRoutes(context),
    { method: 'GET', pattern: /^\/me$/, template: () => undefined, scopes: ['User.Read', 'User.ReadWrite', 'User.Read.All', 'Directory.AccessAsUser.All'],
      handle: ({ request, caller: { user } }) => ({
        status: 200,
        body: select({
          '@odata.context': metadata('users/$entity'),
          businessPhones: [], displayName: user.displayName, givenName: user.displayName.split(' ')[0] ?? null, jobTitle: null, mail: user.userName,
          mobilePhone: null, officeLocation: null, preferredLanguage: null, surname: user.displayName.split(' ').at(-1) ?? null,
          userPrincipalName: user.userName, id: user.objectId,
        }, request.query.get('$select')),
      }) },
  ];
}

function newServicePrincipal(of: { readonly appId: string; readonly displayName: string; readonly owner: string; readonly tags?: readonly string[] }): ServicePrincipal {
  return {
    id: randomUUID(),
    appId: of.appId,
    displayName: of.displayName,
    appOwnerOrganizationId: of.owner,
    servicePrincipalType: 'Application',
    servicePrincipalNames: [of.appId],
    oauth2PermissionScopes: [],
    appRoles: [],
    accountEnabled: true,
    tags: of.tags ?? [],
  };
}

function grantRoutes({ tenant, switches }: GraphContext): GraphRoute[] {
  const byId = /^\/oauth2PermissionGrants\/(?<id>[^/]+)$/;
  const held = (key: GraphCall['key']): PermissionGrant => {
    const grant = tenant.grants.get(key.id ?? '');
    if (!grant) throw graphErrors.notFound(key.id ?? '');
    return grant;
  };
  const create = (call: GraphCall): SandboxReply => {
    const { clientId, consentType, principalId = null, resourceId, scope } = objectBody(call.body) as JsonObject & Omit<PermissionGrant, 'id'>;
    for (const id of [clientId, resourceId]) {
      if (!tenant.servicePrincipals.has(id)) throw graphErrors.notFound(id);
    }
    if ((consentType === 'Principal') !== (principalId !== null)) throw graphErrors.breach('principalId goes with consentType Principal, and only with it.');
    const same = [...tenant.grants.values()].some((grant) => grant.clientId === clientId && grant.resourceId === resourceId && grant.principalId === principalId);
    if (same) throw graphErrors.grantExists();
    const grant: PermissionGrant = { id: Buffer.from(randomUUID()).toString('base64url').slice(0, 43), clientId, consentType, principalId, resourceId, scope };
    tenant.grants.set(grant.id, grant);
    return { status: 201, body: { '@odata.context': metadata('oauth2PermissionGrants/$entity'), ...grant } };
  };
  return [
    { method: 'GET', pattern: /^\/oauth2PermissionGrants$/, template: () => '/oauth2PermissionGrants', scopes: grantReadScopes,
      handle: ({ request }) => collectionReply(request, [...tenant.grants.values()].map((grant) => ({ ...grant })), {
        equal: ['clientId', 'consentType', 'principalId', 'resourceId'], context: 'oauth2PermissionGrants',
      }, switches.graphPageSize) },
    { method: 'POST', pattern: /^\/oauth2PermissionGrants$/, template: () => '/oauth2PermissionGrants', scopes: grantWriteScopes, handle: create },
    { method: 'PATCH', pattern: byId, template: () => '/oauth2PermissionGrants/{id}', scopes: grantWriteScopes,
      handle: ({ key, body }) => {
        const grant = held(key);
        tenant.grants.set(grant.id, { ...grant, scope: textAt(body, 'scope') ?? grant.scope });
        return { status: 204 };
      } },
    { method: 'DELETE', pattern: byId, template: () => '/oauth2PermissionGrants/{id}', scopes: grantWriteScopes,
      handle: ({ key }) => {
        tenant.grants.delete(held(key).id);
        return { status: 204 };
      } },
  ];
}
