/** Servers of OpenAPI 3 as host, basePath and schemes, of which a connector has one each. */
import type { Pointer } from '../../../connector/connector.ts';
import { isObject, type JsonObject } from '../../../connector/json-value.ts';
import { entriesOf, textAt, type Conversion } from './conversion.ts';

export interface Address {
  readonly host: string;
  readonly basePath: string;
  readonly schemes: readonly string[];
}

/** Stands where the document does not say it. */
const PLACEHOLDER = 'api.example.com';

export function addressOf(conversion: Conversion, source: JsonObject): Address {
  const servers = (Array.isArray(source.servers) ? (source.servers as unknown[]) : []).filter(isObject);
  const urls = servers.map((server, index) => urlOf(conversion, server, ['servers', index]));
  const chosen = Math.max(0, urls.findIndex((url) => /^https:\/\//i.test(url)));
  const address = addressFrom(conversion, urls[chosen] ?? '', ['servers', chosen]);
  const others = urls.filter((_, index) => index !== chosen);
  if (others.length > 0) conversion.report('server', 'lost', ['servers'], `A connector has one server. ${urls[chosen] ?? ''} was taken; left out: ${others.join(', ')}. The policy dynamichosturl lets users choose.`);
  return address;
}

/** Servers of a path or an operation, which a connector cannot have. */
export function reportServers(conversion: Conversion, value: JsonObject, pointer: Pointer): void {
  if (!Array.isArray(value.servers) || value.servers.length === 0) return;
  const urls = (value.servers as unknown[]).map((server) => (isObject(server) ? String(server.url) : '')).join(', ');
  conversion.report('server', 'lost', [...pointer, 'servers'], `This has a server of its own (${urls}). A connector has one for all; the policy dynamichosturl can send an operation to another.`);
}

function urlOf(conversion: Conversion, server: JsonObject, pointer: Pointer): string {
  let url = textAt(server, 'url') ?? '';
  for (const [name, variable] of entriesOf(server.variables)) {
    const value = isObject(variable) ? textAt(variable, 'default') ?? '' : '';
    const values = isObject(variable) && Array.isArray(variable.enum) ? ` of ${(variable.enum as unknown[]).map(String).join(', ')}` : '';
    if (!url.includes(`{${name}}`)) continue;
    url = url.replaceAll(`{${name}}`, () => value);
    conversion.report('server', 'changed', [...pointer, 'variables', name], `The address has the variable ${name}. Its default ${value}${values} was taken; a connection parameter and the policy dynamichosturl let users choose.`);
  }
  return url;
}

function addressFrom(conversion: Conversion, url: string, pointer: Pointer): Address {
  const match = /^(https?):\/\/([^/?#\s{}]+)(\/[^?#\s{}]*)?$/i.exec(url);
  if (!match) {
    const relative = url.startsWith('/') && !/[?#\s{}]/.test(url) ? url : '/';
    conversion.report('server', 'check', pointer, `The document ${url === '' ? 'names no server' : `has a server without a complete address (${url})`}. Enter the host of the API in place of ${PLACEHOLDER}.`);
    return { host: PLACEHOLDER, basePath: basePathOf(relative), schemes: ['https'] };
  }
  const scheme = (match[1] ?? 'https').toLowerCase();
  if (scheme === 'http') conversion.report('server', 'check', pointer, 'The server is called without encryption (http). Change it to https where the API has that; secrets must not travel in the open.');
  return { host: (match[2] ?? '').replace(/^[^@]*@/, '').toLowerCase(), basePath: basePathOf(match[3] ?? '/'), schemes: [scheme] };
}

function basePathOf(path: string): string {
  return path.replace(/\/+$/, '') || '/';
}
