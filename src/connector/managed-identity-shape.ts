/**
 * The home of every assumption about the payload of *Managed identity (preview)*, which Microsoft has not documented.
 * The shape is that of real exports in managedBlog/graph-connector-factory-v2 (connectionparameters.json of three
 * connectors, one of them multi-auth) and of its generator connectorAuthTemplates.ts, which gives the form on write.
 * That the platform itself sets GlobalPerConnector, IsOnbehalfofLoginSupported and `<name>:TenantId` on save is told in
 * troystaylor/SharingIsCaring. Names are read in any case: the portal writes camelCase with a secret and PascalCase
 * without. Where generated values are found is in generated-identity.ts.
 */
import type { Pointer, SecurityBlock, TextEdit } from './connector.ts';
import { connectionParametersOf, type ConnectionParameter } from './connection-parameters.ts';
import { readGeneratedIdentity, type GeneratedField } from './generated-identity.ts';
import { fieldOf, isObject, keyOf, sameData, textField, valueAt, withValueAt, type JsonObject } from './json-value.ts';
import { setOwn } from './syntax-node.ts';
import { toValue, type SyntaxDocument } from './syntax-tree.ts';
import { setValueEdits } from './text-edits.ts';

export { readGeneratedIdentity, type Candidate, type GeneratedField, type GeneratedIdentity } from './generated-identity.ts';
export { redactSecrets } from './redact-secrets.ts';

/** One export has a lower-case first letter, so it is compared without case and written like this. */
export const ASSERTION_TYPE = 'GenericFederatedIdentityCredential';
export const GRANT_TYPE = 'authorization_code_with_federated_identity_credentials';
/** What the platform itself makes of every other mode on save. */
export const REDIRECT_MODE = 'GlobalPerConnector';

/** The claim parameter that every export has beside the OAuth parameter. */
export const TENANT_CLAIM = {
  type: 'string',
  metadata: { sourceType: 'AzureActiveDirectoryTenant' },
  uiDefinition: { constraints: { required: 'false', hidden: 'true' } },
};

const NEW_PARAMETER_UI = {
  displayName: 'OAuth Connection',
  description: 'OAuth Connection',
  constraints: { required: 'true', hidden: 'false' },
};

export interface ManagedIdentityBlock {
  readonly clientId: string;
  /** A tenant's GUID: the service refuses `common` here (connectorAuthTemplates.ts). */
  readonly tenantId: string;
  /** `https://login.microsoftonline.com`. */
  readonly loginUri: string;
  readonly resourceUri: string;
  readonly scopes: readonly string[];
  readonly issuer: string;
  readonly audience: string;
  /** Left out while unknown: what the block has is then kept. */
  readonly subject?: string;
  readonly redirectUrl?: string;
}

/** All OAuth parameters. Secrets are noticed, never read. */
export function readSecurityBlocks(properties: unknown): SecurityBlock[] {
  return connectionParametersOf(properties).filter(({ oauth }) => oauth).map((found) => securityBlock(properties, found));
}

/**
 * `none` where the data shows no credential. The service never returns a secret, so of a deployed connector `none`
 * means a secret that was given to the service, or that there is none yet.
 */
function securityBlock(properties: unknown, { pointer, name, setName, parameter, type }: ConnectionParameter): SecurityBlock {
  const settings = fieldOf(parameter, 'oAuthSettings');
  const identityProvider = textField(settings, 'identityProvider');
  const hasSecret = textField(settings, 'clientSecret') !== undefined || customValue(settings, 'clientSecret') !== undefined;
  const managedIdentity = equalText(fieldOf(settings, 'clientAssertionType'), ASSERTION_TYPE) || equalText(customValue(settings, 'grantType'), GRANT_TYPE);
  const certificate = /certificate/i.test(identityProvider ?? '') || /certificate/i.test(type);
  const { redirectUrl, issuer, subject, audience, ambiguous } = readGeneratedIdentity(properties, pointer);
  return {
    pointer,
    parameterName: name,
    setName,
    identityProvider,
    clientId: textField(settings, 'clientId'),
    tenantId: customValue(settings, 'tenantId'),
    loginUri: customValue(settings, 'loginUri'),
    resourceUri: customValue(settings, 'resourceUri') ?? textField(fieldOf(settings, 'properties'), 'AzureActiveDirectoryResourceId'),
    scopes: scopesOf(settings),
    hasSecret,
    credential: managedIdentity ? 'managedIdentity' : hasSecret ? 'secret' : certificate ? 'certificate' : 'none',
    redirectMode: textField(settings, 'redirectMode'),
    redirectUrl,
    issuer,
    subject,
    audience,
    ...(ambiguous ? { ambiguous: Object.keys(ambiguous) as GeneratedField[] } : {}),
  };
}

