/**
 * The order in which *Sort & Format* puts the members of connector files: what identifies a thing first, what users read
 * next, then what is sent and what comes back. The order of the root and of an operation is that of the OpenAPI 2.0
 * specification's own tables and of Microsoft's samples in PowerPlatformConnectors. Where the order of the members means
 * something, as that of the fields of a form does, it is left alone.
 */
import type { ConnectorFileKind } from '../../connector/connector.ts';

/** What an object is, or what its members or items are. */
export interface Shape {
  /** Names without regard to case. `x-*` is the place of extensions that are not named; what is unknown comes last. */
  readonly order?: readonly string[];
  readonly members?: Readonly<Record<string, () => Shape>>;
  /** Of every member that is not named in `members`, or of every item. */
  readonly each?: () => Shape;
  /** The members are HTTP status codes, in ascending order, `default` last. */
  readonly statusCodes?: true;
  /** The members may be put into alphabetical order where that is asked for. */
  readonly paths?: true;
}

const mapOf = (each: () => Shape): (() => Shape) => () => ({ each });
const opaque = (): Shape => ({});

const BOUNDS = ['multipleOf', 'minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'minLength', 'maxLength', 'pattern', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'];

const dynamics: Readonly<Record<string, () => Shape>> = {
  'x-ms-dynamic-values': () => ({ order: ['operationId', 'parameters', 'capability', 'value-collection', 'value-path', 'value-title'] }),
  'x-ms-dynamic-list': () => ({ order: ['operationId', 'parameters', 'itemsPath', 'itemValuePath', 'itemTitlePath'] }),
  'x-ms-dynamic-schema': () => ({ order: ['operationId', 'parameters', 'value-path'] }),
  'x-ms-dynamic-properties': () => ({ order: ['operationId', 'parameters', 'itemValuePath'] }),
};

const schema = (): Shape => ({
  order: ['$ref', 'type', 'format', 'title', 'x-ms-summary', 'description', 'readOnly', 'required', 'default', 'enum', 'x-ms-enum-values', ...BOUNDS, 'discriminator', 'allOf', 'items', 'properties', 'additionalProperties', 'x-*', 'xml', 'externalDocs', 'example'],
  members: { ...dynamics, properties: mapOf(schema), items: schema, additionalProperties: schema, allOf: mapOf(schema) },
});

const parameter = (): Shape => ({
  order: ['$ref', 'name', 'in', 'x-ms-summary', 'description', 'required', 'type', 'format', 'schema', 'items', 'collectionFormat', 'allowEmptyValue', 'default', 'enum', 'x-ms-enum-values', ...BOUNDS, 'x-*'],
  members: { ...dynamics, schema, items: schema },
});

const header = (): Shape => ({ order: ['type', 'format', 'x-ms-summary', 'description', 'items', 'collectionFormat', 'default', 'enum', ...BOUNDS, 'x-*'], members: { items: schema } });

const response = (): Shape => ({
  order: ['$ref', 'description', 'schema', 'headers', 'x-*', 'examples'],
  members: { schema, headers: mapOf(header), examples: opaque },
});

const operation = (): Shape => ({
  order: ['operationId', 'summary', 'description', 'deprecated', 'x-*', 'tags', 'schemes', 'consumes', 'produces', 'parameters', 'responses', 'security', 'externalDocs'],
  members: { parameters: mapOf(parameter), responses: () => ({ each: response, statusCodes: true }) },
});

const pathItem = (): Shape => ({
  order: ['$ref', 'x-*', 'parameters', 'get', 'post', 'put', 'patch', 'delete', 'head', 'options'],
  members: {
    parameters: mapOf(parameter),
    'x-ms-notification-content': () => ({ order: ['description', 'headers', 'parameters', 'schema'], members: { schema } }),
    get: operation, post: operation, put: operation, patch: operation, delete: operation, head: operation, options: operation,
  },
});

const definition = (): Shape => ({
  order: ['$schema', 'swagger', 'info', 'host', 'basePath', 'schemes', 'consumes', 'produces', 'paths', 'definitions', 'parameters', 'responses', 'securityDefinitions', 'security', 'tags', 'externalDocs', 'x-*'],
  members: {
    info: () => ({
      order: ['title', 'description', 'version', 'termsOfService', 'contact', 'license', 'x-*'],
      members: { contact: () => ({ order: ['name', 'url', 'email', 'x-*'] }), license: () => ({ order: ['name', 'url', 'x-*'] }) },
    }),
    paths: () => ({ each: pathItem, paths: true }),
    definitions: mapOf(schema),
    parameters: mapOf(parameter),
    responses: mapOf(response),
    securityDefinitions: mapOf(() => ({ order: ['type', 'description', 'name', 'in', 'flow', 'authorizationUrl', 'tokenUrl', 'scopes', 'x-*'] })),
    tags: mapOf(() => ({ order: ['name', 'description', 'externalDocs', 'x-*'] })),
    externalDocs: () => ({ order: ['description', 'url'] }),
    'x-ms-connector-metadata': mapOf(() => ({ order: ['propertyName', 'propertyValue'] })),
  },
});

