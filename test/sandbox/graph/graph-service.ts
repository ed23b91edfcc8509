/** graph.microsoft.com: authenticates, checks the contract both ways, and hands the call to its route. */
import { authenticate, type TokenIssuer } from '../entra/tokens.ts';
import { jsonBody, Refusal, type SandboxReply, type SandboxRequest, type Service } from '../exchange.ts';
import type { TrafficLog } from '../traffic-log.ts';
import { applicationRoutes } from './applications.ts';
import type { ContractOperation, GraphContract } from './contract.ts';
import { federatedCredentialRoutes } from './federated-credentials.ts';
import { graphErrorReply, graphErrors, graphFailure } from './graph-errors.ts';
import { metadata, type GraphCall, type GraphContext, type GraphRoute } from './graph-route.ts';
import { select } from './odata-query.ts';
import { servicePrincipalRoutes } from './service-principals.ts';

/** Whatever else the contract may say of one path. */
const queryOptions = ['$filter', '$search', '$select', '$top', '$count', '$orderby', '$skiptoken'];

export function createGraphService(context: GraphContext, issuer: TokenIssuer, traffic: TrafficLog, contract: GraphContract | undefined): Service {
  const routes: readonly GraphRoute[] = [...applicationRoutes(context), ...federatedCredentialRoutes(context), ...servicePrincipalRoutes(context), authorizationPolicyRoute(context)];

  const find = (request: SandboxRequest): { route: GraphRoute; key: GraphCall['key']; operation?: ContractOperation } => {
    const path = /^\/v1\.0(\/.*)$/.exec(request.path)?.[1];
    if (path === undefined) throw graphErrors.noSuchSegment(request.path.split('/')[1] ?? '');
    for (const route of routes) {
      const match = route.method === request.method ? route.pattern.exec(path) : null;
      if (!match) continue;
      const key = { ...match.groups };
      const template = route.template(key);
      return { route, key, operation: template === undefined ? undefined : { template, method: route.method.toLowerCase() } };
    }
    throw graphErrors.noSuchSegment(path.slice(1));
  };

  const handle = async (request: SandboxRequest): Promise<SandboxReply> => {
    let operation: ContractOperation | undefined;
    const reply = await (async () => {
      const caller = await authenticate(request, context.tenant, issuer, 'graph', 'InvalidAuthenticationToken');
      const { stepUp } = context.switches;
      if (stepUp !== null && request.method !== 'GET' && !caller.contexts.includes(stepUp)) throw graphErrors.stepUp(claimsFor(stepUp));
      const found = find(request);
      operation = found.operation;
      const body = jsonBody(request);
      const unknown = [...request.query.keys()].find((name) => !queryOptions.includes(name));
      if (unknown !== undefined) throw graphErrors.breach(`The query option '${unknown}' is not supported.`);
      const breach = operation && contract?.checkRequest(operation, request, body);
      if (breach) throw graphErrors.breach(breach);
      if (!found.route.scopes.some((scope) => caller.scopes.includes(scope))) throw graphErrors.denied();
      return found.route.handle({ request, caller, body, key: found.key });
    })().catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      if (error.violation) traffic.violation(request, error.message);
      return graphErrorReply(error, request);
    });
    const breach = operation && contract?.checkReply(operation, reply.status, reply.body);
    if (breach) traffic.ownBreach(request, breach);
    return withRequestId(reply, request);
  };

  return {
    kind: 'graph',
    serves: (host) => host === 'graph.microsoft.com',
    handle,
    failure: (status, request) => withRequestId(graphErrorReply(graphFailure(status), request), request),
  };
}

/** What a client hands to its sign-in (Entra docs, claims-challenge and developer-guide-conditional-access-authentication-context). */
function claimsFor(context: string): string {
  return Buffer.from(JSON.stringify({ access_token: { acrs: { essential: true, value: context } } })).toString('base64');
}

/** Graph docs, authorizationpolicy-get; only what the tenant's one switch decides. */
function authorizationPolicyRoute({ switches }: GraphContext): GraphRoute {
  return {
    method: 'GET', pattern: /^\/policies\/authorizationPolicy$/, template: () => undefined, scopes: ['Policy.Read.All'],
    handle: ({ request }) => ({
      status: 200,
      body: select({ '@odata.context': metadata('policies/authorizationPolicy/$entity'), id: 'authorizationPolicy', defaultUserRolePermissions: { allowedToCreateApps: switches.registrationAllowed, allowedToCreateSecurityGroups: true } }, request.query.get('$select')),
    }),
  };
}

function withRequestId(reply: SandboxReply, request: SandboxRequest): SandboxReply {
  const client = request.headers['client-request-id'];
  return { ...reply, headers: { 'request-id': request.id, 'client-request-id': typeof client === 'string' ? client : request.id, ...reply.headers } };
}
