/** A small connector that no rule has anything to say about, and examples laid over it. */
import type { ConnectorFiles } from '../../../src/connector/connector.ts';
import { modelOfTexts, type ConnectorTexts } from '../../../src/authoring/model/build-model.ts';
import type { ConnectorModel } from '../../../src/authoring/model/connector-model.ts';
import type { RuleExample } from '../../../src/authoring/rule.ts';

export const cleanDefinition = {
  swagger: '2.0',
  info: {
    title: 'Shelf',
    description: 'Looks after the items on a shelf and the people who borrow them.',
    version: '1.0',
    contact: { name: 'Shelf support', url: 'https://shelf.contoso.com/support', email: 'support@contoso.com' },
  },
  host: 'shelf.contoso.com',
  basePath: '/v1',
  schemes: ['https'],
  consumes: ['application/json'],
  produces: ['application/json'],
  paths: {
    '/items/{id}': {
      get: {
        operationId: 'GetItem',
        summary: 'Get an item',
        description: 'Gets one item of the shelf.',
        parameters: [{ name: 'id', in: 'path', required: true, type: 'string', description: 'The id of the item.', 'x-ms-summary': 'Item', 'x-ms-url-encoding': 'single' }],
        responses: { 200: { description: 'OK', schema: { $ref: '#/definitions/Item' } } },
      },
    },
  },
  definitions: {
    Item: {
      type: 'object',
      properties: {
        id: { type: 'string', description: 'The id of the item.', 'x-ms-summary': 'Id' },
        name: { type: 'string', description: 'The name of the item.', 'x-ms-summary': 'Name' },
      },
    },
  },
  securityDefinitions: { api_key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } },
  security: [{ api_key: [] }],
  'x-ms-connector-metadata': [
    { propertyName: 'Website', propertyValue: 'https://shelf.contoso.com' },
    { propertyName: 'Privacy policy', propertyValue: 'https://shelf.contoso.com/privacy' },
    { propertyName: 'Categories', propertyValue: 'Productivity' },
  ],
};

export const cleanProperties = {
  properties: {
    connectionParameters: {
      api_key: {
        type: 'securestring',
        uiDefinition: { displayName: 'API key', description: 'The API key of your shelf.', tooltip: 'Provide your API key', constraints: { tabIndex: 2, clearText: false, required: 'true' } },
      },
    },
    iconBrandColor: '#2b5797',
    capabilities: [],
    policyTemplateInstances: [],
    publisher: 'Contoso',
    stackOwner: 'Contoso',
  },
};

const ENTRIES = ['apiDefinition.swagger.json', 'apiProperties.json', 'icon.png'];

/** The clean connector with an example's parts laid over it. */
export function connectorOf(example: RuleExample, format: 'json' | 'yaml' = 'json'): ConnectorModel {
  const { texts, files, entryNames } = partsOf(example, format);
  return modelOfTexts(files, texts, entryNames);
}

export function partsOf(example: RuleExample, format: 'json' | 'yaml' = 'json'): { texts: ConnectorTexts; files: ConnectorFiles; entryNames: readonly string[] } {
  const whole = (base: object, part: string | undefined): string => {
    if (example.raw && part !== undefined) return part;
    return JSON.stringify(part === undefined ? base : laidOver(base, JSON.parse(part)), null, 2);
  };
  const texts = {
    definition: example.without?.includes('definition') ? undefined : whole(cleanDefinition, example.definition),
    properties: example.without?.includes('properties') ? undefined : whole(cleanProperties, example.properties),
    settings: example.settings,
    script: example.script,
  };
  const folder = `file:///${example.parent ?? 'connectors'}/Shelf`;
  const entryNames = [...ENTRIES, ...(example.without?.includes('readme') ? [] : ['readme.md']), ...(example.script === undefined ? [] : ['script.csx']), ...(example.settings === undefined ? [] : ['settings.json']), ...(example.entryNames ?? [])];
  const files: ConnectorFiles = {
    folder,
    folderName: 'Shelf',
    // JSON is YAML: the same text read by the other parser.
    definition: texts.definition === undefined ? undefined : `${folder}/apiDefinition.swagger.${format}`,
    properties: texts.properties === undefined ? undefined : `${folder}/apiProperties.${format}`,
    settings: texts.settings === undefined ? undefined : `${folder}/settings.json`,
    script: texts.script === undefined ? undefined : `${folder}/script.csx`,
    icon: `${folder}/icon.png`,
  };
  return { texts, files, entryNames };
}

/** Objects are merged, all else replaces; a null takes the member away. */
function laidOver(base: unknown, part: unknown): unknown {
  if (!isRecord(base) || !isRecord(part)) return part;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(part)) {
    if (value === null) delete merged[key];
    else merged[key] = laidOver(merged[key], value);
  }
  return merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