/** A custom parameter is `{ "value": … }`; a bare text is read as well. */
function customValue(settings: unknown, name: string): string | undefined {
  const custom = fieldOf(settings, 'customParameters');
  return textField(fieldOf(custom, name), 'value') ?? textField(custom, name);
}

function scopesOf(settings: unknown): string[] {
  const scopes = fieldOf(settings, 'scopes');
  const list: unknown[] = Array.isArray(scopes) ? scopes : typeof scopes === 'string' ? scopes.split(/[\s,]+/) : [];
  return list.filter((scope): scope is string => typeof scope === 'string' && scope.trim() !== '');
}

/**
 * Edits that make the parameter secretless in place; none where it is already. Unknown fields, and values that differ
 * only in a case or slash that does not matter, stay as they are.
 *
 * @throws {DocumentNotEditableError} where the file is broken.
 */
export function managedIdentityEdits(document: SyntaxDocument, parameterPointer: Pointer, block: ManagedIdentityBlock): TextEdit[] {
  const name = String(parameterPointer.at(-1));
  const container = parameterPointer.slice(0, -1);
  const root = document.root && toValue(document.root);
  const parameter = withManagedIdentity(valueAt(root, parameterPointer), block);
  const claim = `${name}:TenantId`;
  const former = valueAt(root, container);
  const withParameter = withValueAt(former, [name], parameter);
  const desired = keyOf(former, claim) === undefined ? withValueAt(withParameter, [claim], TENANT_CLAIM) : withParameter;
  return setValueEdits(document, container, desired);
}

/** The same on data: one connection parameter made secretless. Whatever is no object is replaced by a new parameter. */
export function withManagedIdentity(parameter: unknown, block: ManagedIdentityBlock): JsonObject {
  const former = isObject(parameter) ? parameter : { type: 'oauthSetting', uiDefinition: NEW_PARAMETER_UI };
  const typed = withField(former, 'type', 'oauthSetting', equalText);
  return changeObject(typed, 'oAuthSettings', (settings) => {
    let next = settings;
    next = withField(next, 'identityProvider', 'aad', equalText);
    next = withField(next, 'clientId', block.clientId, equalText);
    next = withoutField(next, 'clientSecret');
    next = withField(next, 'clientAssertionType', ASSERTION_TYPE, equalText);
    next = withField(next, 'scopes', [...block.scopes]);
    next = withField(next, 'redirectMode', REDIRECT_MODE, equalText);
    if (block.redirectUrl !== undefined) next = withField(next, 'redirectUrl', block.redirectUrl);
    next = changeObject(next, 'properties', (properties) => withFederation(properties, block));
    return changeObject(next, 'customParameters', (custom) => withCustomParameters(custom, block));
  });
}

/** The way back on data: the parameter without what makes it secretless. Which secret it had, nobody knows. */
export function withoutManagedIdentity(parameter: JsonObject): JsonObject {
  return changeObject(parameter, 'oAuthSettings', (settings) => {
    const next = withoutField(settings, 'clientAssertionType');
    const properties = fieldOf(next, 'properties');
    const withoutTrust = isObject(properties) ? changeObject(next, 'properties', (inner) => withoutField(inner, 'FederatedIdentityCredentials')) : next;
    if (!equalText(customValue(withoutTrust, 'grantType'), GRANT_TYPE)) return withoutTrust;
    return changeObject(withoutTrust, 'customParameters', (custom) => withoutField(custom, 'grantType'));
  });
}

