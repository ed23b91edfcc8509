/** Asks the token service for a token as a workload with a federated identity does: by @azure/identity, not by us. */
import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';
import { ClientAssertionCredential, type AccessToken } from '@azure/identity';
import type { TokenIssuer } from './entra/tokens.ts';
import { proxiedRequest, type Proxy } from './proxied-request.ts';

export interface FederatedTokenRequest {
  readonly subject: string;
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
  readonly tenantId: string;
}

const assertionLifetimeSeconds = 600;

/** @throws the credential's AuthenticationError, whose message carries the AADSTS text. */
export async function requestFederatedToken(request: FederatedTokenRequest, signer: TokenIssuer, proxy: Proxy): Promise<AccessToken> {
  const { subject, issuer, audience, clientId, tenantId } = request;
  const assertion = (): Promise<string> => signer.sign({ iss: issuer, sub: subject, aud: audience }, assertionLifetimeSeconds);
  const credential = new ClientAssertionCredential(tenantId, clientId, assertion, {
    httpClient: httpClient(proxy),
    retryOptions: { maxRetries: 0 },
  });
  return credential.getToken('https://graph.microsoft.com/.default');
}

/** The pipeline's own proxy support ignores a CA given in code, and this process was not started with the sandbox's. */
function httpClient(proxy: Proxy): HttpClient {
  return {
    sendRequest: async (request) => {
      const { status, headers, body } = await proxiedRequest(proxy, {
        url: request.url,
        method: request.method,
        headers: request.headers.toJSON(),
        body: typeof request.body === 'string' ? request.body : undefined,
      });
      const single = Object.entries(headers).flatMap(([name, value]) => typeof value === 'string' ? [[name, value] as const] : []);
      return { request, status, headers: createHttpHeaders(Object.fromEntries(single)), bodyAsText: body.toString('utf8') };
    },
  };
}
