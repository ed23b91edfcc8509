/** Adding and removing one child of a bracketed collection: all of JSON, and YAML's `{…}` and `[…]`. */
import type { FileFormat, TextEdit, TextRange } from './connector.ts';
import type { SyntaxDocument, SyntaxNode } from './syntax-node.ts';
import { indentOf, jsonInline, jsonLines, layoutOf, lineEnd, lineStart, type Layout } from './text-layout.ts';

/** Adds a member (`key` given) or an item at the end of a collection. */
export function insertIntoFlow(document: SyntaxDocument, collection: SyntaxNode, key: string | undefined, value: unknown): TextEdit[] {
  const { text, format } = document;
  const layout = layoutOf(document);
  const close = closeOf(text, collection);
  const last = childrenOf(collection).at(-1)?.range;
  const tail = endOfContent(text, collection.range.start + 1, close);

  if (!last) {
    if (layout.oneLine || format === 'yaml') return [replace(tail, close, childText(document, key, value, layout, undefined, layout.oneLine))];
    const outer = indentOf(text, collection.range.start);
    const child = childText(document, key, value, layout, outer + layout.step, false);
    return [replace(tail, close, layout.lineBreak + outer + layout.step + child + layout.lineBreak + outer)];
  }

  const comma = commaAfter(text, last.end, close, format);
  const ownLine = text.slice(lineStart(text, last.start), last.start).trim() === '';
  if (ownLine) {
    const indent = indentOf(text, last.start);
    const added = layout.lineBreak + indent + childText(document, key, value, layout, indent, false);
    if (comma !== undefined) return [insert(tail, added)];
    // A comment may follow the last child: the comma goes before it, the new child after it.
    return tail === last.end ? [insert(tail, `,${added}`)] : [insert(last.end, ','), insert(tail, added)];
  }
  const inner = text.slice(collection.range.start, close);
  const compact = !/[:,]\s/.test(/[:,]/.test(inner) ? inner : text);
  const added = childText(document, key, value, layout, undefined, compact);
  if (comma !== undefined) return [insert(comma + 1, compact ? added : ` ${added}`)];
  return [insert(last.end, compact ? `,${added}` : `, ${added}`)];
}

/** Removes the child at `index` with its comma, and its line where it has one to itself. */
export function removeFromFlow(document: SyntaxDocument, collection: SyntaxNode, index: number): TextEdit[] {
  const { text, format } = document;
  const children = childrenOf(collection);
  const node = children[index];
  if (!node) return [];
  const child = withProperties(document, node.range, children[index - 1]?.range.end ?? collection.range.start + 1);
  const close = closeOf(text, collection);
  const comma = commaAfter(text, child.end, close, format);
  const contentEnd = comma === undefined ? child.end : comma + 1;

  const outside = text.slice(collection.range.start + 1, child.start) + text.slice(contentEnd, close);
  if (children.length === 1 && outside.trim() === '') return [replace(collection.range.start + 1, close, '')];

  const start = lineStart(text, child.start);
  const ownStart = text.slice(start, child.start).trim() === '';
  const rest = skipTrivia(text, contentEnd, lineEnd(text, contentEnd), format);
  const ownEnd = rest === lineEnd(text, contentEnd);
  const previous = children[index - 1]?.range;
  const edits: TextEdit[] = [];

  if (comma === undefined && previous) {
    // The last child goes: so does the comma before it, which a broken text may not have.
    const before = commaAfter(text, previous.end, child.start, format);
    if (!(ownStart && ownEnd) && text.slice(before === undefined ? previous.end : before + 1, child.start).trim() === '') return [replace(before ?? child.start, child.end, '')];
    if (before !== undefined) edits.push(replace(before, before + 1, ''));
  }
  if (ownStart && ownEnd) edits.push(replace(start, afterLineBreak(text, rest), ''));
  else if (ownEnd) edits.push(replace(endOfContent(text, collection.range.start + 1, child.start), contentEnd, ''));
  else edits.push(replace(child.start, skipSpaces(text, contentEnd), ''));
  return edits;
}

function childrenOf(collection: SyntaxNode): readonly { readonly range: TextRange }[] {
  return collection.members ?? collection.items ?? [];
}

/** The range with the anchor and the tag that stand before a node of YAML. `from`: where the one before it ends. */
export function withProperties({ text, format }: SyntaxDocument, { start, end }: TextRange, from: number): TextRange {
  const properties = format === 'yaml' ? /(?:[&!][^\s,[\]{}]*\s+)+$/.exec(text.slice(from, start)) : null;
  return { start: start - (properties?.[0].length ?? 0), end };
}

/** False in a broken text only: whatever is added at the end of such a collection stands in the middle of something. */
export function hasClosingBracket(text: string, collection: SyntaxNode): boolean {
  const { start, end } = collection.range;
  const content = childrenOf(collection).at(-1)?.range.end ?? start + 1;
  return end > content && /[}\]]/.test(text[end - 1] ?? '');
}

/** The offset of the closing bracket; where there is none, the end of what there is. */
function closeOf(text: string, collection: SyntaxNode): number {
  return hasClosingBracket(text, collection) ? collection.range.end - 1 : collection.range.end;
}

/** The child over several lines at `indent`, or on one line where `indent` is undefined. */
function childText(document: SyntaxDocument, key: string | undefined, value: unknown, layout: Layout, indent: string | undefined, compact: boolean): string {
  const written = indent === undefined || document.format === 'yaml' ? jsonInline(value, compact) : jsonLines(value, layout, indent);
  if (key === undefined) return written;
  // YAML reads `"key":value`, but only where the key is quoted.
  return `${JSON.stringify(key)}${compact ? ':' : ': '}${written}`;
}

/** The offset of the comma that follows, past white space and comments. */
function commaAfter(text: string, from: number, to: number, format: FileFormat): number | undefined {
  const offset = skipTrivia(text, from, to, format);
  return offset < to && text[offset] === ',' ? offset : undefined;
}

function skipTrivia(text: string, from: number, to: number, format: FileFormat): number {
  const trivia = format === 'json' ? /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y : /(?:\s|(?<=\s)#[^\n]*)*/y;
  trivia.lastIndex = from;
  return Math.min(to, from + (trivia.exec(text)?.[0].length ?? 0));
}

function skipSpaces(text: string, from: number): number {
  let offset = from;
  while (text[offset] === ' ' || text[offset] === '\t') offset++;
  return offset;
}

/** Just after the last character in the range that is not white space. */
function endOfContent(text: string, from: number, to: number): number {
  return from + text.slice(from, to).trimEnd().length;
}

function afterLineBreak(text: string, offset: number): number {
  if (text.startsWith('\r\n', offset)) return offset + 2;
  return text[offset] === '\n' ? offset + 1 : offset;
}

function insert(offset: number, newText: string): TextEdit {
  return replace(offset, offset, newText);
}

function replace(start: number, end: number, newText: string): TextEdit {
  return { range: { start, end }, newText };
}
