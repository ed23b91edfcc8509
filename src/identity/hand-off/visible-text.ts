/**
 * Names of other people's things as text that shows what it is. A title may hold line breaks, marks that turn the
 * direction of writing (Trojan Source, CVE-2021-42574) or characters that nobody sees; in a script that an
 * administrator reads before running it, none of these may hide what the script does.
 */

// Controls, invisible and direction marks, line and paragraph separators, variation selectors, tags, and halves of a pair.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** On one line, with hidden characters written as `\u{202e}`. */
export function visible(text: string): string {
  return text.replace(HIDDEN, codePointEscape);
}

/** `visible`, and everything outside of ASCII written so too: for files that may be read in another encoding. */
export function visibleAscii(text: string): string {
  return visible(text).replace(/[^\x20-\x7e]/gu, codePointEscape);
}

/** JSON on one line in ASCII: the same whatever encoding it is read in. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function codePointEscape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
