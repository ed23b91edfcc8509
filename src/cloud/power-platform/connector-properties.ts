/**
 * The `properties` object that is sent for a connector, made from the local file and, on an update, from what the
 * service holds. The provider replaces connection parameters as a whole, so what only it knows (the redirect URL it
 * generated, the federated subject, fields this product does not know) is carried over.
 * Sources: paconn's operations/upsert.py (which keys the provider adds); PowerPlatformConnectors#614 (`stackOwner`
 * is refused); exports of managed-identity connectors in managedBlog/graph-connector-factory-v2 (the generated values).
 */
import { fieldOf, isObject, keyOf, textField, type JsonObject } from '../../connector/json-value.ts';
import { readSecurityBlocks, withoutGeneratedIdentity } from '../../connector/managed-identity-shape.ts';

/** Set by the service or by the request's other parts; a file that was copied from an answer may hold them. */
const notForFiles = [
  'displayName', 'description', 'environment', 'openApiDefinition', 'backendService', 'iconUri', 'scriptDefinitionUrl', 'stackOwner',
  'apiDefinitions', 'apiEnvironment', 'isCustomApi', 'runtimeUrls', 'primaryRuntimeUrl', 'metadata', 'createdBy', 'createdTime',
  'changedTime', 'modifiedBy', 'tier', 'almMode', 'contact', 'license',
];

/** What the author decides: absent in the file means absent on the service. */
const authoredInParameter = ['type', 'oAuthSettings', 'uiDefinition', 'metadata', 'defaultValue', 'allowedValues'];
const authoredInSettings = ['identityProvider', 'clientId', 'clientSecret', 'scopes', 'redirectMode', 'clientAssertionType', 'customParameters', 'additionalParameters'];
/** Derived by the service from the resource, so an old one must not outlive a change of the resource. */
const derivedFromAuthored = ['AzureActiveDirectoryResourceId'];

/** For a connector that does not exist yet. A redirect URL or subject in its file can only be another connector's. */
export function newProperties(local: JsonObject): JsonObject {
  return mapParameters(withoutGeneratedIdentity(without(local, notForFiles)), (parameters) => mapValues(parameters, withoutBlankSecret));
}

/** @param served the connector's `properties` as the service returned them */
export function mergedProperties(local: JsonObject, served: JsonObject): JsonObject {
  return mapParameters(newProperties(local), (parameters, setName) => {
    const counterparts = parametersOf(served, setName);
    const merged = mapValues(parameters, (parameter, name) => mergedParameter(parameter, counterparts[name]));
    return { ...companions(counterparts, parameters), ...merged };
  });
}

function mergedParameter(local: JsonObject, served: unknown): JsonObject {
  const key = keyOf(local, 'oAuthSettings') ?? 'oAuthSettings';
  const localSettings = local[key];
  const servedSettings = fieldOf(served, 'oAuthSettings');
  if (!isObject(served) || !isObject(localSettings) || !isObject(servedSettings)) return local;
  return { ...beyond(served, local, authoredInParameter), ...local, [key]: mergedSettings(localSettings, servedSettings, usesManagedIdentity(local)) };
}

function mergedSettings(local: JsonObject, served: JsonObject, managedIdentity: boolean): JsonObject {
  const sameProvider = textField(local, 'identityProvider')?.toLowerCase() === textField(served, 'identityProvider')?.toLowerCase();
  const servedProperties = sameProvider ? objectField(served, 'properties') : {};
  const localProperties = objectField(local, 'properties');
  const forgotten = managedIdentity ? derivedFromAuthored : [...derivedFromAuthored, 'FederatedIdentityCredentials'];
  const properties = { ...beyond(servedProperties, localProperties, forgotten), ...localProperties };
  const redirectUrl = textField(served, 'redirectUrl');
  const merged = {
    ...beyond(served, local, [...authoredInSettings, 'properties', 'redirectUrl']),
    ...local,
    ...(Object.keys(properties).length > 0 && { [keyOf(local, 'properties') ?? 'properties']: properties }),
    ...(redirectUrl && { [keyOf(local, 'redirectUrl') ?? keyOf(served, 'redirectUrl') ?? 'redirectUrl']: redirectUrl }),
  };
  const subject = textField(fieldOf(servedProperties, 'FederatedIdentityCredentials'), 'Subject');
  return managedIdentity && subject ? withSubject(merged, subject) : merged;
}

