/**
 * Errors of the token service in Entra's JSON form. Fields: Entra docs, reference-error-codes; wordings: the same page,
 * Azure/login#515 (7002138), #482 (700213) and public logs. Nobody should program against the texts, and tests may not.
 */
import { randomUUID } from 'node:crypto';
import type { SandboxReply } from '../exchange.ts';

export class EntraError extends Error {
  override readonly name = 'EntraError';
  readonly error: string;
  readonly number: number;
  readonly status: number;

  /** `number` as in AADSTS700213. */
  constructor(error: string, number: number, text: string, status = 400) {
    super(`AADSTS${number}: ${text}`);
    this.error = error;
    this.number = number;
    this.status = status;
  }
}

export interface EntraErrorBody {
  readonly error: string;
  readonly error_description: string;
  readonly error_codes: readonly number[];
  readonly timestamp: string;
  readonly trace_id: string;
  readonly correlation_id: string;
  readonly error_uri: string;
}

export function entraErrorBody(error: EntraError, traceId: string, correlationId: string): EntraErrorBody {
  const timestamp = new Date().toISOString().replace('T', ' ').replace(/\.\d+Z$/, 'Z');
  return {
    error: error.error,
    error_description: `${error.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [error.number],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${error.number}`,
  };
}

export function entraErrorReply(error: EntraError, requestId: string, correlationId: string = randomUUID()): SandboxReply {
  return { status: error.status, headers: { 'x-ms-request-id': requestId }, body: entraErrorBody(error, requestId, correlationId) };
}

const federationHelp = 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation';

export const entraErrors = {
  unknownTenant: (tenant: string) => new EntraError('invalid_request', 90002, `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`),
  unknownApplication: (clientId: string, tenant: string) => new EntraError('unauthorized_client', 700016,
    `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`),
  noCredentials: (clientId: string, name: string) => new EntraError('invalid_client', 70025, `The client '${clientId}'(${name}) has no configured federated identity credentials.`, 401),
  noMatch: (number: 700211 | 700212 | 700213, part: 'issuer' | 'audience' | 'subject', value: string) => new EntraError('invalid_client', number,
    `No matching federated identity record found for presented assertion ${part} '${value}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. ${federationHelp}`, 401),
  caseOnly: (subject: string) => new EntraError('invalid_client', 7002138,
    `No matching federated identity record found for presented assertion subject '${subject}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison. ${federationHelp}`, 401),
  badSignature: (why: string) => new EntraError('invalid_client', 700027, `Client assertion failed signature validation. ${why}`, 401),
  outsideValidity: () => new EntraError('invalid_client', 700024, 'Client assertion is not within its valid time range.', 401),
  noClientCredential: () => new EntraError('invalid_client', 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.", 401),
  wrongSecret: (clientId: string) => new EntraError('invalid_client', 7000215, `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`, 401),
  redirectNotRegistered: (redirectUri: string, clientId: string) => new EntraError('invalid_request', 50011, `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`),
  redirectDiffers: () => new EntraError('invalid_client', 500112, "The reply address does not match the reply address provided when requesting Authorization code."),
  codeUsed: () => new EntraError('invalid_grant', 54005, 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.'),
  codeUnknown: () => new EntraError('invalid_grant', 9002313, 'Invalid request. Request is malformed or invalid.'),
  resourceNotRequested: (resource: string) => new EntraError('invalid_client', 65005, `The client application has requested access to resource '${resource}'. This request has failed because the client has not specified this resource in its requiredResourceAccess list.`),
  resourceUnknown: (resource: string) => new EntraError('invalid_resource', 500011, `The resource principal named ${resource} was not found in the tenant. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`),
  scopeUnknown: (scope: string, resource: string) => new EntraError('invalid_client', 650053, `The application asked for scope '${scope}' that doesn't exist on the resource '${resource}'. Contact the app vendor.`),
  declined: () => new EntraError('access_denied', 65004, 'User declined to consent to access the app.'),
  adminConsent: (clientId: string) => new EntraError('access_denied', 90094, `Admin consent is required for the permissions requested by this application ('${clientId}').`),
  consentMissing: (clientId: string, name: string) => new EntraError('invalid_grant', 65001, `The user or administrator has not consented to use the application with ID '${clientId}' named '${name}'. Send an interactive authorization request for this user and resource.`),
  notPreauthorized: (clientId: string, resource: string) => new EntraError('invalid_request', 65002, `Consent between first party application '${clientId}' and first party resource '${resource}' must be configured via preauthorization - applications owned and operated by Microsoft must get approval from the API owner before requesting tokens for that API.`),
  severalResources: () => new EntraError('invalid_request', 28000, 'Provided value for the input parameter scope is not valid because it contains more than one resource.'),
  userNotFound: (user: string, tenant: string) => new EntraError('invalid_grant', 50034, `The user account ${user} does not exist in the ${tenant} directory. To sign into this application, the account must be added to the directory.`),
  stepUpDeclined: () => new EntraError('interaction_required', 50076, 'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access.'),
  badGrant: (grant: string) => new EntraError('unsupported_grant_type', 70003, `The app requested an unsupported grant type '${grant}'.`),
  badRequest: (text: string) => new EntraError('invalid_request', 900144, text),
};
