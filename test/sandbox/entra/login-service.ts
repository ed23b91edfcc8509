/** login.microsoftonline.com: discovery documents, keys, the authorize page and the token endpoint. */
import type { SandboxReply, SandboxRequest, Service } from '../exchange.ts';
import { consentPage, errorPage } from '../pages.ts';
import type { Tenant } from '../tenant.ts';
import type { AuthorizationRequest, AuthorizationServer } from './authorization.ts';
import { EntraError, entraErrorReply, entraErrors } from './entra-errors.ts';
import type { TokenEndpoint } from './token-endpoint.ts';
import type { TokenIssuer } from './tokens.ts';

const host = 'login.microsoftonline.com';
const tenantIndependent = ['common', 'organizations'];

export function createLoginService(tenant: Tenant, issuer: TokenIssuer, authorizations: AuthorizationServer, tokens: TokenEndpoint): Service {
  const knownTenant = (name: string): string => {
    if (![tenant.tenantId, tenant.domain, ...tenantIndependent].includes(name.toLowerCase())) throw entraErrors.unknownTenant(name);
    return tenantIndependent.includes(name.toLowerCase()) ? '{tenantid}' : tenant.tenantId;
  };

  const route = async (request: SandboxRequest): Promise<SandboxReply> => {
    if (request.method === 'GET' && request.path === '/common/discovery/instance') return instanceDiscovery(request);
    const [, name = '', rest] = /^\/([^/]+)(\/.*)$/.exec(request.path) ?? [];
    switch (`${request.method} ${rest}`) {
      case 'GET /v2.0/.well-known/openid-configuration': return { status: 200, body: openIdConfiguration(name, knownTenant(name)) };
      case 'GET /discovery/v2.0/keys': return { status: 200, body: { keys: [issuer.jwk] } };
      case 'GET /oauth2/v2.0/authorize': return showPage(name, request.query);
      case 'POST /oauth2/v2.0/authorize': return decide(name, new URLSearchParams(request.body.toString('utf8')));
      case 'POST /oauth2/v2.0/token': return tokens.redeem(name, request);
      default: return { status: 404, body: 'Not found' };
    }
  };

  const showPage = (name: string, query: URLSearchParams): SandboxReply => {
    if (query.get('response_type') !== 'code') throw entraErrors.badRequest("The request body must contain the following parameter: 'response_type'.");
    const { application, scopes } = authorizations.begin(authorizationRequest(name, query));
    return html(200, consentPage({ user: tenant.users[0]?.userName ?? '', application: application.displayName, scopes, hidden: Object.fromEntries(query) }));
  };

  const decide = (name: string, form: URLSearchParams): SandboxReply => {
    const user = tenant.users[0];
    if (!user) throw entraErrors.userNotFound('', tenant.displayName);
    const authorization = authorizations.begin(authorizationRequest(name, form));
    const back = new URL(authorization.request.redirectUri);
    try {
      back.searchParams.set('code', authorizations.decide(authorization, user, form.get('decision') === 'accept'));
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      back.searchParams.set('error', error.error);
      back.searchParams.set('error_description', error.message);
    }
    back.searchParams.set('state', form.get('state') ?? '');
    return { status: 302, headers: { location: back.href } };
  };

  return {
    kind: 'login',
    serves: (candidate) => candidate === host,
    handle: async (request) => {
      try {
        return await route(request);
      } catch (error) {
        if (!(error instanceof EntraError)) throw error;
        // A browser gets a page, a program JSON.
        if (request.path.endsWith('/authorize')) return html(error.status, errorPage(error.message, request.id));
        return entraErrorReply(error, request.id, header(request, 'client-request-id'));
      }
    },
    failure: (status, request) => entraErrorReply(new EntraError('temporarily_unavailable', 90033, 'A transient error has occurred. Please try again.', status), request.id),
  };
}

function authorizationRequest(tenantId: string, from: URLSearchParams): AuthorizationRequest {
  return { tenantId, clientId: from.get('client_id') ?? '', redirectUri: from.get('redirect_uri') ?? '', scope: from.get('scope') ?? '' };
}

function instanceDiscovery(request: SandboxRequest): SandboxReply {
  const asked = new URL(request.query.get('authorization_endpoint') ?? `https://${host}/common/oauth2/v2.0/authorize`);
  const segment = asked.pathname.split('/')[1] ?? 'common';
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `https://${host}/${segment}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: 'login.windows.net', aliases: [host, 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'] }],
    },
  };
}

function openIdConfiguration(segment: string, issuerTenant: string): Record<string, unknown> {
  const root = `https://${host}/${segment}`;
  return {
    token_endpoint: `${root}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${root}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `https://${host}/${issuerTenant}/v2.0`,
    authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
    tenant_region_scope: null,
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
  };
}

function html(status: number, body: string): SandboxReply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function header(request: SandboxRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
