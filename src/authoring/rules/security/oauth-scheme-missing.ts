import { insertMember } from '../../fixes/node-edits.ts';
import { memberOf, textOf, valueOf } from '../../model/nodes.ts';
import { customParameter } from '../../model/properties-model.ts';
import { isKnown } from '../../standing-values.ts';
import type { OAuthView } from '../../model/connector-model.ts';
import type { Fix, Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';

export const oauthSchemeMissing: Rule = {
  id: 'oauth-scheme-missing',
  severity: 'information',
  profile: 'build',
  title: 'A connector with a sign-in defines an `oauth2` scheme.',
  explanation: 'The platform signs in as apiProperties says, whatever the definition has. But who reads the definition alone, the designer included, sees an API without security.',
  source: 'Cross-file check; 24 of 247 published connectors with a sign-in have no such scheme and work.',
  published: 24,
  bad: oauthExample('oauth2', {}, { definition: { securityDefinitions: { api_key: null }, security: null } }),
  good: oauthExample('oauth2'),
  check: ({ definition, properties }, report) => {
    const oauth = properties?.oauth.find(({ parameter }) => parameter.setName === undefined);
    if (!definition || !properties || !oauth) return;
    for (const { value } of definition.securitySchemes.values()) if (textOf(valueOf(value, 'type')) === 'oauth2') return;
    const fixes = (): Fix[] => {
      const scheme = schemeOf(oauth);
      const { document, root } = definition;
      const container = memberOf(root, 'securityDefinitions')?.value;
      if (!scheme || (container && container.kind !== 'object')) return [];
      const edits = container ? insertMember(document, container, 'oauth2_auth', scheme) : insertMember(document, root, 'securityDefinitions', { oauth2_auth: scheme });
      return [{ title: 'Add the scheme to the definition', safe: false, changes: [{ file: 'definition', edits }] }];
    };
    report({ file: 'properties', range: oauth.parameter.member.keyRange, message: `The connector signs in with "${oauth.parameter.name}", but the definition has no security scheme of type oauth2. Add one to securityDefinitions, so that readers of the definition see it.`, fixes });
  },
};

function schemeOf(oauth: OAuthView): Record<string, unknown> | undefined {
  const { provider, block } = oauth;
  const login = block.loginUri?.replace(/\/+$/, '');
  const entra = /^aad/i.test(provider ?? '') && isKnown(login) ? `${login}/${isKnown(block.tenantId) ? block.tenantId : 'common'}/oauth2` : undefined;
  const value = (name: string): string | undefined => textOf(customParameter(oauth, name)?.value);
  const authorizationUrl = entra === undefined ? value('authorizationUrl') : `${entra}/authorize`;
  const tokenUrl = entra === undefined ? value('tokenUrl') : `${entra}/token`;
  if (!isKnown(authorizationUrl) || !isKnown(tokenUrl)) return undefined;
  const scopes = Object.fromEntries(block.scopes.map((scope) => [scope, scope]));
  return { type: 'oauth2', flow: 'accessCode', authorizationUrl, tokenUrl, scopes };
}
