/**
 * `/applications/{key}/federatedIdentityCredentials` (Graph docs: federatedIdentityCredential and its upsert; limits:
 * Entra docs, workload identity federation considerations).
 */
import { randomUUID } from 'node:crypto';
import type { SandboxReply } from '../exchange.ts';
import type { JsonObject } from '../json-values.ts';
import type { FederatedIdentityCredential, Registration } from '../tenant.ts';
import type { Replicated } from '../replicated.ts';
import { graphErrors } from './graph-errors.ts';
import { applicationKey, createIfMissing, metadata, writeScopes, type GraphCall, type GraphContext, type GraphRoute } from './graph-route.ts';
import { collectionReply, objectBody, select, type Collection } from './odata-query.ts';
import { readRegistration, writableRegistration } from './registrations.ts';
import { mayChange } from './directory-rights.ts';
import { sandboxNow } from '../sandbox-time.ts';

const limit = 20;
const base = `^/applications${applicationKey}/federatedIdentityCredentials`;
const byName = new RegExp(String.raw`${base}\(name='(?<name>[^']+)'\)$`);
const byIdOrName = new RegExp(`${base}/(?<idOrName>[^/()]+)$`);
const collection: Collection = { equal: ['name', 'subject'], context: 'federatedIdentityCredentials', single: true };
const collectionTemplate = '/applications/{id}/federatedIdentityCredentials';
// The get page names this scope for reading too; Application.Read.All is not on it.
const scopes = writeScopes;

export function federatedCredentialRoutes(context: GraphContext): GraphRoute[] {
  const { switches } = context;

  const create = (held: Replicated<Registration>, body: JsonObject): SandboxReply => {
    const { credentials } = held.current;
    const credential: FederatedIdentityCredential = {
      id: randomUUID(), description: null, ...body, changedAt: sandboxNow(),
    } as unknown as FederatedIdentityCredential;
    check(credential, credentials);
    if (switches.tenantPolicies.includes('issuer')) throw graphErrors.issuerForbidden(credential.issuer);
    if (credentials.some(({ name }) => name === credential.name)) throw graphErrors.credentialNameTaken(credential.name);
    // The status is sourced, Graph's own code for the 21st is not.
    if (credentials.length >= limit) throw graphErrors.badRequest(`The number of federated identity credentials exceeds the limit of ${limit} for the application.`);
    held.write({ ...held.current, credentials: [...credentials, credential] });
    return { status: 201, body: { '@odata.context': metadata('federatedIdentityCredentials/$entity'), ...asJson(credential) } };
  };

  const update = (held: Replicated<Registration>, credential: FederatedIdentityCredential, body: JsonObject): SandboxReply => {
    const { credentials } = held.current;
    const next = { ...credential, ...body, changedAt: sandboxNow(), supersedes: { ...credential, supersedes: undefined } };
    const others = credentials.filter(({ id }) => id !== credential.id);
    check(next, others);
    held.write({ ...held.current, credentials: credentials.map((candidate) => candidate.id === credential.id ? next : candidate) });
    return { status: 204 };
  };

  const writable = (call: GraphCall): Replicated<Registration> => {
    const held = writableRegistration(context, call.key);
    if (!mayChange(context, call.caller, held.current.application.id)) throw graphErrors.denied();
    return held;
  };

  const found = (credentials: readonly FederatedIdentityCredential[], idOrName: string | undefined): FederatedIdentityCredential => {
    const credential = credentials.find(({ id, name }) => id === idOrName || name === idOrName);
    if (!credential) throw graphErrors.notFound(idOrName ?? '');
    return credential;
  };

  const upsert = (call: GraphCall): SandboxReply => {
    const held = writable(call);
    const body = checkedBody(call.body, ['issuer', 'subject', 'audiences', 'description']);
    const name = call.key.name ?? '';
    const existing = held.current.credentials.find((credential) => credential.name === name);
    if (existing) return update(held, existing, body);
    if (!createIfMissing(call.request)) throw graphErrors.notFound(name);
    return create(held, { ...body, name });
  };

  const list = ({ request, key }: GraphCall): SandboxReply =>
    collectionReply(request, readRegistration(context, key).credentials.map(asJson), collection, switches.graphPageSize);

  return [
    { method: 'GET', pattern: new RegExp(`${base}$`), template: () => collectionTemplate, scopes, handle: list },
    { method: 'POST', pattern: new RegExp(`${base}$`), template: () => collectionTemplate, scopes,
      handle: (call) => create(writable(call), checkedBody(call.body, ['name', 'issuer', 'subject', 'audiences', 'description'])) },
    { method: 'PATCH', pattern: byName, template: () => `${collectionTemplate}(name='{name}')`, scopes, handle: upsert },
    { method: 'GET', pattern: byIdOrName, template: () => `${collectionTemplate}/{ficIdOrName}`, scopes,
      handle: ({ request, key }) => ({ status: 200, body: select(asJson(found(readRegistration(context, key).credentials, key.idOrName)), request.query.get('$select')) }) },
    { method: 'PATCH', pattern: byIdOrName, template: () => `${collectionTemplate}/{ficIdOrName}`, scopes,
      handle: (call) => {
        const held = writable(call);
        return update(held, found(held.current.credentials, call.key.idOrName), checkedBody(call.body, ['issuer', 'subject', 'audiences', 'description']));
      } },
    { method: 'DELETE', pattern: byIdOrName, template: () => `${collectionTemplate}/{ficIdOrName}`, scopes,
      handle: (call) => {
        const held = writable(call);
        const { id } = found(held.current.credentials, call.key.idOrName);
        held.write({ ...held.current, credentials: held.current.credentials.filter((credential) => credential.id !== id) });
        return { status: 204 };
      } },
  ];
}

/** The name is the key and immutable: it is not among the writable properties of an update. */
function checkedBody(body: unknown, writable: readonly string[]): JsonObject {
  const object = objectBody(body);
  for (const name of Object.keys(object)) {
    if (!writable.includes(name)) throw graphErrors.breach(`Property '${name}' cannot be set on a federated identity credential here.`);
  }
  return object;
}

function check(credential: FederatedIdentityCredential, others: readonly FederatedIdentityCredential[]): void {
  const { name, issuer, subject, audiences, description } = credential;
  if (typeof name !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/.test(name)) throw graphErrors.breach(`Federated identity credential name '${name}' is invalid.`);
  for (const value of [issuer, subject]) {
    if (typeof value !== 'string' || value.length < 1 || value.length > 600) throw graphErrors.breach('Federated identity credential issuer and subject must have 1 to 600 characters.');
  }
  if (issuer !== issuer.trim()) throw graphErrors.breach('The issuer must not begin or end with white space.');
  if (!Array.isArray(audiences) || audiences.length !== 1 || typeof audiences[0] !== 'string') throw graphErrors.breach('Federated identity credentials must have exactly one audience.');
  if (audiences[0].length > 600 || (description?.length ?? 0) > 600) throw graphErrors.breach('Audience and description must have at most 600 characters.');
  if (others.some((other) => other.issuer === issuer && other.subject === subject)) throw graphErrors.credentialNotUnique(issuer, subject);
}

function asJson({ id, name, issuer, subject, description, audiences }: FederatedIdentityCredential): JsonObject {
  return { id, name, issuer, subject, description, audiences };
}
