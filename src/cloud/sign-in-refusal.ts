/**
 * Why a sign-in brought no token, in words. AADSTS numbers are used to explain only, as Entra's "Error codes
 * reference" asks; what a connection's own sign-in reports is explained elsewhere.
 */
import { redactTokens } from './redact-tokens.ts';

/** Sources: Entra docs "reference-error-codes"; 65002 for VS Code's client: Azure/azure-sdk-for-net#24332. */
const explanations: readonly (readonly [code: string, words: string])[] = [
  ['AADSTS65002', 'Microsoft has not authorized this client for this service; another way to sign in is needed'],
  ['AADSTS65001', 'nobody has consented to this client in the tenant; an administrator can grant it'],
  ['AADSTS90094', 'an administrator has to consent to this client first'],
  ['AADSTS90095', 'an administrator has to approve this client first'],
  ['AADSTS700016', 'the tenant does not know this client id'],
  ['AADSTS500011', 'the tenant has no such service'],
  ['AADSTS50034', 'the account does not exist in this tenant'],
  ['AADSTS50020', 'the account belongs to another tenant and is no guest in this one'],
  ['AADSTS50076', 'the tenant asks for multifactor authentication; sign in again'],
  ['AADSTS50079', 'the account has to enrol in multifactor authentication first'],
  ['AADSTS50173', 'the earlier sign-in was revoked; sign in again'],
  ['AADSTS700082', 'the earlier sign-in has expired; sign in again'],
  ['AADSTS70043', 'the earlier sign-in has expired under the tenant\'s policy; sign in again'],
  ['AADSTS53000', 'the tenant admits compliant devices only'],
  ['AADSTS53003', 'a Conditional Access policy of the tenant blocks this sign-in'],
  ['AADSTS900439', 'the tenant is in the US Government cloud; choose it in the setting "connectorStudio.cloud"'],
  ['AADSTS90002', 'there is no such tenant; check the setting "connectorStudio.tenantId"'],
];

/** One clause without a full stop; an unknown failure keeps its own first line. */
export function explainRefusal(error: unknown): string {
  const text = redactTokens(error instanceof Error ? error.message : String(error));
  // AzureCliCredential answers a claims challenge with the command that meets it, which is of no use when it is cut.
  const login = /\baz login --claims-challenge [^\r\n]+/.exec(text)?.[0].trim().replace(/\.$/, '');
  if (login) return `run this in a terminal: ${login}`;
  const known = explanations.find(([code]) => new RegExp(`\\b${code}\\b`).test(text));
  if (known) return `${known[1]} (${known[0]})`;
  const firstLine = text.split(/\r?\n/).find((line) => line.trim() !== '')?.trim() ?? 'no reason was given';
  return firstLine.replace(/\.$/, '').slice(0, 300);
}
