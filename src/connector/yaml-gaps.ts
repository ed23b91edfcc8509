/**
 * YAML between its nodes: to which block a place without a node belongs. YAML tells by indentation (YAML 1.2.2, §6.1),
 * so on a blank line the cursor's column counts, and on a line of comment that line's indentation.
 */
import type { SyntaxDocument, SyntaxMember, SyntaxNode } from './syntax-node.ts';
import { lineEnd, lineStart } from './text-layout.ts';

/** Whether a place before or behind the root is still the root's: blank lines and comments around a document's top level. */
export function rootTakes({ text, format }: SyntaxDocument, root: SyntaxNode, offset: number): boolean {
  if (format !== 'yaml' || !root.block || offset < 0 || offset > text.length) return false;
  if (offset > root.range.end && !text.slice(root.range.end, offset).includes('\n')) return true;
  const line = text.slice(lineStart(text, offset), lineEnd(text, offset));
  return /^[ \t]*(?:#|$)/.test(line);
}

/** Whether a place behind the last child before it belongs to that child's value. */
export function continuesChild(text: string, parent: SyntaxNode, child: SyntaxMember | SyntaxNode, offset: number): boolean {
  const value = 'key' in child ? child.value : child;
  const empty = value.kind === 'null' && value.range.start === value.range.end && !value.alias;
  const between = text.slice(child.range.end, offset);
  if (!parent.block) return empty && 'key' in child && /:\s*$/.test(text.slice(child.keyRange.end, offset));
  const children = value.members ?? value.items;
  if (!between.includes('\n')) return empty || (value.block === true && children !== undefined);

  const column = columnAt(text, offset);
  const own = columnOf(text, parent.items ? parent.range.start : child.range.start);
  if (children && value.block) {
    const inner = columnOf(text, value.range.start);
    // A sequence may stand in the column of its key; then only a dash goes on with it.
    return column >= inner && (column > own || text.startsWith('-', firstOf(text, offset)));
  }
  return (empty || value.block === true) && column > own;
}

/** Of a blank line the cursor's column, of any other the smaller of the cursor's column and the line's indentation. */
function columnAt(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return Math.min(offset, firstOf(text, offset)) - start;
}

/** The first place of the offset's line that is no space, or the line's end. */
function firstOf(text: string, offset: number): number {
  let first = lineStart(text, offset);
  while (text[first] === ' ') first++;
  return first;
}

function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}
