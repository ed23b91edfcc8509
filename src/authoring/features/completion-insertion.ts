/** Puts a candidate into the text: quotes, escapes, colons, commas, dashes and brackets as the place needs them. */
import type { TextRange } from '../../connector/connector.ts';
import { encoded, innerRange, scalarStyle, writtenScalar } from '../../connector/scalar-source.ts';
import type { SyntaxDocument, SyntaxNode } from '../../connector/syntax-node.ts';
import { lineEnd, lineStart } from '../../connector/text-layout.ts';
import type { Cursor, ItemSlot, KeySlot, Slot } from './completion-slots.ts';
import type { Candidate, PieceSlot } from './completion-values.ts';
import { written } from './completion-follow.ts';

export interface Insertion {
  readonly range: TextRange;
  readonly insertText: string;
  /** What the typed text is compared with, where that is not the label. */
  readonly filterText?: string;
  readonly snippet?: true;
}

/** Undefined where the place cannot hold the candidate. */
export function insertionOf(cursor: Cursor, slot: Slot | PieceSlot, candidate: Candidate): Insertion | undefined {
  const { value } = candidate;
  switch (slot.kind) {
    case 'piece': {
      const insertText = slot.style === 'script' ? value : encoded(value, slot.style);
      return insertText === undefined ? undefined : { range: slot.range, insertText, filterText: value };
    }
    case 'key':
      return keyInsertion(cursor, slot, candidate);
    case 'value':
      return scalarInsertion(cursor, slot.node, value, (text) => separated(cursor.document, text, cursor.offset, '"'));
    case 'item':
      return itemInsertion(cursor, slot, value);
  }
}

function itemInsertion(cursor: Cursor, { node, wrap }: ItemSlot, value: string): Insertion | undefined {
  const { document, offset } = cursor;
  if (wrap === undefined) return scalarInsertion(cursor, node, value, (text) => separated(document, text, offset, '"{['));
  const text = writtenScalar(document.format, value, '');
  const range = node ? lineOf(document, node.range) : { start: offset, end: offset };
  if (wrap === 'dash') return { range, insertText: `- ${text}`, filterText: value };
  return { range, insertText: spaced(document, offset, separated(document, `[${text}]`, offset, '"')), filterText: value };
}

/** In the quotes that are there, else with quotes where the format needs them. */
function scalarInsertion({ document, offset }: Cursor, node: SyntaxNode | undefined, value: string, finish: (text: string) => string): Insertion | undefined {
  const { text, format } = document;
  if (!node || node.range.start === node.range.end) {
    const range = typed(document, node?.range ?? { start: offset, end: offset }, offset);
    return { range, insertText: spaced(document, range.start, finish(writtenScalar(format, value, ''))), filterText: value };
  }
  if (offset < node.range.start) {
    // In front of the value. On a line further up something else was about to be written: what follows is the next key.
    const before = text.slice(offset, node.range.start).includes('\n');
    const range = { start: offset, end: before ? offset : lineOf(document, node.range).end };
    const insertText = writtenScalar(format, value, '');
    return { range, insertText: spaced(document, offset, before ? finish(insertText) : insertText), filterText: value };
  }
  const style = scalarStyle(document, node.range);
  const quote = text[node.range.start];
  if (node.kind !== 'string' || style === 'plain' || style === 'block' || (quote !== '"' && quote !== "'")) {
    return { range: lineOf(document, node.range), insertText: writtenScalar(format, value, ''), filterText: value };
  }
  const inner = innerRange(document, node.range);
  const range = lineOf(document, inner);
  const inside = encoded(value, style);
  if (inside === undefined) return undefined;
  // A quote that is not closed, or only by one further down, is closed here.
  const closed = text[inner.end] === quote && range.end === inner.end;
  return { range, insertText: closed ? inside : inside + quote, filterText: value };
}

function keyInsertion({ document, offset }: Cursor, { existing, owner, word }: KeySlot, { value, follow = {} }: Candidate): Insertion | undefined {
  const { text, format } = document;
  if (existing && hasColon(text, existing.keyRange.end)) {
    if (format === 'yaml') return { range: lineOf(document, existing.keyRange), insertText: writtenScalar('yaml', value, text.slice(existing.keyRange.start, existing.keyRange.end)), filterText: value };
    const insertText = encoded(value, 'json') ?? '';
    return { range: innerRange(document, existing.keyRange), insertText, filterText: value };
  }
  const flow = format === 'json' || (owner !== undefined && !owner.block);
  const range = existing ? lineOf(document, existing.keyRange) : word ? lineOf(document, word.range) : wordAt(text, offset);
  const quoted = format === 'json' && text[range.start] === '"';
  const key = format === 'json' ? JSON.stringify(value) : writtenScalar('yaml', value, '');
  const { text: behind, snippet } = written(follow, flow ? 'json' : 'yaml');
  const lead = snippet ? asSnippet(`${key}:`) : `${key}:`;
  const after = flow && hasMore(text, range.end, '"') ? ',' : '';
  const insertText = spaced(document, range.start, lead + behind + after);
  return { range, insertText, filterText: quoted ? key : value, snippet: snippet || undefined };
}

/** Snippets give a dollar sign, a closing brace and a backslash a meaning of their own. */
function asSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}

/** What was typed of a value that the parser made nothing of: in YAML `#/definitions/…` without quotes is a comment. */
function typed({ text, format }: SyntaxDocument, range: TextRange, offset: number): TextRange {
  const start = lineStart(text, offset);
  const comment = format === 'yaml' ? /(?<=[:-][ \t]+)#\/\S*$/.exec(text.slice(start, offset)) : undefined;
  if (comment) return { start: start + comment.index, end: lineEnd(text, offset) };
  return range.start <= offset && offset <= range.end ? range : { start: offset, end: offset };
}

function wordAt(text: string, offset: number): TextRange {
  const before = /[\w$@.:/-]*$/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
  // The dash of a list is no part of a word.
  const word = before.replace(/^-+$/, '');
  const after = /^[\w$@.:/-]*/.exec(text.slice(offset, lineEnd(text, offset)))?.[0] ?? '';
  return { start: offset - word.length, end: offset + after.length };
}

/** Editors replace within one line. */
function lineOf({ text }: SyntaxDocument, { start, end }: TextRange): TextRange {
  const last = lineEnd(text, start);
  return { start, end: Math.min(end, Math.max(start, last)) };
}

/** A colon or dash of YAML needs a blank behind it; in JSON it looks better. */
function spaced({ text }: SyntaxDocument, at: number, insertText: string): string {
  return /[:-]/.test(text[at - 1] ?? '') ? ` ${insertText}` : insertText;
}

/** With a comma where another member or item of JSON follows. */
function separated({ text, format }: SyntaxDocument, insertText: string, offset: number, starts: string): string {
  return format === 'json' && hasMore(text, offset, starts) ? `${insertText},` : insertText;
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

