/** The calls that `x-ms-capabilities` at the root makes: to test a connection, and to open and browse a file picker. */
import type { SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';
import type { DefinitionModel } from './connector-model.ts';
import { memberOf, valueOf } from './nodes.ts';

export interface CapabilityCall {
  readonly name: 'testConnection' | 'open' | 'browse';
  readonly member: SyntaxMember;
  readonly operationIdNode?: SyntaxNode;
  /** The parameters of the operation that the call gives a value. */
  readonly given: readonly string[];
}

export function capabilityCalls({ root }: DefinitionModel): CapabilityCall[] {
  const capabilities = valueOf(root, 'x-ms-capabilities');
  const call = (owner: SyntaxNode | undefined, name: CapabilityCall['name']): CapabilityCall[] => {
    const member = memberOf(owner, name);
    if (!member) return [];
    return [{ name, member, operationIdNode: valueOf(member.value, 'operationId'), given: (valueOf(member.value, 'parameters')?.members ?? []).map(({ key }) => key) }];
  };
  const picker = valueOf(capabilities, 'file-picker');
  return [...call(capabilities, 'testConnection'), ...call(picker, 'open'), ...call(picker, 'browse')];
}
