/**
 * App registrations, service principals and federated credentials in Microsoft Graph v1.0.
 * Sources, all Microsoft Graph docs: application-upsert, application-update, application-list,
 * application-removepassword, federatedidentitycredential-upsert, federatedidentitycredential-delete, application-delete
 * (kept among the deleted items for 30 days), serviceprincipal-delete, serviceprincipal-post-serviceprincipals,
 * oauth2permissiongrant-list, search-query-parameter; alternate keys from the CSDL (microsoftgraph/msgraph-metadata).
 */
import type { ApplicationChange, ApplicationRegistration, FederatedCredential, NewApplication, ResourceApi } from '../../connector/app-registration.ts';
import { createHttp, type Http, type ServiceContext } from '../http.ts';
import { asFilledText, asObject } from '../json-values.ts';
import { literal, pathLiteral, query } from '../odata.ts';
import { allItems } from '../paging.ts';
import { ServiceError } from '../service-error.ts';
import { createAccountRights, type AccountRights } from './account-rights.ts';
import { createDeletedApplications, type DeletedApplications } from './deleted-applications.ts';
import { applicationProperties, readApplication, readFederatedCredential, readResourceApi, resourceApiProperties } from './graph-objects.ts';

/** What a token needs for all of this; reading federated credentials already asks for it (federatedidentitycredential-get). */
export const directoryScopes: readonly string[] = ['Application.ReadWrite.All'];

/** Microsoft Graph itself, in every tenant of every cloud. */
const microsoftGraphAppId = '00000003-0000-0000-c000-000000000000';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Each call throws what `Http.send` throws. A missing object reads as undefined, which replication lag may also cause. */
export interface Directory extends AccountRights, DeletedApplications {
  applicationByAppId(appId: string, signal?: AbortSignal): Promise<ApplicationRegistration | undefined>;
  applicationByUniqueName(uniqueName: string, signal?: AbortSignal): Promise<ApplicationRegistration | undefined>;
  upsertApplication(uniqueName: string, application: NewApplication, signal?: AbortSignal): Promise<ApplicationRegistration>;
  updateApplication(objectId: string, change: ApplicationChange, signal?: AbortSignal): Promise<void>;
  servicePrincipalExists(appId: string, signal?: AbortSignal): Promise<boolean>;
  createServicePrincipal(appId: string, signal?: AbortSignal): Promise<void>;
  resourceApi(resourceUri: string, signal?: AbortSignal): Promise<ResourceApi | undefined>;
  consentedScopes(appId: string, resourceAppId: string, signal?: AbortSignal): Promise<readonly string[] | undefined>;
  federatedCredentials(applicationObjectId: string, signal?: AbortSignal): Promise<readonly FederatedCredential[]>;
  upsertFederatedCredential(applicationObjectId: string, credential: FederatedCredential, signal?: AbortSignal): Promise<void>;
  /** What is gone already counts as deleted, here and in the two below. */
  deleteFederatedCredential(applicationObjectId: string, name: string, signal?: AbortSignal): Promise<void>;
  deleteServicePrincipal(appId: string, signal?: AbortSignal): Promise<void>;
  /** Softly: Entra keeps it, and its unique name, for 30 days. */
  deleteApplication(objectId: string, signal?: AbortSignal): Promise<void>;
  /** One client secret, for good; Graph answers 400 where the app has no such key. */
  removePassword(applicationObjectId: string, keyId: string, signal?: AbortSignal): Promise<void>;
  /** By words of the display name, or by a whole client id; at most 25. An empty text gives the first 25. */
  searchApplications(text: string, signal?: AbortSignal): Promise<readonly ApplicationRegistration[]>;
}

