/**
 * What one way to sign in looks like in both files of a connector. Sources: what the designer writes, as it stands in
 * the connectors of microsoft/PowerPlatformConnectors (the names `api_key`, `username`, `password`, `token`, their
 * uiDefinition, `oauth2_auth` and `basic_auth`), and that all of these call the OAuth parameter `token`, which paconn's
 * upsert.py looks for by name. A client secret never stands in a file: it is given when the connector is deployed.
 */
import type { JsonObject } from '../../connector/json-value.ts';
import { REDIRECT_MODE, TENANT_CLAIM, withManagedIdentity, type ManagedIdentityBlock } from '../../connector/managed-identity-shape.ts';
import { identityProvider, type IdentityProvider } from '../catalogue/identity-providers.ts';

export interface ApiKeyForm {
  readonly kind: 'apiKey';
  /** Of the header or query parameter that carries the key. */
  readonly name: string;
  readonly in: 'header' | 'query';
  /** What users see when they make a connection. */
  readonly label?: string;
}

export interface BasicForm {
  readonly kind: 'basic';
  readonly userLabel?: string;
  readonly passwordLabel?: string;
}

export interface OAuthForm {
  readonly kind: 'oauth';
  /** A name of the catalogue, in any case. */
  readonly identityProvider: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** By name, in any case. Of Entra ID, loginUri and tenantId have defaults. */
  readonly customParameters: Readonly<Record<string, string>>;
  /** For the definition, of providers whose addresses follow from nothing else. */
  readonly authorizationUrl?: string;
  readonly tokenUrl?: string;
}

export interface ManagedIdentityForm {
  readonly kind: 'managedIdentity';
  readonly block: ManagedIdentityBlock;
}

export type SecurityForm = { readonly kind: 'none' } | ApiKeyForm | BasicForm | OAuthForm | ManagedIdentityForm;

/** What a form adds to the two files. */
export interface SecurityParts {
  readonly parameters: JsonObject;
  /** Absent where the connector signs in to nothing. */
  readonly scheme?: { readonly name: string; readonly definition: JsonObject; readonly scopes: readonly string[] };
}

const LOGIN = 'https://login.microsoftonline.com';

/** Sign-in addresses of the providers that Power Platform knows by name: authorization and token. */
const ENDPOINTS: Readonly<Record<string, readonly [string, string]>> = {
  facebook: ['https://www.facebook.com/dialog/oauth', 'https://graph.facebook.com/oauth/access_token'],
  google: ['https://accounts.google.com/o/oauth2/v2/auth', 'https://oauth2.googleapis.com/token'],
  github: ['https://github.com/login/oauth/authorize', 'https://github.com/login/oauth/access_token'],
  salesforcev2: ['https://login.salesforce.com/services/oauth2/authorize', 'https://login.salesforce.com/services/oauth2/token'],
};

/** @param former The connection parameters that are there: managed identity changes the OAuth parameter in place. */
export function securityParts(form: SecurityForm, former: JsonObject): SecurityParts {
  switch (form.kind) {
    case 'none':
      return { parameters: {} };
    case 'apiKey':
      return {
        parameters: { api_key: secret(form.label ?? 'API Key', `Provide your ${form.label ?? 'API Key'}`, 2, false) },
        scheme: { name: 'api_key', definition: { type: 'apiKey', in: form.in, name: form.name }, scopes: [] },
      };
    case 'basic':
      return {
        parameters: {
          username: secret(form.userLabel ?? 'Username', `Provide the ${(form.userLabel ?? 'username').toLowerCase()}`, 2, true),
          password: secret(form.passwordLabel ?? 'Password', `Provide the ${(form.passwordLabel ?? 'password').toLowerCase()}`, 3, false),
        },
        scheme: { name: 'basic_auth', definition: { type: 'basic' }, scopes: [] },
      };
    case 'oauth': {
      const provider = identityProvider(form.identityProvider);
      return {
        parameters: { token: oAuthParameter(form, provider), ...(provider?.entra ? { 'token:TenantId': TENANT_CLAIM } : {}) },
        scheme: oAuthScheme(authorizationUrls(form), form.scopes),
      };
    }
    case 'managedIdentity':
      return {
        parameters: { token: withManagedIdentity(former.token, form.block), 'token:TenantId': former['token:TenantId'] ?? TENANT_CLAIM },
        scheme: oAuthScheme(entraUrls(form.block.loginUri, form.block.tenantId), form.block.scopes),
      };
  }
}

