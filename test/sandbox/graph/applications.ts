/** `/applications`: read, create, upsert by uniqueName, change, delete and the deleted items. */
import { randomUUID } from 'node:crypto';
import type { SandboxReply } from '../exchange.ts';
import type { JsonObject } from '../json-values.ts';
import type { Caller } from '../entra/tokens.ts';
import { Replicated } from '../replicated.ts';
import type { Application } from '../tenant.ts';
import { changedApplication, newApplication } from './application-rules.ts';
import { graphErrors } from './graph-errors.ts';
import { mayChange, mayRegister, mayRestore } from './directory-rights.ts';
import { applicationKey, createIfMissing, metadata, readScopes, writeScopes, type GraphCall, type GraphContext, type GraphRoute } from './graph-route.ts';
import { collectionReply, objectBody, select, type Collection } from './odata-query.ts';
import { readRegistration, registrationFor, visibleRegistrations, writableRegistration } from './registrations.ts';

const collection: Collection = { equal: ['appId', 'displayName', 'uniqueName', 'signInAudience'], startsWith: ['displayName'], search: ['displayName'], context: 'applications' };
const byKey = new RegExp(`^/applications${applicationKey}$`);

export function applicationRoutes(context: GraphContext): GraphRoute[] {
  const { tenant, switches } = context;

  const template = (key: GraphCall['key']): string => key.appId !== undefined ? "/applications(appId='{appId}')"
    : key.uniqueName !== undefined ? "/applications(uniqueName='{uniqueName}')" : '/applications/{id}';

  const create = (change: JsonObject, caller: Caller): SandboxReply => {
    if (!mayRegister(context, caller)) throw graphErrors.denied();
    if (switches.tenantPolicies.includes('quota')) throw graphErrors.quotaExceeded();
    if (switches.tenantPolicies.includes('serviceTree') && !change.serviceManagementReference) throw graphErrors.serviceTreeMissing();
    const application = changedApplication(newApplication({ id: randomUUID(), appId: randomUUID() }, tenant.domain), change);
    if (application.uniqueName !== null && uniqueNameTaken(application.uniqueName)) throw graphErrors.uniqueNameTaken();
    tenant.registrations.set(application.id, new Replicated({ application, credentials: [] }));
    tenant.owners.set(application.id, [caller.user.objectId]);
    return { status: 201, body: { '@odata.context': metadata('applications/$entity'), ...application } };
  };

  const uniqueNameTaken = (uniqueName: string): boolean =>
    [...tenant.registrations.values()].some((held) => held.current.application.uniqueName === uniqueName)
    || [...tenant.deletedRegistrations.values()].some(({ application }) => application.uniqueName === uniqueName);

  /** Reaches the write master, which knows a new app before the readers do. */
  const update = (call: GraphCall): SandboxReply => {
    const change = objectBody(call.body);
    const held = registrationFor(context, call.key);
    if (!held) {
      if (call.key.uniqueName === undefined || !createIfMissing(call.request)) throw graphErrors.notFound(Object.values(call.key).join(''));
      return create({ ...change, uniqueName: call.key.uniqueName.replaceAll("''", "'") }, call.caller);
    }
    if (call.key.uniqueName === undefined && held.isYoungerThan(switches.newApplicationLagMs)) throw graphErrors.notFound(call.key.id ?? '');
    if (!mayChange(context, call.caller, held.current.application.id)) throw graphErrors.denied();
    const { application, credentials } = held.current;
    const next = changedApplication(application, change);
    if (next.uniqueName !== application.uniqueName && next.uniqueName !== null && uniqueNameTaken(next.uniqueName)) throw graphErrors.uniqueNameTaken();
    held.write({ application: next, credentials });
    return { status: 204 };
  };

  const remove = (call: GraphCall): SandboxReply => {
    const { current } = writableRegistration(context, call.key);
    if (!mayChange(context, call.caller, current.application.id)) throw graphErrors.denied();
    tenant.registrations.delete(current.application.id);
    // Deleted with its registration in the home tenant (Entra docs, restore-application).
    for (const principal of [...tenant.servicePrincipals.values()]) {
      if (principal.appId === current.application.appId) tenant.servicePrincipals.delete(principal.id);
    }
    const application: Application = { ...current.application, deletedDateTime: new Date().toISOString() };
    tenant.deletedRegistrations.set(application.id, { ...current, application });
    return { status: 204 };
  };

  const removePassword = (call: GraphCall): SandboxReply => {
    const held = writableRegistration(context, call.key);
    if (!mayChange(context, call.caller, held.current.application.id)) throw graphErrors.denied();
    const { keyId } = objectBody(call.body);
    const { application } = held.current;
    const passwordCredentials = application.passwordCredentials.filter((credential) => credential.keyId !== keyId);
    if (passwordCredentials.length === application.passwordCredentials.length) throw graphErrors.badRequest('No password credential found with keyId.');
    held.write({ ...held.current, application: { ...application, passwordCredentials } });
    tenant.clientSecrets.delete(String(keyId));
    return { status: 204 };
  };

  return [
    { method: 'GET', pattern: /^\/applications$/, template: () => '/applications', scopes: readScopes,
      handle: ({ request }) => collectionReply(request, visibleRegistrations(context).map(asJson), collection, switches.graphPageSize) },
    { method: 'POST', pattern: /^\/applications$/, template: () => '/applications', scopes: writeScopes, handle: (call) => create(objectBody(call.body), call.caller) },
    { method: 'GET', pattern: byKey, template, scopes: readScopes,
      handle: ({ request, key }) => ({ status: 200, body: select({ '@odata.context': metadata('applications/$entity'), ...readRegistration(context, key).application }, request.query.get('$select')) }) },
    { method: 'PATCH', pattern: byKey, template: (key) => key.appId === undefined ? template(key) : '/applications/{id}', scopes: writeScopes, handle: update },
    { method: 'DELETE', pattern: byKey, template: () => '/applications/{id}', scopes: writeScopes, handle: remove },
    { method: 'POST', pattern: new RegExp(`^/applications${applicationKey}/removePassword$`), template: () => '/applications/{id}/removePassword', scopes: writeScopes, handle: removePassword },
    // Documented (Graph docs, application-list-owners); the contract leaves it out.
    { method: 'GET', pattern: new RegExp(`^/applications${applicationKey}/owners$`), template: () => undefined, scopes: readScopes,
      handle: ({ request, key }) => {
        const { id } = readRegistration(context, key).application;
        const owners = (tenant.owners.get(id) ?? []).map((owner) => ({ '@odata.type': '#microsoft.graph.user', id: owner }));
        return collectionReply(request, owners, { equal: [], context: 'directoryObjects' }, switches.graphPageSize);
      } },
    ...deletedItemRoutes(context),
  ];
}

