/**
 * What a path string such as `value/items` finds in a schema. A path string is a JSON pointer (RFC 6901) without its first
 * slash (learn.microsoft.com, custom connectors, OpenAPI extensions, "How to use dynamic values"). Schemas often say
 * less than the service sends: wherever a schema leaves room for more, the answer is `unknown` and not `missing`.
 */
import type { SyntaxNode } from '../../connector/syntax-node.ts';
import type { DefinitionModel } from './connector-model.ts';
import { textOf, valueOf } from './nodes.ts';

export type SchemaShape =
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, SyntaxNode>; /** May have fields besides. */ readonly open: boolean }
  | { readonly kind: 'array'; readonly items?: SyntaxNode }
  | { readonly kind: 'scalar' }
  | { readonly kind: 'unknown' };

export type PathAnswer =
  | { readonly kind: 'found'; readonly schema: SyntaxNode }
  | { readonly kind: 'unknown' }
  /** `names` are the fields where the path ends, `index` counts the segments that lead there. */
  | { readonly kind: 'missing'; readonly index: number; readonly names: readonly string[]; readonly shape: 'object' | 'array' | 'scalar' };

const UNKNOWN: SchemaShape = { kind: 'unknown' };
/** Unknown as well, but not for good. */
const CUT_OFF: SchemaShape = { kind: 'unknown' };
/** Deeper `allOf` is no one's intention. */
const DEEPEST = 16;

interface Remembered {
  readonly shapes: Map<SyntaxNode, SchemaShape>;
  readonly fields: Map<SyntaxNode, { readonly names: ReadonlySet<string>; readonly open: boolean }>;
}

/** Many calls ask about one answer. */
const remembered = new WeakMap<DefinitionModel, Remembered>();

function rememberedOf(definition: DefinitionModel): Remembered {
  let known = remembered.get(definition);
  if (!known) remembered.set(definition, (known = { shapes: new Map(), fields: new Map() }));
  return known;
}

/** References followed and `allOf` merged. */
export function shapeOf(definition: DefinitionModel, schema: SyntaxNode | undefined): SchemaShape {
  return shapeBelow(definition, schema, new Set());
}

/** `above`: the schemas whose `allOf` lead here. */
function shapeBelow(definition: DefinitionModel, schema: SyntaxNode | undefined, above: Set<SyntaxNode>): SchemaShape {
  const node = definition.resolve(schema);
  if (node?.kind !== 'object' || above.has(node)) return UNKNOWN;
  const { shapes } = rememberedOf(definition);
  const known = shapes.get(node);
  if (known) return known;
  if (above.size > DEEPEST) return CUT_OFF;
  above.add(node);
  const shape = shapeOfObject(definition, node, above);
  above.delete(node);
  // What was cut off deep down may be whole elsewhere.
  if (shape !== CUT_OFF) shapes.set(node, shape);
  return shape;
}

function shapeOfObject(definition: DefinitionModel, node: SyntaxNode, above: Set<SyntaxNode>): SchemaShape {
  const type = textOf(valueOf(node, 'type'));
  const items = valueOf(node, 'items');
  if (type === 'array' || (type === undefined && items)) return { kind: 'array', items };
  if (type !== undefined && type !== 'object') return { kind: 'scalar' };
  const properties = valueOf(node, 'properties')?.members ?? [];
  const parts = valueOf(node, 'allOf')?.items ?? [];
  const fields = new Map(properties.map(({ key, value }) => [key, value]));
  let open = hasRoom(node) || (fields.size === 0 && parts.length === 0);
  for (const item of parts) {
    const part = shapeBelow(definition, item, above);
    if (part.kind !== 'object') return part;
    for (const [name, field] of part.fields) if (!fields.has(name)) fields.set(name, field);
    open ||= part.open;
  }
  return { kind: 'object', fields, open };
}

/** `{}` and `type: object` alone say nothing; so do alternatives and schemas that another operation gives. */
function hasRoom(node: SyntaxNode): boolean {
  for (const { key, value } of node.members ?? []) {
    if (key === 'anyOf' || key === 'oneOf' || key === 'x-ms-dynamic-schema' || key === 'x-ms-dynamic-properties') return true;
    if (key === 'additionalProperties' && value.value !== false) return true;
  }
  return false;
}

/** Splits at slashes and takes the escapes of JSON pointers away; a slash in front is forgiven. */
export function pathSegments(path: string): string[] {
  const bare = path.startsWith('/') ? path.slice(1) : path;
  return bare === '' ? [] : bare.split('/').map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** `throughArrays`: a name after an array is one of its items' fields, as references between parameters have it. */
export function findPath(definition: DefinitionModel, schema: SyntaxNode | undefined, segments: readonly string[], throughArrays = false): PathAnswer {
  let node = schema;
  for (const [index, segment] of segments.entries()) {
    let shape = shapeOf(definition, node);
    for (let depth = 0; throughArrays && shape.kind === 'array' && depth < DEEPEST; depth++) shape = shapeOf(definition, shape.items);
    if (shape.kind === 'unknown') return { kind: 'unknown' };
    if (shape.kind === 'array' && /^\d+$/.test(segment)) {
      node = shape.items;
      continue;
    }
    if (shape.kind !== 'object') return { kind: 'missing', index, names: [], shape: shape.kind };
    const field = shape.fields.get(segment);
    if (!field) return shape.open ? { kind: 'unknown' } : { kind: 'missing', index, names: [...shape.fields.keys()], shape: 'object' };
    node = field;
  }
  return node ? { kind: 'found', schema: node } : { kind: 'unknown' };
}

/** Whether a field of that name stands anywhere in a schema; undefined where the schema leaves room for it. */
export function hasFieldAnywhere(definition: DefinitionModel, schema: SyntaxNode | undefined, name: string): boolean | undefined {
  const node = definition.resolve(schema);
  if (!node) return undefined;
  const { fields } = rememberedOf(definition);
  let known = fields.get(node);
  if (!known) fields.set(node, (known = fieldsWithin(definition, node)));
  return known.names.has(name) || (known.open ? undefined : false);
}

function fieldsWithin(definition: DefinitionModel, schema: SyntaxNode): { readonly names: ReadonlySet<string>; readonly open: boolean } {
  const names = new Set<string>();
  const seen = new Set<SyntaxNode>([schema]);
  let open = false;
  const visit = (part: SyntaxNode | undefined): void => {
    const node = definition.resolve(part);
    if (node) seen.add(node);
    else open = true;
  };
  // A set that grows is gone through to its new end.
  for (const node of seen) {
    const shape = shapeOf(definition, node);
    if (shape.kind === 'array') visit(shape.items);
    if (shape.kind === 'unknown') open = true;
    if (shape.kind !== 'object') continue;
    open ||= shape.open;
    for (const [name, field] of shape.fields) {
      names.add(name);
      visit(field);
    }
  }
  return { names, open };
}
