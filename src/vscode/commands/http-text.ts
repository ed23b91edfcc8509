/** An exchange as the text of an `http` document: request line, status, headers, body. */
import { applyEdits, format } from 'jsonc-parser';
import type { OperationRequest } from './operation-request.ts';

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** In UTF-16 units: an editor with more lags. */
const longestBody = 1_000_000;

/** Cookies identify a session at the gateway and say nothing about the connector. */
const omitted = new Set(['set-cookie', 'set-cookie2']);

/** @param remark lines for the reader, written as comments above the exchange. */
export function httpText(request: OperationRequest, response: HttpResponse, remark: readonly string[] = []): string {
  const query = new URLSearchParams(request.query).toString();
  const headers = Object.entries(response.headers)
    .filter(([name]) => !omitted.has(name.toLowerCase()))
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => `${name}: ${value}`);
  return [
    ...remark.flatMap((paragraph) => paragraph.split(/\r?\n/)).map((line) => `# ${line}`.trimEnd()),
    ...(remark.length > 0 ? [''] : []),
    `${request.method} ${request.path}${query === '' ? '' : `?${query}`} HTTP/1.1`,
    '',
    `HTTP/1.1 ${response.status}`,
    ...headers,
    '',
    readableBody(response.body),
    '',
  ].join('\n');
}

function readableBody(body: string): string {
  const text = indented(body);
  if (text.length <= longestBody) return text;
  return `${text.slice(0, longestBody)}\n… ${text.length - longestBody} more characters`;
}

/** Reformats the text rather than its parsed value: numbers keep all their digits. */
function indented(body: string): string {
  try {
    JSON.parse(body);
  } catch {
    return body;
  }
  return applyEdits(body, format(body, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' }));
}
