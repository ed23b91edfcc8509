/**
 * Texts that are secrets, told by their form. What is evident needs no name beside it: the form is that of one kind of
 * credential and of nothing else (Microsoft's own formats: learn.microsoft.com, Purview, credential entity definitions;
 * RFC 7519 for tokens, RFC 7468 for keys; GitHub, Slack, Google and AWS document their prefixes). What only looks like a secret counts
 * where its name says so. Nothing here repeats a value.
 */
import type { TextRange } from '../connector/connector.ts';
import { isExpression, isPlaceholder } from './standing-values.ts';

export interface EvidentSecret {
  readonly range: TextRange;
  /** `a token (JWT)`. */
  readonly what: string;
}

interface Form {
  /** A stretch that every one has. Searching for it is nearly all that this costs, so it is short and begins with a rare character. */
  readonly anchor: string;
  /** How many characters before the anchor it begins at most; `word`: wherever the word before the anchor begins. */
  readonly before: number | 'word';
  readonly pattern: RegExp;
  readonly what: string;
}

const FORMS: readonly Form[] = [
  { anchor: '.eyJ', before: 'word', pattern: /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/y, what: 'a token (JWT)' },
  { anchor: 'KEY--', before: 32, pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\\n|\s)*[A-Za-z0-9+/=]{16}/y, what: 'a private key' },
  { anchor: '?sig=', before: 0, pattern: /\?sig=[A-Za-z0-9%+/_-]{30,}=*/y, what: 'the signature of a shared access URL' },
  { anchor: '&sig=', before: 0, pattern: /&sig=[A-Za-z0-9%+/_-]{30,}=*/y, what: 'the signature of a shared access URL' },
  { anchor: 'Key=', before: 12, pattern: /(?:Account|SharedAccess)Key=[A-Za-z0-9+/]{40,}=*/y, what: 'the key of a storage account or a service bus' },
  { anchor: 'Q~', before: 4, pattern: /[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/y, what: 'a client secret of Microsoft Entra' },
  { anchor: 'hp_', before: 1, pattern: /ghp_[A-Za-z0-9]{36}/y, what: 'a token of GitHub' },
  { anchor: '_pat_', before: 6, pattern: /github_pat_\w{40,}/y, what: 'a token of GitHub' },
  { anchor: 'xoxb-', before: 0, pattern: /xoxb-[A-Za-z0-9-]{24,}/y, what: 'a token of Slack' },
  { anchor: 'AIzaSy', before: 0, pattern: /AIzaSy[\w-]{33}/y, what: 'an API key of Google' },
  { anchor: 'AKIA', before: 0, pattern: /AKIA[A-Z0-9]{16}(?![A-Za-z0-9])/y, what: 'an access key of AWS' },
];

/** Headers of tokens are shorter. The bound keeps hostile texts cheap. */
const LONGEST_WORD = 1024;

/** The token that jwt.io and half of all documentation show. */
const SAMPLE_TOKENS: readonly string[] = ['eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIi'];

/** In the order of the text of each form. A placeholder in the form of a secret is none. */
export function evidentSecrets(text: string): EvidentSecret[] {
  const found: EvidentSecret[] = [];
  for (const { anchor, before, pattern, what } of FORMS) {
    for (let at = text.indexOf(anchor); at >= 0; at = text.indexOf(anchor, at + anchor.length)) {
      for (let start = before === 'word' ? startOfWord(text, at) : Math.max(0, at - before); start <= at; start++) {
        pattern.lastIndex = start;
        const value = pattern.exec(text)?.[0];
        if (value === undefined) continue;
        if (distinctCharacters(value) >= 12 && !/EXAMPLE|XXXX|xxxx|\*{3}|\.{3}/.test(value) && !SAMPLE_TOKENS.some((sample) => value.includes(sample))) {
          found.push({ range: { start, end: start + value.length }, what });
        }
        at = Math.max(at, start + value.length - anchor.length);
        break;
      }
    }
  }
  return found;
}

const SCHEME = /^\s*(?:Bearer|Basic|Token|ApiKey|Api-Key|Key|SharedAccessSignature)[ =:]\s*/i;

/** A value that is long, has letters and digits, no blanks, and is neither template, URL nor placeholder. */
export function looksSecret(value: string): boolean {
  const core = value.replace(SCHEME, '').trim();
  if (core.length < 16 || core.length > 8192 || /[\s{}<>]|^https?:/i.test(core)) return false;
  return /[0-9]/.test(core) && /[A-Za-z]/.test(core) && distinctCharacters(core) >= 8 && !isExpression(core) && !isPlaceholder(core);
}

/** A text that somebody put in for a secret: not empty, no expression, no placeholder and not the name of what belongs there. */
export function isRealSecret(value: string): boolean {
  const text = value.trim();
  if (/^test\w{0,3}$/i.test(text)) return false;
  const name = /^[a-z_ -]{1,40}$/i.test(text) && /secret|password|key|token|value|none|null|string|client/i.test(text);
  return text !== '' && !name && !isExpression(text) && !isPlaceholder(text);
}

/** `client_secret=…`, `?code=…` in a URL or a body: where the value that looks like a secret stands. */
export function secretsInQuery(text: string): TextRange[] {
  if (!text.includes('=')) return [];
  return [...text.matchAll(QUERY)].flatMap(({ index, 0: whole, 1: lead = '', 2: value = '' }) => {
    if (!looksSecret(value)) return [];
    const start = index + whole.indexOf(lead) + lead.length;
    return [{ start, end: start + value.length }];
  });
}

const QUERY = /((?:^|[?&;])(?:client_secret|password|code|key|token|api[-_]?key|access_token|subscription-key|functions-key|secret)=)([^&#\s"';{}]+)/gi;

function startOfWord(text: string, end: number): number {
  let start = end;
  while (start > 0 && end - start < LONGEST_WORD && /[\w-]/.test(text.charAt(start - 1))) start--;
  return start;
}

function distinctCharacters(text: string): number {
  return new Set(text).size;
}
