/**
 * YAML as people and converters write it: block mappings and sequences with comments, scalars plain, quoted or in
 * blocks, and brackets. Read in one pass, more than ten times as quick as a parser of the whole language, which matters
 * at each keystroke in a large definition.
 *
 * What is read here reads exactly as the `yaml` package reads it, ranges included; the tests compare the two. All
 * else is left to that package, by giving up at the first thing that is not plainly right: errors, tabs, anchors and
 * aliases, tags, directives, several documents, complex keys, merge keys. One error only is read here: a key without its
 * colon, alone on its line, as it stands there while it is typed. The package would make one key of it and the next line.
 */
import type { ProblemList } from './problem-list.ts';
import { arrayNode, objectNode, scalarNode, type SyntaxMember, type SyntaxNode } from './syntax-node.ts';
import { blockValue, foldedValue, plainValue } from './yaml-scalars.ts';
import { YamlBrackets } from './yaml-brackets.ts';
import { BAR, COLON, CR, DASH, DOUBLE, GREATER, HASH, LF, NOT_EVERYDAY, OPEN_BRACE, OPEN_BRACKET, SINGLE, SPACE, soundText, valueNode } from './yaml-scanner.ts';
import { withoutLineBreak } from './yaml-tree.ts';

/** Control characters, tabs among them, and a carriage return on its own: they mean something to the package, or nothing good. */
const UNUSUAL = /[\0-\x09\x0b\x0c\x0e-\x1f]|\r(?!\n)/;

/** The package refuses keys of more than 1,024 characters; a little less is for it to measure. */
const LONGEST_KEY = 1_000;

/**
 * The root of a text that is written plainly, else undefined. Duplicate keys and missing colons are reported; where
 * nothing is returned, what was reported is of no use.
 *
 * @throws {TooManyNodes}
 */
export function readEverydayYaml(text: string, problems: ProblemList): SyntaxNode | undefined {
  if (UNUSUAL.test(text) || text.includes('\uFEFF', 1)) return undefined;
  try {
    return new EverydayReader(text, problems).document();
  } catch (error) {
    if (error === NOT_EVERYDAY) return undefined;
    throw error;
  }
}

/** Where the next content is. */
interface Place {
  readonly at: number;
  /** -1 at the end of the text. */
  readonly column: number;
  readonly lineStart: number;
  /** Lines of comment stand between it and the content before it. */
  readonly commentBefore: boolean;
}

class EverydayReader extends YamlBrackets implements Place {
  at = 0;
  column = -1;
  lineStart = 0;
  commentBefore = false;
  /** Of the key that was read last; `colon` is -1 where it has none. */
  private key = '';
  private keyStart = 0;
  private keyColumn = 0;
  private keyEnd = 0;
  private colon = 0;

  document(): SyntaxNode {
    const start = this.text.startsWith('\uFEFF') ? 1 : 0;
    this.toContent(start, true);
    if (this.column === 0 && this.text.startsWith('---', this.at)) this.finishLine(this.at + 3);
    if (this.column < 0) throw NOT_EVERYDAY;
    const code = this.code(this.at);
    let root: SyntaxNode | undefined;
    if (code === OPEN_BRACE || code === OPEN_BRACKET || this.startsItem()) root = this.node(-1, 0);
    // A scalar alone is no connector's file.
    else if (this.readKey() || this.readUnfinishedKey(true)) root = this.map(0);
    if (!root || this.column >= 0) throw NOT_EVERYDAY;
    return root;
  }

  /** To the first content at or behind a line's start, past blank lines and comments. */
  private toContent(lineStart: number, first = false): void {
    const { text } = this;
    this.commentBefore = false;
    for (let line = lineStart; line < text.length; ) {
      const at = this.skipSpaces(line);
      const code = text.charCodeAt(at);
      if (code !== LF && code !== CR && code !== HASH) {
        if (at >= text.length) break;
        this.at = at;
        this.lineStart = line;
        this.column = at - line;
        if (this.column === 0 && (text.startsWith('...', at) || (!first && text.startsWith('---', at)))) throw NOT_EVERYDAY;
        return;
      }
      this.commentBefore ||= code === HASH;
      const feed = text.indexOf('\n', at);
      if (feed < 0) break;
      line = feed + 1;
    }
    this.at = text.length;
    this.column = -1;
  }

  /** To the next content, where nothing but a comment stands between `from` and the line's end. */
  private finishLine(from: number): void {
    const { text } = this;
    let at = this.skipSpaces(from);
    if (this.code(at) === HASH && at > from) {
      const feed = text.indexOf('\n', at);
      at = feed < 0 ? text.length : feed;
    }
    if (this.code(at) === CR) at++;
    if (at < text.length && this.code(at) !== LF) throw NOT_EVERYDAY;
    this.toContent(at + 1);
  }

