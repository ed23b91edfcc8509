/**
 * Connections of a custom connector, and calls through them.
 * Sources: Power Apps resource provider as public deployment scripts use it (PUT of a connection, getConsentLink, then
 * reading `properties.statuses` until it says Connected; the redirect is the maker portal's popup page); the runtime's
 * `/invoke` as in microsoft/Power-Fx PowerPlatformConnectorClient (method and URL travel as headers).
 */
import { createHttp, type ServiceContext } from '../http.ts';
import { asArray, asFilledText, asObject } from '../json-values.ts';
import { allItems } from '../paging.ts';
import { environmentId, powerAppsUrl } from './power-apps-api.ts';

export interface Connection {
  /** Its id, the key of the service's paths. */
  readonly name: string;
  readonly displayName: string;
  /** `Connected` once somebody has signed in; `Error` before, or when the sign-in failed. */
  readonly status: string;
  /** The service's words for an `Error`; AADSTS texts arrive here. */
  readonly error?: { readonly code: string; readonly message: string };
  readonly createdTime?: string;
  readonly createdById?: string;
  readonly createdByName?: string;
}

export interface InvokeRequest {
  /** The connector's `properties.primaryRuntimeUrl`. */
  readonly runtimeUrl: string;
  readonly connectorName: string;
  readonly connectionId: string;
  readonly environment: string;
  /** GET, POST… */
  readonly method: string;
  /** As in the definition, without basePath, its parameters filled in and encoded: `/v1.0/me`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

export interface InvokeAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Each call throws what `Http.send` throws. */
export interface Connections {
  list(environment: string, connectorName: string, signal?: AbortSignal): Promise<readonly Connection[]>;
  /** Not yet connected: the user signs in through its consent link. */
  create(environment: string, connectorName: string, displayName: string, options?: { readonly parameterSet?: string; readonly signal?: AbortSignal }): Promise<Connection>;
  get(environment: string, connectorName: string, connectionId: string, signal?: AbortSignal): Promise<Connection | undefined>;
  /** One that is gone already counts as deleted. */
  delete(environment: string, connectorName: string, connectionId: string, signal?: AbortSignal): Promise<void>;
  /** @param redirectUrl where the browser ends; the maker portal's popup page unless told */
  consentLink(environment: string, connectorName: string, connectionId: string, redirectUrl?: string, signal?: AbortSignal): Promise<string>;
  /** Sent once. Every status is an answer, since an API's refusal is what a test wants to see. */
  invoke(request: InvokeRequest): Promise<InvokeAnswer>;
}

export function createConnections(context: ServiceContext): Connections {
  const { cloud } = context;
  const http = createHttp({ ...context, service: 'powerApps' });
  const runtime = createHttp({ ...context, service: 'apiHub' });
  const urlOf = (environment: string, connectorName: string, rest = ''): string => powerAppsUrl(cloud, `/apis/${encodeURIComponent(connectorName)}/connections${rest}`, environment);

  return {
    list: async (environment, connectorName, signal) => (await allItems(http, urlOf(environment, connectorName), { signal })).flatMap(readConnection),

    create: async (environment, connectorName, displayName, { parameterSet, signal } = {}) => {
      const id = crypto.randomUUID().replaceAll('-', '');
      const parameters = parameterSet === undefined ? { connectionParameters: {} } : { connectionParametersSet: { name: parameterSet, values: {} } };
      const { json } = await http.send({
        method: 'PUT',
        url: urlOf(environment, connectorName, `/${id}`),
        json: { properties: { displayName, environment: { id: environmentId(environment), name: environment }, ...parameters } },
        signal,
      });
      return readConnection(json)[0] ?? { name: id, displayName, status: 'Unknown' };
    },

    get: async (environment, connectorName, connectionId, signal) => {
      const answer = await http.send({ method: 'GET', url: urlOf(environment, connectorName, `/${encodeURIComponent(connectionId)}`), accept: [404], signal });
      return answer.status === 404 ? undefined : readConnection(answer.json)[0];
    },

    delete: async (environment, connectorName, connectionId, signal) => {
      await http.send({ method: 'DELETE', url: urlOf(environment, connectorName, `/${encodeURIComponent(connectionId)}`), accept: [404], signal });
    },

    consentLink: async (environment, connectorName, connectionId, redirectUrl, signal) => {
      const { json } = await http.send({
        method: 'POST',
        url: urlOf(environment, connectorName, `/${encodeURIComponent(connectionId)}/getConsentLink`),
        json: { redirectUrl: redirectUrl ?? `${cloud.makerPortal}/connection/oauth/redirect?oauthPopupId=${crypto.randomUUID()}` },
        signal,
      });
      const link = asFilledText(asObject(json)['consentLink']);
      // The link goes to the user's browser, so it has to be one a browser opens as a web page.
      if (link === undefined || !URL.canParse(link) || new URL(link).protocol !== 'https:') throw new Error('Power Apps gave no link to sign in with. Create the connection in the maker portal instead.');
      return link;
    },

    invoke: async (request) => {
      const { status, headers, text } = await runtime.send({
        method: 'POST',
        url: new URL('/invoke', request.runtimeUrl).href,
        headers: {
          ...allowedHeaders(request.headers),
          'x-ms-request-method': request.method.toUpperCase(),
          'x-ms-request-url': requestUrl(request),
          'x-ms-client-environment-id': environmentId(request.environment),
        },
        content: request.body,
        accept: 'any',
        resend: false,
        signal: request.signal,
      });
      return { status, headers, body: text };
    },
  };
}

/** `/apim/{apiName}/{connectionId}{path}`; the runtime URL's own path names the API. */
function requestUrl({ runtimeUrl, connectorName, connectionId, path, query = {} }: InvokeRequest): string {
  const ownPath = new URL(runtimeUrl).pathname.replace(/\/+$/, '');
  const api = ownPath === '' ? `/apim/${encodeURIComponent(connectorName.replace(/^shared_/, ''))}` : ownPath;
  const parameters = new URLSearchParams(query).toString();
  const operation = path.startsWith('/') ? path : `/${path}`;
  return `${api}/${encodeURIComponent(connectionId)}${operation}${parameters === '' ? '' : `${operation.includes('?') ? '&' : '?'}${parameters}`}`;
}

/** An operation's headers must not replace the ones that say who calls what. */
function allowedHeaders(headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(authorization|host|content-length|x-ms-request-|x-ms-client-)/i.test(name)));
}

function readConnection(value: unknown): readonly Connection[] {
  const connection = asObject(value);
  const name = asFilledText(connection['name']);
  if (name === undefined) return [];
  const properties = asObject(connection['properties']);
  const statuses = asArray(properties['statuses']).map(asObject);
  const status = statuses.find((candidate) => candidate['status'] !== 'Connected') ?? statuses[0] ?? {};
  const error = asObject(status['error']);
  const createdByName = asFilledText(asObject(properties['createdBy'])['displayName']);
  return [
    {
      name,
      displayName: asFilledText(properties['displayName']) ?? name,
      status: asFilledText(status['status']) ?? 'Unknown',
      ...(asFilledText(error['code']) !== undefined || asFilledText(error['message']) !== undefined
        ? { error: { code: asFilledText(error['code']) ?? '', message: asFilledText(error['message']) ?? '' } }
        : {}),
      createdTime: asFilledText(properties['createdTime']),
      createdById: asFilledText(asObject(properties['createdBy'])['id']),
      ...(createdByName !== undefined && { createdByName }),
    },
  ];
}
