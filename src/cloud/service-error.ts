/**
 * What a service answered instead of a result, or that it did not answer.
 * Sources: Microsoft Graph docs "Error responses" (`error.code`, `innerError`, `details`); Power Apps' resource
 * provider answers in the ARM form `{error:{code,message}}`; Azure Storage in XML; API Management `{statusCode,message}`.
 */
import { asArray, asFilledText, asObject, isObject, type JsonObject } from './json-values.ts';
import { redactTokens } from './redact-tokens.ts';

export interface ServiceErrorDetails {
  readonly status: number;
  readonly codes: readonly string[];
  readonly message: string;
  readonly requestId?: string;
  readonly request: string;
  readonly retryAfterSeconds?: number;
}

/** Carries no token, header or body; the message is the service's own where it gave one. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError' as const;
  /** HTTP status, or 0 when no answer arrived: the outcome of a write is then unknown. */
  readonly status: number;
  /** The most telling code: the innermost, or the first detail's where the outer one only says "bad request". */
  readonly code: string;
  /** Every code given, from the outermost inwards, the details' last. */
  readonly codes: readonly string[];
  readonly requestId?: string;
  /** `GET graph.microsoft.com/v1.0/applications`, without query. */
  readonly request: string;
  /** How long a throttled caller was asked to wait. */
  readonly retryAfterSeconds?: number;

  constructor(details: ServiceErrorDetails) {
    super(redactTokens(details.message));
    this.status = details.status;
    this.codes = details.codes;
    this.code = details.codes[0] ?? '';
    this.requestId = details.requestId;
    this.request = details.request;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

interface Failure {
  readonly codes: readonly string[];
  readonly message?: string;
}

const requestIdHeaders = ['request-id', 'x-ms-request-id', 'x-ms-correlation-request-id', 'x-ms-client-request-id'];

/** @param headers with lower-case names */
export function serviceErrorOf(answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string }, request: string): ServiceError {
  const failure = readFailure(answer.text);
  const requestId = requestIdHeaders.map((name) => answer.headers[name]).find((value) => value) ?? requestIdInBody(answer.text);
  const retryAfter = Number(answer.headers['retry-after']);
  return new ServiceError({
    status: answer.status,
    codes: failure.codes.length > 0 ? failure.codes : [`HTTP ${answer.status}`],
    message: failure.message ?? messageForStatus(answer.status, request),
    requestId,
    request,
    retryAfterSeconds: Number.isFinite(retryAfter) && answer.headers['retry-after'] !== undefined ? retryAfter : undefined,
  });
}

/** @param code of the operating system or the client, such as ENOTFOUND or ECONNRESET */
export function unreachable(code: string, request: string): ServiceError {
  const host = hostOf(request);
  const why: Readonly<Record<string, string>> = {
    ENOTFOUND: `The host ${host} could not be found. Check the network connection, VPN and proxy settings.`,
    EAI_AGAIN: `The name ${host} could not be resolved. Check the network connection, VPN and proxy settings.`,
    ECONNREFUSED: `${host} refused the connection. Check the proxy settings (HTTPS_PROXY).`,
    PROXY_UNREACHABLE: 'The proxy could not be reached. Check the setting http.proxy and the variable HTTPS_PROXY.',
    ETIMEDOUT: `${host} did not answer in time. Try again.`,
    ECONNRESET: `The connection to ${host} broke off before an answer arrived. Try again.`,
    SELF_SIGNED_CERT_IN_CHAIN: `The certificate of ${host} is signed by an authority that is not trusted here. Behind a proxy that inspects traffic, name its certificate in NODE_EXTRA_CA_CERTS.`,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: `The certificate of ${host} could not be verified. Behind a proxy that inspects traffic, name its certificate in NODE_EXTRA_CA_CERTS.`,
  };
  return new ServiceError({ status: 0, codes: [code], message: why[code] ?? `${host} could not be reached (${code}). Check the network connection and try again.`, request });
}

function readFailure(text: string): Failure {
  const body = parse(text);
  if (!isObject(body)) return readXmlFailure(text);
  const error = body['error'] ?? body['odata.error'];
  if (typeof error === 'string') return { codes: [error], message: asFilledText(body['error_description']) ?? asFilledText(body['message']) };
  const source = isObject(error) ? error : body;
  return { codes: codesOf(source), message: messageOf(source) };
}

/** Graph's outermost code is at times only this, and the reason stands in the details. */
const genericCodes = new Set(['request_badrequest', 'badrequest', 'invalidrequest', 'generalexception']);

/** The most telling code first, then the rest from the outermost inwards. */
function codesOf(source: JsonObject): readonly string[] {
  const chain: string[] = [];
  for (let level: unknown = source, depth = 0; isObject(level) && depth < 10; depth += 1) {
    const code = asFilledText(level['code']) ?? asFilledText(level['Code']);
    if (code) chain.push(code);
    level = level['innerError'] ?? level['innererror'];
  }
  const details = asArray(source['details']).flatMap((detail) => asFilledText(asObject(detail)['code']) ?? []);
  const outermostIsGeneric = chain.length === 1 && genericCodes.has(chain[0]?.toLowerCase() ?? '');
  const telling = (outermostIsGeneric ? details[0] : undefined) ?? chain.at(-1) ?? details[0];
  return telling === undefined ? [] : [...new Set([telling, ...chain, ...details])];
}

function messageOf(source: JsonObject): string | undefined {
  const message = source['message'] ?? source['Message'];
  return asFilledText(isObject(message) ? message['value'] : message);
}

function readXmlFailure(text: string): Failure {
  const code = /<Code>([^<]+)<\/Code>/.exec(text)?.[1];
  const message = /<Message>([^<]+)<\/Message>/.exec(text)?.[1];
  return { codes: code ? [code] : [], message };
}

function requestIdInBody(text: string): string | undefined {
  const inner = asObject(asObject(asObject(parse(text))['error'])['innerError']);
  return asFilledText(inner['request-id']);
}

function messageForStatus(status: number, request: string): string {
  const host = hostOf(request);
  switch (status) {
    case 401:
      return `${host} did not accept the sign-in.`;
    case 403:
      return `${host} refused the request: the account lacks the permission.`;
    case 404:
      return `${host} does not know what was asked for.`;
    case 429:
      return `${host} is limiting requests.`;
    default:
      return `${host} answered with status ${status} and no explanation.`;
  }
}

function hostOf(request: string): string {
  return /^\S+ ([^/\s]+)/.exec(request)?.[1] ?? 'The service';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