function withFederation(properties: JsonObject, block: ManagedIdentityBlock): JsonObject {
  let next = withDefault(properties, 'IsFirstParty', 'False');
  // In all exports the same as ResourceUri.
  next = withField(next, 'AzureActiveDirectoryResourceId', block.resourceUri);
  next = withField(next, 'IsOnbehalfofLoginSupported', true);
  return changeObject(next, 'FederatedIdentityCredentials', (credentials) => {
    const issued = withField(credentials, 'Issuer', block.issuer);
    const known = block.subject === undefined ? withDefault(issued, 'Subject', '') : withField(issued, 'Subject', block.subject);
    return withField(known, 'Audience', block.audience);
  });
}

function withCustomParameters(custom: JsonObject, block: ManagedIdentityBlock): JsonObject {
  const withValue = (object: JsonObject, name: string, value: string, same?: Same): JsonObject =>
    changeObject(object, name, (entry) => withField(entry, 'value', value, same));
  let next = withoutField(custom, 'clientSecret');
  next = withValue(next, 'LoginUri', block.loginUri, equalUri);
  next = withValue(next, 'TenantId', block.tenantId, equalText);
  next = withValue(next, 'ResourceUri', block.resourceUri);
  next = withDefault(next, 'EnableOnbehalfOfLogin', { value: 'false' });
  return withValue(next, 'grantType', GRANT_TYPE, equalText);
}

/**
 * Without what the service generates for one environment: redirect URLs go, subjects become empty, which is the form in
 * which a connector is created. For deploying files that were read back from another environment.
 */
export function withoutGeneratedIdentity(properties: JsonObject): JsonObject {
  let root: unknown = { properties };
  for (const { pointer, oauth, parameter } of connectionParametersOf(properties)) {
    if (!oauth || !isObject(fieldOf(parameter, 'oAuthSettings'))) continue;
    const cleared = changeObject(parameter, 'oAuthSettings', (settings) => {
      const next = withoutField(settings, 'redirectUrl');
      const inner = fieldOf(next, 'properties');
      if (!isObject(fieldOf(inner, 'FederatedIdentityCredentials'))) return next;
      return changeObject(next, 'properties', (one) => changeObject(one, 'FederatedIdentityCredentials', (credentials) => withField(credentials, 'Subject', '')));
    });
    root = withValueAt(root, pointer, cleared);
  }
  return valueAt(root, ['properties']) as JsonObject;
}

type Same = (left: unknown, right: unknown) => boolean;

/** Sets a field under each spelling it has, else under `name`; what is the same already stays. */
function withField(object: JsonObject, name: string, value: unknown, same: Same = sameData): JsonObject {
  const spellings = spellingsOf(object, name);
  const copy = { ...object };
  for (const key of spellings.length > 0 ? spellings : [name]) {
    if (!Object.hasOwn(copy, key) || !same(copy[key], value)) setOwn(copy, key, value);
  }
  return copy;
}

function withDefault(object: JsonObject, name: string, value: unknown): JsonObject {
  return keyOf(object, name) === undefined ? { ...object, [name]: value } : object;
}

function withoutField(object: JsonObject, name: string): JsonObject {
  const copy = { ...object };
  for (const key of spellingsOf(object, name)) delete copy[key];
  return copy;
}

/** Changes an inner object under each spelling it has; one that is missing or no object begins empty. */
function changeObject(object: JsonObject, name: string, change: (inner: JsonObject) => JsonObject): JsonObject {
  const spellings = spellingsOf(object, name);
  return (spellings.length > 0 ? spellings : [name]).reduce((next, key) => {
    const inner = Object.hasOwn(next, key) ? next[key] : undefined;
    const copy = { ...next };
    setOwn(copy, key, change(isObject(inner) ? inner : {}));
    return copy;
  }, object);
}

function spellingsOf(object: JsonObject, name: string): string[] {
  return Object.keys(object).filter((key) => key.toLowerCase() === name.toLowerCase());
}

function equalText(left: unknown, right: unknown): boolean {
  return typeof left === 'string' && typeof right === 'string' && left.toLowerCase() === right.toLowerCase();
}

function equalUri(left: unknown, right: unknown): boolean {
  return equalText(typeof left === 'string' ? left.replace(/\/+$/, '') : left, typeof right === 'string' ? right.replace(/\/+$/, '') : right);
}
