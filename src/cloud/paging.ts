/**
 * Collections in pages. Graph links the next one as `@odata.nextLink`, Power Apps as `nextLink`, both absolute and to
 * be followed as they are (Graph docs "Paging"). The link is outside data: `Http` refuses a host that is not the
 * cloud's, and a link already followed would go round for ever.
 */
import type { Http } from './http.ts';
import { asArray, asFilledText, asObject } from './json-values.ts';
import { ServiceError } from './service-error.ts';

const mostPages = 1000;

export interface PageOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** @throws ServiceError of code `PagingLoop` when the links never end; besides what `Http.send` throws. */
export async function allItems(http: Http, url: string, options: PageOptions = {}): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  const visited = new Set<string>();
  for (let next: string | undefined = url; next !== undefined; ) {
    if (visited.has(next) || visited.size >= mostPages) throw endless(next);
    visited.add(next);
    const page = asObject((await http.send({ method: 'GET', url: next, ...options })).json);
    items.push(...asArray(page['value']));
    const link: string | undefined = asFilledText(page['@odata.nextLink']) ?? asFilledText(page['nextLink']);
    next = link === undefined ? undefined : new URL(link, next).href;
  }
  return items;
}

function endless(url: string): ServiceError {
  const { host, pathname } = new URL(url);
  return new ServiceError({ status: 200, codes: ['PagingLoop'], message: `${host} gives a list that never ends: it linked to a page it had linked to before. Try again later.`, request: `GET ${host}${pathname}` });
}
