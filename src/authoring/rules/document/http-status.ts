/** What HTTP status codes are called (RFC 9110, section 15; RFC 6585), for descriptions of responses. */

const PHRASES: Readonly<Record<string, string>> = {
  200: 'OK', 201: 'Created', 202: 'Accepted', 203: 'Non-authoritative information', 204: 'No content', 205: 'Reset content', 206: 'Partial content',
  301: 'Moved permanently', 302: 'Found', 303: 'See other', 304: 'Not modified', 307: 'Temporary redirect', 308: 'Permanent redirect',
  400: 'Bad request', 401: 'Unauthorized', 402: 'Payment required', 403: 'Forbidden', 404: 'Not found', 405: 'Method not allowed', 406: 'Not acceptable',
  408: 'Request timeout', 409: 'Conflict', 410: 'Gone', 411: 'Length required', 412: 'Precondition failed', 413: 'Content too large', 415: 'Unsupported media type',
  422: 'Unprocessable content', 423: 'Locked', 428: 'Precondition required', 429: 'Too many requests',
  500: 'Internal server error', 501: 'Not implemented', 502: 'Bad gateway', 503: 'Service unavailable', 504: 'Gateway timeout',
  default: 'Operation failed',
};

/** `Not found` for `404`; `Response` for a code that has no name. */
export function reasonPhrase(code: string): string {
  return Object.hasOwn(PHRASES, code) ? (PHRASES[code] as string) : 'Response';
}
