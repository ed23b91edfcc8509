/** Connector files that use most of what the schemas know, and ways to write, walk and break them. */
import { stringify } from 'yaml';
import type { FileFormat } from '../../../../src/connector/connector.ts';
import { parseDocument, type SyntaxDocument } from '../../../../src/connector/syntax-tree.ts';
import type { SchemaKind } from '../../../../src/authoring/schema/check-schema.ts';

export const definition = {
  swagger: '2.0',
  info: { title: 'Shelf', description: 'Looks after a shelf.', version: '1.0', contact: { name: 'Support', url: 'https://example.com', email: 'support@example.com' }, 'x-ms-keywords': ['shelf'] },
  host: 'shelf.example.com',
  basePath: '/v1',
  schemes: ['https'],
  consumes: ['application/json'],
  paths: {
    '/items': {
      get: {
        operationId: 'ListItems',
        summary: 'List items',
        parameters: [
          { name: 'shelf', in: 'query', type: 'string', required: false, 'x-ms-dynamic-values': { operationId: 'ListShelves', 'value-path': 'id', parameters: { top: 5, kind: { parameter: 'kind' } } } },
          { name: 'kinds', in: 'header', type: 'array', items: { type: 'string', enum: ['a', 'b'] }, collectionFormat: 'csv', maximum: 3 },
          { $ref: '#/parameters/Top' },
        ],
        responses: { 200: { description: 'OK', schema: { type: 'array', items: { $ref: '#/definitions/Item' } }, headers: { Total: { type: 'integer' } } }, default: { $ref: '#/responses/Failed' } },
        'x-ms-pageable': { nextLinkName: 'nextLink' },
      },
      post: {
        operationId: 'WhenItemIsAdded',
        'x-ms-trigger': 'single',
        parameters: [{ name: 'body', in: 'body', schema: { type: 'object', required: ['url'], properties: { url: { type: 'string', 'x-ms-notification-url': true, 'x-ms-visibility': 'internal' } } } }],
        responses: { 201: { description: 'Created' } },
        security: [{ oauth: ['read'] }],
      },
      'x-ms-notification-content': { schema: { $ref: '#/definitions/Item' } },
    },
    '/items/{id}/content': {
      put: {
        operationId: 'PutContent',
        consumes: ['multipart/form-data'],
        parameters: [{ name: 'id', in: 'path', required: true, type: 'string', 'x-ms-url-encoding': 'double' }, { name: 'file', in: 'formData', type: 'file' }],
        responses: { 200: { description: 'OK', schema: { type: 'file' } } },
      },
    },
  },
  parameters: { Top: { name: 'top', in: 'query', type: 'integer', default: 10 } },
  responses: { Failed: { description: 'Failed' } },
  definitions: {
    Item: {
      type: 'object',
      properties: {
        id: { type: 'string', minLength: 1, 'x-ms-summary': 'Id' },
        kind: { type: 'string', enum: ['a', 'b'], 'x-ms-enum-values': [{ displayName: 'A', value: 'a' }] },
        parts: { type: 'array', items: [{ type: 'string' }], maxItems: 3, uniqueItems: true },
        more: { type: 'object', additionalProperties: { type: 'number', multipleOf: 2 } },
        open: { type: 'object', additionalProperties: true, 'x-ms-dynamic-properties': { operationId: 'GetSchema', itemValuePath: 'schema' } },
        base: { allOf: [{ $ref: '#/definitions/Item' }] },
      },
    },
  },
  securityDefinitions: {
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    basic: { type: 'basic' },
    oauth: { type: 'oauth2', flow: 'accessCode', authorizationUrl: 'https://example.com/authorize', tokenUrl: 'https://example.com/token', scopes: { read: 'Read' } },
  },
  'x-ms-capabilities': { testConnection: { operationId: 'ListItems' } },
};

export const properties = {
  properties: {
    connectionParameters: {
      token: {
        type: 'oauthSetting',
        oAuthSettings: {
          identityProvider: 'oauth2',
          clientId: 'id',
          scopes: ['read'],
          redirectMode: 'GlobalPerConnector',
          redirectUrl: 'https://global.consent.azure-apim.net/redirect/shelf',
          properties: { IsFirstParty: 'False', IsOnbehalfofLoginSupported: false },
          customParameters: { authorizationUrl: { value: 'https://example.com/authorize' }, TokenUrl: { value: 'https://example.com/token' }, refreshUrl: { value: null } },
        },
        uiDefinition: { displayName: 'Sign in', description: 'Sign in.', constraints: { required: 'true', hidden: false, tabIndex: 1, clearText: false, allowedValues: [{ text: 'A', value: 'a' }] } },
      },
      host: { type: 'string', metadata: { sourceType: 'x' } },
    },
    iconBrandColor: '#123456',
    capabilities: ['actions'],
    scriptOperations: ['ListItems'],
    publisher: 'Contoso',
    policyTemplateInstances: [
      { templateId: 'SetHeader', title: 'Header', parameters: { 'x-ms-apimTemplateParameter.name': 'a', 'x-ms-apimTemplateParameter.value': 'b', 'x-ms-apimTemplate-policySection': 'Request', 'x-ms-apimTemplate-operationName': ['ListItems'] } },
      { templateId: 'pollingtrigger', type: 'PollingTrigger', title: 'Poll', parameters: { 'x-ms-apimTemplateParameter.triggerConfig': { since: '@now' }, 'x-ms-apimTemplateParameter.triggerDataPath': '@triggerBody()' } },
    ],
  },
};

export const settings = { connectorId: 'shared_shelf', environment: 'Default-1', apiProperties: 'apiProperties.json', powerAppsUrl: 'https://api.powerapps.com', powerAppsApiVersion: '2016-11-01' };

export const samples = { definition, properties, settings } satisfies Readonly<Record<SchemaKind, object>>;

export function documentOf(data: unknown, format: FileFormat): SyntaxDocument {
  return parseDocument(textOf(data, format), format);
}

export function textOf(data: unknown, format: FileFormat): string {
  return format === 'json' ? JSON.stringify(data, null, 2) : stringify(data, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** The data once for each value in it, with that value replaced. */
export function* withEachReplaced(data: unknown, replacement: unknown): Generator<unknown> {
  if (Array.isArray(data)) {
    for (const [index, item] of data.entries()) {
      yield data.with(index, replacement);
      for (const changed of withEachReplaced(item, replacement)) yield data.with(index, changed);
    }
  } else if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) {
      yield { ...data, [key]: replacement };
      for (const changed of withEachReplaced(value, replacement)) yield { ...data, [key]: changed };
    }
  }
}

export type DataPath = readonly (string | number)[];

/** The path of every object of the data. */
export function* objectsOf(data: unknown, path: DataPath = []): Generator<DataPath> {
  if (Array.isArray(data)) for (const [index, item] of data.entries()) yield* objectsOf(item, [...path, index]);
  else if (typeof data === 'object' && data !== null) {
    yield path;
    for (const [key, value] of Object.entries(data)) yield* objectsOf(value, [...path, key]);
  }
}

/** The data with one more member in the object at the path: `zzz` with the value null. */
export function withMark(data: unknown, path: DataPath): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return { ...(data as object), zzz: null };
  if (Array.isArray(data)) return data.map((item, index) => (index === first ? withMark(item, rest) : item));
  return Object.fromEntries(Object.entries(data as object).map(([key, value]) => [key, key === first ? withMark(value, rest) : value]));
}
