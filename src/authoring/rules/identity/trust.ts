/**
 * What a security block with managed identity says about its trust, with where it says so: the tenant, the cloud, and
 * the values that Entra compares. Values that stand for others (environment variables, placeholders) are left out, and
 * nothing is compared with them.
 */
import type { OAuthView, PropertiesModel } from '../../model/connector-model.ts';
import { memberText, federationOf, isManagedIdentity, settingOf, type FederationMembers } from '../../model/oauth-settings.ts';
import { textOf } from '../../model/nodes.ts';
import { customParameter } from '../../model/properties-model.ts';
import { isExpression, isKnown } from '../../standing-values.ts';
import type { TextRange } from '../../../connector/connector.ts';
import { isGuid } from '../../../connector/difference.ts';
import { entraCloudOfAudience, entraCloudOfHost, entraCloudOfSubject, type EntraCloud } from '../../../connector/entra-clouds.ts';
import { parseIssuer } from '../../../connector/identity-values.ts';
import type { SyntaxMember, SyntaxNode } from '../../../connector/syntax-node.ts';

export interface TrustValue {
  readonly member: SyntaxMember;
  readonly node: SyntaxNode;
  readonly text: string;
}

export interface Trust {
  readonly oauth: OAuthView;
  readonly federation: FederationMembers;
  /** The tenant's GUID: of customParameters, else of the issuer. */
  readonly tenantId?: string;
  /** Which cloud most of the values belong to. */
  readonly cloud?: EntraCloud;
  readonly login?: TrustValue & { readonly host: string };
  readonly issuer?: TrustValue;
  readonly audience?: TrustValue;
  readonly subject?: TrustValue;
  readonly redirectUrl?: TrustValue;
}

/** The blocks with managed identity, in the order of the text. */
export function trustsOf(properties: PropertiesModel | undefined): Trust[] {
  return (properties?.oauth ?? []).filter(isManagedIdentity).map(trustOf);
}

function trustOf(oauth: OAuthView): Trust {
  const federation = federationOf(oauth);
  const loginNode = customParameter(oauth, 'loginUri');
  const login = loginNode?.value && isKnown(textOf(loginNode.value)) ? { member: loginNode.member, node: loginNode.value, text: textOf(loginNode.value) ?? '', host: hostOf(textOf(loginNode.value) ?? '') } : undefined;
  const issuer = valueOf(federation.issuer);
  const audience = valueOf(federation.audience);
  const subject = valueOf(federation.subject);
  const tenant = textOf(customParameter(oauth, 'tenantId')?.value);
  const ofIssuer = issuer && parseIssuer(issuer.text.trim());
  const tenantId = isGuid(tenant) ? tenant : tenant !== undefined && isExpression(tenant) ? undefined : ofIssuer?.tenantId;
  // Of a tie the first one counts.
  const cloud = mostly([
    ofIssuer && entraCloudOfHost(ofIssuer.host),
    audience && entraCloudOfAudience(audience.text.trim()),
    login && entraCloudOfHost(login.host),
    subject && entraCloudOfSubject(/^\/eid1\/c\/([^/]+)\//.exec(subject.text)?.[1] ?? ''),
  ]);
  return { oauth, federation, tenantId, cloud, login, issuer, audience, subject, redirectUrl: valueOf(settingOf(oauth, 'redirectUrl')) };
}

function valueOf(member: SyntaxMember | undefined): TrustValue | undefined {
  const text = memberText(member);
  // Ids and base64 may look like a placeholder by chance: only brackets and expressions tell here.
  return member && text !== undefined && text.trim() !== '' && !isExpression(text) && !/[<[{]/.test(text) ? { member, node: member.value, text } : undefined;
}

function hostOf(uri: string): string {
  return /^https:\/\/([^/?#]+)/i.exec(uri)?.[1]?.toLowerCase() ?? '';
}

function mostly(clouds: readonly (EntraCloud | undefined)[]): EntraCloud | undefined {
  const known = clouds.filter((cloud) => cloud !== undefined);
  const votes = (cloud: EntraCloud): number => known.filter((other) => other === cloud).length;
  return known.reduce<EntraCloud | undefined>((best, cloud) => (best === undefined || votes(cloud) > votes(best) ? cloud : best), undefined);
}

/** Where something that is missing should stand. */
export function placeOf(...members: readonly (SyntaxMember | undefined)[]): TextRange {
  return members.find((member) => member !== undefined)?.keyRange ?? { start: 0, end: 0 };
}
