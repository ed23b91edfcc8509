/** What an access token says about itself. Read for planning and messages; only the service validates the token. */
import { asFilledText, asObject, texts } from './json-values.ts';

export interface TokenClaims {
  readonly tenantId: string;
  readonly objectId: string;
  readonly userName?: string;
  /** Delegated permissions (`scp`); of a service principal's token, which has none, its application permissions (`roles`). */
  readonly scopes: readonly string[];
  /** Template ids of the user's tenant-wide roles (`wids`); undefined where the token does not tell. */
  readonly directoryRoles?: readonly string[];
  readonly audience: string;
  /** Milliseconds since the epoch. */
  readonly expiresOn: number;
  readonly clientId: string;
}

/**
 * Reads the payload of an Entra access token (Entra docs "Access token claims reference").
 * @throws Error, without the token in it, when it is no JWT or names no tenant or user.
 */
export function readTokenClaims(jwt: string): TokenClaims {
  const payload = payloadOf(jwt);
  const tenantId = asFilledText(payload['tid']);
  const objectId = asFilledText(payload['oid']);
  if (!tenantId || !objectId) throw new Error('The access token names no tenant or user.');
  const audience = payload['aud'];
  return {
    tenantId,
    objectId,
    userName: asFilledText(payload['upn']) ?? asFilledText(payload['preferred_username']) ?? asFilledText(payload['unique_name']),
    scopes: asFilledText(payload['scp'])?.split(' ').filter((scope) => scope !== '') ?? texts(payload['roles']),
    ...(Array.isArray(payload['wids']) && { directoryRoles: texts(payload['wids']) }),
    audience: asFilledText(audience) ?? texts(audience)[0] ?? '',
    expiresOn: typeof payload['exp'] === 'number' ? payload['exp'] * 1000 : 0,
    clientId: asFilledText(payload['appid']) ?? asFilledText(payload['azp']) ?? '',
  };
}

function payloadOf(jwt: string): Readonly<Record<string, unknown>> {
  try {
    return asObject(JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')));
  } catch {
    throw new Error('The access token could not be read.');
  }
}
