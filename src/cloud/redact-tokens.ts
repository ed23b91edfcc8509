/**
 * Takes tokens and signatures out of text that is about to be shown or logged. Services quote what they were sent more
 * often than one would think, so every foreign text passes here.
 */
export function redactTokens(text: string): string {
  return text
    .replace(/\beyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*){0,3}/g, '[token removed]')
    .replace(/\b(Bearer)\s+[\w\-.~+/=]{8,}/gi, '$1 [token removed]')
    .replace(/([?&](?:sig|code|access_token|id_token|client_secret|client_assertion|refresh_token)=)[^&\s"'<>]+/gi, '$1[removed]')
    .replace(/("?(?:clientSecret|client_secret|access_token|accessToken|refresh_token|client_assertion)"?\s*[:=]\s*")[^"]*(")/gi, '$1[removed]$2');
}

/** A service's words, without tokens and with a full stop where they have no end, so that others can follow. */
export function redactedSentence(text: string): string {
  const trimmed = redactTokens(text).trim();
  return /[.!?)]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
