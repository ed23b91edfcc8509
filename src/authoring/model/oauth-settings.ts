/** The members of an OAuth parameter's settings that rules ask for by name, in any case. */
import type { SyntaxMember } from '../../connector/syntax-node.ts';
import type { ConnectionParameterView, OAuthView } from './connector-model.ts';
import { memberLike, textOf } from './nodes.ts';

export interface FederationMembers {
  /** `oAuthSettings.properties`, absent where it is missing or no object. */
  readonly properties?: SyntaxMember;
  readonly credentials?: SyntaxMember;
  readonly issuer?: SyntaxMember;
  readonly subject?: SyntaxMember;
  readonly audience?: SyntaxMember;
}

export function settingOf({ node }: OAuthView, name: string): SyntaxMember | undefined {
  return memberLike(node, name);
}

export function isManagedIdentity({ block }: OAuthView): boolean {
  return block.credential === 'managedIdentity';
}

export function federationOf(oauth: OAuthView): FederationMembers {
  const properties = memberLike(oauth.node, 'properties');
  const credentials = memberLike(properties?.value, 'FederatedIdentityCredentials') ?? memberLike(properties?.value, 'FederatedIdentityCredential');
  const part = (name: string): SyntaxMember | undefined => memberLike(credentials?.value, name);
  return { properties, credentials, issuer: part('Issuer'), subject: part('Subject'), audience: part('Audience') };
}

/** `token:TenantId` beside `token`. */
export function claimOf({ container, name }: ConnectionParameterView, claim: string): SyntaxMember | undefined {
  return memberLike(container, `${name}:${claim}`);
}

export function memberText(member: SyntaxMember | undefined): string | undefined {
  return textOf(member?.value);
}

/** `token:clientId` → `token`; undefined for a parameter that is no claim of another. */
export function claimOwner(name: string): string | undefined {
  const colon = name.indexOf(':');
  return colon > 0 ? name.slice(0, colon) : undefined;
}

export function isOAuthType(type: string | undefined): boolean {
  return type?.toLowerCase() === 'oauthsetting';
}
