/** Signs and checks JWTs as the tenant's issuer does; one RS256 key for a run. */
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT, type JWK, type JWTPayload } from 'jose';
import { Refusal, type SandboxRequest } from '../exchange.ts';
import type { Tenant, User } from '../tenant.ts';
import { resources, type Resource } from './resources.ts';

export interface TokenIssuer {
  /** The public key, as `/discovery/v2.0/keys` shows it. */
  readonly jwk: JWK;
  sign(claims: JWTPayload, lifetimeSeconds: number): Promise<string>;
  /** Throws where signature, algorithm or validity is wrong. */
  verify(token: string): Promise<JWTPayload>;
  accessToken(grant: { readonly user: User; readonly clientId: string; readonly audience: string; readonly scopes: readonly string[]; readonly roles?: readonly string[] | null; readonly contexts?: readonly string[] }): Promise<string>;
}

export const tokenLifetimeSeconds = 3600;

export async function createTokenIssuer(): Promise<TokenIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomUUID();
  const sign = (claims: JWTPayload, lifetimeSeconds: number): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).setIssuedAt().setNotBefore('0s')
      .setExpirationTime(Math.floor(Date.now() / 1000) + lifetimeSeconds).sign(privateKey);
  return {
    jwk: { ...await exportJWK(publicKey), kid, use: 'sig', alg: 'RS256' },
    sign,
    verify: async (token) => (await jwtVerify(token, publicKey, { algorithms: ['RS256'], clockTolerance: 5 })).payload,
    accessToken: ({ user, clientId, audience, scopes, roles = [], contexts = [] }) => sign({
      iss: `https://sts.windows.net/${user.tenantId}/`,
      aud: audience,
      tid: user.tenantId,
      oid: user.objectId,
      sub: user.objectId,
      upn: user.userName,
      unique_name: user.userName,
      name: user.displayName,
      appid: clientId,
      idtyp: 'user',
      scp: scopes.join(' '),
      // The last stands for every member; public tokens show it (Azure/azure-docs "wids").
      ...(roles && { wids: [...roles, 'b79fbf4d-3ef9-4689-8143-76b194e85509'] }),
      ...(contexts.length > 0 && { acrs: contexts }),
      ver: '1.0',
    }, tokenLifetimeSeconds),
  };
}

export interface Caller {
  readonly user: User;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Authentication contexts that the sign-in has met. */
  readonly contexts: readonly string[];
}

/**
 * Who calls, from the bearer token. 401 for none, for a bad or expired one, for another audience and another tenant.
 * @throws Refusal
 */
export async function authenticate(request: SandboxRequest, tenant: Tenant, issuer: TokenIssuer, resourceName: Resource['name'], errorCode: string): Promise<Caller> {
  const refuse = (message: string): Refusal => new Refusal(401, errorCode, message, {
    headers: { 'www-authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="invalid_token", error_description="${message}"` },
  });
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (!token) throw refuse('Access token is empty.');
  const claims = await issuer.verify(token).catch(() => { throw refuse('Access token validation failure.'); });
  const resource = resources.find((candidate) => candidate.name === resourceName);
  const audience = String(claims.aud).replace(/\/$/, '');
  if (!resource || !(audience === resource.appId || resource.uris.includes(audience))) throw refuse('Access token validation failure. Invalid audience.');
  if (claims.tid !== tenant.tenantId) throw refuse('Access token validation failure. Invalid tenant.');
  const user = tenant.users.find((candidate) => candidate.objectId === claims.oid);
  if (!user) throw refuse('Access token validation failure. Unknown user.');
  return { user, clientId: String(claims.appid), scopes: String(claims.scp ?? '').split(' '), contexts: Array.isArray(claims.acrs) ? claims.acrs.map(String) : [] };
}
