import type { SyntaxMember, SyntaxNode } from '../../connector/syntax-tree.ts';

/** The members that count: of duplicate keys the last one, as in JSON.parse. In time proportional to their number. */
export function countingMembers(node: SyntaxNode): readonly SyntaxMember[] {
  const members = node.members ?? [];
  const last = new Map(members.map((member) => [member.key, member]));
  return last.size === members.length ? members : members.filter((member) => last.get(member.key) === member);
}
