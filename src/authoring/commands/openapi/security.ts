/**
 * Security schemes of OpenAPI as one way to sign in of a connector. Sources: the Security Scheme Objects of OpenAPI 2.0,
 * 3.0 and 3.1; learn.microsoft.com/connectors/custom-connectors/connection-parameters (API key, basic, OAuth 2.0, and no
 * other); that one scheme is all the platform takes: PowerPlatformConnectors#3856. A token that is sent with the word
 * Bearer before it is what two dozen published connectors do with an API key and the policy setheader.
 */
import type { Pointer } from '../../../connector/connector.ts';
import { isObject, type JsonObject } from '../../../connector/json-value.ts';
import { microsoftApi, microsoftApis } from '../../catalogue/microsoft-apis.ts';
import { POLICY_PARAMETER_PREFIX, POLICY_SECTION_KEY } from '../../catalogue/policy-templates.ts';
import { securityParts, type OAuthForm, type SecurityForm } from '../security-parts.ts';
import { entriesOf, textAt, type Conversion } from './conversion.ts';

export interface ImportedSecurity {
  /** `connectionParameters` of the properties file. */
  readonly parameters: JsonObject;
  readonly policies: readonly JsonObject[];
  /** Of the definition; absent where nothing signs in. */
  readonly definitions?: JsonObject;
  readonly requirement?: JsonObject;
  /** The scheme's name in the source. */
  readonly chosen?: string;
}

interface Scheme {
  readonly name: string;
  readonly form: SecurityForm;
  readonly policies?: readonly JsonObject[];
}

const LOGIN_HOST = /^(https:\/\/login\.(?:microsoftonline\.com|windows\.net|microsoftonline\.us|partner\.microsoftonline\.cn|chinacloudapi\.cn))\/([^/]+)\//i;
const GRAPH_SCOPES: ReadonlySet<string> = new Set(microsoftApis[0]?.scopes.map(({ name }) => name));
const OPEN_ID: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

/** @param schemes In the form of OpenAPI 3, by name. @param pointer Of the schemes in the source. */
export function importSecurity(conversion: Conversion, schemes: JsonObject, pointer: Pointer): ImportedSecurity {
  const used = usedNames(conversion.source);
  const names = [...new Set([...used.filter((name) => Object.hasOwn(schemes, name)), ...Object.keys(schemes)])];
  for (const name of used) if (!Object.hasOwn(schemes, name)) conversion.report('security', 'lost', ['security'], `The security scheme ${name} is used but not defined. It was left out.`);
  let chosen: Scheme | undefined;
  const others: string[] = [];
  for (const name of names) {
    const found = chosen ? undefined : schemeOf(conversion, name, schemes[name], [...pointer, name]);
    if (found) chosen = found;
    else if (chosen) others.push(name);
  }
  if (others.length > 0) conversion.report('security', 'lost', pointer, `A connector signs in one way. ${chosen?.name ?? ''} was taken; ${others.join(', ')} ${others.length === 1 ? 'was' : 'were'} left out.`);
  if (!chosen) return { parameters: {}, policies: [] };
  const { parameters, scheme } = securityParts(chosen.form, {});
  if (!scheme) return { parameters, policies: chosen.policies ?? [], chosen: chosen.name };
  return {
    parameters,
    policies: chosen.policies ?? [],
    definitions: { [scheme.name]: scheme.definition },
    requirement: { [scheme.name]: [...scheme.scopes] },
    chosen: chosen.name,
  };
}

/**
 * The security of one operation: undefined where it is that of the root.
 *
 * @param value `security` of the operation.
 */
export function operationSecurity(conversion: Conversion, value: unknown, security: ImportedSecurity, pointer: Pointer): readonly JsonObject[] | undefined {
  if (!Array.isArray(value)) return undefined;
  if (value.length === 0) return [];
  const names = (value as unknown[]).flatMap((one) => (isObject(one) ? Object.keys(one) : []));
  if (names.length > 0 && (security.chosen === undefined || !names.includes(security.chosen))) {
    conversion.report('security', 'lost', pointer, `The operation signs in with ${names.join(', ')}, which the connector does not. It now signs in like the others.`);
  }
  return undefined;
}

/** In the order in which the document asks for them. */
function usedNames(source: JsonObject): string[] {
  const operations = entriesOf(source.paths).flatMap(([, item]) => entriesOf(item).map(([, operation]) => (isObject(operation) ? operation.security : undefined)));
  return [source.security, ...operations].flatMap((security) => (Array.isArray(security) ? (security as unknown[]) : []).flatMap((one) => (isObject(one) ? Object.keys(one) : [])));
}

function schemeOf(conversion: Conversion, name: string, value: unknown, at: Pointer): Scheme | undefined {
  const located = conversion.resolve(value, at);
  if (!located) return undefined;
  const { value: scheme, pointer } = located;
  const lost = (message: string): undefined => {
    conversion.report('security', 'lost', pointer, `${message} Choose another way with Add Security.`);
    return undefined;
  };
  switch (scheme.type) {
    case 'apiKey': {
      if (scheme.in === 'cookie') return lost(`The key ${name} travels in a cookie, which connectors cannot send.`);
      return { name, form: { kind: 'apiKey', name: textAt(scheme, 'name') ?? 'X-API-Key', in: scheme.in === 'query' ? 'query' : 'header' } };
    }
    case 'http':
      return httpScheme(conversion, name, scheme, pointer) ?? lost(`The connector cannot sign in with the HTTP scheme ${String(scheme.scheme)} of ${name}.`);
    case 'oauth2':
      return oAuthScheme(conversion, name, scheme, pointer);
    case 'openIdConnect':
      return lost(`${name} signs in with OpenID Connect, whose addresses stand at ${String(scheme.openIdConnectUrl)} and not in the document.`);
    default:
      return lost(`${name} is a security scheme of the type ${String(scheme.type)}, which connectors do not have.`);
  }
}

