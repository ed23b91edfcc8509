/** The comments of a JSON text. JSON has none; VS Code's parser reads over them, and so do the files of this extension. */
import { visit } from 'jsonc-parser';

export interface JsonComment {
  readonly start: number;
  readonly end: number;
  /** What it says, line by line, without the comment signs. */
  readonly lines: readonly string[];
}

/** All comments, in the order of the text. */
export function jsonComments(text: string): JsonComment[] {
  const comments: JsonComment[] = [];
  // Files without any, nearly all of them, are not scanned.
  if (!/\/[/*]/.test(text)) return comments;
  visit(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text, {
    onComment: (start, length) => {
      const raw = text.slice(start, start + length);
      comments.push({ start, end: start + length, lines: raw.startsWith('//') ? [raw.slice(2).trim()] : blockLines(raw) });
    },
  }, { allowTrailingComma: true });
  return comments;
}

/** Those that begin in a range, found by bisection. */
export function commentsBetween(comments: readonly JsonComment[], from: number, to: number): readonly JsonComment[] {
  const start = firstFrom(comments, from);
  return comments.slice(start, firstFrom(comments, Math.max(from, to)));
}

function firstFrom(comments: readonly JsonComment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Without the stars of a frame, and without the empty lines that the signs leave at both ends. */
function blockLines(raw: string): string[] {
  const lines = raw.slice(2, raw.endsWith('*/') ? -2 : undefined).split(/\r?\n/).map((line) => line.trim().replace(/^\*+\s?/, ''));
  while (lines.length > 1 && lines[0] === '') lines.shift();
  while (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines;
}
