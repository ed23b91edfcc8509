/**
 * JSON text to syntax tree. Tokens are those of VS Code's own scanner (jsonc-parser), and broken text is recovered as
 * its parser does; but the tree is built at once, without a second one between. Where brackets seem missing or too many,
 * a second reading is led by indentation, and the better of the two counts. Comments and trailing commas are read over
 * with a warning each: JSON (RFC 8259) has neither.
 */
import { createScanner, type JSONScanner } from 'jsonc-parser';
import { BracketGuide } from './bracket-guide.ts';
import { TOKEN } from './json-tokens.ts';
import { KnownTexts } from './known-texts.ts';
import { ProblemList } from './problem-list.ts';
import { MAXIMUM_DEPTH, MAXIMUM_NODES, TOO_DEEP, TooManyNodes, arrayNode, memberNode, objectNode, scalarNode, type SyntaxDocument, type SyntaxMember, type SyntaxNode } from './syntax-node.ts';
import { asciiUnits } from './text-units.ts';

/** What the scanner finds wrong in a token, by its number. */
const TOKEN_PROBLEMS: readonly string[] = [
  '',
  'The comment is not closed.',
  'The text is not closed by a double quote.',
  'The number is incomplete.',
  'The \\u escape needs four hexadecimal digits.',
  'This escape is not known in JSON.',
  'A control character must be written as an escape.',
];

/** With its quotes. Longer texts are hardly ever the same. */
const LONGEST_REPEATED = 16;

const COMMENT = 'JSON has no comments, and the platform and other tools refuse a file that has one. Remove it.';
const TRAILING_COMMA = 'No value follows this comma, and the platform and other tools refuse a file with such a comma. Remove it.';

/** Never throws; ranges are offsets into `text`, byte order mark included. */
export function parseJson(text: string): SyntaxDocument {
  const plain = new JsonReader(text);
  let root = plain.root();
  let { found } = plain.problems;
  if (root && plain.bracketsDoubtful) {
    const guided = new JsonReader(text, new BracketGuide(text));
    const other = guided.root();
    if (other && guided.nodes >= plain.nodes && guided.problems.errors <= plain.problems.errors) {
      root = other;
      ({ found } = guided.problems);
    }
  }
  return { format: 'json', text, root, problems: found };
}

class JsonReader {
  readonly problems: ProblemList;
  /** Values read so far. */
  nodes = 0;
  /** Brackets seem missing or too many. */
  bracketsDoubtful = false;
  private readonly text: string;
  private readonly units: Uint8Array;
  private readonly guide: BracketGuide | undefined;
  private readonly scanner: JSONScanner;
  private readonly known = new KnownTexts();
  /** The current token; `start` and `end` are its range. */
  private token: number = TOKEN.unknown;
  private start = 0;
  private end = 0;
  /** Of a string token without escapes, whose content stands between its quotes; 0 for the others, which the scanner has read. */
  private hash = 0;
  /** Where the token before the current one ends. */
  private previousEnd = 0;
  /** A word that is no JSON value was passed over just before the current token, and has been reported. */
  private passedUnknown = false;
  /** The current token is the key of a member that follows one without value, which has been reported. */
  private nextMember = false;
  private depth = 0;
  /** What the open collections hold so far, those of inner ones behind those of outer ones: a list that grows by itself keeps room for 16. */
  private readonly open: (SyntaxMember | SyntaxNode)[] = [];
  private opened = 0;
  private endReported = false;

  constructor(text: string, guide?: BracketGuide) {
    this.text = text;
    this.units = asciiUnits(text);
    this.guide = guide;
    this.problems = new ProblemList(text.length);
    this.scanner = createScanner(text, false);
    // The byte order mark is no JSON white space.
    if (text.charCodeAt(0) === 0xfeff) this.end = 1;
  }

  root(): SyntaxNode | undefined {
    this.next();
    if (this.token === TOKEN.end) return undefined;
    try {
      const root = this.value();
      if (!root) this.expected('A value is expected here.');
      else if (this.token !== TOKEN.end) this.surplus();
      return root;
    } catch (error) {
      if (!(error instanceof TooManyNodes)) throw error;
      this.problems.error('size', error.message, 0, this.text.length);
      return undefined;
    }
  }

  /** To the next token that is neither white space nor comment nor an unknown word. */
  private next(): void {
    const { units } = this;
    this.previousEnd = this.end;
    this.passedUnknown = false;
    for (;;) {
      let start = this.end;
      let code = units[start];
      // Indentation is half of a definition: passing it here spares the scanner a string of each blank.
      while (code === 32 || code === 10 || code === 13 || code === 9) code = units[++start];
      this.start = start;
      this.end = start + 1;
      switch (code) {
        case 123: this.token = TOKEN.openBrace; return;
        case 125: this.token = TOKEN.closeBrace; return;
        case 91: this.token = TOKEN.openBracket; return;
        case 93: this.token = TOKEN.closeBracket; return;
        case 44: this.token = TOKEN.comma; return;
        case 58: this.token = TOKEN.colon; return;
        case 34: if (this.plainString() || this.scanned()) return; break;
        default: if (this.scanned()) return;
      }
    }
  }

