/**
 * Which federated credential of an app belongs to a connector. Rules: Graph docs, federatedIdentityCredential (at most
 * 20; the name is an immutable key of 3 to 120 URL-friendly characters; issuer and subject together are unique per
 * app), Azure/azure-workload-identity#434 (the pair under another name is refused, hence adopted here).
 */
import { murmurHash64 } from '../connector/connector-name.ts';
import type { FederatedCredential } from '../connector/app-registration.ts';
import type { Action } from './plan-model.ts';

export const CREDENTIAL_LIMIT = 20;
const NAME_LENGTH_LIMIT = 120;
const NAME_PREFIX = 'connector-';

export interface CredentialValues {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

export interface CredentialChoice {
  readonly action: Action;
  /** The one to keep or to change. */
  readonly existing?: FederatedCredential;
  /** The existing one's name, or ours. */
  readonly name: string;
  readonly why?: 'adopted' | 'drifted' | 'caseOnly';
}

/** `connector-` and the connector's api name, whatever characters a service may one day put into it. */
export function credentialNameOf(apiName: string): string {
  const clean = apiName.replace(/[^A-Za-z0-9_-]/g, '-');
  const name = NAME_PREFIX + clean;
  if (clean === apiName && name.length <= NAME_LENGTH_LIMIT) return name;
  // Cleaning and cutting can make two names one; the hash of the whole keeps them apart.
  return `${name.slice(0, NAME_LENGTH_LIMIT - 17)}-${murmurHash64(apiName)}`;
}

/** Never asks for a second credential where one can be adopted or corrected. The limit is the caller's to check on `create`. */
export function chooseCredential(existing: readonly FederatedCredential[], values: CredentialValues, name: string): CredentialChoice {
  const { issuer, subject, audience } = values;
  const exact = existing.find((credential) => credential.issuer === issuer && credential.subject === subject);
  if (exact) {
    const sameAudience = exact.audiences.length === 1 && exact.audiences[0] === audience;
    const adopted = exact.name === name ? {} : { why: 'adopted' as const };
    return sameAudience ? { action: 'keep', existing: exact, name: exact.name, ...adopted } : { action: 'change', existing: exact, name: exact.name, why: 'drifted' };
  }
  const sameButForCase = (credential: FederatedCredential): boolean =>
    credential.issuer.toLowerCase() === issuer.toLowerCase() && credential.subject?.toLowerCase() === subject.toLowerCase();
  const ours = existing.find((credential) => credential.name === name);
  if (ours) return { action: 'change', existing: ours, name, why: sameButForCase(ours) ? 'caseOnly' : 'drifted' };
  const caseOnly = existing.find(sameButForCase);
  if (caseOnly) return { action: 'change', existing: caseOnly, name: caseOnly.name, why: 'caseOnly' };
  return { action: 'create', name };
}

/** At most 600 characters, unvalidated by Graph. */
export function credentialDescription(connectorTitle: string, environmentDisplayName: string): string {
  return `Custom connector "${connectorTitle}" in the environment "${environmentDisplayName}". Made by Connector Studio.`.slice(0, 600);
}
