/** Which members the objects of OpenAPI 2.0 have (its JSON schema, and the tables of its specification). */
import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import type { DefinitionModel } from '../../model/connector-model.ts';
import { valueOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';

const CONSTRAINTS = [
  'type', 'format', 'items', 'collectionFormat', 'default', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength', 'pattern', 'maxItems',
  'minItems', 'uniqueItems', 'enum', 'multipleOf',
];

const ROOT: ReadonlySet<string> = new Set([
  'swagger', 'info', 'host', 'basePath', 'schemes', 'consumes', 'produces', 'paths', 'definitions', 'parameters', 'responses', 'securityDefinitions', 'security', 'tags',
  'externalDocs',
]);

export const OPENAPI_PROPERTIES = {
  root: ROOT,
  info: new Set(['title', 'description', 'termsOfService', 'contact', 'license', 'version']),
  contact: new Set(['name', 'url', 'email']),
  license: new Set(['name', 'url']),
  pathItem: new Set(['$ref', 'get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'parameters']),
  operation: new Set(['tags', 'summary', 'description', 'externalDocs', 'operationId', 'consumes', 'produces', 'parameters', 'responses', 'schemes', 'deprecated', 'security']),
  /** Of all places of a parameter together. */
  parameter: new Set(['name', 'in', 'description', 'required', 'schema', 'allowEmptyValue', ...CONSTRAINTS]),
  response: new Set(['description', 'schema', 'headers', 'examples']),
  externalDocs: new Set(['description', 'url']),
  tag: new Set(['name', 'description', 'externalDocs']),
} as const satisfies Record<string, ReadonlySet<string>>;

export type OpenApiObject = keyof typeof OPENAPI_PROPERTIES;

/** What OpenAPI 3 has in these objects and OpenAPI 2.0 has not, with what takes its place. */
export const OPENAPI3_PROPERTIES: Readonly<Partial<Record<OpenApiObject, ReadonlyMap<string, string>>>> = {
  root: new Map([
    ['components', 'Its schemas belong under "definitions", its parameters and responses under those names, its security schemes under "securityDefinitions".'],
    ['servers', 'The address belongs in "host", "basePath" and "schemes".'],
    ['webhooks', 'Describe a webhook with x-ms-notification-content on the path that registers it.'],
  ]),
  pathItem: new Map([
    ['servers', 'The address belongs in "host", "basePath" and "schemes" of the definition.'],
    ['trace', 'Connectors cannot call this method.'],
  ]),
  operation: new Map([
    ['requestBody', 'The body is a parameter with "in": "body" and a "schema".'],
    ['callbacks', 'Describe a webhook with x-ms-notification-content on the path that registers it.'],
    ['servers', 'The address belongs in "host", "basePath" and "schemes" of the definition.'],
  ]),
  parameter: new Map([
    ['content', 'Give a parameter its "type", or the body its "schema".'],
    ['style', 'Say how a list is written with "collectionFormat".'],
    ['explode', 'Say how a list is written with "collectionFormat".'],
  ]),
  response: new Map([
    ['content', 'The "schema" belongs directly into the response, the media type under "produces".'],
    ['links', 'OpenAPI 2.0 has no links.'],
  ]),
};

/** Such a document is explained once and by one rule; what else is OpenAPI 3 about it goes without saying. */
export function isOpenApi3({ root }: DefinitionModel): boolean {
  return valueOf(root, 'openapi') !== undefined;
}

/** What is missing in a broken file may only not have been read. */
export function isBroken({ document }: DefinitionModel): boolean {
  return document.problems.some(({ severity }) => severity === 'error');
}

/** Whether the object has a member that is probably meant to be `name`, so that it is misspelt rather than missing. */
export function isMisspelt(node: SyntaxNode, object: OpenApiObject, name: string): boolean {
  const known: ReadonlySet<string> = OPENAPI_PROPERTIES[object];
  return (node.members ?? []).some(({ key }) => !known.has(key) && meantProperty(node, key, object) === name);
}

/** The property that an unknown key was probably meant to be; one that the object has already is not it. */
export function meantProperty(node: SyntaxNode, key: string, object: OpenApiObject): string | undefined {
  if (key.startsWith('x-')) return undefined;
  const near = nearest(key, OPENAPI_PROPERTIES[object]);
  return near !== undefined && valueOf(node, near) === undefined ? near : undefined;
}
