/**
 * Which operations a schema belongs to, through references: a schema under `definitions` may serve many, and what is
 * said about it depends on who sends or gets it. Computed when first asked for, once for each definition.
 */
import type { SyntaxNode } from '../../connector/syntax-node.ts';
import type { DefinitionModel, DynamicUse, OperationView, ParameterView, SchemaView } from './connector-model.ts';
import { valueOf } from './nodes.ts';

export interface SchemaUse {
  readonly viewOf: (node: SyntaxNode) => SchemaView | undefined;
  /** Those that have the schema in their body, their responses or their webhook's notification. */
  readonly users: (schema: SchemaView) => readonly OperationView[];
  /** Those that send it. */
  readonly senders: (schema: SchemaView) => readonly OperationView[];
  readonly usersOfParameter: (parameter: ParameterView) => readonly OperationView[];
}

const known = new WeakMap<DefinitionModel, SchemaUse>();

export function schemaUseOf(definition: DefinitionModel): SchemaUse {
  const before = known.get(definition);
  if (before) return before;
  const use = computed(definition);
  known.set(definition, use);
  return use;
}

/** The operations that make a dynamic call: whose parameters its references name. */
export function callersOf(definition: DefinitionModel, { operation, schema, parameter }: DynamicUse): readonly OperationView[] {
  if (operation) return [operation];
  const use = schemaUseOf(definition);
  return schema ? use.users(schema) : parameter ? use.usersOfParameter(parameter) : [];
}

function computed(definition: DefinitionModel): SchemaUse {
  const views = new Map<SyntaxNode, SchemaView>();
  const roots = new Map<SchemaView, SyntaxNode>();
  const references = new Map<SyntaxNode, Set<SyntaxNode>>();
  for (const view of definition.schemas) {
    views.set(view.node, view);
    // The walk notes a schema before its parts.
    roots.set(view, view.parent ? (roots.get(view.parent) ?? view.parent.node) : view.node);
  }
  const rootOf = (node: SyntaxNode): SyntaxNode | undefined => {
    const view = views.get(node);
    return view && roots.get(view);
  };
  for (const view of definition.schemas) {
    if (!valueOf(view.node, '$ref')) continue;
    const target = definition.resolve(view.node);
    const to = target && rootOf(target);
    const from = roots.get(view);
    if (!to || !from) continue;
    const set = references.get(from);
    if (set) set.add(to);
    else references.set(from, new Set([to]));
  }

  const users = new Map<SyntaxNode, OperationView[]>();
  const senders = new Map<SyntaxNode, OperationView[]>();
  const parameterUsers = new Map<SyntaxNode, OperationView[]>();
  const reach = (starts: readonly (SyntaxNode | undefined)[], operation: OperationView, into: Map<SyntaxNode, OperationView[]>): void => {
    const waiting = starts.flatMap((start) => (start ? (rootOf(start) ?? []) : []));
    const seen = new Set(waiting);
    for (let root = waiting.pop(); root; root = waiting.pop()) {
      add(into, root, operation);
      for (const next of references.get(root) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        waiting.push(next);
      }
    }
  };
  for (const operation of definition.operations) {
    const bodies = operation.parameters.map(({ parameter }) => valueOf(parameter.node, 'schema'));
    reach(bodies, operation, senders);
    reach([...bodies, ...operation.responses.map(({ schema }) => schema), valueOf(operation.path.notificationContent?.value, 'schema')], operation, users);
    for (const { parameter } of operation.parameters) add(parameterUsers, parameter.node, operation);
  }
  const of = (map: ReadonlyMap<SyntaxNode, OperationView[]>, schema: SchemaView): readonly OperationView[] => map.get(roots.get(schema) ?? schema.node) ?? [];
  return {
    viewOf: (node) => views.get(node),
    users: (schema) => of(users, schema),
    senders: (schema) => of(senders, schema),
    usersOfParameter: ({ node }) => parameterUsers.get(node) ?? [],
  };
}

function add(map: Map<SyntaxNode, OperationView[]>, key: SyntaxNode, operation: OperationView): void {
  const list = map.get(key);
  if (list) list.push(operation);
  else map.set(key, [operation]);
}
