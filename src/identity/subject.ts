/**
 * The subject that Power Platform gives a connector: `/eid1/c/{cloud}/t/{tenant}/a/{application}/{workload}`. Tenant
 * and application are base64url without padding over the GUID's bytes in .NET order (Power Platform docs,
 * set-up-managed-identity, which uses `[guid].ToByteArray()`; the tenant of microsoft/Agents#237 confirms it). A
 * connector's workload is `{API Management service}_{api name}`, as public exports of connectors show.
 *
 * Entra accepts any value when a credential is saved and fails at sign-in only, hence the lint: everything that can be
 * known about the four values without a network. Limits: Entra docs, federated-credential considerations (600
 * characters, no surrounding blanks, case-sensitive) and reply-url (256 characters, no `! $ ' ( ) , ;`).
 */
import { differsInCaseOnly, isGuid, sameGuid, visibleBlanks } from './difference.ts';
import type { Finding } from './finding.ts';
import type { IdentityCloud } from './ports.ts';

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
  const bytes = DOTNET_BYTE_ORDER.map((position) => Number.parseInt(hex.slice(position * 2, position * 2 + 2), 16));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
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

export interface GeneratedValues {
  readonly issuer?: string;
  readonly subject?: string;
  readonly audience?: string;
  readonly redirectUrl?: string;
}

export interface LintTarget {
  readonly tenantId: string;
  readonly cloud: Pick<IdentityCloud, 'login' | 'federatedAudience' | 'subjectCloud'>;
}

// Login hosts by the cloud segment of subjects (Power Platform docs, set-up-managed-identity; China has two).
const LOGIN_HOSTS: Readonly<Record<string, string>> = {
  'login.microsoftonline.com': 'pub',
  'login.microsoftonline.us': 'usg',
  'login.partner.microsoftonline.cn': 'chn',
  'login.chinacloudapi.cn': 'chn',
};

/**
 * What is wrong with the values that Power Platform generated, or that were pasted from its portal. Values that are
 * absent or empty are not looked at. A finding of severity `error` means that the trust cannot work.
 */
export function lintGeneratedIdentity(values: GeneratedValues, target: LintTarget): Finding[] {
  const findings: Finding[] = [];
  const { issuer, subject, audience, redirectUrl } = values;
  for (const [name, value] of [['issuer', issuer], ['subject', subject], ['audience', audience], ['redirect URL', redirectUrl]] as const) {
    if (value) findings.push(...lintText(name, value));
  }
  // One blank makes every further comparison fail too: say it once.
  if (findings.length > 0) return findings;
  if (issuer) findings.push(...lintIssuer(issuer, target));
  if (subject) findings.push(...lintSubject(subject, target));
  if (audience) findings.push(...lintAudience(audience, target));
  if (redirectUrl) findings.push(...lintRedirectUrl(redirectUrl, subject));
  return findings;
}

function error(subject: string, message: string, expected?: string, actual?: string): Finding {
  const caseOnly = expected !== undefined && actual !== undefined && differsInCaseOnly(expected, actual);
  return { severity: 'error', subject, message, expected, actual, ...(caseOnly ? { caseOnly } : {}) };
}

function lintText(name: string, value: string): Finding[] {
  if (value !== value.trim()) {
    return [error(name, `The ${name} begins or ends with a blank, which Entra counts as part of it. Remove it.`, value.trim(), visibleBlanks(value))];
  }
  if (/[^\x00-\x7f]/.test(value)) return [error(name, `The ${name} holds a character outside ASCII; Entra refuses such values (AADSTS70050). Copy it again.`, undefined, value)];
  if (value.length > 600) return [error(name, `The ${name} has ${value.length} characters; Entra takes 600 at most.`)];
  return [];
}

function lintIssuer(issuer: string, { tenantId, cloud }: LintTarget): Finding[] {
  const expected = `${cloud.login}/${tenantId}/v2.0`;
  if (issuer === expected) return [];
  const match = /^https:\/\/([^/]+)\/([^/]+)\/v2\.0$/i.exec(issuer);
  if (!match || !isGuid(match[2])) {
    const slash = issuer.endsWith('/') ? ' A slash at the end counts.' : '';
    return [error('issuer', `The issuer has not the form of a Microsoft Entra login URL with tenant and "/v2.0".${slash} Copy it again from the connector's Security page.`, expected, issuer)];
  }
  const [, host = '', tenant] = match;
  if (!sameGuid(tenant, tenantId)) {
    return [error('issuer', `The issuer belongs to tenant ${tenant}, the app registration to tenant ${tenantId}. Use an app registration of the connector's tenant.`, expected, issuer)];
  }
  const cloudOfHost = LOGIN_HOSTS[host.toLowerCase()];
  if (cloudOfHost !== undefined && cloudOfHost !== cloud.subjectCloud) {
    return [error('issuer', `The issuer's host ${host} belongs to another cloud than the one that is chosen. Set connectorStudio.cloud to the connector's cloud.`, expected, issuer)];
  }
  if (differsInCaseOnly(expected, issuer)) {
    return [{ severity: 'warning', subject: 'issuer', message: 'The issuer differs from the usual form in case alone. Entra compares case-sensitively; what the connector says is what counts.', expected, actual: issuer, caseOnly: true }];
  }
  return [{ severity: 'warning', subject: 'issuer', message: `The issuer's host ${host} is not the login host of the chosen cloud. What the connector says is what counts.`, expected, actual: issuer }];
}

