/**
 * The `properties` object that is sent for a connector, made from the local file and, on an update, from what the
 * service holds. The provider replaces connection parameters as a whole, so what only it knows (the redirect URL it
 * generated, the federated subject, fields this product does not know) is carried over.
 * Sources: paconn's operations/upsert.py (which keys the provider adds); PowerPlatformConnectors#614 (`stackOwner`
 * is refused); exports of managed-identity connectors in managedBlog/graph-connector-factory-v2 (the generated values).
 */
import { asArray, asFilledText, asObject, isObject, type JsonObject } from '../json-values.ts';

/** Set by the service or by the request's other parts; a file that was copied from an answer may hold them. */
const notForFiles = new Set(
  [
    'displayName', 'description', 'environment', 'openApiDefinition', 'backendService', 'iconUri', 'scriptDefinitionUrl', 'stackOwner',
    'apiDefinitions', 'apiEnvironment', 'isCustomApi', 'runtimeUrls', 'primaryRuntimeUrl', 'metadata', 'createdBy', 'createdTime',
    'changedTime', 'modifiedBy', 'tier', 'almMode', 'contact', 'license',
  ].map((key) => key.toLowerCase()),
);

/** What the author decides inside a parameter; absent in the file means absent on the service. */
const authoredInParameter = ['type', 'oAuthSettings', 'uiDefinition', 'metadata', 'defaultValue', 'allowedValues'];
const authoredInSettings = ['identityProvider', 'clientId', 'clientSecret', 'scopes', 'redirectMode', 'clientAssertionType', 'customParameters', 'additionalParameters'];
/** Derived by the service from the resource, so an old one must not outlive a change of the resource. */
const authoredInOAuthProperties = ['AzureActiveDirectoryResourceId'];

/** For a connector that does not exist yet. */
export function newProperties(local: JsonObject): JsonObject {
  return withParameters(forService(local), (_, parameter) => newParameter(parameter));
}

/** @param served the connector's `properties` as the service returned them */
export function mergedProperties(local: JsonObject, served: JsonObject): JsonObject {
  const servedSets = asArray(asObject(served['connectionParameterSets'])['values']).map(asObject);
  return withParameters(forService(local), (setName, parameter, name) => {
    const siblings = setName === undefined ? asObject(served['connectionParameters']) : asObject(servedSets.find((set) => set['name'] === setName)?.['parameters']);
    const counterpart = siblings[name];
    return isObject(counterpart) ? mergedParameter(parameter, counterpart) : newParameter(parameter);
  }, (setName, parameters) => {
    const siblings = setName === undefined ? asObject(served['connectionParameters']) : asObject(servedSets.find((set) => set['name'] === setName)?.['parameters']);
    return { ...companions(siblings, parameters), ...parameters };
  });
}

function forService(local: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(local).filter(([key]) => !notForFiles.has(key.toLowerCase())));
}

type EachParameter = (setName: string | undefined, parameter: JsonObject, name: string) => JsonObject;
type EachGroup = (setName: string | undefined, parameters: JsonObject) => JsonObject;

function withParameters(properties: JsonObject, each: EachParameter, group: EachGroup = (_, parameters) => parameters): JsonObject {
  const mapped = (setName: string | undefined, parameters: JsonObject): JsonObject =>
    group(setName, Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, isObject(parameter) ? each(setName, parameter, name) : parameter])));
  const { connectionParameters, connectionParameterSets } = properties;
  return {
    ...properties,
    ...(isObject(connectionParameters) && { connectionParameters: mapped(undefined, connectionParameters) }),
    ...(isObject(connectionParameterSets) && {
      connectionParameterSets: {
        ...connectionParameterSets,
        values: asArray(connectionParameterSets['values']).map((value) => {
          const set = asObject(value);
          return isObject(set['parameters']) ? { ...set, parameters: mapped(asFilledText(set['name']) ?? '', set['parameters']) } : value;
        }),
      },
    }),
  };
}

