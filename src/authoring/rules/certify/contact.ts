/** `info.contact` of a definition. */
import type { SyntaxMember, SyntaxNode } from '../../../connector/syntax-node.ts';
import type { DefinitionModel } from '../../model/connector-model.ts';
import { memberOf } from '../../model/nodes.ts';

export interface Contact {
  readonly info: SyntaxMember;
  /** Absent where it is missing or no object. */
  readonly member?: SyntaxMember;
  readonly node?: SyntaxNode;
}

/** Undefined where there is no `info`, which is another fault. */
export function contactOf(definition: DefinitionModel | undefined): Contact | undefined {
  const info = memberOf(definition?.root, 'info');
  if (info?.value.kind !== 'object') return undefined;
  const member = memberOf(info.value, 'contact');
  return member?.value.kind === 'object' ? { info, member, node: member.value } : { info };
}