function lintSubject(subject: string, { tenantId, cloud }: LintTarget): Finding[] {
  const parsed = parseSubject(subject);
  if (!parsed) return [error('subject', explainUnreadableSubject(subject), undefined, subject)];
  const withTenant = formatSubject(parsed.cloud, tenantId, parsed.applicationId, parsed.tail);
  if (!sameGuid(parsed.tenantId, tenantId)) {
    return [error('subject', `The subject names tenant ${parsed.tenantId}, the app registration is in tenant ${tenantId}. Use an app registration of the connector's tenant.`, withTenant, subject)];
  }
  if (parsed.cloud !== cloud.subjectCloud) {
    return [error('subject', `The subject belongs to the cloud "${parsed.cloud}", and "${cloud.subjectCloud}" is chosen. Set connectorStudio.cloud to the connector's cloud.`, formatSubject(cloud.subjectCloud, tenantId, parsed.applicationId, parsed.tail), subject)];
  }
  if (parsed.applicationId !== CONNECTORS_APPLICATION_ID) {
    return [{
      severity: 'warning', subject: 'subject',
      message: `The subject is issued for application ${parsed.applicationId}; every connector seen so far has ${CONNECTORS_APPLICATION_ID}. Make sure that it was copied from a custom connector and not from a plug-in or an agent.`,
      expected: formatSubject(parsed.cloud, tenantId, CONNECTORS_APPLICATION_ID, parsed.tail), actual: subject,
    }];
  }
  return [];
}

function explainUnreadableSubject(subject: string): string {
  const segments = /^\/eid1\/c\/[^/]+\/t\/([^/]+)\/a\/([^/]+)\/\S+$/i.exec(subject);
  if (!segments) return 'The subject has not the form /eid1/c/…/t/…/a/…/…. Copy it again from the connector\'s Security page.';
  const [, tenant = '', application = ''] = segments;
  if (isGuid(tenant) || isGuid(application)) return 'The subject holds a GUID as text where Power Platform writes its bytes in base64url. Copy the subject from the connector instead of composing it.';
  if (tenant.length > 40 || application.length > 40) return 'The subject holds the base64 form of a GUID\'s text where Power Platform encodes its bytes. Copy the subject from the connector instead of composing it.';
  if (!/^\/eid1\/c\/[^/]+\/t\/[^/]+\/a\//.test(subject)) return 'The subject\'s fixed parts are in the wrong case: they read /eid1/c/…/t/…/a/… in lower case. Copy it again.';
  return 'The subject\'s tenant or application segment is not the encoded form of a GUID (22 characters). Copy it again from the connector\'s Security page.';
}

function lintAudience(audience: string, { cloud }: LintTarget): Finding[] {
  if (audience === cloud.federatedAudience) return [];
  const message = differsInCaseOnly(cloud.federatedAudience, audience)
    ? 'The audience differs from the cloud\'s in case alone, and Entra compares case-sensitively.'
    : 'The audience is not that of the chosen cloud. Set connectorStudio.cloud to the connector\'s cloud.';
  return [error('audience', message, cloud.federatedAudience, audience)];
}

function lintRedirectUrl(redirectUrl: string, subject: string | undefined): Finding[] {
  const match = /^https:\/\/([^/?#]+)(\/[^?#]*)?$/.exec(redirectUrl);
  if (!match) return [error('redirect URL', 'The redirect URL is not an https URL without query. Copy it again from the connector\'s Security page.', undefined, redirectUrl)];
  if (redirectUrl.length > 256) return [error('redirect URL', `The redirect URL has ${redirectUrl.length} characters; Entra takes 256 at most.`, undefined, redirectUrl)];
  if (/[!$'(),;]/.test(redirectUrl)) return [error('redirect URL', 'The redirect URL holds one of the characters ! $ \' ( ) , ; which Entra does not take in redirect URIs.', undefined, redirectUrl)];
  const [, host = '', path = ''] = match;
  // Hosts seen in public: consent.azure-apim.net, consent.azure-apim.us, consent.azure-apihub.us.
  if (!/(^|\.)consent\.azure-ap(im|ihub)\.[a-z]+$/i.test(host)) {
    return [{ severity: 'warning', subject: 'redirect URL', message: `The redirect URL's host ${host} is not one of Power Platform's known consent hosts. Make sure that it is the connector's.`, actual: redirectUrl }];
  }
  const apiName = subject === undefined ? undefined : parseSubject(subject)?.apiName;
  const last = path.split('/').at(-1);
  if (apiName === undefined || last === apiName) return [];
  const message = last === 'redirect'
    ? 'The redirect URL is the one that all connectors share, not this connector\'s own. It works only while the connector keeps the redirect mode "Global".'
    : 'The redirect URL and the subject name different connectors. Copy both from the same connector.';
  return [{ severity: 'warning', subject: 'redirect URL', message, expected: redirectUrl.slice(0, redirectUrl.length - (last ?? '').length) + apiName, actual: redirectUrl }];
}
