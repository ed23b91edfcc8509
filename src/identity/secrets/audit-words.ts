/** The words that table, CSV and tree have for what an audit finds. */
import type { AuditCredential, AuditRow } from './audit-model.ts';
import { daysInWords } from './app-secrets.ts';

/** Less than this many days to its end, a secret is worth a warning. */
export const SOON_DAYS = 30;

export const CREDENTIAL_WORDS: Readonly<Record<AuditCredential, string>> = {
  secret: 'client secret',
  managedIdentity: 'managed identity',
  certificate: 'certificate',
  apiKey: 'API key',
  userNameAndPassword: 'user name and password',
  other: 'other',
  none: 'none',
};

/** `expired 12 days ago`, `ends in 3 days`, or nothing where no end is known. */
export function endInWords({ daysLeft, expired }: Pick<AuditRow, 'daysLeft' | 'expired'>): string | undefined {
  if (daysLeft === undefined) return undefined;
  return `${expired ? 'expired' : 'ends'} ${daysInWords({ daysLeft, expired: expired ?? false })}`;
}

/** Names come from services: no line break, control character or mark that turns the direction of writing. */
export function plainName(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
}
