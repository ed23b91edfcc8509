/**
 * `POST https://{region}-nnn.azure-apim.net/invoke`: calls one operation of a connector through a connection. Headers as
 * microsoft/Power-Fx's PowerPlatformConnectorClient sends them.
 */
import { authenticate, type TokenIssuer } from '../entra/tokens.ts';
import { Refusal, type SandboxReply, type SandboxRequest, type Service } from '../exchange.ts';
import { isObject, objectAt } from '../json-values.ts';
import { runtimeRegion } from '../power-apps/connector-names.ts';
import { withRequestId } from '../power-apps/power-apps-errors.ts';
import { proxiedRequest, type Proxy } from '../proxied-request.ts';
import { connectorKey, type Connection, type SavedConnector, type Tenant } from '../tenant.ts';
import type { TrafficLog } from '../traffic-log.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

export function createInvokeService(tenant: Tenant, issuer: TokenIssuer, traffic: TrafficLog, proxy: () => Proxy): Service {
  const invoke = async (request: SandboxRequest): Promise<SandboxReply> => {
    const { user, scopes } = await authenticate(request, tenant, issuer, 'apiHub', 'Unauthorized');
    if (!scopes.some((scope) => scope === 'user_impersonation' || scope === 'Runtime.All')) throw new Refusal(403, 'Forbidden', 'The token lacks the scope user_impersonation.');
    if (request.method !== 'POST' || request.path !== '/invoke') throw malformed(`No route matches ${request.method} ${request.path}.`, 404);
    const method = header(request, 'x-ms-request-method').toUpperCase();
    if (!methods.includes(method)) throw malformed('The header x-ms-request-method must name an HTTP method.');
    const target = /^\/apim\/([^/]+)\/([^/]+)(\/[^?]*)(\?.*)?$/.exec(header(request, 'x-ms-request-url'));
    if (!target) throw malformed('The header x-ms-request-url must have the form /apim/{connector}/{connection}/{path}.');
    const [, apiName = '', connectionId = '', path = '', query = ''] = target;

    const environment = tenant.environments.find(({ name }) =>
      header(request, 'x-ms-client-environment-id').toLowerCase() === `/providers/microsoft.powerapps/environments/${name.toLowerCase()}`);
    if (!environment || request.host !== `${runtimeRegion(environment.location)}.azure-apim.net`) throw malformed("The header x-ms-client-environment-id must name an environment of this region.");
    const connector = tenant.connectors.get(connectorKey(environment.name, `shared_${apiName}`));
    const connection = tenant.connections.get(connectionId);
    if (!connector || !connection || connection.connector !== connector.name || connection.environment !== environment.name) {
      throw new Refusal(404, 'ConnectionNotFound', `The connection '${connectionId}' of '${apiName}' was not found.`);
    }
    if (connection.createdBy.objectId !== user.objectId) throw new Refusal(403, 'Forbidden', 'The connection belongs to another user.');
    if (connection.status !== 'Connected') throw new Refusal(401, 'Unauthorized', `The connection is not authenticated. ${connection.error?.message ?? ''}`.trim());
    if (!hasOperation(connector, method, path)) throw new Refusal(404, 'OperationNotFound', `The connector has no operation ${method} ${path}.`);
    return call(connector, connection, { method, path: path + query, request });
  };

  const call = async (connector: SavedConnector, connection: Connection, to: { method: string; path: string; request: SandboxRequest }): Promise<SandboxReply> => {
    const url = `${connector.serviceUrl.replace(/\/$/, '')}${to.path}`;
    const type = to.request.headers['content-type'];
    const reply = await proxiedRequest(proxy(), {
      url,
      method: to.method,
      headers: {
        accept: 'application/json',
        ...(connection.token ? { authorization: `Bearer ${connection.token.accessToken}` } : {}),
        ...(type === undefined || to.request.body.length === 0 ? {} : { 'content-type': type }),
      },
      body: to.request.body.length > 0 ? to.request.body : undefined,
    }).catch((error: unknown) => { throw new Refusal(502, 'BadGateway', `The backend ${new URL(url).hostname} cannot be reached: ${String(error)}`); });
    const passed = ['content-type', 'request-id', 'client-request-id', 'retry-after'];
    const headers = Object.fromEntries(Object.entries(reply.headers).flatMap(([name, value]) => passed.includes(name) && typeof value === 'string' ? [[name, value]] : []));
    return { status: reply.status, headers, body: reply.body };
  };

  return {
    kind: 'runtime',
    serves: (host) => /^[a-z]+-\d{3}\.azure-apim\.net$/.test(host),
    handle: async (request) => {
      try {
        return withRequestId(await invoke(request), request);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (error.violation) traffic.violation(request, error.message);
        return errorReply(error, request);
      }
    },
    failure: (status, request) => errorReply(new Refusal(status, 'BadGateway', `The sandbox was told to answer ${status}.`), request),
  };
}

function errorReply({ status, message, headers }: Refusal, request: SandboxRequest): SandboxReply {
  return withRequestId({ status, headers, body: { error: { code: status, message, source: request.host } } }, request);
}

function malformed(message: string, status = 400): Refusal {
  return new Refusal(status, 'BadRequest', message, { violation: true });
}

function header(request: SandboxRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

/** The path without basePath, matched against the definition's templates. */
function hasOperation(connector: SavedConnector, method: string, path: string): boolean {
  return Object.entries(objectAt(connector.definition, 'paths') ?? {}).some(([template, item]) => {
    const pattern = template.split(/\{[^}]+\}/).map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^/]+');
    return isObject(item) && method.toLowerCase() in item && new RegExp(`^${pattern}$`).test(path);
  });
}
