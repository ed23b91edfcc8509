/** Adding, replacing and removing one child of a YAML collection that is laid out by indentation. */
import type { TextEdit } from './connector.ts';
import type { SyntaxDocument, SyntaxMember, SyntaxNode } from './syntax-node.ts';
import { layoutOf, lineEnd, lineStart, yamlLines, yamlScalar } from './text-layout.ts';

/** Gives a member of a block mapping another value; a comment behind the old value stays. */
export function replaceBlockMember(document: SyntaxDocument, member: SyntaxMember, value: unknown): TextEdit[] {
  const { text } = document;
  const { range } = member.value;
  const former = text.slice(range.start, range.end);
  const formerIsInline = former !== '' && !member.value.block && !member.value.alias && !former.includes('\n');
  if (formerIsInline && !isCollection(value)) return [{ range, newText: yamlScalar(value, former) }];

  const colon = text.indexOf(':', member.keyRange.end);
  const written = yamlLines({ [member.key]: value }, layoutOf(document), columnOf(text, member.keyRange.start));
  // The library writes `key: value` or `key:` and lines below; the key of the text stays as it is.
  const afterKey = written.slice(yamlLines({ [member.key]: 0 }, layoutOf(document), '').length - ' 0'.length);
  return [{ range: { start: colon + 1, end: former === '' ? colon + 1 : range.end }, newText: afterKey }];
}

/** Gives an item of a block sequence another value. */
export function replaceBlockItem(document: SyntaxDocument, sequence: SyntaxNode, index: number, value: unknown): TextEdit[] {
  const { text } = document;
  const item = sequence.items?.[index];
  if (!item) return [];
  const former = text.slice(item.range.start, item.range.end);
  if (former !== '' && !item.block && !item.alias && !isCollection(value)) return [{ range: item.range, newText: yamlScalar(value, former) }];
  const dash = dashOf(text, sequence, index);
  const written = yamlLines([value], layoutOf(document), columnOf(text, sequence.range.start));
  return [{ range: { start: dash, end: Math.max(dash + 1, item.range.end) }, newText: written }];
}

/** Adds a member (`key` given) or an item below the last one. */
export function insertIntoBlock(document: SyntaxDocument, collection: SyntaxNode, key: string | undefined, value: unknown): TextEdit[] {
  const layout = layoutOf(document);
  const indent = columnOf(document.text, collection.range.start);
  const written = yamlLines(key === undefined ? [value] : { [key]: value }, layout, indent);
  const at = lineEnd(document.text, collection.range.end);
  return [{ range: { start: at, end: at }, newText: layout.lineBreak + indent + written }];
}

/** Removes one of several children with its lines. The caller replaces a collection that would become empty. */
export function removeFromBlock({ text }: SyntaxDocument, collection: SyntaxNode, index: number): TextEdit[] {
  const start = childStart(text, collection, index);
  const next = childStart(text, collection, index + 1);
  const end = (collection.members ?? collection.items ?? [])[index]?.range.end;
  if (start === undefined || end === undefined) return [];

  if (text.slice(lineStart(text, start), start).trim() !== '') {
    // The first child shares its line with the dash or key above it: the second one moves up.
    return next === undefined ? [] : [{ range: { start, end: next }, newText: '' }];
  }
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  const below = text.startsWith('\r\n', to) ? to + 2 : to + 1;
  if (to < text.length) return [{ range: { start: from, end: below }, newText: '' }];
  // The last line of a text without final line break: the break before it goes instead.
  const above = text.slice(0, from).replace(/\r?\n$/, '').length;
  return [{ range: { start: above, end: to }, newText: '' }];
}

/** As many spaces as stand before the offset's column, since a dash may take their place. */
function columnOf(text: string, offset: number): string {
  return ' '.repeat(offset - lineStart(text, offset));
}

/** Undefined where there is no such child. */
function childStart(text: string, collection: SyntaxNode, index: number): number | undefined {
  if (collection.items) return index < collection.items.length ? dashOf(text, collection, index) : undefined;
  const range = collection.members?.[index]?.range;
  if (!range) return undefined;
  const explicit = /\?[ \t]+$/.exec(text.slice(lineStart(text, range.start), range.start));
  return range.start - (explicit?.[0].length ?? 0);
}

/** Items have no range of their own dash: it is the first one after the item before. */
function dashOf(text: string, sequence: SyntaxNode, index: number): number {
  const previous = sequence.items?.[index - 1];
  if (!previous) return sequence.range.start;
  const column = sequence.range.start - lineStart(text, sequence.range.start);
  // Only a dash in the sequence's own column counts: comments between the items may hold others.
  for (let feed = text.indexOf('\n', previous.range.end); feed >= 0; feed = text.indexOf('\n', feed + 1)) {
    const start = feed + 1;
    if (text[start + column] === '-' && text.slice(start, start + column).trim() === '') return start + column;
  }
  return sequence.range.start;
}

function isCollection(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
