/**
 * Markdown made of what files say. A definition may come from anywhere, so nothing of it may become a link, an image or
 * HTML: outside code every ASCII punctuation mark gets a backslash (CommonMark 0.31, §2.4), which also keeps bare
 * addresses from becoming links (GitHub Flavored Markdown, autolinks). Secrets are left out: screens are shared.
 */
import { withoutSecrets } from '../shown-text.ts';

/** Longer texts are cut: a hover is read at a glance. */
const LONGEST = 600;

/** Text on one line, as it is. */
export function plain(text: string, longest = LONGEST): string {
  return cut(oneLine(text), longest).replaceAll(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** Code on one line, fenced by more backticks than it holds. */
export function code(text: string, longest = 120): string {
  const line = cut(oneLine(text), longest);
  if (line === '') return '';
  const runs = (line.match(/`+/g) ?? []).map((run) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A link to documentation. For our own addresses only. */
export function link(title: string, url: string): string {
  return `[${title}](${url})`;
}

/** Cells are Markdown; a bar in them ends no cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Paragraphs, those left out skipped. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** Of a very long text only the beginning is looked at. */
function oneLine(text: string): string {
  return withoutSecrets(text.slice(0, 10_000).replaceAll(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim());
}

function cut(text: string, longest: number): string {
  // Not between the halves of a surrogate pair.
  return text.length <= longest ? text : `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…`;
}
