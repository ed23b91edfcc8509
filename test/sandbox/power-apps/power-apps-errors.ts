/** Error bodies of the Power Apps and BAP resource providers: Azure Resource Manager's form. */
import { Refusal, type SandboxReply, type SandboxRequest } from '../exchange.ts';

export function powerAppsErrorReply(refusal: Refusal, request: SandboxRequest): SandboxReply {
  return withRequestId({ status: refusal.status, headers: refusal.headers, body: { error: { code: refusal.code, message: refusal.message } } }, request);
}

export function withRequestId(reply: SandboxReply, request: SandboxRequest): SandboxReply {
  return { ...reply, headers: { 'x-ms-request-id': request.id, 'x-ms-correlation-request-id': request.id, ...reply.headers } };
}

export function powerAppsFailure(status: number): Refusal {
  const code = status === 429 ? 'TooManyRequests' : status === 502 ? 'BadGateway' : status >= 500 ? 'InternalServerError' : 'BadRequest';
  return new Refusal(status, code, `The sandbox was told to answer ${status}.`, { headers: status === 429 ? { 'retry-after': '1' } : {} });
}

export const powerAppsErrors = {
  malformed: (code: string, message: string) => new Refusal(400, code, message, { violation: true }),
  // microsoft/PowerPlatformConnectors#614
  unknownMember: (name: string, path: string) => new Refusal(400, 'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: 'Could not find member '${name}' on object of type 'ApiPropertiesDefinition'. Path '${path}'.'.`, { violation: true }),
  displayNameOnUpdate: () => new Refusal(400, 'CannotUpdateApiDisplayName', 'The display name of an API cannot be updated.', { violation: true }),
  invalidDefinition: (why: string) => new Refusal(400, 'ApiHubsRequestFailed', `Request to Azure API hubs failed with error: '{"error":{"code":"BadRequest","message":"Invalid Api definition object. ${why}"}}'`),
  refused: (why: string) => new Refusal(400, 'ApiHubsRequestFailed', `Request to Azure API hubs failed with error: '{"error":{"code":"BadRequest","message":"${why}"}}'`),
  apiNotFound: (name: string) => new Refusal(404, 'ApiResourceNotFound', `Could not find API '${name}'.`),
  apiExists: (title: string) => new Refusal(409, 'ApiAlreadyExists', `An API with the name '${title}' already exists in this environment.`),
  connectionNotFound: (id: string) => new Refusal(404, 'ConnectionNotFound', `Could not find connection '${id}'.`),
  environmentNotFound: (name: string, tenant: string) => new Refusal(404, 'EnvironmentNotFound', `The environment '${name}' could not be found in the tenant '${tenant}'.`),
  environmentAccess: (objectId: string, tenant: string, name: string) => new Refusal(403, 'EnvironmentAccess',
    `The user with object id '${objectId}' in tenant '${tenant}' does not have access to permission 'ReadEnvironment' in environment '${name}'.`),
};
