/**
 * What Entra does with a federated assertion: RS256 by the issuer's key, within its validity, and issuer, subject and
 * audience equal to one credential of the app, byte for byte (Entra docs, breaking changes "August 2024"; workload
 * identity federation considerations for propagation and the cached miss).
 */
import { decodeJwt, decodeProtectedHeader, errors } from 'jose';
import { sandboxNow } from '../sandbox-time.ts';
import type { Switches } from '../switches.ts';
import type { FederatedIdentityCredential, Registration } from '../tenant.ts';
import { entraErrors, type EntraError } from './entra-errors.ts';
import type { TokenIssuer } from './tokens.ts';

export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** The token service's own view of the credentials: late, and it remembers what it did not find. */
export class CredentialCache {
  readonly #switches: Switches;
  readonly #misses = new Map<string, { readonly until: number; readonly error: EntraError }>();

  constructor(switches: Switches) {
    this.#switches = switches;
  }

  known(credentials: readonly FederatedIdentityCredential[]): FederatedIdentityCredential[] {
    return credentials.flatMap((credential) => {
      const late = sandboxNow() - credential.changedAt < this.#switches.credentialPropagationMs;
      const seen = late ? credential.supersedes : credential;
      return seen ? [seen] : [];
    });
  }

  clear(): void {
    this.#misses.clear();
  }

  miss(key: string): EntraError | undefined {
    const miss = this.#misses.get(key);
    return miss && sandboxNow() < miss.until ? miss.error : undefined;
  }

  remember(key: string, error: EntraError): void {
    if (this.#switches.negativeCacheMs > 0) this.#misses.set(key, { until: sandboxNow() + this.#switches.negativeCacheMs, error });
  }
}

/** @throws EntraError */
export async function checkAssertion(assertion: string, registration: Registration, issuer: TokenIssuer, cache: CredentialCache): Promise<void> {
  const { iss, sub, aud } = await readAssertion(assertion, issuer);
  const { appId, displayName } = registration.application;
  const key = [appId, iss, sub, aud].join('\n');
  const remembered = cache.miss(key);
  if (remembered) throw remembered;
  const mismatch = findMismatch(cache.known(registration.credentials), { iss, sub, aud }, () => entraErrors.noCredentials(appId, displayName));
  if (!mismatch) return;
  cache.remember(key, mismatch);
  throw mismatch;
}

async function readAssertion(assertion: string, issuer: TokenIssuer): Promise<{ iss: string; sub: string; aud: string }> {
  try {
    if (decodeProtectedHeader(assertion).alg !== 'RS256') throw entraErrors.badSignature('The algorithm must be RS256.');
    const { iss, sub, aud } = decodeJwt(assertion);
    // Only issuers of this sign-in service have keys that it can read here.
    if (!iss?.startsWith('https://login.microsoftonline.com/')) throw entraErrors.noMatch(700211, 'issuer', iss ?? '');
    await issuer.verify(assertion);
    return { iss, sub: sub ?? '', aud: Array.isArray(aud) ? aud.join(' ') : aud ?? '' };
  } catch (error) {
    if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed) throw entraErrors.outsideValidity();
    if (error instanceof errors.JOSEError || error instanceof TypeError) throw entraErrors.badSignature('The assertion could not be read.');
    throw error;
  }
}

function findMismatch(
  credentials: readonly FederatedIdentityCredential[],
  { iss, sub, aud }: { iss: string; sub: string; aud: string },
  none: () => EntraError,
): EntraError | undefined {
  if (credentials.length === 0) return none();
  const ofIssuer = credentials.filter((credential) => credential.issuer === iss);
  if (ofIssuer.length === 0) return entraErrors.noMatch(700211, 'issuer', iss);
  const ofSubject = ofIssuer.filter((credential) => credential.subject === sub);
  if (ofSubject.length === 0) {
    const butForCase = ofIssuer.some((credential) => credential.subject.toLowerCase() === sub.toLowerCase());
    return butForCase ? entraErrors.caseOnly(sub) : entraErrors.noMatch(700213, 'subject', sub);
  }
  return ofSubject.some((credential) => credential.audiences.includes(aud)) ? undefined : entraErrors.noMatch(700212, 'audience', aud);
}
