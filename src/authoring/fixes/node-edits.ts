/** The edits that quick fixes are made of. They touch one node or member and keep the file's own layout and quotes. */
import { insertIntoBlock, removeFromBlock, replaceBlockMember } from '../../connector/block-edits.ts';
import type { TextEdit } from '../../connector/connector.ts';
import { insertIntoFlow, removeFromFlow } from '../../connector/flow-edits.ts';
import type { SyntaxDocument, SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';
import { indentOf, jsonInline, jsonLines, layoutOf, yamlScalar } from '../../connector/text-layout.ts';

/** Another scalar in the place of one, in the quotes that it had. */
export function replaceScalar({ format, text }: SyntaxDocument, node: SyntaxNode, value: string | number | boolean | null): TextEdit[] {
  const former = text.slice(node.range.start, node.range.end);
  return [{ range: node.range, newText: format === 'json' ? JSON.stringify(value) : yamlScalar(value, former) }];
}

/** Another value, of any kind, for a member. */
export function replaceMemberValue(document: SyntaxDocument, parent: SyntaxNode, member: SyntaxMember, value: unknown): TextEdit[] {
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

/** Nothing can be inserted behind an alias: what it shows stands elsewhere, and under other names too. */
export function insertMember(document: SyntaxDocument, parent: SyntaxNode, key: string, value: unknown): TextEdit[] {
  if (parent.alias) return [];
  return parent.block ? insertIntoBlock(document, parent, key, value) : insertIntoFlow(document, parent, key, value);
}

export function insertItem(document: SyntaxDocument, list: SyntaxNode, value: unknown): TextEdit[] {
  if (list.alias) return [];
  return list.block ? insertIntoBlock(document, list, undefined, value) : insertIntoFlow(document, list, undefined, value);
}

/** The last child of a block collection leaves empty brackets in its place. */
export function removeMember(document: SyntaxDocument, parent: SyntaxNode, member: SyntaxMember): TextEdit[] {
  return removeChild(document, parent, (parent.members ?? []).indexOf(member), '{}');
}

export function removeItem(document: SyntaxDocument, list: SyntaxNode, item: SyntaxNode): TextEdit[] {
  return removeChild(document, list, (list.items ?? []).indexOf(item), '[]');
}

function removeChild(document: SyntaxDocument, parent: SyntaxNode, index: number, empty: string): TextEdit[] {
  if (index < 0 || parent.alias) return [];
  if (!parent.block) return removeFromFlow(document, parent, index);
  if ((parent.members ?? parent.items ?? []).length === 1) return [{ range: parent.range, newText: empty }];
  return removeFromBlock(document, parent, index);
}