/** A redirect URL or subject in the file of a new connector can only be another connector's. */
function newParameter(parameter: JsonObject): JsonObject {
  return withSettings(parameter, (settings) => {
    const perConnector = asFilledText(settings['redirectMode'])?.toLowerCase() === 'globalperconnector';
    return withSubject(perConnector ? without(settings, ['redirectUrl']) : settings, () => '');
  });
}

function mergedParameter(local: JsonObject, served: JsonObject): JsonObject {
  const servedSettings = served['oAuthSettings'];
  if (!isObject(local['oAuthSettings']) || !isObject(servedSettings)) return newParameter(local);
  const merged = { ...unknownTo(authoredInParameter, served, local), ...local };
  return withSettings(merged, (settings) => mergedSettings(settings, servedSettings));
}

function mergedSettings(local: JsonObject, served: JsonObject): JsonObject {
  const keptProperties = provider(local) === provider(served) ? asObject(member(served, 'properties')) : {};
  const forgotten = usesFederation(local) ? authoredInOAuthProperties : [...authoredInOAuthProperties, 'FederatedIdentityCredentials'];
  const localProperties = asObject(member(local, 'properties'));
  const properties = { ...unknownTo(forgotten, keptProperties, localProperties), ...localProperties };
  const redirectUrl = asFilledText(member(served, 'redirectUrl'));
  const settings = {
    ...unknownTo(authoredInSettings, served, local),
    ...local,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(redirectUrl && { redirectUrl }),
  };
  const subject = asFilledText(member(asObject(member(keptProperties, 'FederatedIdentityCredentials')), 'Subject'));
  return withSubject(settings, () => subject ?? '');
}

/** The platform adds `token:TenantId` beside an OAuth parameter `token`; it stays as long as its parameter does. */
function companions(served: JsonObject, local: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(served).filter(([name]) => {
      const [owner, companion] = name.split(':');
      return companion !== undefined && isObject(asObject(local[owner ?? ''])['oAuthSettings']);
    }),
  );
}

function withSettings(parameter: JsonObject, change: (settings: JsonObject) => JsonObject): JsonObject {
  const settings = parameter['oAuthSettings'];
  if (!isObject(settings)) return parameter;
  // The service returns no secret: an empty one in the file is a blank to fill in, not a wish to erase.
  const filled = settings['clientSecret'] === '' ? without(settings, ['clientSecret']) : settings;
  return { ...parameter, oAuthSettings: change(filled) };
}

/** Replaces the federated subject where the settings have that block, whatever the case of its names. */
function withSubject(settings: JsonObject, subject: () => string): JsonObject {
  const properties = member(settings, 'properties');
  const block = isObject(properties) ? member(properties, 'FederatedIdentityCredentials') : undefined;
  if (!isObject(properties) || !isObject(block)) return settings;
  const written = { ...block, [keyLike(block, 'Subject')]: subject() };
  return { ...settings, [keyLike(settings, 'properties')]: { ...properties, [keyLike(properties, 'FederatedIdentityCredentials')]: written } };
}

function usesFederation(settings: JsonObject): boolean {
  return asFilledText(member(settings, 'clientAssertionType')) !== undefined;
}

function provider(settings: JsonObject): string | undefined {
  return asFilledText(member(settings, 'identityProvider'))?.toLowerCase();
}

/** What `served` has beyond `local` and beyond the author's own keys; names compare without case. */
function unknownTo(authored: readonly string[], served: JsonObject, local: JsonObject): JsonObject {
  return without(served, [...authored, ...Object.keys(local)]);
}

function without(object: JsonObject, keys: readonly string[]): JsonObject {
  const dropped = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(object).filter(([key]) => !dropped.has(key.toLowerCase())));
}

function keyLike(object: JsonObject, name: string): string {
  return Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
}

function member(object: JsonObject, name: string): unknown {
  return object[keyLike(object, name)];
}
