/** What Graph accepts of an application (Graph docs: application, application-post-applications; Entra docs: reply-url). */
import { isObject, valueAt, type JsonObject } from '../json-values.ts';
import type { Application } from '../tenant.ts';
import { graphErrors } from './graph-errors.ts';

const writable = ['displayName', 'description', 'identifierUris', 'notes', 'requiredResourceAccess', 'serviceManagementReference',
  'signInAudience', 'tags', 'uniqueName', 'web'] as const;
const webProperties = ['homePageUrl', 'logoutUrl', 'redirectUris', 'implicitGrantSettings'];
const personalAccounts = ['AzureADandPersonalMicrosoftAccount', 'PersonalMicrosoftAccount'];

/** @throws Refusal where the change is malformed or breaks a limit of the app that it leads to. */
export function changedApplication(application: Application, change: JsonObject): Application {
  for (const name of Object.keys(change)) {
    if (name === 'passwordCredentials' || name === 'keyCredentials') throw graphErrors.breach(`Property '${name}' cannot be set here.`);
    if (!(writable as readonly string[]).includes(name)) throw graphErrors.breach(`Invalid property '${name}'.`);
  }
  if ('uniqueName' in change && application.uniqueName !== null && change.uniqueName !== application.uniqueName) {
    throw graphErrors.breach("Property 'uniqueName' is immutable once it is set.");
  }
  const next = { ...application, ...change, web: changedWeb(application, change.web) } as Application;
  checkRedirectUris(next);
  for (const access of next.requiredResourceAccess) {
    if (!Array.isArray(access.resourceAccess) || access.resourceAccess.length === 0) throw graphErrors.breach('requiredResourceAccess needs at least one resourceAccess per resource.');
    for (const { id, type } of access.resourceAccess) {
      if (typeof id !== 'string' || !['Scope', 'Role'].includes(type)) throw graphErrors.breach("resourceAccess needs an id and a type of 'Scope' or 'Role'.");
    }
  }
  const resources = next.requiredResourceAccess.map((access) => access.resourceAppId);
  if (new Set(resources).size < resources.length) throw graphErrors.breach('requiredResourceAccess names a resource twice.');
  return next;
}

/** A complex property merges by member; a collection inside it is replaced as a whole. */
function changedWeb(application: Application, web: unknown): JsonObject {
  if (web === undefined) return { ...application.web };
  if (!isObject(web)) throw graphErrors.breach("Property 'web' must be an object.");
  for (const name of Object.keys(web)) {
    if (!webProperties.includes(name)) throw graphErrors.breach(`Invalid property 'web.${name}'.`);
  }
  return { ...application.web, ...web };
}

function checkRedirectUris(application: Application): void {
  const uris: unknown = valueAt(application, 'web', 'redirectUris');
  if (!Array.isArray(uris)) throw graphErrors.breach("Property 'web.redirectUris' must be a collection.");
  const limit = personalAccounts.includes(application.signInAudience) ? 100 : 256;
  if (uris.length > limit) throw graphErrors.badRequest(`The number of redirect URIs exceeds the limit of ${limit} for applications of audience ${application.signInAudience}.`);
  for (const uri of uris) {
    if (typeof uri !== 'string' || !URL.canParse(uri)) throw graphErrors.breach(`Invalid value specified for property 'redirectUris': ${String(uri)}.`);
    const { protocol, hash, hostname } = new URL(uri);
    const secure = protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost');
    if (!secure || hash !== '' || uri.length > 256 || /[!$'(),;*]/.test(uri)) {
      throw graphErrors.breach(`Reply URL '${uri}' is not valid: it must be https without fragment, wildcard and ! $ ' ( ) , ; and at most 256 characters long.`);
    }
  }
}

export function newApplication(ids: { readonly id: string; readonly appId: string }, domain: string): Application {
  return {
    ...ids,
    deletedDateTime: null,
    createdDateTime: new Date().toISOString(),
    displayName: '',
    description: null,
    identifierUris: [],
    notes: null,
    publisherDomain: domain,
    serviceManagementReference: null,
    // The documented default, and rarely what a caller wants.
    signInAudience: 'AzureADandPersonalMicrosoftAccount',
    tags: [],
    uniqueName: null,
    keyCredentials: [],
    passwordCredentials: [],
    requiredResourceAccess: [],
    web: { homePageUrl: null, logoutUrl: null, redirectUris: [], implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false } },
  };
}
