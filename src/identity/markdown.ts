/** Values of other people's systems inside our Markdown. */

/** In a code span: no value may end it early or begin a line. */
export function code(value: string): string {
  const text = value.replace(/[\r\n]+/g, ' ');
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return text === '' ? '(empty)' : `${fence}${pad}${text}${pad}${fence}`;
}

/** In running text and table cells. */
export function plain(value: string): string {
  return value.replace(/[\r\n]+/g, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&');
}
