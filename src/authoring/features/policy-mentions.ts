/**
 * The parameters of operations that policies name: `@headers('…')`, `@queryParameters('…')`, `@pathParameters('…')`,
 * `{name}` in the paths of routerequesttoendpoint and setvaluefromurl, and the header or query parameter that setheader
 * and setqueryparameter set (learn.microsoft.com, custom connectors, policy templates).
 */
import type { TextRange } from '../../connector/connector.ts';
import type { DefinitionModel, OperationView, ParameterView, PolicyView, PropertiesModel } from '../model/connector-model.ts';
import type { SyntaxNode } from '../../connector/syntax-node.ts';
import { rangeWithin, textOf } from '../model/nodes.ts';

export interface PolicyMention {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly node: SyntaxNode;
  /** In the node's value. */
  readonly start: number;
  readonly end: number;
  /** In the text, of the name alone. */
  readonly range: TextRange;
}

const EXPRESSION_PLACES = { headers: 'header', queryParameters: 'query', pathParameters: 'path' } as const;

const SET_PLACES: ReadonlyMap<string, 'header' | 'query'> = new Map([['setheader', 'header'], ['setqueryparameter', 'query']]);

/** Parameters of policies, in lower case, that hold a path of the API with the braces of the operation's own. */
export const PATH_TEMPLATES: readonly string[] = ['newpath', 'parametervalueurl'];

export function policyMentions({ document, expressions }: PropertiesModel, policy: PolicyView): PolicyMention[] {
  const mention = (place: PolicyMention['in'], node: SyntaxNode, name: string, start: number): PolicyMention =>
    ({ in: place, name, node, start, end: start + name.length, range: rangeWithin(document, node, start, start + name.length) });

  const mentions = expressions.flatMap(({ kind, name, node, range, start, policy: around }) => {
    if (around !== policy || !(kind in EXPRESSION_PLACES)) return [];
    return [{ in: EXPRESSION_PLACES[kind as keyof typeof EXPRESSION_PLACES], name, node, start, end: start + name.length, range }];
  });
  for (const key of PATH_TEMPLATES) {
    const node = policy.parameters.get(key)?.value;
    // `{@…}` is an expression in braces.
    for (const match of textOf(node)?.matchAll(/\{([^{}@]+)\}/g) ?? []) if (node) mentions.push(mention('path', node, match[1] ?? '', match.index + 1));
  }
  const set = SET_PLACES.get(policy.templateId?.toLowerCase() ?? '');
  const nameNode = set && policy.parameters.get('name')?.value;
  const name = textOf(nameNode);
  if (set && nameNode && name) mentions.push(mention(set, nameNode, name, 0));
  return mentions;
}

/** The operations that a policy goes for: those it names, or all. */
export function policyOperations({ operations, operationsById }: DefinitionModel, policy: PolicyView): readonly OperationView[] {
  if (!policy.operationNameMember) return operations;
  return policy.operationNames.flatMap((node) => operationsById.get(textOf(node) ?? '') ?? []);
}

/** The operation's parameter that a mention means. Names of headers have no case (RFC 9110 §5.1). */
export function mentioned(operation: OperationView, { in: place, name }: Pick<PolicyMention, 'in' | 'name'>): ParameterView | undefined {
  const wanted = place === 'header' ? name.toLowerCase() : name;
  return operation.parameters.find(({ parameter }) => parameter.in === place && (place === 'header' ? parameter.name?.toLowerCase() : parameter.name) === wanted)?.parameter;
}
