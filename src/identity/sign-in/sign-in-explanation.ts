/**
 * A sign-in error explained: what its codes mean for a connector, what the message itself tells, how that compares with
 * what is deployed now, and what to do. Microsoft warns not to program against AADSTS numbers: here they choose words
 * and the order of findings, never what is written.
 */
import { differsInCaseOnly, isGuid, sameGuid } from '../../connector/difference.ts';
import { SHARED_REDIRECT_SEGMENT, parseRedirectUrl } from '../../connector/identity-values.ts';
import type { Finding } from '../finding.ts';
import { subjectOrigin, type OriginKnowledge } from '../subject-origin.ts';
import type { LiveIdentity, VerifyReport } from '../verify.ts';
import { ACCESS_CODES } from './access-codes.ts';
import { APPLICATION_CODES } from './application-codes.ts';
import { FEDERATION_CODES } from './federation-codes.ts';
import { NEW_CONNECTION, type Remedy, type SignInCode, type SignInCodes } from './sign-in-code.ts';
import { readSignInText, type SignInFacts } from './sign-in-text.ts';

export const SIGN_IN_CODES: SignInCodes = { ...FEDERATION_CODES, ...APPLICATION_CODES, ...ACCESS_CODES };

export interface ExplainedCode {
  /** `AADSTS700213`. */
  readonly code: string;
  /** Undefined for a code that is not known here. */
  readonly meaning?: SignInCode;
  /** The service's own sentence, where the text has it. */
  readonly message?: string;
  /** Microsoft's page about the code. */
  readonly page: string;
}

export interface SignInExplanation {
  readonly codes: readonly ExplainedCode[];
  readonly facts: SignInFacts;
  /** Where the message speaks of something else than what is deployed now. */
  readonly contradictions: readonly Finding[];
  /** Verify's findings that explain one of the codes, the likeliest first. */
  readonly causes: readonly Finding[];
  /** Verify's other findings. */
  readonly others: readonly Finding[];
  /** What to do, in order; complete sentences. */
  readonly advice: readonly string[];
  /** Undefined where no code is known and nothing was found. */
  readonly remedy?: Remedy;
  /** A plan of Configure Managed Identity would change something that matters here. */
  readonly repairable: boolean;
}

export interface ExplainOptions {
  /** Of the connector that the error is about; without it the text alone is explained. */
  readonly report?: VerifyReport;
  /** `https://login.microsoftonline.com`: where the cloud's page of error codes is. */
  readonly login?: string;
  /** For saying whose a subject is; what the report knows where absent. */
  readonly knowledge?: OriginKnowledge;
}

/** Never throws, whatever the text. */
export function explainSignIn(text: string, { report, login = 'https://login.microsoftonline.com', knowledge }: ExplainOptions = {}): SignInExplanation {
  const { codes: found, messages, facts } = readSignInText(text);
  const codes = found.map((code): ExplainedCode => ({ code, meaning: meaningOf(code), message: messages[code], page: `${login}/error?code=${code.slice('AADSTS'.length)}` }));
  const findings = (report?.checks ?? []).flatMap(({ finding }) => finding ?? []);
  const wanted = codes.flatMap(({ meaning }) => meaning?.causes ?? []) as readonly string[];
  const causes = findings.filter(({ subject }) => wanted.includes(subject))
    .toSorted((left, right) => wanted.indexOf(left.subject) - wanted.indexOf(right.subject));
  const others = findings.filter((finding) => !causes.includes(finding));
  const contradictions = report ? contradictionsOf(facts, report.live, knowledge ?? report.knowledge) : [];
  const remedy = causes.some(({ repair }) => repair) ? 'plan' : codes.find(({ meaning }) => meaning)?.meaning?.remedy;
  return {
    codes, facts, contradictions, causes, others,
    advice: adviceFor({ codes, causes, others, contradictions, compared: report !== undefined }),
    remedy,
    repairable: [...causes, ...others].some(({ repair, severity }) => repair !== undefined && severity === 'error') || (remedy === 'plan' && report === undefined),
  };
}

function meaningOf(code: string): SignInCode | undefined {
  return Object.hasOwn(SIGN_IN_CODES, code) ? SIGN_IN_CODES[code] : undefined;
}

