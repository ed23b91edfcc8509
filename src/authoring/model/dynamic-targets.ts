/** What a dynamic call calls, and what comes back. */
import type { SyntaxNode } from '../../connector/syntax-node.ts';
import type { DefinitionModel, DynamicKind, DynamicUse, OperationView, ParameterView } from './connector-model.ts';
import { textOf, valueOf } from './nodes.ts';
import { findPath, hasFieldAnywhere, pathSegments, shapeOf, type PathAnswer } from './schema-paths.ts';

export const KIND_NAMES: Readonly<Record<DynamicKind, string>> = {
  values: 'dynamic values',
  list: 'dynamic list',
  schema: 'dynamic schema',
  properties: 'dynamic properties',
  tree: 'dynamic tree',
};

/** Where each kind keeps the path of its list, and those of value and titles within an item. */
export const LIST_PATHS = {
  values: { collection: 'value-collection', value: 'value-path', titles: ['value-title'] },
  list: { collection: 'itemsPath', value: 'itemValuePath', titles: ['itemTitlePath'] },
  tree: { collection: 'itemsPath', value: 'itemValuePath', titles: ['itemTitlePath', 'itemFullTitlePath'] },
} as const;

export const DYNAMIC_EXTENSIONS: readonly string[] = Object.keys(KIND_NAMES).map((kind) => `x-ms-dynamic-${kind}`);

/** Undefined where the id names no operation, or several. */
export function targetOf(definition: DefinitionModel, operationId: string | undefined): OperationView | undefined {
  const named = operationId === undefined ? undefined : definition.operationsById.get(operationId);
  return named?.length === 1 ? named[0] : undefined;
}

/**
 * Calls that name no operation because they need none: a file picker, which `x-ms-capabilities` describes, or an
 * operation of the platform itself.
 */
export function callsPlatform({ node }: DynamicUse): boolean {
  return valueOf(node, 'capability') !== undefined || valueOf(node, 'builtInOperation') !== undefined;
}

/** The schemas of the answers with a 2xx code; where there is no such answer, the default's. */
export function answersOf({ responses }: OperationView): readonly SyntaxNode[] {
  const good = responses.filter(({ code }) => code.startsWith('2'));
  return (good.length > 0 ? good : responses.filter(({ code }) => code === 'default')).flatMap(({ schema }) => schema ?? []);
}

/** A path counts as missing only where no answer has it. */
export function findInAnswers(definition: DefinitionModel, answers: readonly SyntaxNode[], segments: readonly string[]): PathAnswer {
  let missing: PathAnswer | undefined;
  for (const answer of answers) {
    const found = findPath(definition, answer, segments);
    if (found.kind !== 'missing') return found;
    missing ??= found;
  }
  return missing ?? { kind: 'unknown' };
}

/** Whether the operation's parameters are all there to see: a reference that leads nowhere hides one. */
export function hasKnownParameters(definition: DefinitionModel, operation: OperationView): boolean {
  const written = [...(valueOf(operation.node, 'parameters')?.items ?? []), ...(valueOf(operation.path.node, 'parameters')?.items ?? [])];
  return written.every((item) => textOf(valueOf(definition.resolve(item), 'name')) !== undefined);
}

/**
 * Whether an operation takes what a call gives under a name: one of its parameters, a property of its body by the path
 * from the parameter's name (`body/table`), or, as the older extensions have it, by its name alone.
 */
export function takesArgument(definition: DefinitionModel, { parameters }: OperationView, name: string): boolean {
  for (const { parameter } of parameters) {
    if (parameter.name === name) return true;
    if (parameter.in !== 'body') continue;
    const schema = valueOf(parameter.node, 'schema');
    if (parameter.name !== undefined && name.startsWith(`${parameter.name}/`)) return findPath(definition, schema, pathSegments(name.slice(parameter.name.length + 1)), true).kind !== 'missing';
    if (hasFieldAnywhere(definition, schema, name) !== false) return true;
  }
  return false;
}

/** Platform connectors have it in their paths, and the platform fills it in. */
const FILLED_BY_PLATFORM: ReadonlySet<string> = new Set(['connectionid']);

/** The parameters that a call must give and does not: required, without default. A body counts where it has such a property. */
export function missingArguments(definition: DefinitionModel, { parameters }: OperationView, given: readonly string[]): ParameterView[] {
  const names = new Set(given);
  return parameters.map(({ parameter }) => parameter).filter((parameter) => {
    const { name, required, node } = parameter;
    if (!required || name === undefined || names.has(name) || FILLED_BY_PLATFORM.has(name.toLowerCase()) || valueOf(node, 'default')) return false;
    return parameter.in !== 'body' || isBodyNeeded(definition, parameter, given);
  });
}

function isBodyNeeded(definition: DefinitionModel, { name, node }: ParameterView, given: readonly string[]): boolean {
  if (given.some((argument) => argument.startsWith(`${name}/`))) return false;
  const schema = definition.resolve(valueOf(node, 'schema'));
  if (!schema || valueOf(schema, 'default')) return false;
  const shape = shapeOf(definition, schema);
  if (shape.kind !== 'object') return false;
  if (given.some((argument) => shape.fields.has(argument))) return false;
  return (valueOf(schema, 'required')?.items ?? []).some(({ value }) => {
    const field = shape.fields.get(String(value));
    return field !== undefined && !valueOf(definition.resolve(field), 'default');
  });
}
