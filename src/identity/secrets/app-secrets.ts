/**
 * The client secrets of an app registration, as Graph lists them: a name, the first letters (`hint`), the end date, and
 * never the value (Graph docs, passwordCredential resource type).
 */
import type { ApplicationRegistration } from '../../connector/app-registration.ts';

export interface AppSecret {
  readonly keyId: string;
  readonly name?: string;
  /** The value's first three characters. */
  readonly hint?: string;
  /** ISO 8601, UTC. Absent for one that Graph names no end of. */
  readonly endsAt?: string;
  /** Whole days until it ends; negative once it has for a day. */
  readonly daysLeft?: number;
  readonly expired: boolean;
}

const DAY_MILLISECONDS = 86_400_000;

/** What ends first comes first; what has no end comes last. */
export function appSecrets({ passwordCredentials }: Pick<ApplicationRegistration, 'passwordCredentials'>, now: number): readonly AppSecret[] {
  return passwordCredentials.map(({ keyId, displayName, hint, endDateTime }): AppSecret => {
    const end = endDateTime ? Date.parse(endDateTime) : Number.NaN;
    return {
      keyId,
      ...(displayName ? { name: displayName } : {}),
      ...(hint ? { hint } : {}),
      ...(Number.isNaN(end) ? { expired: false } : { endsAt: new Date(end).toISOString(), daysLeft: Math.trunc((end - now) / DAY_MILLISECONDS) + 0, expired: end <= now }),
    };
  }).toSorted((left, right) => endOf(left) - endOf(right) || left.keyId.localeCompare(right.keyId));
}

function endOf({ endsAt }: AppSecret): number {
  return endsAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(endsAt);
}

/** `"Power Platform" (x7Q…), until 2028-02-01 (in 797 days)`. */
export function describeSecret(secret: AppSecret): string {
  const { name, hint, endsAt, expired } = secret;
  const end = endsAt === undefined ? 'without an end date' : `${expired ? 'expired' : 'until'} ${endsAt.slice(0, 10)} (${daysInWords(secret)})`;
  return `${name === undefined ? 'a secret without a name' : `"${name}"`}${hint === undefined ? '' : ` (${hint}…)`}, ${end}`;
}

/** `in 12 days`, `today`, `12 days ago`; empty without an end date. */
export function daysInWords({ daysLeft, expired }: Pick<AppSecret, 'daysLeft' | 'expired'>): string {
  if (daysLeft === undefined) return '';
  const days = Math.abs(daysLeft);
  if (days === 0) return 'today';
  const count = `${days} ${days === 1 ? 'day' : 'days'}`;
  return expired ? `${count} ago` : `in ${count}`;
}