interface Ground {
  readonly codes: readonly ExplainedCode[];
  readonly causes: readonly Finding[];
  readonly others: readonly Finding[];
  readonly contradictions: readonly Finding[];
  readonly compared: boolean;
}

const OLD_CONNECTION = `A connection keeps the settings that it was made with. ${NEW_CONNECTION.replace('Then delete', 'Delete')}`;

function adviceFor({ codes, causes, others, contradictions, compared }: Ground): string[] {
  const known = codes.flatMap(({ meaning }) => meaning ?? []);
  if (codes.length === 0) return ['The text holds no AADSTS code. Paste the whole message, from "AADSTS" to the correlation id, or the JSON that the sign-in service answered.'];
  if (known.length === 0) return [`${codes.length === 1 ? 'This code is' : 'These codes are'} not known here. Microsoft's page says what ${codes.length === 1 ? 'it means' : 'they mean'}.`];
  if (!compared) return known.map(({ next }) => next);
  const repairable = causes.filter(({ repair, severity }) => repair && severity === 'error');
  if (repairable.length > 0) return ['The cause is still there: see below. Repair shows a plan for it; nothing is written before you apply that.', `Wait some minutes afterwards. ${OLD_CONNECTION}`];
  const nearby = others.filter(({ repair, severity }) => repair && severity === 'error');
  if (causes.length > 0) return [...causes.map(({ message }) => message), ...known.map(({ next }) => next)];
  if (nearby.length > 0) return ['Nothing was found that this error is the usual consequence of, but something else is wrong: see below. Repair shows a plan for it.', ...known.map(({ next }) => next)];
  if (contradictions.length > 0) return [`File, connector and app registration agree now, and the message speaks of other values. ${OLD_CONNECTION}`];
  const trust = known.some(({ remedy }) => remedy === 'plan' || remedy === 'wait');
  if (!trust) return known.map(({ next }) => next);
  return [`File, connector and app registration agree now. If the error came within some minutes of a change, the sign-in service did not know it yet: wait five minutes and try again. ${OLD_CONNECTION}`];
}

/** The message's values beside those that are in force. */
function contradictionsOf(facts: SignInFacts, live: LiveIdentity, knowledge: OriginKnowledge): Finding[] {
  const found: Finding[] = [];
  const differs = (subject: string, message: string, expected: string, actual: string): void => {
    found.push({ severity: 'warning', subject, message, expected, actual, ...(differsInCaseOnly(expected, actual) ? { caseOnly: true } : {}) });
  };
  const { appId, tenant, subject, issuer, audience, redirectUri } = facts;
  if (appId && live.appId && !sameGuid(appId, live.appId)) {
    differs('client id', 'The message is about another app registration than the one that the connector names now: it is another connector\'s, or from before the app was changed.', live.appId, appId);
  }
  if (tenant && isGuid(tenant) && !sameGuid(tenant, live.tenantId)) differs('tenant', 'The message is about another tenant.', live.tenantId, tenant);
  if (subject && live.subject && subject !== live.subject) {
    differs('subject', `The subject in the message is not the one that the connector shows now. ${subjectOrigin(subject, knowledge).words}`, live.subject, subject);
  }
  if (issuer && live.issuer && issuer !== live.issuer) differs('issuer', 'The issuer in the message is not the one that the connector shows now.', live.issuer, issuer);
  if (audience && live.audience && audience !== live.audience) differs('audience', 'The audience in the message is not the one that the connector shows now.', live.audience, audience);
  if (redirectUri && live.redirectUrl && redirectUri !== live.redirectUrl) differs('redirect URI', redirectWords(redirectUri), live.redirectUrl, redirectUri);
  return found;
}

function redirectWords(redirectUri: string): string {
  return parseRedirectUrl(redirectUri)?.lastSegment === SHARED_REDIRECT_SEGMENT
    ? 'The sign-in used the redirect URL that all connectors share. Power Platform gives each connector its own once it is saved; a connection from before keeps the shared one.'
    : 'The sign-in used another redirect URL than the one that the connector shows now: it is another connector\'s, or from before the connector was made anew.';
}
