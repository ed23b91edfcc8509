/**
 * The path strings in dynamic calls that lead into a schema: which schema each starts at, and the fields along it.
 * `value-collection` and `itemsPath` start at the answer of the called operation, `value-path`, `value-title` and the
 * item paths at an item of that collection, or at the answer itself where dynamic schemas have them; behind
 * `parameter` and `parameterReference`, the path starts at a parameter of the caller
 * (learn.microsoft.com, custom connectors, OpenAPI extensions, "How to use dynamic values").
 */
import type { SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';
import type { DefinitionModel, ParameterView } from '../model/connector-model.ts';
import { answersOf, targetOf } from '../model/dynamic-targets.ts';
import { textOf, valueOf } from '../model/nodes.ts';
import { findPath, pathSegments, shapeOf } from '../model/schema-paths.ts';
import type { OperationCall } from './definition-index.ts';

const COLLECTION_KEYS: ReadonlySet<string> = new Set(['value-collection', 'itemsPath']);
const ITEM_KEYS: ReadonlySet<string> = new Set(['value-path', 'value-title', 'itemValuePath', 'itemTitlePath', 'itemFullTitlePath', 'itemIsParent', 'selectedItemValuePath']);

/** The schemas at which the path string behind a key of the call starts; undefined where the key holds none. */
export function pathStarts(definition: DefinitionModel, call: OperationCall, key: string): readonly SyntaxNode[] | undefined {
  const collection = COLLECTION_KEYS.has(key);
  if (!collection && !ITEM_KEYS.has(key)) return undefined;
  const target = targetOf(definition, call.operationId);
  const answers = target ? answersOf(target) : [];
  // Dynamic schemas take one value from the answer: they have no collection.
  if (collection || call.kind === 'schema' || call.kind === 'properties') return answers;
  const path = textOf(valueOf(call.node, 'value-collection') ?? valueOf(call.node, 'itemsPath')) ?? '';
  return answers.flatMap((answer) => {
    const found = findPath(definition, answer, pathSegments(path));
    const shape = found.kind === 'found' ? shapeOf(definition, found.schema) : undefined;
    return shape?.kind === 'array' && shape.items ? [shape.items] : [];
  });
}

export interface Field {
  readonly name: string;
  readonly schema: SyntaxNode;
  readonly required: boolean;
}

/** The fields of the object that a path leads to, those of an array's items where `throughArrays` is set. */
export function fieldsAt(definition: DefinitionModel, start: SyntaxNode, segments: readonly string[], throughArrays = false): Field[] {
  const found = findPath(definition, start, segments, throughArrays);
  if (found.kind !== 'found') return [];
  let shape = shapeOf(definition, found.schema);
  if (throughArrays && shape.kind === 'array') shape = shapeOf(definition, shape.items);
  if (shape.kind !== 'object') return [];
  const required = new Set((valueOf(definition.resolve(found.schema), 'required')?.items ?? []).map(({ value }) => value));
  return [...shape.fields].map(([name, schema]) => ({ name, schema, required: required.has(name) }));
}

/** Where the last field of a path is declared: its member under `properties`. */
export function fieldMember(definition: DefinitionModel, start: SyntaxNode, segments: readonly string[], throughArrays = false): SyntaxMember | undefined {
  const name = segments.at(-1);
  if (name === undefined) return undefined;
  const found = findPath(definition, start, segments.slice(0, -1), throughArrays);
  return found.kind === 'found' ? propertyMember(definition, found.schema, name, throughArrays) : undefined;
}

/** Of an object schema, in its parts, or of an array's items. */
function propertyMember(definition: DefinitionModel, schema: SyntaxNode | undefined, name: string, throughArrays: boolean, depth = 0): SyntaxMember | undefined {
  const node = definition.resolve(schema);
  if (!node || depth > 16) return undefined;
  const own = valueOf(node, 'properties')?.members?.find(({ key }) => key === name);
  if (own) return own;
  if (throughArrays && valueOf(node, 'items')) return propertyMember(definition, valueOf(node, 'items'), name, throughArrays, depth + 1);
  for (const part of valueOf(node, 'allOf')?.items ?? []) {
    const member = propertyMember(definition, part, name, throughArrays, depth + 1);
    if (member) return member;
  }
  return undefined;
}

/** The body's schema, where a path of its properties may go on. */
export function bodySchema({ in: place, node }: ParameterView): SyntaxNode | undefined {
  return place === 'body' ? valueOf(node, 'schema') : undefined;
}
