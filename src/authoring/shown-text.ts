/**
 * Texts for people that quote what files say. Messages are copied into issues and kept in the logs of builds, where more
 * people read them than the files; so a secret that a quoted value is or holds is left out of them. A text says less
 * about what it quotes than the file does, so that this goes further than `secret-values.ts`: what is taken for a secret
 * by mistake costs a reader a glance at the file. User names and passwords in URLs: RFC 3986, 3.2.1, which warns of
 * showing them as well.
 */
import { isSecretName } from './secret-names.ts';
import { evidentSecrets, isRealSecret, looksSecret } from './secret-values.ts';
import { isExpression, isPlaceholder } from './standing-values.ts';

const HIDDEN = '<redacted>';

/** `?sig=…`, `code=…`, in URLs and bodies. */
const QUERY = /((?:^|[?&;\s"'])(?:sig|signature|code|key|token|password|pwd|secret|client_secret|api[-_]?key|access_token|refresh_token|subscription-key|functions-key)=)([^&#\s"'\\;]+)/gi;

/** `//user:password@`, with the first `@` left out that begins an expression. */
const BEHIND_SLASHES = /(\/\/)([^\s"'/?#\\]{1,512})@(?!\{|\w+\()/g;

/** `user:password@host` without a scheme; an address of mail has no colon, or a scheme of its own. */
const WITHOUT_SCHEME = /(?<![^\s"'/:@\\])(?!mailto:)([^\s"'/:@\\]{1,256}:[^\s"'/@\\]{1,256})@(?!\{|\w+\()(?=[\w[])/gi;

/** `"password": "…"` within a text that is JSON, and `api-key: …` of a header. */
const IN_JSON = /(\\?["']([\w .-]{1,64})\\?["']\s*:\s*\\?["'])([^"'\\]+)/g;
const IN_HEADER = /(?<![\w-])(([\w-]{3,64})\s?[:=]\s?)([^\s"'\\,;]+)/g;
const BEHIND_SCHEME = /(\b(?:Bearer|Basic|Token|ApiKey|Api-Key|Key|SharedAccessSignature)[ :=])([^\s"'\\,;]+)/gi;

/** A dash divides words, as in GUIDs, which are no secret. */
const LONG_WORD = /[A-Za-z0-9+]{20,}/g;

/**
 * The same text with `<redacted>` in place of each secret.
 *
 * @param known Values that are secrets by where they stand, whatever their form.
 */
export function withoutSecrets(text: string, known: readonly string[] = []): string {
  return withoutForms(known.reduce((shown, secret) => shown.replaceAll(secret, HIDDEN).replaceAll(JSON.stringify(secret).slice(1, -1), HIDDEN), text));
}

function withoutForms(text: string): string {
  const evident = evidentSecrets(text).toSorted((left, right) => right.range.start - left.range.start);
  const rest = evident.reduce((shown, { range: { start, end } }) => `${shown.slice(0, start)}${HIDDEN}${shown.slice(end)}`, text);
  return rest
    .replace(QUERY, (whole, lead: string, value: string) => (standsForOne(value) ? whole : `${lead}${HIDDEN}`))
    .replace(BEHIND_SLASHES, (whole, lead: string, value: string) => (standsForOne(passwordOf(value)) ? whole : `${lead}${HIDDEN}@`))
    .replace(WITHOUT_SCHEME, (whole, value: string) => (standsForOne(passwordOf(value)) ? whole : `${HIDDEN}@`))
    .replace(IN_JSON, (whole, lead: string, name: string, value: string) => (isSecretName(name) && isRealSecret(value) ? `${lead}${HIDDEN}` : whole))
    .replace(IN_HEADER, (whole, lead: string, name: string, value: string) => (isSecretName(name) && looksSecret(value) ? `${lead}${HIDDEN}` : whole))
    .replace(BEHIND_SCHEME, (whole, lead: string, value: string) => (looksSecret(value) ? `${lead}${HIDDEN}` : whole))
    .replace(LONG_WORD, (word) => (isRandom(word) ? HIDDEN : word));
}

function standsForOne(value: string): boolean {
  return value === HIDDEN || isExpression(value) || isPlaceholder(value);
}

/** The name of the user before it may be anything. */
function passwordOf(userInfo: string): string {
  return userInfo.slice(userInfo.indexOf(':') + 1);
}

/** Digits strewn among letters: keys are written so, and names are not. */
function isRandom(word: string): boolean {
  const runs = word.match(/\d+/g)?.length ?? 0;
  return runs >= 3 && /[A-Za-z]/.test(word);
}
