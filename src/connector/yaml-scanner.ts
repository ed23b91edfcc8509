/** Places in a YAML text, and the scalars and counts that every reader of everyday YAML needs (see everyday-yaml.ts). */
import type { ProblemList } from './problem-list.ts';
import { MAXIMUM_DEPTH, MAXIMUM_NODES, TooManyNodes, scalarNode, type SyntaxNode } from './syntax-node.ts';
import { quotedValue } from './yaml-scalars.ts';

/** Leaves a reader where the text needs the whole language. One for all, since it can be thrown at each keystroke. */
export const NOT_EVERYDAY = new Error('This is not everyday YAML.');

export const [SPACE, LF, CR, DASH, COLON, HASH, COMMA, QUESTION, DOUBLE, SINGLE] = [32, 10, 13, 45, 58, 35, 44, 63, 34, 39];
export const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE, BAR, GREATER] = [91, 93, 123, 125, 124, 62];
/** No plain scalar starts with one of these: `& * ! % @` and the backtick, `, ] }` and `#`. */
const NEVER_PLAIN = new Set([38, 42, 33, 37, 64, 96, COMMA, CLOSE_BRACKET, CLOSE_BRACE, HASH]);

export class YamlScanner {
  protected readonly text: string;
  protected readonly problems: ProblemList;
  private nodes = 0;

  constructor(text: string, problems: ProblemList) {
    this.text = text;
    this.problems = problems;
  }

  protected code(offset: number): number {
    return this.text.charCodeAt(offset);
  }

  /** Whether a space, a line break or the end of the text is there. */
  protected blankAt(offset: number): boolean {
    const code = this.code(offset);
    return code === SPACE || code === LF || code === CR || Number.isNaN(code);
  }

  protected skipSpaces(offset: number): number {
    let at = offset;
    while (this.code(at) === SPACE) at++;
    return at;
  }

  protected neverPlainAt(offset: number): boolean {
    const code = this.code(offset);
    return NEVER_PLAIN.has(code) || ((code === DASH || code === QUESTION || code === COLON) && this.blankAt(offset + 1));
  }

  protected flowIndicatorAt(offset: number): boolean {
    const code = this.code(offset);
    return code === COMMA || code === OPEN_BRACKET || code === CLOSE_BRACKET || code === OPEN_BRACE || code === CLOSE_BRACE;
  }

  protected count(): void {
    if (++this.nodes > MAXIMUM_NODES) throw new TooManyNodes();
  }

  /** Begins a collection. */
  protected enter(depth: number): void {
    if (depth >= MAXIMUM_DEPTH) throw NOT_EVERYDAY;
    this.count();
  }

  /** The place behind the closing quote. */
  protected quoteEnd(start: number): number {
    const { text } = this;
    const quote = text.charAt(start);
    let at = start;
    for (;;) {
      at = text.indexOf(quote, at + 1);
      if (at < 0) throw NOT_EVERYDAY;
      if (quote === "'") {
        if (this.code(at + 1) !== SINGLE) return at + 1;
        at++;
      } else {
        let escapes = 0;
        while (text.charAt(at - 1 - escapes) === '\\') escapes++;
        if (escapes % 2 === 0) return at + 1;
      }
    }
  }

  /** The text in quotes. Its further lines are deeper than `parent`; below zero there are none. */
  protected quoted(start: number, end: number, parent: number): string {
    const source = this.text.slice(start, end);
    for (let feed = source.indexOf('\n'); feed >= 0; feed = source.indexOf('\n', feed + 1)) {
      const at = this.skipSpaces(start + feed + 1);
      const blank = this.code(at) === LF || this.code(at) === CR;
      if (parent < 0 || (!blank && at - (start + feed + 1) <= parent)) throw NOT_EVERYDAY;
    }
    return soundText(quotedValue(source));
  }

  /** Where the lines of a block scalar end: before the first line that is less indented than its first one. */
  protected blockEnd(body: number, parent: number, keep: boolean): number {
    const { text } = this;
    let indent = -1;
    let end = body;
    let contentEnd = body;
    // Whether blank lines at the end belong to the text depends on more than is read here.
    let unclear = false;
    for (let line = body; line < text.length; ) {
      const at = this.skipSpaces(line);
      const blank = this.code(at) === LF || this.code(at) === CR || at >= text.length;
      if (!blank) {
        if (indent < 0) {
          if (at - line <= parent) break;
          indent = at - line;
        }
        if (at - line < indent) break;
        unclear = false;
      } else if (indent < 0 && (keep || at - line > parent)) {
        // What blank lines before the first one mean depends on their length.
        throw NOT_EVERYDAY;
      } else if (at - line > indent || (keep && at >= text.length)) {
        unclear = true;
      }
      const feed = text.indexOf('\n', at);
      end = feed < 0 ? text.length : feed + 1;
      if (!blank) contentEnd = end;
      line = end;
    }
    if (indent < 0 || unclear) throw NOT_EVERYDAY;
    return keep ? end : contentEnd;
  }
}

export function valueNode(value: string | number | boolean | null, start: number, end: number): SyntaxNode {
  if (typeof value === 'string') return scalarNode('string', start, end, value);
  if (typeof value === 'number') return scalarNode('number', start, end, value);
  return typeof value === 'boolean' ? scalarNode('boolean', start, end, value) : scalarNode('null', start, end, null);
}

export function soundText(value: string | undefined): string {
  if (value === undefined) throw NOT_EVERYDAY;
  return value;
}
