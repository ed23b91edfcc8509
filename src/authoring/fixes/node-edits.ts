/** The edits that quick fixes are made of. They touch one node or member and keep the file's own layout and quotes. */
import { insertIntoBlock, removeFromBlock, replaceBlockMember } from '../../connector/block-edits.ts';
import type { TextEdit, TextRange } from '../../connector/connector.ts';
import { hasClosingBracket, insertIntoFlow, removeFromFlow, withProperties } from '../../connector/flow-edits.ts';
import type { SyntaxDocument, SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';
import { indentOf, jsonInline, jsonLines, layoutOf, yamlScalar } from '../../connector/text-layout.ts';

/** Another scalar in the place of one, in the quotes that it had. */
export function replaceScalar({ format, text }: SyntaxDocument, node: SyntaxNode, value: string | number | boolean | null): TextEdit[] {
  const former = text.slice(node.range.start, node.range.end);
  return [{ range: node.range, newText: format === 'json' ? JSON.stringify(value) : yamlScalar(value, former) }];
}

/** Another value, of any kind, for a member. None where aliases elsewhere stand for a part of the former value. */
export function replaceMemberValue(document: SyntaxDocument, parent: SyntaxNode, member: SyntaxMember, value: unknown): TextEdit[] {
  if (isNamedBelow(document, member.range)) return [];
  if (parent.block) return replaceBlockMember(document, member, value);
  const layout = layoutOf(document);
  const { start } = member.value.range;
  const newText = document.format === 'yaml' || layout.oneLine ? jsonInline(value, layout.oneLine) : jsonLines(value, layout, indentOf(document.text, start));
  return [{ range: member.value.range, newText }];
}

/** The same member under another key. */
export function renameKey({ format, text }: SyntaxDocument, { keyRange }: SyntaxMember, key: string): TextEdit[] {
  const former = text.slice(keyRange.start, keyRange.end);
  return [{ range: keyRange, newText: format === 'json' ? JSON.stringify(key) : yamlScalar(key, former) }];
}

/**
 * Nothing can be inserted behind an alias: what it shows stands elsewhere, and under other names too. Nor where the closing
 * bracket is missing: the end of the collection is not known.
 */
export function insertMember(document: SyntaxDocument, parent: SyntaxNode, key: string, value: unknown): TextEdit[] {
  return insertChild(document, parent, key, value);
}

export function insertItem(document: SyntaxDocument, list: SyntaxNode, value: unknown): TextEdit[] {
  return insertChild(document, list, undefined, value);
}

function insertChild(document: SyntaxDocument, parent: SyntaxNode, key: string | undefined, value: unknown): TextEdit[] {
  if (parent.alias) return [];
  if (parent.block) return insertIntoBlock(document, parent, key, value);
  return hasClosingBracket(document.text, parent) ? insertIntoFlow(document, parent, key, value) : [];
}

/** The last child of a block collection leaves empty brackets in its place. None where aliases elsewhere stand for a part of it. */
export function removeMember(document: SyntaxDocument, parent: SyntaxNode, member: SyntaxMember): TextEdit[] {
  return removeChild(document, parent, (parent.members ?? []).indexOf(member), '{}');
}

export function removeItem(document: SyntaxDocument, list: SyntaxNode, item: SyntaxNode): TextEdit[] {
  return removeChild(document, list, (list.items ?? []).indexOf(item), '[]');
}

function removeChild(document: SyntaxDocument, parent: SyntaxNode, index: number, empty: string): TextEdit[] {
  const children = parent.members ?? parent.items ?? [];
  const child = children[index];
  if (!child || parent.alias || isNamedBelow(document, withProperties(document, child.range, children[index - 1]?.range.end ?? parent.range.start))) return [];
  if (!parent.block) return removeFromFlow(document, parent, index);
  if (children.length === 1) return [{ range: parent.range, newText: empty }];
  return removeFromBlock(document, parent, index);
}

/** Whether a stretch of YAML holds an anchor that an alias behind it names: without the anchor, the alias is an error. */
function isNamedBelow({ format, text }: SyntaxDocument, { start, end }: TextRange): boolean {
  if (format !== 'yaml') return false;
  const anchors = text.slice(start, end).matchAll(/&([^\s,[\]{}]+)/g);
  return [...anchors].some(([, name = '']) => text.includes(`*${name}`, end));
}
