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
  for (const view of definition.schemas) views.set(view.node, view);
  const rootOf = (node: SyntaxNode | undefined): SyntaxNode | undefined => {
    let view = node && views.get(node);
    while (view?.parent) view = view.parent;
    return view?.node;
  };
  // From each schema to those that refer to it: the question is always who is behind one of them.
  const referrers = new Map<SyntaxNode, Set<SyntaxNode>>();
  for (const { node } of definition.references) {
    const from = rootOf(node);
    const to = from && rootOf(definition.resolve(node));
    if (!to) continue;
    const set = referrers.get(to);
    if (set) set.add(from);
    else referrers.set(to, new Set([from]));
  }

  const sentBy = new Map<SyntaxNode, OperationView[]>();
  const gotBy = new Map<SyntaxNode, OperationView[]>();
  const usersOfParameter = new Map<SyntaxNode, OperationView[]>();
  for (const operation of definition.operations) {
    for (const { parameter } of operation.parameters) {
      add(usersOfParameter, parameter.node, operation);
      if (parameter.in === 'body') add(sentBy, valueOf(parameter.node, 'schema'), operation);
    }
    for (const { schema } of operation.responses) add(gotBy, schema, operation);
    add(gotBy, valueOf(operation.path.notificationContent?.value, 'schema'), operation);
  }
  const behind = (schema: SchemaView, direct: readonly ReadonlyMap<SyntaxNode, readonly OperationView[]>[]): readonly OperationView[] => {
    const found = new Set<OperationView>();
    const root = rootOf(schema.node) ?? schema.node;
    const seen = new Set([root]);
    // A set that grows is gone through to its new end.
    for (const one of seen) {
      for (const map of direct) for (const operation of map.get(one) ?? []) found.add(operation);
      for (const referrer of referrers.get(one) ?? []) seen.add(referrer);
    }
    return [...found];
  };
  const remembered = (direct: Parameters<typeof behind>[1]): ((schema: SchemaView) => readonly OperationView[]) => {
    const answers = new Map<SyntaxNode | undefined, readonly OperationView[]>();
    return (schema) => {
      const root = rootOf(schema.node);
      const answer = answers.get(root) ?? behind(schema, direct);
      answers.set(root, answer);
      return answer;
    };
  };
  return {
    viewOf: (node) => views.get(node),
    users: remembered([sentBy, gotBy]),
    senders: remembered([sentBy]),
    usersOfParameter: ({ node }) => usersOfParameter.get(node) ?? [],
  };
}

function add(map: Map<SyntaxNode, OperationView[]>, key: SyntaxNode | undefined, operation: OperationView): void {
  if (!key) return;
  const list = map.get(key);
  if (list) list.push(operation);
  else map.set(key, [operation]);
}
