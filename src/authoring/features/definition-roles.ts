/**
 * What a place in a definition is for, told from its pointer alone: half-written text has no view in the model yet.
 * The grammar is that of OpenAPI 2.0 with the connector extensions, as in model/definition-model.ts.
 */
import type { Pointer } from '../../connector/connector.ts';
import { METHODS } from '../model/definition-model.ts';
import type { Place } from '../model/connector-model.ts';

export type Role =
  | Place
  | 'paths' | 'schemas' | 'schemaList' | 'required' | 'parameterList' | 'sharedParameters' | 'sharedResponses' | 'headers'
  | 'securityDefinitions' | 'scopes' | 'securityList' | 'securityItem' | 'securityScopes' | 'tagList' | 'operationTags'
  /** The value of an `x-…` member, and all below it. */
  | 'extension'
  | 'other';

/** The role of the object or list that the pointer leads to. */
export function roleAt(pointer: Pointer): Role {
  let role: Role = 'root';
  for (const segment of pointer) role = below(role, segment);
  return role;
}

/** The extension that a pointer leads into, with where its own pointer ends; undefined outside extensions. */
export function extensionAt(pointer: Pointer): { readonly name: string; readonly depth: number; readonly owner: Role } | undefined {
  let role: Role = 'root';
  for (const [depth, segment] of pointer.entries()) {
    const next = below(role, segment);
    if (next === 'extension') return { name: String(segment), depth: depth + 1, owner: role };
    role = next;
  }
  return undefined;
}

const KEYED: Readonly<Partial<Record<Role, Readonly<Record<string, Role>>>>> = {
  root: {
    info: 'info', externalDocs: 'externalDocs', tags: 'tagList', paths: 'paths', definitions: 'schemas', parameters: 'sharedParameters',
    responses: 'sharedResponses', securityDefinitions: 'securityDefinitions', security: 'securityList',
  },
  info: { contact: 'contact', license: 'license' },
  tag: { externalDocs: 'externalDocs' },
  pathItem: { parameters: 'parameterList', 'x-ms-notification-content': 'notificationContent' },
  operation: { parameters: 'parameterList', responses: 'responses', security: 'securityList', tags: 'operationTags', externalDocs: 'externalDocs' },
  parameter: { schema: 'schema', items: 'items' },
  header: { items: 'items' },
  items: { items: 'items' },
  response: { schema: 'schema', headers: 'headers' },
  schema: {
    properties: 'schemas', items: 'schema', additionalProperties: 'schema', not: 'schema', allOf: 'schemaList', anyOf: 'schemaList', oneOf: 'schemaList',
    required: 'required', externalDocs: 'externalDocs',
  },
  notificationContent: { schema: 'schema' },
  securityScheme: { scopes: 'scopes' },
};

/** What each of an object's or list's children is, whatever its key. */
const CHILDREN: Readonly<Partial<Record<Role, Role>>> = {
  paths: 'pathItem', schemas: 'schema', schemaList: 'schema', parameterList: 'parameter', sharedParameters: 'parameter', responses: 'response',
  sharedResponses: 'response', headers: 'header', securityDefinitions: 'securityScheme', securityList: 'securityItem', securityItem: 'securityScopes',
  tagList: 'tag',
};

/** Objects whose keys are names: an `x-` key in them is a name like any other. */
const NAME_MAPS: ReadonlySet<Role> = new Set<Role>(['schemas', 'sharedParameters', 'sharedResponses', 'headers', 'securityDefinitions', 'securityItem', 'scopes']);

function below(role: Role, segment: string | number): Role {
  if (role === 'extension' || role === 'other') return role;
  const keyed = KEYED[role];
  // A file may have a key `constructor`.
  if (keyed && typeof segment === 'string' && Object.hasOwn(keyed, segment)) return keyed[segment] ?? 'other';
  // `items` may be a list in definitions that come from elsewhere.
  if (role === 'schema' && typeof segment === 'number') return 'schema';
  if (typeof segment === 'string' && segment.startsWith('x-') && !NAME_MAPS.has(role)) return 'extension';
  if (role === 'pathItem') return typeof segment === 'string' && METHODS.has(segment.toLowerCase()) ? 'operation' : 'other';
  return CHILDREN[role] ?? 'other';
}