function deletedItemRoutes(context: GraphContext): GraphRoute[] {
  const { tenant, switches } = context;
  const byId = /^\/directory\/deletedItems\/(?<id>[0-9a-fA-F-]{36})/.source;
  const deleted = (call: GraphCall): string => {
    const id = call.key.id?.toLowerCase() ?? '';
    if (!tenant.deletedRegistrations.has(id)) throw graphErrors.notFound(id);
    return id;
  };
  return [
    { method: 'GET', pattern: /^\/directory\/deletedItems\/microsoft\.graph\.application$/, template: () => '/directory/deletedItems/microsoft.graph.application', scopes: readScopes,
      handle: ({ request }) => collectionReply(request, [...tenant.deletedRegistrations.values()].map(asJson), collection, switches.graphPageSize) },
    { method: 'POST', pattern: new RegExp(`${byId}/restore$`), template: () => '/directory/deletedItems/{id}/restore', scopes: writeScopes,
      handle: (call) => {
        const id = deleted(call);
        if (!mayRestore(context)) throw graphErrors.denied();
        const { application, credentials } = tenant.deletedRegistrations.get(id)!;
        const restored = { ...application, deletedDateTime: null };
        tenant.deletedRegistrations.delete(id);
        tenant.registrations.set(id, new Replicated({ application: restored, credentials }));
        return { status: 200, body: { '@odata.context': metadata('directoryObjects/$entity'), '@odata.type': '#microsoft.graph.application', ...restored } };
      } },
    { method: 'DELETE', pattern: new RegExp(`${byId}$`), template: () => '/directory/deletedItems/{id}', scopes: writeScopes,
      handle: (call) => {
        tenant.deletedRegistrations.delete(deleted(call));
        return { status: 204 };
      } },
  ];
}

function asJson({ application }: { readonly application: Application }): JsonObject {
  return { ...application };
}
