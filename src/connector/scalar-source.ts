/**
 * A string's value and the characters of the text that stand for it: where a stretch of the value is written, and how
 * to write another stretch in its place without touching the rest. Escapes by RFC 8259 §7 (JSON) and YAML 1.2.2 §5.7,
 * §7.3 (quotes).
 */
import type { FileFormat, TextEdit, TextRange } from './connector.ts';
import { yamlScalar } from './text-layout.ts';

/** A string of a document: a scalar node, or a member's key. */
export interface ScalarSource {
  /** Quotes included. */
  readonly range: TextRange;
  readonly value: string;
}

export type ScalarStyle = 'json' | 'double' | 'single' | 'plain' | 'block';

/** What stands between the quotes may be replaced by this. */
export interface ValuePiece {
  /** In the value. */
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

interface Source {
  readonly format: FileFormat;
  readonly text: string;
}

export function scalarStyle({ format, text }: Source, { start }: TextRange): ScalarStyle {
  if (format === 'json') return 'json';
  const first = text[start];
  return first === '"' ? 'double' : first === "'" ? 'single' : first === '|' || first === '>' ? 'block' : 'plain';
}

/** The range between the quotes, or the whole range where there are none. A quote that is not closed hides nothing. */
export function innerRange(source: Source, range: TextRange): TextRange {
  const style = scalarStyle(source, range);
  const quote = style === 'single' ? "'" : style === 'json' || style === 'double' ? '"' : undefined;
  if (quote === undefined || source.text[range.start] !== quote) return range;
  return { start: range.start + 1, end: isClosed(source.text, range, quote) ? range.end - 1 : range.end };
}

/** Whether a quoted scalar has its closing quote. */
function isClosed(text: string, { start, end }: TextRange, quote: string): boolean {
  if (end - start < 2 || text[end - 1] !== quote) return false;
  let backslashes = 0;
  if (quote === '"') while (text[end - 2 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 0;
}

/**
 * Where a stretch of the value stands in the text. Undefined where that cannot be told, as in a scalar of several lines
 * that repeats the stretch across a line break.
 */
export function sourceRange(source: Source, { range, value }: ScalarSource, start: number, end: number): TextRange | undefined {
  const { text } = source;
  const inner = innerRange(source, range);
  const written = text.slice(inner.start, inner.end);
  if (written === value) return { start: inner.start + start, end: inner.start + end };
  const style = scalarStyle(source, range);
  if (!written.includes('\n') && style !== 'plain' && style !== 'block') {
    const from = offsetOf(written, style, start);
    const to = from === undefined ? undefined : offsetOf(written, style, end);
    if (from !== undefined && to !== undefined) return { start: inner.start + from, end: inner.start + to };
  }
  return sameOccurrence(written, inner.start, value, start, end);
}

/**
 * Edits that put other texts in the place of stretches of a string, in its own quotes. The stretches do not overlap.
 * Where a stretch has no place of its own in the text, or the quotes cannot hold its new text, the whole string is
 * written anew.
 */
export function rewriteScalar(source: Source, scalar: ScalarSource, pieces: readonly ValuePiece[]): TextEdit[] {
  const style = scalarStyle(source, scalar.range);
  if (style !== 'plain') {
    const edits = pieces.map(({ start, end, newText }) => {
      const range = sourceRange(source, scalar, start, end);
      const written = encoded(newText, style);
      return range && written !== undefined ? { range, newText: written } : undefined;
    });
    if (edits.every((edit) => edit !== undefined)) return edits;
  }
  let value = '';
  let done = 0;
  for (const { start, end, newText } of pieces.toSorted((left, right) => left.start - right.start)) {
    value += scalar.value.slice(done, start) + newText;
    done = end;
  }
  value += scalar.value.slice(done);
  return [{ range: scalar.range, newText: writtenScalar(source.format, value, source.text.slice(scalar.range.start, scalar.range.end)) }];
}

/** A whole string as the format has it, in the quotes that `former` had where it can be. */
export function writtenScalar(format: FileFormat, value: string, former: string): string {
  if (format === 'json') return JSON.stringify(value);
  // Brackets and commas would end a plain scalar inside flow collections: where they are new, quotes are safe anywhere.
  if (!/^["']/.test(former) && [...',[]{}'].some((character) => value.includes(character) && !former.includes(character))) return JSON.stringify(value);
  return yamlScalar(value, former);
}

/** The characters that stand for a text between the quotes of a style; undefined where the style has none for them. */
export function encoded(value: string, style: ScalarStyle): string | undefined {
  if (style === 'json' || style === 'double') return JSON.stringify(value).slice(1, -1);
  // Control characters have no form in the other styles.
  if (!/^[^\x00-\x1f\x7f-\x9f\ufeff]*$/.test(value)) return undefined;
  return style === 'single' ? value.replaceAll("'", "''") : value;
}

/** The place in a quoted text of one line at which the given number of UTF-16 units of the value stand before. */
function offsetOf(written: string, style: ScalarStyle, units: number): number | undefined {
  let offset = 0;
  let left = units;
  while (left > 0 && offset < written.length) {
    const { length, stands } = stepAt(written, offset, style);
    offset += length;
    left -= stands;
  }
  return left === 0 ? offset : undefined;
}

/** How many characters one step takes in the text, and how many units of the value they stand for. */
function stepAt(written: string, offset: number, style: ScalarStyle): { readonly length: number; readonly stands: number } {
  if (style === 'single') return { length: written.startsWith("''", offset) ? 2 : 1, stands: 1 };
  if (written[offset] !== '\\') return { length: 1, stands: 1 };
  const escape = written[offset + 1];
  if (escape === 'u') return { length: 6, stands: 1 };
  if (style === 'double' && escape === 'x') return { length: 4, stands: 1 };
  if (style === 'double' && escape === 'U') return { length: 10, stands: Number.parseInt(written.slice(offset + 2, offset + 10), 16) > 0xffff ? 2 : 1 };
  return { length: 2, stands: 1 };
}

/** In UTF-16 units. What is longer is written on more than one line, and so with other characters than the value has. */
const LONGEST_STRETCH = 1000;

/** Line breaks and indentation do not change how often a word occurs: the n-th in the value is the n-th in the text. */
function sameOccurrence(written: string, from: number, value: string, start: number, end: number): TextRange | undefined {
  const piece = value.slice(start, end);
  if (piece === '' || piece.length > LONGEST_STRETCH) return undefined;
  const { inValue, inText } = occurrences(value, written, piece);
  const place = inText[inValue.indexOf(start)];
  return inValue.length === inText.length && place !== undefined ? { start: from + place, end: from + place + piece.length } : undefined;
}

interface Occurrences {
  readonly inValue: readonly number[];
  readonly inText: readonly number[];
}

/** Of the scalar that was asked about last, by stretch: whoever asks for one place of a word asks for all of them, one by one. */
let last: { readonly value: string; readonly written: string; readonly byPiece: Map<string, Occurrences> } = { value: '', written: '', byPiece: new Map() };

function occurrences(value: string, written: string, piece: string): Occurrences {
  if (last.value !== value || last.written !== written) last = { value, written, byPiece: new Map() };
  let known = last.byPiece.get(piece);
  if (!known) last.byPiece.set(piece, (known = { inValue: placesOf(value, piece), inText: placesOf(written, piece) }));
  return known;
}

function placesOf(text: string, piece: string): number[] {
  const places: number[] = [];
  for (let place = text.indexOf(piece); place >= 0; place = text.indexOf(piece, place + 1)) places.push(place);
  return places;
}
