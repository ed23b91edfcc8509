/** The operations of an OpenAPI 2.0 definition, with where each stands. */
import type { Operation, OperationParameter } from './connector.ts';
import { memberOf, nodeAt, toValue, type SyntaxMember, type SyntaxNode } from './syntax-tree.ts';

const METHODS: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']);
const PLACES: ReadonlySet<string> = new Set(['path', 'query', 'header', 'body', 'formData']);

export function operationsOf(root: SyntaxNode): Operation[] {
  return (memberOf(root, 'paths')?.value.members ?? []).flatMap((path) =>
    (path.value.members ?? [])
      .filter(({ key, value }) => METHODS.has(key.toLowerCase()) && value.kind === 'object')
      .map((method) => operationFrom(root, path, method)));
}

function operationFrom(root: SyntaxNode, path: SyntaxMember, { key, value, range }: SyntaxMember): Operation {
  const method = key.toUpperCase();
  return {
    operationId: text(value, 'operationId') ?? `${method} ${path.key}`,
    method,
    path: path.key,
    summary: text(value, 'summary'),
    trigger: memberOf(value, 'x-ms-trigger') !== undefined,
    parameters: parametersOf(root, path.value, value),
    range,
  };
}

/** Those of the path and of the operation; the operation's own replaces one of the same name and place. */
function parametersOf(root: SyntaxNode, path: SyntaxNode, operation: SyntaxNode): OperationParameter[] {
  const parameters = new Map<string, OperationParameter>();
  for (const owner of [path, operation]) {
    for (const item of memberOf(owner, 'parameters')?.value.items ?? []) {
      const parameter = parameterFrom(resolved(root, item));
      if (parameter) parameters.set(`${parameter.in} ${parameter.name}`, parameter);
    }
  }
  return [...parameters.values()];
}

function parameterFrom(node: SyntaxNode | undefined): OperationParameter | undefined {
  const name = text(node, 'name');
  const place = text(node, 'in');
  if (node === undefined || name === undefined || place === undefined || !PLACES.has(place)) return undefined;
  const given = memberOf(node, 'default');
  return {
    name,
    in: place as OperationParameter['in'],
    required: memberOf(node, 'required')?.value.value === true,
    description: text(node, 'description'),
    defaultValue: given && toValue(given.value),
  };
}

/** Shared parameters are `{ "$ref": "#/parameters/<name>" }`; OpenAPI 2.0 has no other place for them. */
function resolved(root: SyntaxNode, node: SyntaxNode): SyntaxNode | undefined {
  const name = /^#\/parameters\/([^/]+)$/.exec(text(node, '$ref') ?? '')?.[1];
  return name === undefined ? node : nodeAt(root, ['parameters', name.replaceAll('~1', '/').replaceAll('~0', '~')]);
}

function text(node: SyntaxNode | undefined, key: string): string | undefined {
  const value = memberOf(node, key)?.value.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
