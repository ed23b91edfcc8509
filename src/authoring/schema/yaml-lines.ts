/** YAML block text line by line: enough to find the way from the root to a place, in texts that no parser would take yet. */

export interface YamlLine {
  /** Columns of the dashes that open items on this line, from left to right. */
  readonly dashes: readonly number[];
  /** Column of what follows the dashes. */
  readonly column: number;
  /** The key as it is written, quotes included; undefined where the line has none. */
  readonly key?: string;
  /** What follows the colon, trimmed and without comment; empty where nothing does. */
  readonly value: string;
}

/** Without white space before the colon inside the expression: with it, a long line would take the square of its length. */
const KEY = /^("(?:[^"\\]|\\.)*"\s*|'(?:[^']|'')*'\s*|[^\s"'#&*!|>%@`{}[\],?-][^#]*?|[-?][^\s#][^#]*?):(?:\s+(.*))?$/;
/** A value on one line that needs nothing from elsewhere: no alias, no block text, nothing left open. */
const SIMPLE_VALUE = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?:[^\s"'&*!|>%@`{}[\],#?:-]|-[0-9])(?:[^:]|:(?=\S))*)$/;
/** Longer texts decide nothing in a schema. */
const LONGEST_VALUE = 1000;

/** Undefined for lines without content: blank, comment, or a document's start or end. */
export function readYamlLine(line: string): YamlLine | undefined {
  const indent = /^ */.exec(line)?.[0].length ?? 0;
  const { dashes, column } = dashesAt(line, indent);
  const content = line.slice(column).trimEnd();
  if (dashes.length === 0 && (content === '' || content.startsWith('#') || /^(?:---|\.\.\.)(?:\s|$)/.test(line))) return undefined;
  const [, key, value = ''] = KEY.exec(content) ?? [];
  return { dashes, column, key: key?.trimEnd(), value: withoutComment(key === undefined ? content : value) };
}

/** The dashes from a column on that each open an item, and the column behind them. */
export function dashesAt(line: string, from: number): { readonly dashes: readonly number[]; readonly column: number } {
  const dash = /- +|-$/y;
  const dashes: number[] = [];
  let column = from;
  for (dash.lastIndex = column; dash.test(line); column = dash.lastIndex) dashes.push(column);
  return { dashes, column };
}

/** Columns of the spaces that a line begins with; undefined for a line without content. Cheap, for lines that do not matter. */
export function indentationOf(text: string, start: number, end: number): number | undefined {
  let at = start;
  while (at < end && text.charCodeAt(at) === 32) at++;
  return at === end || text.charCodeAt(at) === 35 || text.charCodeAt(at) === 13 ? undefined : at - start;
}

/** `key: value` for a parser of its own; the value is left out unless it is complete on this line. */
export function plainEntry(line: YamlLine): string {
  return isComplete(line) ? `${line.key}: ${line.value}` : `${line.key}:`;
}

export function isComplete({ value }: YamlLine): boolean {
  return value.length <= LONGEST_VALUE && SIMPLE_VALUE.test(value);
}

/** What follows on deeper lines is text, not keys. */
export function opensText({ value }: YamlLine): boolean {
  return /^(?:[&!]\S+\s+)*[|>]/.test(value);
}

/** Whether a value on deeper lines belongs to this one. */
export function opensBlock({ key, value }: YamlLine): boolean {
  return key !== undefined && /^(?:[&!]\S*\s*)*$/.test(value);
}

/** Whether a comment begins before the end of what stands before a place on its line. */
export function isInComment(before: string): boolean {
  let quote = '';
  for (let at = 0; at < before.length; at++) {
    const character = before.charAt(at);
    if (quote !== '') {
      if (character === '\\' && quote === '"') at++;
      else if (character === quote) quote = '';
    } else if (at === 0 || /[\s[{,:-]/.test(before.charAt(at - 1))) {
      if (character === '#') return true;
      if (character === '"' || character === "'") quote = character;
    }
  }
  return false;
}

/** A comment begins with white space and `#`, but not inside of quotes. */
export function withoutComment(value: string): string {
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(value)?.[0].length ?? 0;
  const comment = value.slice(quoted).search(/(?:^|\s)#/);
  return (comment < 0 ? value : value.slice(0, quoted + comment)).trim();
}
