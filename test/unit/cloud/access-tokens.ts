/** Unsigned JWTs and token sources for the tests of cloud/. */
import type { AccessToken, Service, TokenRequest, Tokens } from '../../../src/cloud/tokens.ts';
import { readTokenClaims } from '../../../src/cloud/tokens.ts';

export const tenantId = '11111111-2222-3333-4444-555555555555';
export const userObjectId = '99999999-8888-7777-6666-555555555555';

export interface JwtParts {
  readonly tid?: string;
  readonly oid?: string;
  readonly scp?: string;
  readonly exp?: number;
  readonly [claim: string]: unknown;
}

export function jwt(parts: JwtParts = {}): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const payload = { tid: tenantId, oid: userObjectId, upn: 'maker@contoso.example', scp: 'User.Read', aud: 'https://graph.microsoft.com', appid: 'aebc6443-996d-45c2-90f0-388ff96faa56', exp: Math.round(Date.now() / 1000) + 3600, ...parts };
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(payload)}.c2lnbmF0dXJl`;
}

export interface RecordedTokens extends Tokens {
  readonly requests: { service: Service; request: TokenRequest }[];
}

/** Gives a fresh token for each claims challenge, else always the same. */
export function fixedTokens(): RecordedTokens {
  const requests: RecordedTokens['requests'] = [];
  const get = async (service: Service, request: TokenRequest): Promise<AccessToken> => {
    requests.push({ service, request });
    const token = jwt({ scp: 'Application.ReadWrite.All', service, claims: request.claims });
    return { token, claims: readTokenClaims(token), source: 'account' };
  };
  return { requests, get, forget: () => undefined };
}
