/** Where something about a parameter is said, and how one is taken out of its list. */
import type { TextEdit, TextRange } from '../../../connector/connector.ts';
import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import { removeItem } from '../../fixes/node-edits.ts';
import type { DefinitionModel, EffectiveParameter, OperationView, ParameterView, PathView } from '../../model/connector-model.ts';
import { valueOf } from '../../model/nodes.ts';

/** The parameter's name; the opening bracket of one that has none. */
export function parameterRange({ node, nameNode }: ParameterView): TextRange {
  return nameNode?.range ?? { start: node.range.start, end: node.range.start + 1 };
}

/** In the list that has it: the reference where it is one, since many operations may share what it leads to. */
export function listedRange({ parameter, item }: EffectiveParameter): TextRange {
  return item === parameter.node ? parameterRange(parameter) : item.range;
}

/** Empty where the parameter stands in no list of this operation or path. */
export function removeFromList({ document }: DefinitionModel, { item }: EffectiveParameter, owner: OperationView | PathView): TextEdit[] {
  const list = valueOf(owner.node, 'parameters');
  return list && !list.alias ? removeItem(document, list, item) : [];
}

/** Whether a list holds a reference that leads to no parameter, so that nobody knows what it declares. */
export function hasUnknownParameters({ resolve }: DefinitionModel, owner: OperationView | PathView): boolean {
  const list = valueOf(owner.node, 'parameters');
  return (list?.items ?? []).some((item) => item.kind !== 'object' || isUnknown(resolve(item)));
}

function isUnknown(node: SyntaxNode | undefined): boolean {
  return node?.kind !== 'object' || valueOf(node, 'name') === undefined;
}
