/** Asks the token service for a token as a workload with a federated identity does: by @azure/identity, not by us. */
import { ClientAssertionCredential, type AccessToken } from '@azure/identity';
import type { TokenIssuer } from './entra/tokens.ts';
import type { Proxy } from './proxied-request.ts';

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
  const { hostname, port } = new URL(proxy.url);
  const assertion = (): Promise<string> => signer.sign({ iss: issuer, sub: subject, aud: audience }, assertionLifetimeSeconds);
  const credential = new ClientAssertionCredential(tenantId, clientId, assertion, {
    proxyOptions: { host: `http://${hostname}`, port: Number(port) },
    tlsOptions: { ca: proxy.ca },
    retryOptions: { maxRetries: 0 },
  });
  return credential.getToken('https://graph.microsoft.com/.default');
}
