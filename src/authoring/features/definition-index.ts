/**
 * What the features ask of a definition besides its model: every reference with the name in it, and every call of an
 * operation. Made once for each model, when first asked for.
 */
import type { SyntaxNode } from '../../connector/syntax-node.ts';
import type { DefinitionModel, DynamicArgument, DynamicKind, DynamicUse, OperationView } from '../model/connector-model.ts';
import { argumentsOf } from '../model/dynamic-uses.ts';
import { textOf, valueOf } from '../model/nodes.ts';
import { segmentsOf } from '../model/references.ts';
import { callersOf } from '../model/schema-use.ts';

/** What `$ref` may lead to, and where it is kept at the root. */
export type Container = 'definitions' | 'parameters' | 'responses';

export interface LocalReference {
  /** The text behind `$ref`. */
  readonly node: SyntaxNode;
  readonly target: string;
  readonly container: Container;
  readonly name: string;
  /** Where the name stands in `target`, with its escapes. */
  readonly start: number;
  readonly end: number;
}

/** An object with `operationId` and `parameters`: a dynamic extension, or a part of `x-ms-capabilities`. */
export interface OperationCall {
  readonly kind: DynamicKind | 'testConnection' | 'filePicker';
  readonly node: SyntaxNode;
  readonly operationId?: string;
  readonly operationIdNode?: SyntaxNode;
  readonly arguments: readonly DynamicArgument[];
  readonly dynamic?: DynamicUse;
}

export interface DefinitionIndex {
  /** In the order of the text; those behind aliases once, where they are written. */
  readonly references: readonly LocalReference[];
  readonly calls: readonly OperationCall[];
  referencesTo(container: Container, name: string): readonly LocalReference[];
  callsTo(operationId: string): readonly OperationCall[];
}

const indexes = new WeakMap<DefinitionModel, DefinitionIndex>();

export function indexOf(definition: DefinitionModel): DefinitionIndex {
  const known = indexes.get(definition);
  if (known) return known;
  const references = localReferences(definition.root);
  const calls = callsIn(definition);
  const byTarget = grouped(references, ({ container, name }) => `${container}/${name}`);
  const byId = grouped(calls, ({ operationId }) => operationId ?? '');
  const index: DefinitionIndex = {
    references,
    calls,
    referencesTo: (container, name) => byTarget.get(`${container}/${name}`) ?? [],
    callsTo: (operationId) => byId.get(operationId) ?? [],
  };
  indexes.set(definition, index);
  return index;
}

/** The operations that a call may be made for: the one it stands in, or those that use the shared object it stands in. */
export function callersOfCall(definition: DefinitionModel, { kind, dynamic }: OperationCall): readonly OperationView[] {
  if (dynamic) return callersOf(definition, dynamic);
  if (kind !== 'filePicker') return [];
  const pickers = definition.dynamics.filter(({ node }) => textOf(valueOf(node, 'capability')) === 'file-picker');
  return [...new Set(pickers.flatMap((use) => callersOf(definition, use)))];
}

const CONTAINERS: ReadonlySet<string> = new Set<Container>(['definitions', 'parameters', 'responses']);

/** Objects whose keys are names that the author chose, so that a key `default` or `example` is no keyword there. */
const NAME_MAPS: ReadonlySet<string> = new Set(['properties', 'definitions', 'parameters', 'responses', 'headers', 'paths', 'securityDefinitions']);

/** What stands behind these is data: a `$ref` in it is no reference. */
const DATA: ReadonlySet<string> = new Set(['default', 'example', 'examples', 'enum', 'x-example', 'x-examples', 'x-ms-examples', 'x-ms-test-value']);

/** The reference of a `$ref`'s text, where it leads to or into something shared. */
export function localReference(node: SyntaxNode): LocalReference | undefined {
  const target = textOf(node);
  if (target === undefined || !target.startsWith('#/')) return undefined;
  const [container, name] = segmentsOf(target) ?? [];
  if (container === undefined || name === undefined || !CONTAINERS.has(container)) return undefined;
  const start = target.indexOf('/', 2) + 1;
  const next = target.indexOf('/', start);
  return { node, target, container: container as Container, name, start, end: next < 0 ? target.length : next };
}

function localReferences(root: SyntaxNode): LocalReference[] {
  const found: LocalReference[] = [];
  const visit = (node: SyntaxNode, names: boolean): void => {
    // What an alias repeats is visited where its anchor is.
    if (node.alias) return;
    for (const item of node.items ?? []) visit(item, false);
    for (const { key, value } of node.members ?? []) {
      if (!names && key === '$ref') {
        const reference = localReference(value);
        if (reference) found.push(reference);
      } else if ((value.members || value.items) && (names || !DATA.has(key))) {
        visit(value, !names && NAME_MAPS.has(key));
      }
    }
  };
  visit(root, false);
  return found;
}

function callsIn({ dynamics, root }: DefinitionModel): OperationCall[] {
  const calls: OperationCall[] = dynamics.map((dynamic) => {
    const { kind, node, operationId, operationIdNode, arguments: given } = dynamic;
    return { kind, node, operationId, operationIdNode, arguments: given, dynamic };
  });
  const add = (kind: OperationCall['kind'], node: SyntaxNode | undefined): void => {
    if (node?.kind !== 'object') return;
    const operationIdNode = valueOf(node, 'operationId');
    calls.push({ kind, node, operationIdNode, operationId: textOf(operationIdNode), arguments: argumentsOf(node) });
  };
  const capabilities = valueOf(root, 'x-ms-capabilities');
  add('testConnection', valueOf(capabilities, 'testConnection'));
  for (const part of ['open', 'browse']) add('filePicker', valueOf(valueOf(capabilities, 'file-picker'), part));
  return calls;
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