  private startsItem(): boolean {
    return this.code(this.at) === DASH && this.blankAt(this.at + 1);
  }

  /** The node at the next content, inside a block at column `parent`. */
  private node(parent: number, depth: number): SyntaxNode {
    if (this.startsItem()) return this.sequence(depth);
    if (this.readKey()) return this.map(depth);
    if (this.readUnfinishedKey(true)) return this.map(depth);
    return this.inline(this.at, parent, depth);
  }

  private map(depth: number): SyntaxNode {
    this.enter(depth);
    const { keyStart: start, keyColumn: column } = this;
    const members: SyntaxMember[] = [];
    let end = start;
    do {
      if (members.length > 0 && (this.startsItem() || !(this.readKey() || this.readUnfinishedKey(false)))) throw NOT_EVERYDAY;
      const { key, keyStart, keyEnd, colon } = this;
      const value = colon < 0 ? this.noValue(keyStart, keyEnd) : this.value(colon + 1, column, true, depth + 1);
      ({ end } = value.range);
      members.push({ key, keyRange: { start: keyStart, end: keyEnd }, value, range: { start: keyStart, end } });
    } while (this.column === column);
    if (this.column > column) throw NOT_EVERYDAY;
    this.problems.duplicateKeys(members);
    return objectNode(start, end, members, true);
  }

  private noValue(keyStart: number, keyEnd: number): SyntaxNode {
    this.problems.error('syntax', 'A colon and a space must follow this key.', keyStart, keyEnd);
    this.count();
    return scalarNode('null', keyEnd, keyEnd, null);
  }

  private sequence(depth: number): SyntaxNode {
    this.enter(depth);
    const { at: start, column } = this;
    const items: SyntaxNode[] = [];
    let end = start;
    do {
      const item = this.value(this.at + 1, column, false, depth + 1);
      ({ end } = item.range);
      items.push(item);
    } while (this.column === column && this.startsItem());
    if (this.column > column) throw NOT_EVERYDAY;
    return arrayNode(start, end, items, true);
  }

  /** What follows a colon or dash, up to `from`, of a block at column `parent`. */
  private value(from: number, parent: number, ofMember: boolean, depth: number): SyntaxNode {
    const at = this.skipSpaces(from);
    const code = this.code(at);
    if (code === LF || code === CR || Number.isNaN(code) || code === HASH) {
      this.finishLine(from);
      // Behind a comment, the package may take more lines into a scalar than its indentation says.
      if (this.commentBefore && this.column > parent && !this.startsItem() && !this.readKey()) throw NOT_EVERYDAY;
      // A sequence may stand in the column of its key.
      if (this.column > parent || (ofMember && this.column === parent && this.startsItem())) return this.node(parent, depth);
      this.count();
      return scalarNode('null', at, at, null);
    }
    if (ofMember) return this.inline(at, parent, depth);
    // A dash may be followed by a mapping or sequence whose column is where it starts.
    this.at = at;
    this.column = at - this.lineStart;
    return this.node(parent, depth);
  }

  /** Whether a key starts at the next content; it is then in `key`, `keyEnd` and `colon`. */
  private readKey(): boolean {
    const start = this.at;
    const code = this.code(start);
    if (code === DOUBLE || code === SINGLE) {
      const end = this.quoteEnd(start);
      const colon = this.skipSpaces(end);
      if (this.code(colon) !== COLON || !this.blankAt(colon + 1)) return false;
      const key = this.quoted(start, end, -1);
      return this.takeKey(key, end, colon);
    }
    if (code === OPEN_BRACKET || code === OPEN_BRACE || code === BAR || code === GREATER) return false;
    if (this.neverPlainAt(start)) throw NOT_EVERYDAY;
    let end = start;
    for (let at = start; ; at++) {
      const here = this.code(at);
      if (here === COLON && this.blankAt(at + 1)) return this.takeKey(this.text.slice(start, end), end, at);
      if (here === LF || here === CR || Number.isNaN(here) || (here === HASH && end < at)) return false;
      if (here !== SPACE) end = at + 1;
    }
  }

  private takeKey(key: string, end: number, colon: number): true {
    if (end - this.at > LONGEST_KEY || colon - this.at > LONGEST_KEY || (key === '<<' && this.code(this.at) !== DOUBLE && this.code(this.at) !== SINGLE)) throw NOT_EVERYDAY;
    this.key = key;
    this.keyStart = this.at;
    this.keyColumn = this.column;
    this.keyEnd = end;
    this.colon = colon;
    return true;
  }

