/**
 * Reads what people copy when a sign-in fails: a sentence of a log, Entra's JSON answer, a connection's status, the
 * text or the source of Entra's error page, the address that the browser was sent to. Names of fields: Entra docs,
 * reference-error-codes ("Handling error codes in your application"). Sentences are matched for the values they carry;
 * where a sentence is in another language, subjects and redirect URLs are still known by their form.
 */
import { redactSecrets } from '../../connector/redact-secrets.ts';

export interface SignInFacts {
  /** Of the assertion that was presented, or that the message asks for. */
  readonly subject?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly redirectUri?: string;
  /** Client id, in lower case. */
  readonly appId?: string;
  readonly appName?: string;
  /** A GUID in lower case, or a name as printed. */
  readonly tenant?: string;
  readonly resource?: string;
  readonly scope?: string;
  readonly user?: string;
  readonly traceId?: string;
  readonly correlationId?: string;
  /** As printed: `2026-03-01 10:00:00Z`. */
  readonly timestamp?: string;
}

export interface SignInText {
  /** `AADSTS700213`, each once, in the order of the text. */
  readonly codes: readonly string[];
  /** The service's own sentence for each code that has one; without secrets, at most 500 characters. */
  readonly messages: Readonly<Record<string, string>>;
  readonly facts: SignInFacts;
}

/** Longer texts are cut: an error page has some ten thousand characters. */
const LONGEST = 200_000;
const LONGEST_MESSAGE = 500;
const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

export function readSignInText(text: string): SignInText {
  const plain = plainText(text.slice(0, LONGEST));
  const codes = codesIn(plain);
  return {
    codes,
    messages: Object.fromEntries(codes.flatMap((code) => {
      const message = messageOf(plain, code);
      return message === undefined ? [] : [[code, message]];
    })),
    facts: factsIn(plain),
  };
}

/** Whether there is anything in the text that can be explained. */
export function mentionsSignInError(text: string): boolean {
  return /AADSTS\d{4,8}/i.test(text.slice(0, LONGEST)) || readSignInText(text).codes.length > 0;
}

function codesIn(plain: string): string[] {
  const found = new Map<number, string>();
  const add = (index: number, digits: string): void => { found.set(index, `AADSTS${digits}`); };
  for (const match of plain.matchAll(/AADSTS\s?(\d{4,8})(?!\d)/gi)) add(match.index, match[1] ?? '');
  // Beside the description there is a list of numbers, and the error page names the number alone.
  for (const match of plain.matchAll(/"?error_codes"?\s*[:=]\s*\[([\d\s,]{4,200})\]/gi)) {
    for (const [offset, digits] of (match[1] ?? '').split(',').entries()) if (/^\s*\d{4,8}\s*$/.test(digits)) add(match.index + offset, digits.trim());
  }
  for (const match of plain.matchAll(/(?:\berror\?code=|\b(?:sign-in )?error code:?\s*)(\d{4,8})(?!\d)/gi)) add(match.index, match[1] ?? '');
  if (/^\s*\d{5,8}\s*$/.test(plain)) add(0, plain.trim());
  return [...new Set([...found].toSorted(([left], [right]) => left - right).map(([, code]) => code))];
}

