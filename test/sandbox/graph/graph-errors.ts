/** Graph's error bodies (Graph docs: errors; recorded bodies in the issues named beside each use). */
import { Refusal, type SandboxReply, type SandboxRequest } from '../exchange.ts';

/**
 * The same error in the shapes that Graph answers with: `innerError` may be missing and `details` may hold the error
 * once more, so a client may rely on `code` alone. Which one it is follows from the request's id.
 */
export function graphErrorReply(refusal: Refusal, request: SandboxRequest): SandboxReply {
  const shape = Number.parseInt(request.id.slice(0, 4), 16) % 3;
  const { code, message } = refusal;
  const details = refusal.details ?? (shape === 1 ? [{ code, message }] : undefined);
  const clientRequestId = request.headers['client-request-id'];
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': request.id,
    'client-request-id': typeof clientRequestId === 'string' ? clientRequestId : request.id,
  };
  return {
    status: refusal.status,
    headers: refusal.headers,
    body: { error: { code, message, ...(details ? { details } : {}), ...(shape === 2 ? {} : { innerError }) } },
  };
}

const codes: Readonly<Record<number, string>> = {
  400: 'Request_BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Authorization_RequestDenied',
  404: 'Request_ResourceNotFound',
  409: 'Request_MultipleObjectsWithSameKeyValue',
  429: 'TooManyRequests',
  503: 'serviceNotAvailable',
  504: 'serviceNotAvailable',
};

export function graphFailure(status: number): Refusal {
  return new Refusal(status, codes[status] ?? 'InternalServerError', `The sandbox was told to answer ${status}.`, {
    headers: status === 429 ? { 'retry-after': '1' } : {},
  });
}

export const graphErrors = {
  notFound: (id: string) => new Refusal(404, 'Request_ResourceNotFound', `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`),
  noSuchSegment: (segment: string) => new Refusal(400, 'BadRequest', `Resource not found for the segment '${segment}'.`, { violation: true }),
  denied: () => new Refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
  breach: (what: string) => new Refusal(400, 'Request_BadRequest', what, { violation: true }),
  unsupportedQuery: (what: string) => new Refusal(400, 'Request_UnsupportedQuery', what, { violation: true }),
  badRequest: (message: string) => new Refusal(400, 'Request_BadRequest', message),
  // microsoftgraph/msgraph-bicep-types#137, #202
  uniqueNameTaken: () => new Refusal(400, 'Request_BadRequest', 'Another object with the same value for property uniqueName already exists.', {
    details: [{ code: 'ObjectConflict', message: 'Another object with the same value for property uniqueName already exists.', target: 'uniqueName' }],
  }),
  // Azure/azure-dev#1482
  credentialNameTaken: (name: string) => new Refusal(409, 'Request_MultipleObjectsWithSameKeyValue', `FederatedIdentityCredential with name ${name} already exists.`),
  // Azure/azure-workload-identity#434
  credentialNotUnique: (issuer: string, subject: string) => new Refusal(400, 'InvalidFederatedIdentityCredentialValue',
    `The combination of issuer and subject must be unique for the application. Issuer ${issuer} and Subject: ${subject} already exist. paramName: FederatedIdentityCredential.Subject, paramValue: ${subject}, objectType: Microsoft.Online.DirectoryServices.Application`),
  servicePrincipalTaken: (appId: string) => new Refusal(409, 'Request_MultipleObjectsWithSameKeyValue', `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`),
  // learn.microsoft.com/answers/questions/5883620
  noBackingObject: (appId: string) => {
    const message = `The appId '${appId}' of the service principal does not reference a valid application object.`;
    return new Refusal(400, 'Request_BadRequest', message, { details: [{ code: 'NoBackingApplicationObject', message, target: 'appId' }] });
  },
  // Azure/azure-powershell#29530: the same lag in the dress of a missing right.
  notLocalYet: () => new Refusal(403, 'Authorization_RequestDenied', 'When using this permission, the backing application of the service principal being created must in the local tenant'),
  // Public code that looks for this text (AKS issuers in corporate tenants).
  issuerForbidden: (issuer: string) => new Refusal(400, 'InvalidFederatedIdentityCredentialValue', `Federated identity credential issuer '${issuer}' is not allowed as per assigned policy.`),
  // MicrosoftDocs/msteams-docs#13077
  serviceTreeMissing: () => new Refusal(400, 'ServiceTreeNullValueProvided', 'ServiceManagementReference field is required for Create, but is missing in the request.'),
  // Entra docs, delete-recover-faq; the status from public clients.
  quotaExceeded: () => new Refusal(403, 'Directory_QuotaExceeded', 'The directory object quota limit for the Principal has been exceeded. Please ask your administrator to increase the quota limit or delete objects to reduce the used quota.'),
  stepUp: (claims: string) => new Refusal(401, 'InvalidAuthenticationToken', 'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: InsufficientClaims', {
    headers: { 'www-authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${claims}"` },
  }),
  grantExists: () => new Refusal(409, 'Request_MultipleObjectsWithSameKeyValue', 'Permission entry already exists.'),
};
