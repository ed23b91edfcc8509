/** What the identity commands print. Values come from services and files of others, so each line is made harmless. */
import type { Terminal } from '../main.ts';
import { oneLine } from '../output/one-line.ts';

/** By the first character of a line, see identity/diff-lines.ts. */
const COLORS: Readonly<Record<string, number>> = { '+': 32, '-': 31, '!': 33, '#': 90 };

/** Text in VS Code's diff language, for a terminal. */
export function shown(text: string, { colors }: Pick<Terminal, 'colors'>): string {
  const paint = (line: string): string => {
    const color = COLORS[line[0] ?? ''];
    return colors && color !== undefined ? `\u001B[${color}m${line}\u001B[0m` : line;
  };
  return text.split('\n').map((line) => paint(oneLine(line))).join('\n');
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
