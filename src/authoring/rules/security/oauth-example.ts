/** Examples with a sign-in: the small clean connector with OAuth in place of its key. */
import type { RuleExample } from '../../rule.ts';

type Json = Readonly<Record<string, unknown>>;

/** A sign-in without a fault. */
export const OAUTH2_SETTINGS: Json = {
  identityProvider: 'oauth2',
  clientId: '[[CLIENT ID]]',
  scopes: ['read'],
  redirectMode: 'GlobalPerConnector',
  redirectUrl: 'https://global.consent.azure-apim.net/redirect/shelf',
  properties: { IsFirstParty: 'False' },
  customParameters: {
    authorizationUrl: { value: 'https://auth.contoso.com/authorize' },
    tokenUrl: { value: 'https://auth.contoso.com/token' },
    refreshUrl: { value: 'https://auth.contoso.com/token' },
  },
};

/** The same with Microsoft Entra. */
export const AAD_SETTINGS: Json = {
  identityProvider: 'aad',
  clientId: '[[CLIENT ID]]',
  scopes: ['User.Read'],
  redirectMode: 'GlobalPerConnector',
  redirectUrl: 'https://global.consent.azure-apim.net/redirect/shelf',
  properties: { IsFirstParty: 'False', AzureActiveDirectoryResourceId: 'https://graph.microsoft.com' },
  customParameters: {
    loginUri: { value: 'https://login.microsoftonline.com' },
    tenantId: { value: 'common' },
    resourceUri: { value: 'https://graph.microsoft.com' },
  },
};

const SCHEMES: Readonly<Record<'oauth2' | 'aad', Json>> = {
  oauth2: { type: 'oauth2', flow: 'accessCode', authorizationUrl: 'https://auth.contoso.com/authorize', tokenUrl: 'https://auth.contoso.com/token', scopes: { read: 'Read' } },
  aad: { type: 'oauth2', flow: 'accessCode', authorizationUrl: 'https://login.microsoftonline.com/common/oauth2/authorize', tokenUrl: 'https://login.microsoftonline.com/common/oauth2/token', scopes: { 'User.Read': 'Read your profile' } },
};

/**
 * @param settings Laid over oAuthSettings, customParameters and properties one level deeper; undefined takes away.
 * @param parts `parameters` stand beside `token`, `scheme` is laid over the security scheme, `token` over the parameter,
 * which is called `name`.
 */
export function oauthExample(provider: 'oauth2' | 'aad', settings: Json = {}, parts: { readonly name?: string; readonly token?: Json; readonly parameters?: Json; readonly scheme?: Json; readonly definition?: Json } = {}): RuleExample {
  const base = provider === 'oauth2' ? OAUTH2_SETTINGS : AAD_SETTINGS;
  const scopes = provider === 'oauth2' ? ['read'] : ['User.Read'];
  const name = parts.name ?? 'token';
  const token = { type: 'oauthSetting', oAuthSettings: laidOver(base, settings), uiDefinition: { displayName: 'Sign in' }, ...parts.token };
  return {
    definition: JSON.stringify({ securityDefinitions: { api_key: null, oauth2_auth: { ...SCHEMES[provider], ...parts.scheme } }, security: [{ oauth2_auth: scopes }], ...parts.definition }),
    properties: JSON.stringify({ properties: { connectionParameters: { api_key: null, [name]: token, ...parts.parameters } } }),
  };
}

function laidOver(base: Json, over: Json): Json {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const former = merged[key];
    if (value === undefined) Reflect.deleteProperty(merged, key);
    else merged[key] = isPlain(former) && isPlain(value) ? laidOver(former, value) : value;
  }
  return merged;
}

function isPlain(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
