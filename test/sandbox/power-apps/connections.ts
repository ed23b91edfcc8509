/**
 * `…/apis/{name}/connections`: made unauthenticated, consented to by a person through a link, then polled. The order of
 * calls and the name forms are those of a public deployment script for the same API.
 */
import { randomUUID } from 'node:crypto';
import type { SandboxReply } from '../exchange.ts';
import { objectAt, textAt, type JsonObject } from '../json-values.ts';
import type { Connection, SavedConnector } from '../tenant.ts';
import { found } from './connectors.ts';
import { connectorVersions, filteredEnvironment, pageReply, type PowerAppsCall, type PowerAppsContext, type PowerAppsRoute } from './power-apps-call.ts';
import { powerAppsErrors } from './power-apps-errors.ts';
import { oauthParameters } from './save-rules.ts';

const connectorPath = '/providers/Microsoft.PowerApps/apis/(?<name>[^/]+)/connections';
const idForm = /^([0-9a-f]{32}|(shared-[a-z0-9-]{1,30}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export interface ConsentTicket {
  readonly connection: Connection;
  readonly connector: SavedConnector;
  readonly redirectUrl: string;
}

export function connectionRoutes(context: PowerAppsContext, tickets: Map<string, ConsentTicket>): PowerAppsRoute[] {
  const { tenant, switches } = context;

  const put = (call: PowerAppsCall): SandboxReply => {
    const { connector, environment } = found(context, call);
    const id = call.key.id ?? '';
    if (!idForm.test(id)) throw powerAppsErrors.malformed('InvalidConnectionName', `The connection name '${id}' must be a GUID, with or without dashes, or shared-<connector>-<GUID>.`);
    const properties = objectAt(call.body, 'properties') ?? {};
    const expected = `/providers/Microsoft.PowerApps/environments/${environment.name}`;
    if (textAt(properties, 'environment', 'name') !== environment.name || textAt(properties, 'environment', 'id') !== expected) {
      throw powerAppsErrors.malformed('InvalidRequestContent', `properties.environment must have the name '${environment.name}' and the id '${expected}'.`);
    }
    if (!objectAt(properties, 'connectionParameters')) throw powerAppsErrors.malformed('InvalidRequestContent', 'properties.connectionParameters is required.');
    const existing = tenant.connections.get(id);
    const oauth = oauthParameters(connector.content).length > 0;
    const connection: Connection = {
      id, connector: connector.name, environment: environment.name,
      displayName: textAt(properties, 'displayName') ?? connector.displayName,
      createdTime: existing?.createdTime ?? new Date().toISOString(), createdBy: call.user,
      status: existing?.status ?? (oauth ? 'Error' : 'Connected'),
      ...(oauth ? { error: existing?.error ?? { code: 'Unauthenticated', message: 'This connection is not authenticated.' } } : {}),
      ...(existing?.token ? { token: existing.token } : {}),
    };
    if (connection.status === 'Connected') delete connection.error;
    tenant.connections.set(id, connection);
    return { status: existing ? 200 : 201, body: connectionView(connection) };
  };

  const list = (call: PowerAppsCall): SandboxReply => {
    const environment = call.key.name === undefined ? filteredEnvironment(context, call).environment : found(context, call).environment;
    const matching = [...tenant.connections.values()].filter((connection) =>
      connection.environment === environment.name && (call.key.name === undefined || connection.connector === call.key.name));
    return pageReply(call, matching.map(connectionView), switches.powerAppsPageSize);
  };

  const consentLink = (call: PowerAppsCall): SandboxReply => {
    const { connector } = found(context, call);
    const connection = existing(context, call);
    const redirectUrl = textAt(call.body, 'redirectUrl') ?? '';
    if (!URL.canParse(redirectUrl) || !/^https?:$/.test(new URL(redirectUrl).protocol)) throw powerAppsErrors.malformed('InvalidRequestContent', 'redirectUrl must be an absolute web URL.');
    const ticket = randomUUID();
    tickets.set(ticket, { connection, connector, redirectUrl });
    return { status: 200, body: { consentLink: `${context.consentOrigin()}/consent/${ticket}` } };
  };

  const one = new RegExp(`^${connectorPath}/(?<id>[^/]+)$`);
  const apiVersions = connectorVersions;
  return [
    { method: 'GET', pattern: new RegExp(`^${connectorPath}$`), apiVersions, handle: list },
    { method: 'GET', pattern: /^\/providers\/Microsoft\.PowerApps\/connections$/, apiVersions, handle: list },
    { method: 'PUT', pattern: one, apiVersions, handle: put },
    { method: 'GET', pattern: one, apiVersions, handle: (call) => ({ status: 200, body: connectionView(existing(context, call)) }) },
    { method: 'DELETE', pattern: one, apiVersions, handle: (call) => {
      tenant.connections.delete(existing(context, call).id);
      return { status: 204 };
    } },
    { method: 'POST', pattern: new RegExp(`^${connectorPath}/(?<id>[^/]+)/getConsentLink$`), apiVersions, handle: consentLink },
  ];
}

function existing(context: PowerAppsContext, call: PowerAppsCall): Connection {
  const { connector, environment } = found(context, call);
  const connection = context.tenant.connections.get(call.key.id ?? '');
  if (!connection || connection.connector !== connector.name || connection.environment !== environment.name) throw powerAppsErrors.connectionNotFound(call.key.id ?? '');
  return connection;
}

function connectionView(connection: Connection): JsonObject {
  const { id, connector, environment, displayName, status, error, createdTime, createdBy, authenticatedUser } = connection;
  const apiId = `/providers/Microsoft.PowerApps/apis/${connector}`;
  return {
    name: id,
    id: `${apiId}/connections/${id}`,
    type: 'Microsoft.PowerApps/apis/connections',
    properties: {
      apiId,
      displayName,
      createdBy: { id: createdBy.objectId, displayName: createdBy.displayName, email: createdBy.userName, type: 'User', tenantId: createdBy.tenantId, userPrincipalName: createdBy.userName },
      createdTime,
      environment: { id: `/providers/Microsoft.PowerApps/environments/${environment}`, name: environment },
      ...(authenticatedUser === undefined ? {} : { authenticatedUser: { name: authenticatedUser } }),
      statuses: [status === 'Connected' ? { status } : { status, target: 'token', ...(error ? { error } : {}) }],
    },
  };
}
