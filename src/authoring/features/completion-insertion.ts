/** Puts candidates into the text: quotes, escapes, colons, commas, dashes and brackets as the place needs them. */
import type { TextRange } from '../../connector/connector.ts';
import { encoded, innerRange, scalarStyle, writtenScalar } from '../../connector/scalar-source.ts';
import type { SyntaxDocument, SyntaxNode } from '../../connector/syntax-node.ts';
import { lineEnd, lineStart } from '../../connector/text-layout.ts';
import { written } from './completion-follow.ts';
import type { Cursor, ItemSlot, KeySlot, Slot } from './completion-slots.ts';
import type { Candidate, PieceSlot } from './completion-values.ts';

export interface Insertion {
  readonly range: TextRange;
  readonly insertText: string;
  /** What the typed text is compared with, where that is not the label. */
  readonly filterText?: string;
  readonly snippet?: true;
}

/** Undefined where the place cannot hold the candidate. */
export type Inserter = (candidate: Candidate) => Insertion | undefined;

/** Looks at the place once, for all its candidates: lines of minified files are as long as the file. */
export function inserterFor(cursor: Cursor, slot: Slot | PieceSlot): Inserter {
  switch (slot.kind) {
    case 'piece':
      return pieceInserter(slot);
    case 'key':
      return keyInserter(cursor, slot);
    case 'value':
      return scalarInserter(cursor, slot.node, followedBy(cursor, '"'));
    case 'item':
      return itemInserter(cursor, slot);
  }
}

export function pieceInserter({ range, style }: PieceSlot): Inserter {
  return ({ value }) => {
    const insertText = style === 'script' ? value : encoded(value, style);
    return insertText === undefined ? undefined : { range, insertText, filterText: value };
  };
}

function itemInserter(cursor: Cursor, { node, wrap }: ItemSlot): Inserter {
  const { document, offset } = cursor;
  if (wrap === undefined) return scalarInserter(cursor, node, followedBy(cursor, '"{['));
  const range = node ? lineOf(document, node.range) : { start: offset, end: offset };
  const [lead, trail] = wrap === 'dash' ? ['- ', ''] : [`${blankAt(document, offset)}[`, `]${followedBy(cursor, '"')}`];
  return ({ value }) => ({ range, insertText: lead + writtenScalar(document.format, value, '') + trail, filterText: value });
}

