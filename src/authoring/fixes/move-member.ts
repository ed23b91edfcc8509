/** Moves a member from one object to another of the same file. */
import type { Pointer, TextEdit } from '../../connector/connector.ts';
import { EditSequence } from '../../connector/edit-sequence.ts';
import { nodeAt, parseDocument, toValue, type SyntaxDocument, type SyntaxMember, type SyntaxNode } from '../../connector/syntax-tree.ts';
import { insertMember, removeMember } from './node-edits.ts';

/**
 * To the end of the object at `to`, which may hold the first one: then both edits may touch one line, so that the second
 * is made in the text that the first has left. Empty where either cannot be done.
 */
export function moveMember(document: SyntaxDocument, owner: SyntaxNode, member: SyntaxMember, to: Pointer): TextEdit[] {
  const removal = removeMember(document, owner, member);
  if (removal.length === 0) return [];
  const sequence = new EditSequence(document.text);
  sequence.add(removal);
  const left = parseDocument(sequence.text, document.format);
  const target = nodeAt(left.root, to);
  if (target?.kind !== 'object') return [];
  sequence.add(insertMember(left, target, member.key, toValue(member.value)));
  return sequence.edits();
}
