/**
 * App registrations in bulk, for reading alone: what an audit of many connectors asks for.
 * Sources, Microsoft Graph docs: filter-query-parameter ("the maximum number of expressions in a filter clause when using
 * the in operator is 15"; microsoftgraph/microsoft-graph-docs-contrib#1238), application resource type (of keyCredentials,
 * at most 150 requests a minute and tenant may be made), permissions-reference (Application.Read.All).
 */
import type { ApplicationRegistration, FederatedCredential } from '../../connector/app-registration.ts';
import { createHttp, type ServiceContext } from '../http.ts';
import { asArray, asFilledText, asObject } from '../json-values.ts';
import { literal, pathLiteral, query } from '../odata.ts';
import { allItems } from '../paging.ts';
import { ServiceError } from '../service-error.ts';
import { applicationProperties, readApplication, readFederatedCredential } from './graph-objects.ts';

/** Any one of these lets a token read app registrations; the least comes first. */
export const readingScopes = ['Application.Read.All', 'Application.ReadWrite.All'] as const;

/** How many client ids one request may name. */
export const idsPerRequest = 15;

export interface KeyCredential {
  readonly displayName?: string;
  /** ISO 8601. */
  readonly endDateTime?: string;
}

/** Each call throws what `Http.send` throws. */
export interface ApplicationReader {
  /** Those of the tenant's apps that have one of these client ids, which must be GUIDs; at most `idsPerRequest`. */
  applicationsByAppIds(appIds: readonly string[], signal?: AbortSignal): Promise<readonly ApplicationRegistration[]>;
  federatedCredentials(applicationObjectId: string, signal?: AbortSignal): Promise<readonly FederatedCredential[]>;
  /** Certificates and keys, without their value. */
  keyCredentials(applicationObjectId: string, signal?: AbortSignal): Promise<readonly KeyCredential[]>;
}

/** @param scope the permission that the account's token carries */
export function createApplicationReader(context: ServiceContext, scope: (typeof readingScopes)[number]): ApplicationReader {
  const http = createHttp({ ...context, service: 'graph', requiredScopes: [scope] });
  const root = `${context.cloud.graph}/v1.0`;

  const oneByOne = async (appIds: readonly string[], signal?: AbortSignal): Promise<readonly ApplicationRegistration[]> => {
    const found: ApplicationRegistration[] = [];
    for (const appId of appIds) {
      const { status, json } = await http.send({ method: 'GET', url: `${root}/applications(appId=${pathLiteral(appId)})${query({ $select: applicationProperties })}`, accept: [404], signal });
      if (status !== 404) found.push(readApplication(json));
    }
    return found;
  };

  return {
    applicationsByAppIds: async (appIds, signal) => {
      if (appIds.length === 0) return [];
      const url = `${root}/applications${query({ $filter: `appId in (${appIds.map(literal).join(',')})`, $select: applicationProperties })}`;
      try {
        return (await allItems(http, url, { signal })).map(readApplication);
      } catch (error) {
        // The property's page promises `eq` alone; `in` is what everybody uses, and not worth failing for.
        if (!(error instanceof ServiceError) || error.status !== 400) throw error;
        return oneByOne(appIds, signal);
      }
    },

    federatedCredentials: async (applicationObjectId, signal) => {
      const url = `${root}/applications/${encodeURIComponent(applicationObjectId)}/federatedIdentityCredentials${query({ $select: 'id,name,issuer,subject,audiences,description' })}`;
      return (await allItems(http, url, { signal })).map(readFederatedCredential);
    },

    keyCredentials: async (applicationObjectId, signal) => {
      const { json } = await http.send({ method: 'GET', url: `${root}/applications/${encodeURIComponent(applicationObjectId)}${query({ $select: 'id,keyCredentials' })}`, signal });
      return asArray(asObject(json)['keyCredentials']).map(asObject).map((key) => ({ displayName: asFilledText(key['displayName']), endDateTime: asFilledText(key['endDateTime']) }));
    },
  };
}
