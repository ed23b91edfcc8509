/**
 * The values of a connector's trust, each looked at by itself: what Entra and Power Platform refuse whatever the other
 * values are. Limits: Entra docs, federated-credential considerations (600 characters, no surrounding blanks, ASCII for
 * subjects of Power Platform) and reply-url (256 characters, no `! $ ' ( ) , ;`).
 */
import { isGuid } from './difference.ts';

/** What no value may have, in sentences; undefined where the text is fit. `name`: issuer, subject… */
export function textFault(name: string, value: string): string | undefined {
  if (value !== value.trim()) return `The ${name} begins or ends with a blank, which Entra counts as part of it. Remove it.`;
  if (/[^\x00-\x7f]/.test(value)) return `The ${name} holds a character outside ASCII; Entra refuses such values (AADSTS70050). Copy it again.`;
  if (value.length > 600) return `The ${name} has ${value.length} characters; Entra takes 600 at most.`;
  return undefined;
}

/** `https://{host}/{tenant}/v2.0`; undefined for any other form, a slash at the end included. */
export function parseIssuer(issuer: string): { readonly host: string; readonly tenantId: string } | undefined {
  const [, host = '', tenantId = ''] = /^https:\/\/([^/]+)\/([^/]+)\/v2\.0$/i.exec(issuer) ?? [];
  return isGuid(tenantId) ? { host, tenantId } : undefined;
}

/**
 * What is wrong with a text that `parseIssuer` does not read. Version 1.0 tokens are issued by `https://sts.windows.net/`
 * (Entra docs, access tokens, claim `iss`); Power Platform's are of version 2.0.
 */
export function explainUnreadableIssuer(issuer: string): string {
  const slash = issuer.endsWith('/') ? ' A slash at the end counts.' : '';
  return `The issuer has not the form of a Microsoft Entra login URL with tenant and "/v2.0".${wrongPartOf(issuer)}${slash} Copy it again from the connector's Security page.`;
}

function wrongPartOf(issuer: string): string {
  const [, scheme = '', host = '', path = ''] = /^([a-z]+):\/\/([^/]+)(.*)$/i.exec(issuer) ?? [];
  if (scheme === '') return '';
  if (scheme.toLowerCase() !== 'https') return ` It begins with "${scheme}:" instead of "https:".`;
  if (/^sts\.windows\.net$/i.test(host)) return ' "sts.windows.net" is the issuer of version 1.0 tokens; Power Platform\'s come from the login host.';
  const [tenant = '', version, ...more] = path.replace(/\/+$/, '').split('/').slice(1);
  if (tenant === '') return ' It names no tenant.';
  if (!isGuid(tenant)) return ` It names the tenant "${tenant}"; it has to be the tenant's GUID.`;
  if (version === undefined) return ' "/v2.0" is missing at its end.';
  if (version.toLowerCase() !== 'v2.0') return ` It ends with "/${version}" instead of "/v2.0".`;
  return more.length > 0 ? ` "/${more.join('/')}" is too much at its end.` : '';
}

/** `{host}` and the last segment of an https URL without query and fragment; undefined for anything else. */
export function parseRedirectUrl(redirectUrl: string): { readonly host: string; readonly lastSegment: string } | undefined {
  const match = /^https:\/\/([^/?#\s]+)(\/[^?#\s]*)?$/i.exec(redirectUrl);
  return match ? { host: match[1] ?? '', lastSegment: (match[2] ?? '').split('/').at(-1) ?? '' } : undefined;
}

/** What makes Entra refuse a redirect URI. */
export function redirectUrlFault(redirectUrl: string): string | undefined {
  if (!parseRedirectUrl(redirectUrl)) return 'The redirect URL is not an https URL without query. Copy it again from the connector\'s Security page.';
  if (redirectUrl.length > 256) return `The redirect URL has ${redirectUrl.length} characters; Entra takes 256 at most.`;
  if (/[!$'(),;]/.test(redirectUrl)) return 'The redirect URL holds one of the characters ! $ \' ( ) , ; which Entra does not take in redirect URIs.';
  return undefined;
}

/** Hosts seen in public: consent.azure-apim.net, consent.azure-apim.us, consent.azure-apihub.us. */
export function isConsentHost(host: string): boolean {
  return /(?:^|\.)consent\.azure-ap(?:im|ihub)\.[a-z]+$/i.test(host);
}

/** The URL that all connectors share ends so; a connector's own ends with its id. */
export const SHARED_REDIRECT_SEGMENT = 'redirect';
