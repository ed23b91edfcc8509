/** Text in Markdown (CommonMark 0.31, GitHub's tables): never a link, an image, HTML or a heading of somebody else's making. */
import { visible } from './visible-text.ts';

/** Running text. All of ASCII's punctuation may be escaped, so all of it that could mean something is. */
export function markdownText(text: string): string {
  return visible(text)
    .replace(/[\\`*_{}[\]()#+\-.!|<>~&:@/^$=]/g, String.raw`\$&`)
    .replace(/^(\s*\d+)\)/, String.raw`$1\)`);
}

/** A value to copy, as code within running text: only backticks count there, and a longer run of them delimits. */
export function markdownCode(text: string): string {
  const shown = visible(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = shown.startsWith('`') || shown.endsWith('`') || (shown.startsWith(' ') && shown.endsWith(' ')) ? ' ' : '';
  return `${fence}${padding}${shown}${padding}${fence}`;
}

/** A link to an address of our own making. */
export function markdownLink(title: string, address: string): string {
  return `[${markdownText(title)}](<${address.replace(/[<>\\\s]/g, encodeURIComponent)}>)`;
}
