/** What the certification validator takes for a URL. */
export function isAbsoluteUrl(text: string): boolean {
  return /^https?:\/\/[^\s/?#]+\.[^\s/?#]/i.test(text.trim());
}

export function isHttps(text: string): boolean {
  return /^https:/i.test(text.trim());
}
