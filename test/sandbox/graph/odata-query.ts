/** OData system options as far as the directory's collections take them; what they do not take is refused. */
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { isObject, type JsonObject } from '../json-values.ts';
import { graphErrors } from './graph-errors.ts';

export interface Collection {
  /** `$filter` may compare these with `eq` and `in`. */
  readonly equal: readonly string[];
  readonly startsWith?: readonly string[];
  /** Collections of strings for `any(x:x eq '…')`. */
  readonly any?: readonly string[];
  readonly search?: readonly string[];
  readonly context: string;
  readonly single?: boolean;
}

const literal = "'((?:[^']|'')*)'";

type Test = (item: JsonObject) => boolean;

/** A page of `items`, filtered, searched, selected; with an absolute nextLink where there is more. */
export function collectionReply(request: SandboxRequest, items: readonly JsonObject[], collection: Collection, pageSize: number): SandboxReply {
  const { query } = request;
  const filter = query.get('$filter');
  const search = query.get('$search');
  let found = [...items];
  if (filter !== null) found = found.filter(readFilter(filter, collection));
  if (search !== null) found = found.filter(readSearch(search, collection, request.headers.consistencylevel));
  const order = query.get('$orderby');
  if (order !== null) found = sorted(found, order);

  const from = readSkipToken(query.get('$skiptoken'));
  const top = query.get('$top');
  if (top !== null && !(Number(top) >= 1 && Number(top) <= 999)) throw graphErrors.unsupportedQuery('The value of $top must be between 1 and 999.');
  const size = Math.min(pageSize, top === null ? pageSize : Number(top));
  const page = found.slice(from, from + size);
  const next = new URL(request.url);
  next.searchParams.set('$skiptoken', Buffer.from(`from:${from + size}`).toString('base64url'));
  return {
    status: 200,
    body: {
      '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${collection.context}`,
      ...(query.get('$count') === 'true' ? { '@odata.count': found.length } : {}),
      ...(from + size < found.length ? { '@odata.nextLink': next.href } : {}),
      value: page.map((item) => select(item, query.get('$select'))),
    },
  };
}

/** Only the properties asked for. Unknown ones are refused as Graph refuses them. */
export function select(item: JsonObject, properties: string | null): JsonObject {
  if (properties === null) return item;
  const names = properties.split(',').map((name) => name.trim());
  for (const name of names) {
    if (!(name in item)) throw graphErrors.breach(`Could not find a property named '${name}'.`);
  }
  return Object.fromEntries(Object.entries(item).filter(([name]) => name.startsWith('@') || names.includes(name)));
}

function readFilter(filter: string, collection: Collection): Test {
  const terms = filter.split(/ and /).map((term) => term.trim());
  if (collection.single && terms.length > 1) throw graphErrors.unsupportedQuery('Filtering on more than one resource is currently not supported');
  const tests = terms.map((term) => readTerm(term, collection));
  return (item) => tests.every((test) => test(item));
}

function readTerm(term: string, collection: Collection): Test {
  const [, property = '', value] = new RegExp(`^(\\w+) eq ${literal}$`).exec(term) ?? [];
  if (value !== undefined && collection.equal.includes(property)) {
    // Directory strings compare without case; subjects of credentials compare exactly.
    const wanted = unquote(value);
    return (item) => property === 'subject' ? item[property] === wanted : String(item[property] ?? '').toLowerCase() === wanted.toLowerCase();
  }
  const [, inProperty = '', list] = new RegExp(`^(\\w+) in \\((${literal}(?:, ?${literal})*)\\)$`).exec(term) ?? [];
  if (list !== undefined && collection.equal.includes(inProperty)) {
    const wanted = [...list.matchAll(new RegExp(literal, 'g'))].map(([, one = '']) => unquote(one).toLowerCase());
    // microsoftgraph/microsoft-graph-docs-contrib#1238
    if (wanted.length > 15) throw graphErrors.unsupportedQuery(`Too many child clauses specified in search filter expression containing 'OR' operators: ${wanted.length}. Max allowed: 15.`);
    return (item) => wanted.includes(String(item[inProperty] ?? '').toLowerCase());
  }
  const [, startProperty = '', start] = new RegExp(`^startswith\\((\\w+), ?${literal}\\)$`, 'i').exec(term) ?? [];
  if (start !== undefined && collection.startsWith?.includes(startProperty)) {
    return (item) => String(item[startProperty] ?? '').toLowerCase().startsWith(unquote(start).toLowerCase());
  }
  const [, listProperty = '', variable, used, element] = new RegExp(`^(\\w+)/any\\((\\w+): ?(\\w+) eq ${literal}\\)$`).exec(term) ?? [];
  if (element !== undefined && variable === used && collection.any?.includes(listProperty)) {
    return (item) => (item[listProperty] as readonly string[]).some((candidate) => candidate.toLowerCase() === unquote(element).toLowerCase());
  }
  throw graphErrors.unsupportedQuery(`Unsupported or invalid query filter clause specified: ${term}`);
}

function readSearch(search: string, collection: Collection, consistencyLevel: string | string[] | undefined): Test {
  if (consistencyLevel !== 'eventual') {
    throw graphErrors.unsupportedQuery("Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'");
  }
  const [, property = '', text] = /^"(\w+):((?:[^"\\]|\\.)*)"$/.exec(search) ?? [];
  if (text === undefined || !collection.search?.includes(property)) throw graphErrors.unsupportedQuery(`Syntax error in $search: ${search}`);
  const wanted = text.replace(/\\(.)/g, '$1').toLowerCase().split(/[\s-]+/);
  // Tokenised: each word of the query must begin a word of the property.
  return (item) => {
    const words = String(item[property] ?? '').toLowerCase().split(/[\s-]+/);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  };
}

function sorted(items: readonly JsonObject[], order: string): JsonObject[] {
  const [, property = '', direction] = /^(\w+)(?: (asc|desc))?$/.exec(order) ?? [];
  if (!items.every((item) => property in item)) throw graphErrors.unsupportedQuery(`Unsupported sort property '${property}'.`);
  const sign = direction === 'desc' ? -1 : 1;
  return [...items].sort((a, b) => sign * String(a[property]).localeCompare(String(b[property])));
}

function readSkipToken(token: string | null): number {
  if (token === null) return 0;
  const from = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (from === undefined) throw graphErrors.breach('Skip token is not valid. Follow @odata.nextLink as it was given.');
  return Number(from);
}

function unquote(text: string): string {
  return text.replaceAll("''", "'");
}

/** The body of a write, which is always an object. */
export function objectBody(body: unknown): JsonObject {
  if (!isObject(body)) throw graphErrors.breach('A JSON object is required.');
  return body;
}
