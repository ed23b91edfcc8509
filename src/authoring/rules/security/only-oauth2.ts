/** The sign-in by generic OAuth 2.0 and its scheme in the definition, where there is one of each and so no doubt. */
import type { DefinitionModel, OAuthView, PropertiesModel } from '../../model/connector-model.ts';
import { textOf, valueOf } from '../../model/nodes.ts';
import type { SyntaxNode } from '../../../connector/syntax-node.ts';

export function onlyOAuth2({ securitySchemes }: DefinitionModel, { oauth }: PropertiesModel): { readonly scheme: SyntaxNode; readonly oauth: OAuthView } | undefined {
  const [one, ...others] = oauth;
  if (!one || others.length > 0 || one.provider?.toLowerCase() !== 'oauth2') return undefined;
  const schemes = [...securitySchemes.values()].filter(({ value }) => textOf(valueOf(value, 'type')) === 'oauth2');
  const [scheme] = schemes;
  return scheme && schemes.length === 1 ? { scheme: scheme.value, oauth: one } : undefined;
}
