/** api.powerapps.com, api.bap.microsoft.com and the storage behind their upload links. */
import { authenticate, type TokenIssuer } from '../entra/tokens.ts';
import { jsonBody, Refusal, type SandboxReply, type SandboxRequest, type Service, type ServiceKind } from '../exchange.ts';
import type { Tenant } from '../tenant.ts';
import type { TrafficLog } from '../traffic-log.ts';
import { definitionPath, storageHost } from './connector-view.ts';
import type { PowerAppsRoute } from './power-apps-call.ts';
import { powerAppsErrorReply, powerAppsErrors, powerAppsFailure, withRequestId } from './power-apps-errors.ts';

export function createPowerAppsService(options: {
  readonly kind: ServiceKind;
  serves(host: string): boolean;
  readonly routes: readonly PowerAppsRoute[];
  readonly tenant: Tenant;
  readonly issuer: TokenIssuer;
  readonly traffic: TrafficLog;
}): Service {
  const { routes, tenant, issuer, traffic } = options;

  const answer = async (request: SandboxRequest): Promise<SandboxReply> => {
    const { user, scopes } = await authenticate(request, tenant, issuer, 'powerApps', 'InvalidAuthenticationToken');
    if (!scopes.includes('user_impersonation')) throw new Refusal(403, 'Forbidden', 'The token lacks the scope user_impersonation.');
    for (const route of routes) {
      const match = route.method === request.method ? route.pattern.exec(request.path) : null;
      if (!match) continue;
      const version = request.query.get('api-version');
      if (version === null) throw powerAppsErrors.malformed('MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required for all requests.');
      if (!route.apiVersions.includes(version)) throw powerAppsErrors.malformed('InvalidApiVersionParameter', `The api-version '${version}' is invalid. The supported versions are '${route.apiVersions.join(',')}'.`);
      return route.handle({ request, user, body: jsonBody(request), key: { ...match.groups } });
    }
    throw new Refusal(404, 'NotFound', `No route matches ${request.method} ${request.path}.`, { violation: true });
  };

  return {
    kind: options.kind,
    serves: options.serves,
    handle: async (request) => {
      try {
        return withRequestId(await answer(request), request);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (error.violation) traffic.violation(request, error.message);
        return powerAppsErrorReply(error, request);
      }
    },
    failure: (status, request) => powerAppsErrorReply(powerAppsFailure(status), request),
  };
}

/** Blobs by shared access signature: no bearer token may arrive here. */
export function createStorageService(tenant: Tenant, traffic: TrafficLog): Service {
  const refuse = (request: SandboxRequest, status: number, code: string, message: string): SandboxReply => ({
    status,
    headers: { 'content-type': 'application/xml', 'x-ms-request-id': request.id, 'x-ms-error-code': code },
    body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  });
  const breach = (request: SandboxRequest, message: string): SandboxReply => {
    traffic.violation(request, message);
    return refuse(request, 400, 'InvalidHeaderValue', message);
  };

  return {
    kind: 'storage',
    serves: (host) => host.endsWith('.blob.core.windows.net'),
    handle: (request) => {
      if (request.headers.authorization !== undefined) return breach(request, 'A token was sent to storage.');
      const signature = request.query.get('sig');
      if (request.host !== storageHost || (signature !== 'sandbox-write' && signature !== 'sandbox-read')) return refuse(request, 403, 'AuthenticationFailed', 'Server failed to authenticate the request.');
      const key = `${request.host}${request.path}`;
      if (request.method === 'PUT') {
        if (signature !== 'sandbox-write') return refuse(request, 403, 'AuthorizationPermissionMismatch', 'This request is not authorized to perform this operation.');
        if (request.headers['x-ms-blob-type'] !== 'BlockBlob') return breach(request, 'x-ms-blob-type must be BlockBlob.');
        if (!/^\/uploads-[^/]+\/[^/]+$/.test(request.path)) return breach(request, 'A blob needs a name in the container of the upload link.');
        tenant.blobs.set(key, { contentType: request.headers['content-type'] ?? 'application/octet-stream', bytes: request.body });
        return { status: 201, headers: { 'x-ms-request-id': request.id } };
      }
      const definition = [...tenant.connectors.values()].flatMap((connector) => [
        { path: definitionPath(connector, 'original'), content: connector.definition },
        // What the platform makes of it: callers that send this back are refused.
        { path: definitionPath(connector, 'modified'), content: { ...connector.definition, host: 'europe-002.azure-apim.net', basePath: `/apim/${connector.apiName}` } },
      ]).find(({ path }) => path === request.path)?.content;
      const blob = definition ? { contentType: 'application/json', bytes: Buffer.from(`\ufeff${JSON.stringify(definition)}`) } : tenant.blobs.get(key);
      if (request.method !== 'GET' || !blob) return refuse(request, 404, 'BlobNotFound', 'The specified blob does not exist.');
      return { status: 200, headers: { 'content-type': blob.contentType, 'x-ms-request-id': request.id }, body: blob.bytes };
    },
    failure: (status, request) => refuse(request, status, status === 503 ? 'ServerBusy' : 'InternalError', `The sandbox was told to answer ${status}.`),
  };
}