/** In the quotes that are there, else with quotes where the format needs them. `comma` follows what is written anew. */
function scalarInserter({ document, offset }: Cursor, node: SyntaxNode | undefined, comma: string): Inserter {
  const { text, format } = document;
  const whole = (range: TextRange, lead = '', trail = ''): Inserter => {
    // The typed text is compared from the range's start, and so with its quote.
    const quote = range.start < offset ? /^["']?/.exec(text.slice(range.start, range.start + 1))?.[0] ?? '' : '';
    return ({ value }) => ({ range, insertText: lead + writtenScalar(format, value, '') + trail, filterText: quote + value + quote });
  };
  if (!node || node.range.start === node.range.end) {
    const range = typed(document, node?.range ?? { start: offset, end: offset }, offset);
    return whole(range, blankAt(document, range.start), comma);
  }
  if (offset < node.range.start) {
    // In front of the value. On a line further up something else was about to be written: what follows is the next key.
    const before = text.slice(offset, node.range.start).includes('\n');
    return whole({ start: offset, end: before ? offset : lineOf(document, node.range).end }, blankAt(document, offset), before ? comma : '');
  }
  const style = scalarStyle(document, node.range);
  const quote = text[node.range.start] ?? '';
  if (node.kind !== 'string' || style === 'plain' || style === 'block' || (quote !== '"' && quote !== "'")) return whole(lineOf(document, node.range));
  const inner = innerRange(document, node.range);
  // In front of the opening quote and behind the closing one, all of it is replaced.
  if (offset < inner.start || offset > inner.end) return whole(lineOf(document, node.range));
  const range = lineOf(document, inner);
  // A quote that is not closed, or only by one further down, is closed here.
  const closing = text[inner.end] === quote && range.end === inner.end ? '' : quote;
  return ({ value }) => {
    const inside = encoded(value, style);
    return inside === undefined ? undefined : { range, insertText: inside + closing, filterText: value };
  };
}

function keyInserter({ document, offset }: Cursor, { existing, owner, word }: KeySlot): Inserter {
  const { text, format } = document;
  if (existing && hasColon(text, existing.keyRange.end)) {
    const inner = innerRange(document, existing.keyRange);
    const inside = inner.start <= offset && offset <= inner.end && format === 'json';
    const range = inside ? inner : lineOf(document, existing.keyRange);
    const former = text.slice(range.start, range.end);
    const quote = !inside && range.start < offset && /^["']/.test(former) ? former.slice(0, 1) : '';
    return ({ value }) => ({ range, insertText: inside ? (encoded(value, 'json') ?? '') : writtenScalar(format, value, former), filterText: quote + value + quote });
  }
  const flow = format === 'json' || (owner !== undefined && !owner.block);
  const range = existing ? lineOf(document, existing.keyRange) : word ? lineOf(document, word.range) : wordAt(text, offset);
  const quoted = format === 'json' && text[range.start] === '"';
  const lead = blankAt(document, range.start);
  const comma = flow && hasMore(text, range.end, '"') ? ',' : '';
  return ({ value, follow = {} }) => {
    const key = format === 'json' ? JSON.stringify(value) : writtenScalar('yaml', value, '');
    const { text: behind, snippet } = written(follow, flow ? 'json' : 'yaml');
    return { range, insertText: `${lead}${snippet ? asSnippet(key) : key}:${behind}${comma}`, filterText: quoted ? key : value, snippet: snippet || undefined };
  };
}

/** Snippets give a dollar sign, a closing brace and a backslash a meaning of their own. */
function asSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}

/** What was typed of a value that the parser made nothing of: in YAML `#/definitions/…` without quotes is a comment. */
function typed({ text, format }: SyntaxDocument, range: TextRange, offset: number): TextRange {
  if (format === 'yaml') {
    const start = lineStart(text, offset);
    const comment = /(?<=[:-][ \t]+)#\/\S*$/.exec(text.slice(start, offset));
    if (comment) return { start: start + comment.index, end: lineEnd(text, offset) };
  }
  return range.start <= offset && offset <= range.end ? range : { start: offset, end: offset };
}

/** Longer words are none. */
const LONGEST_WORD = 200;

function wordAt(text: string, offset: number): TextRange {
  const before = /[\w$@.:/-]*$/.exec(text.slice(Math.max(0, offset - LONGEST_WORD), offset))?.[0] ?? '';
  // The dash of a list is no part of a word.
  const word = before.replace(/^-+$/, '');
  const after = /^[\w$@.:/-]*/.exec(text.slice(offset, offset + LONGEST_WORD))?.[0] ?? '';
  return { start: offset - word.length, end: offset + after.length };
}

/** Editors replace within one line. */
function lineOf({ text }: SyntaxDocument, { start, end }: TextRange): TextRange {
  const feed = text.slice(start, end).search(/\r?\n/);
  return { start, end: feed < 0 ? end : start + feed };
}

/** A colon or dash of YAML needs a blank behind it; in JSON it looks better. */
function blankAt({ text }: SyntaxDocument, at: number): string {
  return /[:-]/.test(text[at - 1] ?? '') ? ' ' : '';
}

/** A comma where another member or item of JSON follows. */
function followedBy({ document: { text, format }, offset }: Cursor, starts: string): string {
  return format === 'json' && hasMore(text, offset, starts) ? ',' : '';
}

function hasMore(text: string, from: number, starts: string): boolean {
  const next = /\S/g;
  next.lastIndex = from;
  const found = next.exec(text);
  return found !== null && starts.includes(found[0]);
}

function hasColon(text: string, from: number): boolean {
  return /^[ \t]*:/.test(text.slice(from, from + 20));
}
