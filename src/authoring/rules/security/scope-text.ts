/** One entry of `scopes` may hold several scopes: blanks or commas between them are what OAuth 2.0 itself writes (RFC 6749, 3.3). */

export function scopesIn(entry: string): string[] {
  return isPhrase(entry) ? [entry] : entry.split(/[\s,]+/).filter((scope) => scope !== '');
}

/** Some services give scopes names of several words: `View Surveys`. */
function isPhrase(entry: string): boolean {
  return /^[A-Z][a-z]+(?: [A-Z][a-z]+)+$/.test(entry);
}