  /**
   * Whether the next content is a key without its colon, alone on its line; then on to the content behind it. As the
   * `first` key of its mapping it could be text as well: the next line tells.
   */
  private readUnfinishedKey(first: boolean): boolean {
    const place = this.place();
    const { at: start, column } = place;
    const code = this.code(start);
    if (code === OPEN_BRACKET || code === OPEN_BRACE || code === BAR || code === GREATER || code === DOUBLE || code === SINGLE) return false;
    let end = start;
    for (let at = start; ; at++) {
      const here = this.code(at);
      if (here === LF || here === CR || Number.isNaN(here) || (here === HASH && end < at)) break;
      if (here !== SPACE) end = at + 1;
    }
    this.finishLine(end);
    const next = this.place();
    const unfinished = first ? this.column === column && !this.startsItem() && this.readKey() : this.column <= column;
    this.goTo(place);
    if (!unfinished) return false;
    this.takeKey(this.text.slice(start, end), end, -1);
    this.goTo(next);
    return true;
  }

  private place(): Place {
    const { at, column, lineStart, commentBefore } = this;
    return { at, column, lineStart, commentBefore };
  }

  private goTo({ at, column, lineStart, commentBefore }: Place): void {
    this.at = at;
    this.column = column;
    this.lineStart = lineStart;
    this.commentBefore = commentBefore;
  }

  /** A scalar or bracketed collection at `start`, and on to the content behind it. */
  private inline(start: number, parent: number, depth: number): SyntaxNode {
    const node = this.inlineNode(start, parent, depth);
    // Deeper than the block it would be in, it belongs to what has just ended: an error, whatever it is.
    if (this.column > parent) throw NOT_EVERYDAY;
    return node;
  }

  private inlineNode(start: number, parent: number, depth: number): SyntaxNode {
    const code = this.code(start);
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      const node = this.flow(start, parent, depth, true);
      this.finishLine(this.end);
      return node;
    }
    this.count();
    if (code === BAR || code === GREATER) return this.blockScalar(start, parent);
    if (code === DOUBLE || code === SINGLE) {
      const end = this.quoteEnd(start);
      const value = this.quoted(start, end, parent);
      this.finishLine(end);
      return scalarNode('string', start, end, value);
    }
    return this.plain(start, parent);
  }

  private plain(start: number, parent: number): SyntaxNode {
    if (parent < 0 || this.neverPlainAt(start)) throw NOT_EVERYDAY;
    let end = start;
    let lines = 0;
    for (let at = start; ; ) {
      // One line of it.
      let code = this.code(at);
      for (; code !== LF && code !== CR && !Number.isNaN(code); code = this.code(++at)) {
        if (code === COLON && this.blankAt(at + 1)) throw NOT_EVERYDAY;
        if (code === HASH && end < at) break;
        if (code !== SPACE) end = at + 1;
      }
      lines++;
      if (code === HASH) break;
      const next = this.continuation(at, parent);
      if (next < 0) break;
      at = next;
    }
    this.finishLine(end);
    const source = this.text.slice(start, end);
    const value = lines === 1 ? plainValue(source) : soundText(foldedValue(source));
    return valueNode(value, start, end);
  }

  /** Where a plain scalar goes on behind the line that ends at `lineEnd`; -1 where it does not. */
  private continuation(lineEnd: number, parent: number): number {
    for (let feed = this.text.indexOf('\n', lineEnd); feed >= 0; feed = this.text.indexOf('\n', feed + 1)) {
      const at = this.skipSpaces(feed + 1);
      const code = this.code(at);
      if (code === LF || code === CR) continue;
      return Number.isNaN(code) || code === HASH || at - feed - 1 <= parent ? -1 : at;
    }
    return -1;
  }

  private blockScalar(start: number, parent: number): SyntaxNode {
    const { text } = this;
    let headerEnd = start + 1;
    while (text.charAt(headerEnd) === '-' || text.charAt(headerEnd) === '+') headerEnd++;
    const header = text.slice(start, headerEnd);
    const feed = text.indexOf('\n', headerEnd);
    // An indentation indicator, or no line break, is for the package to read.
    if (feed < 0 || header.length > 2 || parent < 0 || !/^ *(?: #.*)?\r?$/.test(text.slice(headerEnd, feed))) throw NOT_EVERYDAY;
    const body = feed + 1;
    const bodyEnd = this.blockEnd(body, parent, header.endsWith('+'));
    this.toContent(bodyEnd);
    const value = soundText(blockValue(header, parent, text.slice(body, bodyEnd)));
    return scalarNode('string', start, withoutLineBreak(text, bodyEnd), value, true);
  }
}
