/** One edit from a text to another: what both begin and end with stays, so that an editor keeps its place. */
import type { TextEdit } from '../../connector/connector.ts';

export function replacement(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  // Editors take the halves of a character and of a line break as one.
  if (start > 0 && splits(before, start)) start--;
  if (end > 0 && splits(before, before.length - end)) end--;
  return { range: { start, end: before.length - end }, newText: after.slice(start, after.length - end) };
}

function splits(text: string, offset: number): boolean {
  const left = text.charCodeAt(offset - 1);
  const right = text.charCodeAt(offset);
  return (left >= 0xd800 && left < 0xdc00 && right >= 0xdc00 && right < 0xe000) || (left === 13 && right === 10);
}
