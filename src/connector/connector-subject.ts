/**
 * The subject that Power Platform gives a connector: `/eid1/c/{cloud}/t/{tenant}/a/{application}/{workload}`. Tenant
 * and application are base64url without padding over the GUID's bytes in .NET order (Power Platform docs,
 * set-up-managed-identity, which uses `[guid].ToByteArray()`; the tenant of microsoft/Agents#237 confirms it). A
 * connector's workload is `{API Management service}_{api name}`, as public exports of connectors show.
 */
import { isGuid } from './difference.ts';

/** The first-party application that speaks for custom connectors, as every public export names it. */
export const CONNECTORS_APPLICATION_ID = 'c8f6de93-56ba-4c8e-a983-b0e93187eb34';

export interface ConnectorSubject {
  readonly cloud: string;
  readonly tenantId: string;
  readonly applicationId: string;
  /** Everything after the application: `unitedstates-002_my-20connector-5f…`. */
  readonly tail: string;
  /** `unitedstates-002`; absent where the tail has no underscore and so is no connector's. */
  readonly apimService?: string;
  readonly apiName?: string;
}

// The first three fields of a GUID are integers, which .NET stores with the least significant byte first.
const DOTNET_BYTE_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;

/** 22 characters. Throws RangeError for a text that is not a GUID. */
export function encodeGuid(guid: string): string {
  if (!isGuid(guid)) throw new RangeError(`"${guid}" is not a GUID.`);
  const hex = guid.replaceAll('-', '');
  return base64url(DOTNET_BYTE_ORDER.map((position) => Number.parseInt(hex.slice(position * 2, position * 2 + 2), 16)));
}

/** The GUID in lower case; undefined for anything that `encodeGuid` does not write, padding and spare bits included. */
export function decodeGuid(segment: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{22}$/.test(segment)) return undefined;
  const bytes = atob(segment.replaceAll('-', '+').replaceAll('_', '/'));
  const hex: string[] = [];
  for (const [index, position] of DOTNET_BYTE_ORDER.entries()) hex[position] = bytes.charCodeAt(index).toString(16).padStart(2, '0');
  const guid = hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return encodeGuid(guid) === segment ? guid : undefined;
}

/** Exact in case, as Entra compares it; undefined for any other form. */
export function parseSubject(subject: string): ConnectorSubject | undefined {
  const match = /^\/eid1\/c\/([^/]+)\/t\/([^/]+)\/a\/([^/]+)\/(\S+)$/.exec(subject);
  if (!match) return undefined;
  const [, cloud = '', tenant = '', application = '', tail = ''] = match;
  const tenantId = decodeGuid(tenant);
  const applicationId = decodeGuid(application);
  if (tenantId === undefined || applicationId === undefined) return undefined;
  const connector = /^([^_/]+)_([^/]+)$/.exec(tail);
  return { cloud, tenantId, applicationId, tail, apimService: connector?.[1], apiName: connector?.[2] };
}

export function formatSubject(cloud: string, tenantId: string, applicationId: string, tail: string): string {
  return `/eid1/c/${cloud}/t/${encodeGuid(tenantId)}/a/${encodeGuid(applicationId)}/${tail}`;
}

/** What is wrong with a text that `parseSubject` does not read, in sentences; the usual wrong encodings are named. */
export function explainUnreadableSubject(subject: string): string {
  const segments = /^\/eid1\/c\/[^/]+\/t\/([^/]+)\/a\/([^/]+)\/\S+$/i.exec(subject);
  if (!segments) return 'The subject has not the form /eid1/c/…/t/…/a/…/…. Copy it again from the connector\'s Security page.';
  const [, tenant = '', application = ''] = segments;
  if (isGuid(tenant) || isGuid(application)) return 'The subject holds a GUID as text where Power Platform writes its bytes in base64url. Copy the subject from the connector instead of composing it.';
  if (tenant.length > 40 || application.length > 40) return 'The subject holds the base64 form of a GUID\'s text where Power Platform encodes its bytes. Copy the subject from the connector instead of composing it.';
  if (!/^\/eid1\/c\/[^/]+\/t\/[^/]+\/a\//.test(subject)) return 'The subject\'s fixed parts are in the wrong case: they read /eid1/c/…/t/…/a/… in lower case. Copy it again.';
  if (/[=+]/.test(tenant + application)) return 'The subject\'s tenant or application segment is in plain base64: Power Platform writes base64url without padding, so with "-" and "_" for "+" and "/" and no "=" at the end. Copy the subject from the connector instead of composing it.';
  return 'The subject\'s tenant or application segment is not the encoded form of a GUID (22 characters). Copy it again from the connector\'s Security page.';
}

/**
 * Whether a subject's segment encodes the GUID in another way than Power Platform does: `bigEndian` has the bytes in the
 * order in which the GUID is written, `case` is the right form with letters of another case.
 */
export function wrongEncodingOf(segment: string, guid: string): 'bigEndian' | 'case' | undefined {
  if (!isGuid(guid)) return undefined;
  const right = encodeGuid(guid);
  // Of a GUID with symmetric groups both orders are the same.
  if (segment === right) return undefined;
  const hex = guid.replaceAll('-', '');
  if (segment === base64url(DOTNET_BYTE_ORDER.map((_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16)))) return 'bigEndian';
  return segment.toLowerCase() === right.toLowerCase() ? 'case' : undefined;
}

function base64url(bytes: readonly number[]): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
