/** JSON snippets as YAML snippets, placeholders included. Texts stay texts: what YAML would take for something else is quoted. */
import { yamlKey, yamlText } from '../commands/yaml-scalars.ts';
import { fillIn, readSnippet, writeSnippet, type SnippetPlaceholder } from './snippet-text.ts';

export interface YamlSnippetLayout {
  /** One step of indentation. */
  readonly step: string;
  /** What lines after the first begin with. The editor adds the white space of the line where the snippet is put in. */
  readonly indent: string;
}

/**
 * The lines of `key: value`.
 *
 * @param snippet A member as the JSON service writes it: `"key": { … }`, or `"key"` alone.
 * @param hasColon The key has its colon already, and gets no value.
 */
export function yamlMember(snippet: string, layout: YamlSnippetLayout, hasColon: boolean): string | undefined {
  const { text, placeholders } = readSnippet(snippet.replace(/,\s*$/, ''));
  const key = parse(text);
  if (typeof key === 'string') return writeSnippet(oneLineKey(key), placeholders) + (hasColon ? '' : ': $1');
  const member = parse(`{${text}}`);
  if (typeof member !== 'object' || member === null) return undefined;
  return new Writer(placeholders, layout).block(withOpenText(member, placeholders), layout.indent);
}

/**
 * A value. `inline`: behind `key: `, where a collection begins on the next line.
 *
 * @param snippet As the JSON service writes it.
 */
export function yamlValue(snippet: string, layout: YamlSnippetLayout, inline: boolean): string | undefined {
  const { text, placeholders } = readSnippet(snippet.replace(/,\s*$/, ''));
  const value = parse(text);
  if (value === undefined) return undefined;
  const writer = new Writer(placeholders, layout);
  return inline ? writer.behindColon(value, layout.indent) : writer.block(value, layout.indent);
}

/** An empty text that is still to be typed needs no quotes: values that completion offers next bring their own. */
function withOpenText(member: object, placeholders: readonly SnippetPlaceholder[]): object {
  const isOpen = (value: unknown): boolean => typeof value === 'string' && value.length === 1 && value !== fillIn(value, placeholders) && fillIn(value, placeholders) === '';
  return Object.fromEntries(Object.entries(member).map(([key, value]) => [key, isOpen(value) ? BARE + String(value) : value]));
}

class Writer {
  private readonly placeholders: readonly SnippetPlaceholder[];
  private readonly step: string;

  constructor(placeholders: readonly SnippetPlaceholder[], { step }: YamlSnippetLayout) {
    this.placeholders = placeholders;
    this.step = step;
  }

  /** Lines of a value whose first line stands where the snippet is put in, and the others at `indent`. */
  block(value: unknown, indent: string): string {
    return this.lines(value).join(`\n${indent}`);
  }

  /** The same behind a colon: a collection begins on the next line, one step further in. */
  behindColon(value: unknown, indent: string): string {
    const lines = this.lines(value);
    return isScalarLike(value) ? lines.join('') : ['', ...lines].join(`\n${indent}${this.step}`);
  }

  private lines(value: unknown): string[] {
    if (Array.isArray(value)) return value.length === 0 ? ['[]'] : value.flatMap((item) => this.nested('- ', '  ', this.lines(item)));
    if (typeof value === 'object' && value !== null) {
      const members = Object.entries(value);
      return members.length === 0 ? ['{}'] : members.flatMap(([key, member]) => this.member(key, member));
    }
    return [this.scalar(value)];
  }

  private member(key: string, value: unknown): string[] {
    if (key === EMPTY_OBJECT) return [writeSnippet(String(value), this.placeholders)];
    const written = writeSnippet(oneLineKey(key), this.placeholders);
    const lines = this.lines(value);
    if (isScalarLike(value)) return [`${written}: ${lines.join('')}`];
    return [`${written}:`, ...lines.map((line) => this.step + line)];
  }

  private nested(first: string, others: string, lines: readonly string[]): string[] {
    return lines.map((line, index) => (index === 0 ? first : others) + line);
  }

  private scalar(value: unknown): string {
    if (typeof value !== 'string') return JSON.stringify(value);
    if (value.startsWith(BARE)) return writeSnippet(value.slice(BARE.length), this.placeholders);
    const filled = fillIn(value, this.placeholders);
    const plain = filled !== '' && yamlText(filled).head === filled;
    return writeSnippet(plain ? value : JSON.stringify(value), this.placeholders);
  }
}

/** Before a placeholder that stood outside of quotes, so that it is written without any. */
const BARE = '\u0001';
/** The key that takes the place of `{$1}`: an object that is still to be filled. */
const EMPTY_OBJECT = '\u0002';

/** JSON with marks, also where JSON has no place for them: as a value without quotes, and alone in an object. */
function parse(text: string): unknown {
  const quoted = outsideStrings(text, (part) => part
    .replace(/\{\s*([\uE000-\uF8FF])\s*\}/g, (_all, mark: string) => `{${JSON.stringify(EMPTY_OBJECT)}:${JSON.stringify(mark)}}`)
    .replace(/(?<!")[\uE000-\uF8FF](?!")/g, (mark) => JSON.stringify(BARE + mark)));
  try {
    return JSON.parse(quoted);
  } catch {
    return undefined;
  }
}

function outsideStrings(text: string, change: (part: string) => string): string {
  const strings: string[] = [];
  const marked = text.replace(/"(?:[^"\\]|\\.)*"/g, (string) => `\u0003${strings.push(string) - 1}\u0003`);
  return change(marked).replace(/\u0003(\d+)\u0003/g, (_all, index: string) => strings[Number(index)] ?? '');
}

/** Keys of schemas are short; a longer one would need two lines. */
function oneLineKey(key: string): string {
  return yamlKey(key).join(' ').replace(/:$/, '');
}

function isScalarLike(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.keys(value).length === 0;
}