  /**
   * Most tokens are strings without an escape, and passing over one takes a loop. The scanner reads those that have
   * one, and broken ones: false.
   */
  private plainString(): boolean {
    const { units } = this;
    let hash = 1;
    for (let at = this.end; ; at++) {
      const code = units[at] ?? 0;
      if (code === 34) {
        this.token = TOKEN.string;
        this.end = at + 1;
        this.hash = hash || 1;
        return true;
      }
      if (code < 32 || code === 92) return false;
      hash = (Math.imul(hash, 31) + code) | 0;
    }
  }

  /** What a key says. Keys repeat, and a text that is one already needs no other. */
  private keyText(): string {
    return this.hash === 0 ? this.scanner.getTokenValue() : this.known.text(this.text, this.start + 1, this.end - 1, this.hash);
  }

  /** What a text says; `string` and `object` repeat as well. */
  private valueText(): string {
    if (this.hash === 0) return this.scanner.getTokenValue();
    return this.end - this.start <= LONGEST_REPEATED ? this.keyText() : this.text.slice(this.start + 1, this.end - 1);
  }

  /** Lets the scanner read the token at `start`; false where it is to be passed over. */
  private scanned(): boolean {
    const { scanner, start } = this;
    this.hash = 0;
    scanner.setPosition(start);
    this.token = scanner.scan();
    this.end = scanner.getPosition();
    const problem = scanner.getTokenError();
    if (problem !== 0) this.problems.error('syntax', TOKEN_PROBLEMS[problem] ?? 'This is not valid JSON.', start, this.end);
    if (this.token < TOKEN.lineComment || this.token === TOKEN.end) return true;
    if (this.token === TOKEN.unknown) {
      this.problems.error('syntax', 'This is not a JSON value. Put text in double quotes.', start, this.end);
      this.passedUnknown = true;
    } else if (problem === 0) {
      this.problems.warning('comment', COMMENT, start, this.end);
    }
    return false;
  }

  /** The value that starts with the current token, which is then the one behind it; undefined where none starts. */
  private value(): SyntaxNode | undefined {
    const { start, end, token } = this;
    if (token > TOKEN.number || token === TOKEN.closeBrace || token === TOKEN.closeBracket || token === TOKEN.comma || token === TOKEN.colon) return undefined;
    if (++this.nodes > MAXIMUM_NODES) throw new TooManyNodes();
    switch (token) {
      case TOKEN.openBrace: return this.depth >= MAXIMUM_DEPTH ? this.tooDeep() : this.object();
      case TOKEN.openBracket: return this.depth >= MAXIMUM_DEPTH ? this.tooDeep() : this.array();
      case TOKEN.string: {
        const value = this.valueText();
        this.next();
        return scalarNode('string', start, end, value);
      }
      case TOKEN.number: {
        const value = Number(this.scanner.getTokenValue());
        if (Number.isNaN(value)) this.problems.error('syntax', 'This is not a JSON number.', start, end);
        this.next();
        return scalarNode('number', start, end, Number.isNaN(value) ? 0 : value);
      }
      case TOKEN.null:
        this.next();
        return scalarNode('null', start, end, null);
      default:
        this.next();
        return scalarNode('boolean', start, end, token === TOKEN.true);
    }
  }

  private object(): SyntaxNode {
    const { start, open } = this;
    const from = this.opened;
    this.depth++;
    this.guide?.open(start, TOKEN.closeBrace);
    this.next();
    let needsComma = false;
    while (!this.endsAt(TOKEN.closeBrace)) {
      if (this.token === TOKEN.comma) {
        if (this.comma(needsComma, TOKEN.closeBrace)) break;
      } else if (needsComma && !this.nextMember) {
        this.noComma();
      }
      this.nextMember = false;
      if (this.token === TOKEN.string) {
        this.member();
      } else {
        this.expected('A property name in double quotes is expected here.');
        this.skipTo(TOKEN.closeBrace);
      }
      needsComma = true;
    }
    const end = this.close(TOKEN.closeBrace, 'A closing brace } is missing.', start);
    this.depth--;
    const members = open.slice(from, this.opened) as SyntaxMember[];
    this.opened = from;
    this.problems.duplicateKeys(members);
    return objectNode(start, end, members);
  }

  /** Nothing is added for a member whose colon or value is missing: that is reported. */
  private member(): void {
    const keyStart = this.start;
    const keyEnd = this.end;
    const key = this.keyText();
    this.next();
    const colon = this.token === TOKEN.colon;
    if (colon) this.next();
    // Someone types a member in front of another one: that one stays what it is.
    this.nextMember = this.token === TOKEN.string && this.isColonBehind();
    if (this.nextMember) {
      this.missing(colon ? 'A value is expected here.' : 'A colon is expected here.');
      return;
    }
    if (!colon) this.expected('A colon is expected here.');
    // Without a colon a text may be the next key; a bracket can only be the value.
    const value = colon || this.token === TOKEN.openBrace || this.token === TOKEN.openBracket ? this.value() : undefined;
    if (value) {
      this.open[this.opened++] = memberNode(key, value, keyStart, keyEnd);
      return;
    }
    if (colon) this.expected('A value is expected here.');
    this.skipTo(TOKEN.closeBrace);
  }