/** Where the settings have the federation block; without one there is nothing that a subject belongs to. */
function withSubject(settings: JsonObject, subject: string): JsonObject {
  const properties = objectField(settings, 'properties');
  const block = fieldOf(properties, 'FederatedIdentityCredentials');
  if (!isObject(block)) return settings;
  const written = { ...block, [keyOf(block, 'Subject') ?? 'Subject']: subject };
  const around = { ...properties, [keyOf(properties, 'FederatedIdentityCredentials') ?? 'FederatedIdentityCredentials']: written };
  return { ...settings, [keyOf(settings, 'properties') ?? 'properties']: around };
}

/** The platform adds `token:TenantId` beside an OAuth parameter `token`; it stays as long as its parameter does. */
function companions(served: JsonObject, local: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(served).filter(([name]) => {
      const [owner, companion] = name.split(':');
      return companion !== undefined && isObject(fieldOf(local[owner ?? ''], 'oAuthSettings'));
    }),
  );
}

/** The service returns no secret: an empty one in the file is a blank to fill in, not a wish to erase. */
function withoutBlankSecret(parameter: JsonObject): JsonObject {
  const key = keyOf(parameter, 'oAuthSettings') ?? 'oAuthSettings';
  const settings = parameter[key];
  return isObject(settings) && fieldOf(settings, 'clientSecret') === '' ? { ...parameter, [key]: without(settings, ['clientSecret']) } : parameter;
}

function usesManagedIdentity(parameter: JsonObject): boolean {
  return readSecurityBlocks({ connectionParameters: { parameter } })[0]?.credential === 'managedIdentity';
}

/** Applies a change to each group of parameters: the plain ones, and those of every authentication set. */
function mapParameters(properties: JsonObject, change: (parameters: JsonObject, setName?: string) => JsonObject): JsonObject {
  const { connectionParameters, connectionParameterSets } = properties;
  const values = fieldOf(connectionParameterSets, 'values');
  return {
    ...properties,
    ...(isObject(connectionParameters) && { connectionParameters: change(connectionParameters) }),
    ...(isObject(connectionParameterSets) &&
      Array.isArray(values) && {
        connectionParameterSets: {
          ...connectionParameterSets,
          values: values.map((set: unknown) => (isObject(set) && isObject(set['parameters']) ? { ...set, parameters: change(set['parameters'], textField(set, 'name') ?? '') } : set)),
        },
      }),
  };
}

function parametersOf(properties: JsonObject, setName: string | undefined): JsonObject {
  if (setName === undefined) return objectField(properties, 'connectionParameters');
  const values = fieldOf(properties['connectionParameterSets'], 'values');
  const set: unknown = Array.isArray(values) ? values.find((value: unknown) => fieldOf(value, 'name') === setName) : undefined;
  return objectField(set, 'parameters');
}

function mapValues(parameters: JsonObject, change: (parameter: JsonObject, name: string) => JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, isObject(parameter) ? change(parameter, name) : parameter]));
}

/** What `served` has beyond `local` and beyond the author's own keys; names compare without case. */
function beyond(served: JsonObject, local: JsonObject, authored: readonly string[]): JsonObject {
  return without(served, [...authored, ...Object.keys(local)]);
}

function without(object: JsonObject, keys: readonly string[]): JsonObject {
  const dropped = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(object).filter(([key]) => !dropped.has(key.toLowerCase())));
}

function objectField(value: unknown, name: string): JsonObject {
  const field = fieldOf(value, name);
  return isObject(field) ? field : {};
}
