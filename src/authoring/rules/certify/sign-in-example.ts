/** A connector that signs in by OAuth, as the examples of this folder need it. */
import type { RuleExample } from '../../rule.ts';

const DEFINITION = JSON.stringify({
  securityDefinitions: { api_key: null, oauth2: { type: 'oauth2', flow: 'accessCode', authorizationUrl: 'https://shelf.contoso.com/authorize', tokenUrl: 'https://shelf.contoso.com/token', scopes: { read: 'Read the shelf' } } },
  security: [{ oauth2: ['read'] }],
});

export function withSignIn(settings: { readonly clientId?: string; readonly redirectMode?: string; readonly redirectUrl?: string }): RuleExample {
  const { clientId = '<<Enter your client ID>>', redirectMode = 'GlobalPerConnector', redirectUrl = 'https://global.consent.azure-apim.net/redirect/shelf' } = settings;
  const properties = JSON.stringify({ properties: { connectionParameters: { api_key: null, token: {
    type: 'oauthSetting',
    oAuthSettings: {
      identityProvider: 'oauth2', clientId, scopes: ['read'], redirectMode, redirectUrl,
      customParameters: {
        authorizationUrl: { value: 'https://shelf.contoso.com/authorize' },
        tokenUrl: { value: 'https://shelf.contoso.com/token' },
        refreshUrl: { value: 'https://shelf.contoso.com/token' },
      },
    },
  } } } });
  return { definition: DEFINITION, properties };
}