  private isColonBehind(): boolean {
    const { units } = this;
    let at = this.end;
    let code = units[at];
    while (code === 32 || code === 10 || code === 13 || code === 9) code = units[++at];
    return code === 58;
  }

  private array(): SyntaxNode {
    const { start, open } = this;
    const from = this.opened;
    this.depth++;
    this.guide?.open(start, TOKEN.closeBracket);
    this.next();
    let needsComma = false;
    while (!this.endsAt(TOKEN.closeBracket)) {
      if (this.token === TOKEN.comma) {
        if (this.comma(needsComma, TOKEN.closeBracket)) break;
      } else if (needsComma) {
        this.noComma();
      }
      const item = this.value();
      if (item) {
        open[this.opened++] = item;
      } else {
        this.expected('A value is expected here.');
        this.skipTo(TOKEN.closeBracket);
      }
      needsComma = true;
    }
    const end = this.close(TOKEN.closeBracket, 'A closing bracket ] is missing.', start);
    this.depth--;
    const items = open.slice(from, this.opened) as SyntaxNode[];
    this.opened = from;
    return arrayNode(start, end, items);
  }

  /** Past a comma; true where it was the last thing before the closing bracket. */
  private comma(afterValue: boolean, closer: number): boolean {
    const { start, end } = this;
    if (!afterValue) this.expected('A value is expected here.');
    this.next();
    this.passStrays();
    if (!this.isOwn(closer)) return false;
    if (afterValue) this.problems.warning('trailingComma', TRAILING_COMMA, start, end);
    return true;
  }

  /** Whether the collection opened last ends here: at its closing bracket, or where it is missing. */
  private endsAt(closer: number): boolean {
    const { guide } = this;
    if (!guide || this.token === TOKEN.end) return this.token === closer || this.token === TOKEN.end;
    this.passStrays();
    if (this.token === TOKEN.closeBrace || this.token === TOKEN.closeBracket || this.token === TOKEN.end) return true;
    return this.token !== TOKEN.comma && guide.standsOutside(this.start);
  }

  /** Past closing brackets that by their indentation close nothing. */
  private passStrays(): void {
    while (this.guide && (this.token === TOKEN.closeBrace || this.token === TOKEN.closeBracket) && this.guide.missingBefore(this.token, this.start) < 0) {
      this.problems.error('syntax', 'This bracket closes nothing. Remove it, or add the one that opens.', this.start, this.end);
      this.next();
    }
  }

  /** Past the closing bracket; where it is missing, the collection goes as far as what was read. Gives its end. */
  private close(closer: number, message: string, opened: number): number {
    const { end } = this;
    const own = this.isOwn(closer);
    this.guide?.close();
    if (own) {
      this.next();
      return end;
    }
    this.bracketsDoubtful = true;
    // At the end of the text every open collection misses its bracket: the innermost speaks for all.
    if (this.token !== TOKEN.end || !this.endReported) this.problems.error('syntax', message, this.start, end, { start: opened, end: opened + 1 });
    if (this.token !== TOKEN.end) return this.previousEnd;
    this.endReported = true;
    return this.text.length;
  }

  /** Whether the current token closes the collection opened last. */
  private isOwn(closer: number): boolean {
    return this.token === closer && (this.guide?.missingBefore(closer, this.start) ?? 0) === 0;
  }

  private noComma(): void {
    // A collection without its closing bracket has taken the comma behind it.
    if (!this.guide || this.text[this.previousEnd - 1] !== ',') this.expected('A comma is expected here.');
  }

  /** What follows the root; after one bracket too many, that is the rest of it. */
  private surplus(): void {
    this.bracketsDoubtful = true;
    this.problems.error('syntax', 'The document ends before this; remove what follows.', this.start, this.end);
  }

  private expected(message: string): void {
    if (this.token !== TOKEN.comma) this.bracketsDoubtful = true;
    this.missing(message);
  }

  private missing(message: string): void {
    if (!this.passedUnknown) this.problems.error('syntax', message, this.start, this.end);
  }

  /** To the next comma, or to the closing bracket. */
  private skipTo(closer: number): void {
    while (this.token !== TOKEN.end && this.token !== TOKEN.comma && this.token !== closer) {
      if (this.guide && (this.token === TOKEN.closeBrace || this.token === TOKEN.closeBracket)) return;
      this.next();
    }
  }

  /** An empty collection for one that lies too deep, without recursion: its brackets are counted. */
  private tooDeep(): SyntaxNode {
    const { start, token } = this;
    this.problems.error('depth', TOO_DEEP, start, this.end);
    let open = 0;
    let { end } = this;
    do {
      if (this.token === TOKEN.openBrace || this.token === TOKEN.openBracket) open++;
      if (this.token === TOKEN.closeBrace || this.token === TOKEN.closeBracket) open--;
      ({ end } = this);
      this.next();
    } while (open > 0 && this.token !== TOKEN.end);
    return token === TOKEN.openBrace ? objectNode(start, end, []) : arrayNode(start, end, []);
  }
}