export function createDirectory(context: ServiceContext): Directory {
  const http = createHttp({ ...context, service: 'graph', requiredScopes: directoryScopes });
  const root = `${context.cloud.graph}/v1.0`;

  const applicationByAppId: Directory['applicationByAppId'] = async (appId, signal) => {
    // A file may hold a placeholder for a client id; Graph would answer 400 to a key that is no GUID.
    if (!guid.test(appId)) return undefined;
    const found = await getOrUndefined(http, `${root}/applications(appId=${pathLiteral(appId)})${query({ $select: applicationProperties })}`, signal);
    return found === undefined ? undefined : readApplication(found);
  };

  const applicationByUniqueName: Directory['applicationByUniqueName'] = async (uniqueName, signal) => {
    const found = await getOrUndefined(http, `${root}/applications(uniqueName=${pathLiteral(uniqueName)})${query({ $select: applicationProperties })}`, signal);
    return found === undefined ? undefined : readApplication(found);
  };

  const servicePrincipalId = async (appId: string, signal?: AbortSignal): Promise<string | undefined> => {
    if (!guid.test(appId)) return undefined;
    const found = await getOrUndefined(http, `${root}/servicePrincipals(appId=${pathLiteral(appId)})${query({ $select: 'id,appId' })}`, signal);
    return asFilledText(asObject(found)['id']);
  };

  const resourceByAppId = async (appId: string, signal?: AbortSignal): Promise<ResourceApi | undefined> => {
    const found = await getOrUndefined(http, `${root}/servicePrincipals(appId=${pathLiteral(appId)})${query({ $select: resourceApiProperties })}`, signal);
    return found === undefined ? undefined : readResourceApi(found);
  };

  const resourceByName = async (name: string, signal?: AbortSignal): Promise<ResourceApi | undefined> => {
    const filter = `servicePrincipalNames/any(n:n eq ${literal(name)})`;
    const [found] = await allItems(http, `${root}/servicePrincipals${query({ $filter: filter, $select: resourceApiProperties })}`, { signal });
    return found === undefined ? undefined : readResourceApi(found);
  };

  return {
    ...createAccountRights(context, http, directoryScopes),
    ...createDeletedApplications(context, http),
    applicationByAppId,
    applicationByUniqueName,

    upsertApplication: async (uniqueName, application, signal) => {
      const { displayName, signInAudience, requiredResourceAccess, notes } = application;
      const answer = await http.send({
        method: 'PATCH',
        url: `${root}/applications(uniqueName=${pathLiteral(uniqueName)})`,
        headers: { prefer: 'create-if-missing' },
        json: { displayName, signInAudience, requiredResourceAccess, notes },
        signal,
      });
      // 201 brings the new app; 204 says that it was there, and brings nothing.
      if (answer.status === 201) return readApplication(answer.json);
      const { json } = await http.send({ method: 'GET', url: `${root}/applications(uniqueName=${pathLiteral(uniqueName)})${query({ $select: applicationProperties })}`, signal });
      return readApplication(json);
    },

    updateApplication: async (objectId, { signInAudience, redirectUris, requiredResourceAccess }, signal) => {
      const change = {
        ...(signInAudience && { signInAudience }),
        ...(redirectUris && { web: { redirectUris } }),
        ...(requiredResourceAccess && { requiredResourceAccess }),
      };
      if (Object.keys(change).length === 0) return;
      await http.send({ method: 'PATCH', url: `${root}/applications/${encodeURIComponent(objectId)}`, json: change, signal });
    },

    servicePrincipalExists: async (appId, signal) => (await servicePrincipalId(appId, signal)) !== undefined,

    createServicePrincipal: async (appId, signal) => {
      try {
        // An app has one service principal: a second POST is a conflict.
        await http.send({ method: 'POST', url: `${root}/servicePrincipals`, json: { appId }, resend: 'always', signal });
      } catch (error) {
        if (!isConflict(error) || (await servicePrincipalId(appId, signal)) === undefined) throw error;
      }
    },

    resourceApi: async (resourceUri, signal) => {
      const uri = resourceUri.trim();
      const bare = uri.replace(/\/+$/, '');
      if (bare === '') return undefined;
      if (isGraphAudience(bare, context.cloud.graphAudience) || isGraphAudience(bare, context.cloud.graph)) return resourceByAppId(microsoftGraphAppId, signal);
      const appId = bare.replace(/^api:\/\//i, '');
      const byAppId = guid.test(appId) ? await resourceByAppId(appId, signal) : undefined;
      if (byAppId || guid.test(bare)) return byAppId;
      // Identifier URIs are compared as text, and authors write them with and without the slash.
      return (await resourceByName(uri, signal)) ?? (await resourceByName(uri === bare ? `${bare}/` : bare, signal));
    },

    consentedScopes: async (appId, resourceAppId, signal) => {
      try {
        const [clientId, resourceId, user] = [await servicePrincipalId(appId, signal), await servicePrincipalId(resourceAppId, signal), await userObjectId(context, signal)];
        if (clientId === undefined || resourceId === undefined) return [];
        const grants = await allItems(http, `${root}/oauth2PermissionGrants${query({ $filter: `clientId eq ${literal(clientId)}` })}`, { signal });
        const scopes = grants.map(asObject).flatMap((grant) => {
          // A consent that another user gave for themselves does not help this one.
          const applies = grant['consentType'] === 'AllPrincipals' || grant['principalId'] === user;
          return applies && grant['resourceId'] === resourceId ? (asFilledText(grant['scope']) ?? '').split(' ') : [];
        });
        return [...new Set(scopes.filter((scope) => scope !== ''))];
      } catch (error) {
        // Reading grants needs more than writing applications; not knowing is an answer here.
        if (error instanceof ServiceError && error.status === 403) return undefined;
        throw error;
      }
    },

    federatedCredentials: async (applicationObjectId, signal) => {
      const url = `${root}/applications/${encodeURIComponent(applicationObjectId)}/federatedIdentityCredentials${query({ $select: 'id,name,issuer,subject,audiences,description' })}`;
      return (await allItems(http, url, { signal })).map(readFederatedCredential);
    },

    upsertFederatedCredential: async (applicationObjectId, { name, issuer, subject, audiences, description }, signal) => {
      if (subject === null) throw new TypeError('A federated credential without a subject cannot be written: a connector needs an exact one.');
      await http.send({
        method: 'PATCH',
        url: `${root}/applications/${encodeURIComponent(applicationObjectId)}/federatedIdentityCredentials(name=${pathLiteral(name)})`,
        headers: { prefer: 'create-if-missing' },
        json: { issuer, subject, audiences, ...(description !== undefined && { description }) },
        signal,
      });
    },

    deleteFederatedCredential: async (applicationObjectId, name, signal) => {
      await http.send({ method: 'DELETE', url: `${root}/applications/${encodeURIComponent(applicationObjectId)}/federatedIdentityCredentials/${encodeURIComponent(name)}`, accept: [404], signal });
    },

    deleteServicePrincipal: async (appId, signal) => {
      await http.send({ method: 'DELETE', url: `${root}/servicePrincipals(appId=${pathLiteral(appId)})`, accept: [404], signal });
    },

    deleteApplication: async (objectId, signal) => {
      await http.send({ method: 'DELETE', url: `${root}/applications/${encodeURIComponent(objectId)}`, accept: [404], signal });
    },

    // A POST: after a lost answer it is not sent again, and the caller looks whether the key is gone.
    removePassword: async (applicationObjectId, keyId, signal) => {
      await http.send({ method: 'POST', url: `${root}/applications/${encodeURIComponent(applicationObjectId)}/removePassword`, json: { keyId }, signal });
    },

    searchApplications: async (text, signal) => {
      const words = text.trim();
      if (guid.test(words)) {
        const application = await applicationByAppId(words, signal);
        return application ? [application] : [];
      }
      const $search = words === '' ? undefined : `"displayName:${words.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`;
      const { json } = await http.send({
        method: 'GET',
        url: `${root}/applications${query({ $search, $select: applicationProperties, $top: '25', ...($search && { $count: 'true' }) })}`,
        headers: { consistencylevel: 'eventual' },
        signal,
      });
      const found = asObject(json)['value'];
      return Array.isArray(found) ? found.map(readApplication) : [];
    },
  };
}

async function getOrUndefined(http: Http, url: string, signal?: AbortSignal): Promise<unknown> {
  const answer = await http.send({ method: 'GET', url, accept: [404], signal });
  return answer.status === 404 ? undefined : answer.json;
}

async function userObjectId({ tokens, tenantId }: ServiceContext, signal?: AbortSignal): Promise<string> {
  return (await tokens.get('graph', { tenantId, requiredScopes: directoryScopes, signal })).claims.objectId;
}

/** 409, or a 400 whose detail names the conflict; both have been seen for a name in use. */
function isConflict(error: unknown): boolean {
  return error instanceof ServiceError && (error.status === 409 || error.codes.some((code) => code === 'Request_MultipleObjectsWithSameKeyValue' || code === 'ObjectConflict'));
}

function isGraphAudience(uri: string, audience: string): boolean {
  return uri.toLowerCase() === audience.toLowerCase();
}
