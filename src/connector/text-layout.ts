/** How a document is laid out, and values written in that layout. */
import { stringify } from 'yaml';
import type { SyntaxDocument } from './syntax-node.ts';

export interface Layout {
  readonly lineBreak: '\n' | '\r\n';
  /** One step of indentation: the document's own, two spaces where it has none. */
  readonly step: string;
  /** The whole document stands on one line, as minified JSON does. */
  readonly oneLine: boolean;
}

export function layoutOf({ text, format }: SyntaxDocument): Layout {
  // In JSON the first indented line shows the step. In YAML it may continue a scalar, but then it shows a step as well.
  // Comments may stand anywhere; in YAML a slash begins a path and no comment.
  const step = (format === 'yaml' ? /(?:^|\n)([ \t]+)[^\s#]/ : /(?:^|\n)([ \t]+)[^\s#/]/).exec(text)?.[1] ?? '  ';
  return {
    lineBreak: text.includes('\r\n') ? '\r\n' : '\n',
    step: format === 'yaml' ? ' '.repeat(Math.min(step.length, 8)) : step,
    oneLine: !text.trim().includes('\n'),
  };
}

/** Where the line of an offset starts; a byte order mark is not part of the line. */
export function lineStart(text: string, offset: number): number {
  // A search from before the text would look at its first character all the same.
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}

/** Where the line of an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed < 0) return text.length;
  return feed > offset && text[feed - 1] === '\r' ? feed - 1 : feed;
}

/** The white space that an offset's line begins with. */
export function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** JSON over several lines whose first line stands at the caller's place and the others at `indent`. */
export function jsonLines(value: unknown, layout: Layout, indent: string): string {
  return JSON.stringify(value, null, layout.step).replaceAll('\n', layout.lineBreak + indent);
}

/** JSON on one line: `{ "a": [1, 2] }`, or without any space. */
export function jsonInline(value: unknown, compact: boolean): string {
  if (compact || typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => jsonInline(item, false)).join(', ')}]`;
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${jsonInline(item, false)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/**
 * YAML block text of a value, each line but the first at `indent`, without a final line break. Text of several lines is
 * quoted: a literal block would take in a comment that follows, and depend on the line break after it.
 */
export function yamlLines(value: unknown, layout: Layout, indent: string): string {
  const text = stringify(value, { indent: layout.step.length, lineWidth: 0, blockQuote: false, version: '1.2' }).replace(/\n$/, '');
  return text.split('\n').map((line, index) => (index === 0 || line === '' ? line : indent + line)).join(layout.lineBreak);
}

/** One YAML scalar in the quotes that `former` had, where the new value can be written in them. */
export function yamlScalar(value: unknown, former: string): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const printable = /^[\x20-\x7e\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/.test(value);
  if (former.startsWith('"')) return JSON.stringify(value);
  if (former.startsWith("'") && printable) return `'${value.replaceAll("'", "''")}'`;
  return printable ? stringify(value, { lineWidth: 0, version: '1.2' }).trimEnd() : JSON.stringify(value);
}