const uiDefinition = (): Shape => ({
  order: ['displayName', 'description', 'tooltip', 'tabIndex', 'schema', 'constraints'],
  members: { constraints: () => ({ order: ['required', 'hidden', 'clearText', 'tabIndex', 'capability', 'allowedValues', 'dependencies', 'location'] }) },
});

const oAuthSettings = (): Shape => ({
  order: ['identityProvider', 'clientId', 'clientSecret', 'clientAssertionType', 'scopes', 'redirectMode', 'redirectUrl', 'properties', 'customParameters', 'additionalParameters'],
  members: {
    properties: () => ({
      order: ['IsFirstParty', 'AzureActiveDirectoryResourceId', 'IsOnbehalfofLoginSupported', 'FederatedIdentityCredentials'],
      members: { FederatedIdentityCredentials: () => ({ order: ['Issuer', 'Subject', 'Audience'] }) },
    }),
    customParameters: () => ({ order: ['loginUri', 'loginUriAAD', 'tenantId', 'resourceUri', 'enableOnbehalfOfLogin', 'grantType', 'authorizationUrl', 'tokenUrl', 'refreshUrl', 'authorizationUrlTemplate', 'authorizationUrlQueryStringTemplate', 'tokenUrlTemplate', 'tokenUrlQueryStringTemplate', 'tokenBodyTemplate', 'refreshUrlTemplate', 'refreshUrlQueryStringTemplate', 'refreshBodyTemplate', 'scopeListDelimiter'] }),
  },
});

const connectionParameter = (): Shape => ({
  order: ['type', 'oAuthSettings', 'gatewaySettings', 'defaultValue', 'allowedValues', 'metadata', 'uiDefinition'],
  members: { oAuthSettings, uiDefinition },
});

const properties = (): Shape => ({
  order: ['$schema', 'properties'],
  members: {
    properties: () => ({
      order: ['connectionParameters', 'connectionParameterSets', 'iconBrandColor', 'script', 'scriptOperations', 'capabilities', 'policyTemplateInstances', 'publisher', 'stackOwner'],
      members: {
        connectionParameters: mapOf(connectionParameter),
        connectionParameterSets: () => ({
          order: ['uiDefinition', 'values'],
          members: { uiDefinition, values: mapOf(() => ({ order: ['name', 'uiDefinition', 'parameters', 'metadata'], members: { uiDefinition, parameters: mapOf(connectionParameter) } })) },
        }),
        policyTemplateInstances: mapOf(() => ({
          order: ['templateId', 'title', 'type', 'parameters'],
          members: { parameters: () => ({ order: ['x-ms-apimTemplate-operationName', 'x-ms-apimTemplate-policySection'] }) },
        })),
      },
    }),
  },
});

const settings = (): Shape => ({
  order: ['$schema', 'connectorId', 'environment', 'apiProperties', 'apiDefinition', 'icon', 'script', 'powerAppsUrl', 'powerAppsApiVersion', 'flowUrl', 'flowApiVersion', 'clientId', 'tenant', 'authorityUrl', 'resource'],
});

const roots: Readonly<Record<ConnectorFileKind, () => Shape>> = { definition, properties, settings };

export function shapeOf(kind: ConnectorFileKind): Shape {
  return roots[kind]();
}

/** The shape of one member. */
export function memberShape(shape: Shape, key: string): Shape {
  const lower = key.toLowerCase();
  const named = Object.entries(shape.members ?? {}).find(([name]) => name.toLowerCase() === lower);
  return (named?.[1] ?? shape.each ?? opaque)();
}

export function itemShape(shape: Shape): Shape {
  return (shape.each ?? opaque)();
}

/**
 * The places of the keys in their new order; keys of the same rank stay as they stand.
 *
 * @param sortPaths Whether paths are put into alphabetical order.
 */
export function sortedPlaces(shape: Shape, keys: readonly string[], sortPaths: boolean): number[] {
  const places = keys.map((_, index) => index);
  if (shape.paths && sortPaths) {
    // By code unit, so that the order is the same in every language.
    return places.sort((left, right) => compareText(keys[left] ?? '', keys[right] ?? '') || left - right);
  }
  if (shape.statusCodes) return places.sort((left, right) => statusRank(keys[left] ?? '') - statusRank(keys[right] ?? '') || left - right);
  const { order } = shape;
  if (!order) return places;
  const ranks = new Map(order.map((name, index) => [name.toLowerCase(), index]));
  const rank = (key: string): number => ranks.get(key.toLowerCase()) ?? (/^x-/i.test(key) ? ranks.get('x-*') : undefined) ?? order.length;
  return places.sort((left, right) => rank(keys[left] ?? '') - rank(keys[right] ?? '') || left - right);
}

function statusRank(key: string): number {
  if (/^\d{3}$/.test(key)) return Number(key);
  return key === 'default' ? 1000 : 1001;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