/** The value of a custom parameter as it will be written, defaults of Entra ID included. */
export function customValue(form: OAuthForm, name: string): string | undefined {
  const given = Object.entries(form.customParameters).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  if (given !== undefined || !identityProvider(form.identityProvider)?.entra) return given;
  const defaults: Readonly<Record<string, string>> = { loginUri: LOGIN, tenantId: 'common', enableOnbehalfOfLogin: 'false' };
  return defaults[name];
}

/** Authorization and token address for the definition; undefined where neither the form nor the provider says it. */
export function authorizationUrls(form: OAuthForm): readonly [string | undefined, string | undefined] {
  const name = form.identityProvider.toLowerCase();
  const known = identityProvider(form.identityProvider)?.entra
    ? entraUrls(customValue(form, 'loginUri') ?? LOGIN, customValue(form, 'tenantId') ?? 'common')
    : name === 'docusign'
      ? ['/oauth/auth', '/oauth/token'].map((path) => `${(customValue(form, 'loginUri') ?? '').replace(/\/+$/, '')}${path}`)
      : ENDPOINTS[name];
  const custom = (kind: string): string | undefined => customValue(form, `${kind}Url`) ?? plainUrl(customValue(form, `${kind}UrlTemplate`));
  return [form.authorizationUrl ?? custom('authorization') ?? known?.[0], form.tokenUrl ?? custom('token') ?? known?.[1]];
}

/** A template with placeholders is no address. */
function plainUrl(template: string | undefined): string | undefined {
  return template === undefined || /[{}]/.test(template) ? undefined : template;
}

/** As the designer writes them, whatever version of the endpoint is used. */
function entraUrls(loginUri: string, tenantId: string): readonly [string, string] {
  const base = `${loginUri.replace(/\/+$/, '')}/${tenantId}/oauth2`;
  return [`${base}/authorize`, `${base}/token`];
}

function oAuthScheme([authorizationUrl, tokenUrl]: readonly (string | undefined)[], scopes: readonly string[]): NonNullable<SecurityParts['scheme']> {
  return {
    name: 'oauth2_auth',
    definition: { type: 'oauth2', flow: 'accessCode', authorizationUrl, tokenUrl, scopes: Object.fromEntries(scopes.map((scope) => [scope, scope])) },
    scopes,
  };
}

function oAuthParameter(form: OAuthForm, provider: IdentityProvider | undefined): JsonObject {
  const named = (provider?.customParameters ?? []).flatMap(({ name }) => {
    const value = customValue(form, name);
    return value === undefined ? [] : [[name, { value }] as const];
  });
  const known = new Set(named.map(([name]) => name.toLowerCase()));
  const free = Object.entries(form.customParameters).filter(([name]) => !known.has(name.toLowerCase())).map(([name, value]) => [name, { value }] as const);
  const resource = customValue(form, 'resourceUri');
  return {
    type: 'oauthSetting',
    oAuthSettings: {
      identityProvider: provider?.name ?? form.identityProvider,
      clientId: form.clientId,
      scopes: [...form.scopes],
      redirectMode: REDIRECT_MODE,
      properties: {
        IsFirstParty: 'False',
        ...(provider?.entra && resource !== undefined ? { AzureActiveDirectoryResourceId: resource, IsOnbehalfofLoginSupported: true } : {}),
      },
      customParameters: Object.fromEntries([...named, ...free]),
    },
    uiDefinition: {
      displayName: provider?.entra ? 'Sign in with Microsoft Entra ID' : 'Sign in',
      description: 'Sign in with your account.',
      constraints: { required: 'true', hidden: 'false' },
    },
  };
}

function secret(displayName: string, tooltip: string, tabIndex: number, clearText: boolean): JsonObject {
  return { type: 'securestring', uiDefinition: { displayName, description: `The ${displayName} for this api`, tooltip, constraints: { tabIndex, clearText, required: 'true' } } };
}