/** From the code to where the next thing begins: trace id, a field of the JSON, another code. */
function messageOf(plain: string, code: string): string | undefined {
  const after = new RegExp(`${code.replace('AADSTS', 'AADSTS\\s?')}(?!\\d):?\\s*([^]{1,4000})`, 'i').exec(plain)?.[1];
  const sentence = after?.split(/\s*(?:Trace ID:|Request Id:|Correlation ID:|AADSTS\d|\n\s*\n|","|"\s*[}\]])/i)[0]?.replace(/\s+/g, ' ').trim();
  if (sentence === undefined || !/\p{L}{2}/u.test(sentence)) return undefined;
  const safe = String(redactSecrets(sentence));
  return safe.length > LONGEST_MESSAGE ? `${safe.slice(0, LONGEST_MESSAGE)}…` : safe;
}

/** What stands between quotation marks of any kind. */
const quoted = (before: string, inside = `[^'"’“”«»<>\\n]{1,700}`): RegExp => new RegExp(`${before}\\s*['"‘’“”„«»]\\s?(${inside}?)\\s?['"‘’“”«»]`, 'i');

const PATTERNS: Readonly<Record<keyof SignInFacts, readonly RegExp[]>> = {
  subject: [quoted('assertion subject'), quoted('credential subject is'), /(\/eid1\/c\/[^\s'"“”„«»<>,;|]{1,600})/i],
  issuer: [quoted('assertion issuer'), quoted('\\bissuer')],
  audience: [quoted('assertion audience'), quoted('\\baudience'), /\b(api:\/\/AzureADTokenExchange[a-z]*)/i],
  redirectUri: [
    quoted('(?:redirect ur[il]|reply url|reply address)', 'https?:[^\'"\\s]{1,500}'),
    /"?redirect_uri"?\s*[:=]\s*"?(https?:[^\s'"&<>]{1,500})/i,
    /(https:\/\/[^/\s'"<>]*consent\.[^/\s'"<>]+\/redirect(?:\/[^\s'"“”„«»<>,;)]*)?)/i,
  ],
  appId: [
    new RegExp(`(?:application with (?:identifier|ID)|client app(?:lication)?(?: ID)?:?|\\bclient|first party application|for the application|the application|secret for a? ?app|added to app|\\bapp):?\\s*\\(?['"‘“]?(${GUID})`, 'i'),
    new RegExp(`"?client_id"?\\s*[:=]\\s*"?(${GUID})`, 'i'),
    new RegExp(`['"‘“(](${GUID})['"’”)]\\s*\\(`, 'i'),
    new RegExp(`on application \\((${GUID})\\)`, 'i'),
  ],
  appName: [quoted(`${GUID}['"’”]? named`), new RegExp(`['"’”]?${GUID}['"’”]?\\s*\\(([^)\\n]{1,120})\\)`, 'i')],
  tenant: [
    quoted('in the directory'), quoted('(?:in|for|of) (?:the )?tenant(?: named)?'), quoted('\\btenant'),
    new RegExp(`tenant(?: named| id)?:?\\s+(${GUID})`, 'i'), new RegExp(`login\\.[a-z.]+\\/(${GUID})`, 'i'),
  ],
  resource: [/resource principal named\s+['"‘“]?(\S{1,300}?)['"’”]?\s+was not found/i, quoted('access to resource'), quoted('on the resource'), /resource value from request:\s*['"]?([^\s'"]{1,300}?)['"]?\.?\s/i],
  scope: [quoted('asked for scope'), quoted('parameter scope'), /the scope\s+(\S{1,300})\s+(?:is not|isn't) valid/i],
  user: [/user account\s+['"‘“{]{0,2}([^\s'"’”{}]{1,200})/i],
  traceId: [new RegExp(`(?:trace[_ ]id|request[_ ]id)"?\\s*[:=]\\s*"?(${GUID})`, 'i')],
  correlationId: [new RegExp(`correlation[_ ]id"?\\s*[:=]\\s*"?(${GUID})`, 'i')],
  timestamp: [/timestamp"?\s*[:=]\s*"?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?)/i],
};

function factsIn(plain: string): SignInFacts {
  const found: Partial<Record<keyof SignInFacts, string>> = {};
  for (const name of Object.keys(PATTERNS) as (keyof SignInFacts)[]) {
    const value = PATTERNS[name].map((pattern) => pattern.exec(plain)?.[1]?.trim()).find((one) => one !== undefined && /[\p{L}\d]/u.test(one));
    if (value !== undefined) found[name] = String(redactSecrets(name === 'appId' || isGuidText(value) ? value.toLowerCase() : withoutFullStop(value)));
  }
  return found;
}

function isGuidText(value: string): boolean {
  return new RegExp(`^${GUID}$`, 'i').test(value);
}

/** A value found by its form may end a sentence. */
function withoutFullStop(value: string): string {
  return value.replace(/\.$/, '');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: '\'', lt: '<', gt: '>', nbsp: ' ' };

/** Escapes of JSON, HTML and addresses undone, as often as they were laid over each other, and tags taken out. */
function plainText(text: string): string {
  let plain = text;
  for (let round = 0; round < 4; round += 1) {
    const next = unescapeHtml(unescapeJson(decodeAddress(plain)));
    if (next === plain) break;
    plain = next;
  }
  return plain.replace(/<\/?[a-z!][^<>]{0,2000}>/gi, '\n').replaceAll('\r', '\n');
}

function unescapeJson(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\[rn]/g, '\n')
    .replace(/\\t/g, ' ')
    .replace(/\\(["'/\\])/g, '$1');
}

function unescapeHtml(text: string): string {
  return text
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (all, hex: string | undefined, decimal: string | undefined) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
    })
    .replace(/&(amp|quot|apos|lt|gt|nbsp);/g, (_all, name: string) => ENTITIES[name] ?? '');
}

/** The parameters of an address that a browser was sent to carry the description, with `+` for blanks. */
function decodeAddress(text: string): string {
  return text.replace(/\b(error_description|error_uri)=([^&#\s"'<>]+)/g, (all, name: string, value: string) => {
    try {
      const decoded = decodeURIComponent(value.replaceAll('+', ' '));
      return decoded === value ? all : `${name}: ${decoded}\n`;
    } catch {
      return all;
    }
  });
}
