/**
 * The calls that dynamic values, lists, schemas, properties and trees make (learn.microsoft.com, custom connectors,
 * OpenAPI extensions). The older two name the caller's parameter by `parameter`, the newer by `parameterReference`.
 */
import type { SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';
import type { DynamicArgument, DynamicKind, DynamicUse } from './connector-model.ts';
import { textOf, valueOf } from './nodes.ts';

export function dynamicUsesOf(member: SyntaxMember, owner: SyntaxNode, around: Pick<DynamicUse, 'operation' | 'parameter' | 'schema'>): DynamicUse[] {
  const kind = member.key.slice('x-ms-dynamic-'.length) as DynamicKind;
  const use = (node: SyntaxNode, part?: 'open' | 'browse'): DynamicUse => {
    const operationIdNode = valueOf(node, 'operationId');
    return { kind, part, member, node, owner, ...around, operationId: textOf(operationIdNode), operationIdNode, arguments: argumentsOf(node) };
  };
  if (member.value.kind !== 'object') return [];
  if (kind !== 'tree') return [use(member.value)];
  return (['open', 'browse'] as const).flatMap((part) => {
    const node = valueOf(member.value, part);
    return node?.kind === 'object' ? [use(node, part)] : [];
  });
}

/** What a call hands over, by the names of the called operation's parameters. */
export function argumentsOf(node: SyntaxNode): DynamicArgument[] {
  return (valueOf(node, 'parameters')?.members ?? []).map((member) => {
    const referenceNode = valueOf(member.value, 'parameterReference') ?? valueOf(member.value, 'parameter');
    return { name: member.key, member, reference: textOf(referenceNode), referenceNode };
  });
}