function httpScheme(conversion: Conversion, name: string, scheme: JsonObject, pointer: Pointer): Scheme | undefined {
  const kind = String(scheme.scheme).toLowerCase();
  if (kind === 'basic') return { name, form: { kind: 'basic' } };
  if (kind !== 'bearer') return undefined;
  conversion.report('security', 'changed', pointer, `OpenAPI 2.0 has no bearer tokens. Users enter the token of ${name} like an API key, and a policy puts the word Bearer before it.`);
  const policy = {
    templateId: 'setheader',
    title: 'Send the token as bearer token',
    parameters: {
      [POLICY_SECTION_KEY]: 'Request',
      [`${POLICY_PARAMETER_PREFIX}name`]: 'Authorization',
      [`${POLICY_PARAMETER_PREFIX}value`]: "Bearer @connectionParameters('api_key')",
      [`${POLICY_PARAMETER_PREFIX}existsAction`]: 'override',
    },
  };
  return { name, form: { kind: 'apiKey', name: 'Authorization', in: 'header', label: 'Access token' }, policies: [policy] };
}

function oAuthScheme(conversion: Conversion, name: string, scheme: JsonObject, pointer: Pointer): Scheme | undefined {
  const flows = isObject(scheme.flows) ? scheme.flows : {};
  const flow = flows.authorizationCode;
  const others = Object.keys(flows).filter((key) => key !== 'authorizationCode' && !key.startsWith('x-'));
  const [authorizationUrl, tokenUrl] = isObject(flow) ? [textAt(flow, 'authorizationUrl'), textAt(flow, 'tokenUrl')] : [];
  if (!isObject(flow) || authorizationUrl === undefined || tokenUrl === undefined) {
    conversion.report('security', 'lost', pointer, `Connectors sign users in with the authorization code flow. ${name} has ${others.length === 0 ? 'no complete one' : `only ${others.join(', ')}`}. Choose another way with Add Security.`);
    return undefined;
  }
  if (others.length > 0) conversion.report('security', 'lost', [...pointer, 'flows'], `Connectors use the authorization code flow of ${name}. Left out: ${others.join(', ')}.`);
  const scopes = entriesOf(flow.scopes).map(([scope]) => scope);
  conversion.report('security', 'check', pointer, `Enter the client id of the app with which ${name} signs in. Its secret is given when the connector is deployed.`);
  const entra = LOGIN_HOST.exec(authorizationUrl);
  const form = entra ? entraForm(conversion, entra[1] ?? '', entra[2] ?? 'common', scopes, pointer) : undefined;
  const refreshUrl = textAt(flow, 'refreshUrl') ?? tokenUrl;
  return { name, form: form ?? { kind: 'oauth', identityProvider: 'oauth2', clientId: '', scopes, customParameters: { authorizationUrl, tokenUrl, refreshUrl } } };
}

/** Entra ID wants the API apart from its scopes: `https://graph.microsoft.com/User.Read` is two things. */
function entraForm(conversion: Conversion, loginUri: string, tenant: string, scopes: readonly string[], pointer: Pointer): OAuthForm {
  const named = scopes.filter((scope) => scope.includes('://')).map((scope) => ({ resource: scope.slice(0, scope.lastIndexOf('/')), name: scope.slice(scope.lastIndexOf('/') + 1) }));
  const bare = scopes.filter((scope) => !scope.includes('://'));
  const resources = new Set(named.map(({ resource }) => resource));
  const [first] = resources;
  const graph = first === undefined && bare.some((scope) => GRAPH_SCOPES.has(scope) && !OPEN_ID.has(scope));
  const resourceUri = graph ? 'https://graph.microsoft.com/' : first === undefined ? '' : microsoftApi(first)?.template ? `${first}/` : microsoftApi(first)?.resourceUri ?? first;
  if (resources.size > 1) conversion.report('security', 'lost', pointer, `The scopes name several APIs: ${[...resources].join(', ')}. A connector gets tokens for one; that is ${first ?? ''}.`);
  if (resourceUri === '') conversion.report('security', 'check', pointer, 'The scopes do not say which API tokens are for. Enter its application ID URI as resourceUri.');
  return {
    kind: 'oauth',
    identityProvider: 'aad',
    clientId: '',
    scopes: [...new Set([...named.filter(({ resource }) => resource === first).map(({ name }) => name), ...bare])],
    customParameters: { loginUri, tenantId: tenant.includes('{') ? 'common' : tenant, resourceUri },
  };
}

/** The schemes of OpenAPI 2.0 in the form of 3.0. */
export function schemesOf2(definitions: unknown): JsonObject {
  return Object.fromEntries(entriesOf(definitions).map(([name, value]) => {
    if (!isObject(value)) return [name, value];
    if (value.type === 'basic') return [name, { type: 'http', scheme: 'basic' }];
    if (value.type !== 'oauth2') return [name, value];
    const flow = value.flow === 'accessCode' ? 'authorizationCode' : String(value.flow);
    return [name, { type: 'oauth2', flows: { [flow]: { authorizationUrl: value.authorizationUrl, tokenUrl: value.tokenUrl, scopes: value.scopes } } }];
  }));
}
