/** Looking into syntax nodes the way the service does: by name, and in apiProperties by name whatever its case. */
import type { TextRange } from '../../connector/connector.ts';
import { sourceRange } from '../../connector/scalar-source.ts';
import type { SyntaxDocument, SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';

export { memberOf } from '../../connector/syntax-node.ts';

/** The member of that name whatever its case, an exact match first; of duplicates the last, as JSON.parse has it. */
export function memberLike(node: SyntaxNode | undefined, name: string): SyntaxMember | undefined {
  const members = node?.members;
  if (!members) return undefined;
  const lower = name.toLowerCase();
  let like: SyntaxMember | undefined;
  for (let index = members.length - 1; index >= 0; index--) {
    const member = members[index] as SyntaxMember;
    if (member.key === name) return member;
    if (like === undefined && member.key.length === name.length && member.key.toLowerCase() === lower) like = member;
  }
  return like;
}

/** The value of an exactly named member. */
export function valueOf(node: SyntaxNode | undefined, key: string): SyntaxNode | undefined {
  const members = node?.members;
  if (!members) return undefined;
  for (let index = members.length - 1; index >= 0; index--) {
    const member = members[index] as SyntaxMember;
    if (member.key === key) return member.value;
  }
  return undefined;
}

export function textOf(node: SyntaxNode | undefined): string | undefined {
  return node?.kind === 'string' ? (node.value as string) : undefined;
}

/** A text member that is neither missing nor blank. */
export function filledText(node: SyntaxNode | undefined, key: string): string | undefined {
  const text = textOf(valueOf(node, key));
  return text !== undefined && text.trim() !== '' ? text : undefined;
}

export function isTrue(node: SyntaxNode | undefined, key: string): boolean {
  return valueOf(node, key)?.value === true;
}

/** Where a stretch of a string's value stands in the text; the whole string where that cannot be told. */
export function rangeWithin(document: SyntaxDocument, node: SyntaxNode, start: number, end: number): TextRange {
  const value = textOf(node);
  // What an alias stands for is written elsewhere.
  if (value === undefined || node.alias) return node.range;
  return sourceRange(document, { range: node.range, value }, start, end) ?? node.range;
}

/** Where a finding about a member's value stands: at the value, or at the key of a value that may span many lines. */
export function rangeOfValue({ keyRange, value }: SyntaxMember): TextRange {
  return value.members ?? value.items ? keyRange : value.range;
}
