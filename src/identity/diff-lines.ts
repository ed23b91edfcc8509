/**
 * Lines of VS Code's diff language, in which plan, summary and verification are written: its grammar colours a line by
 * the first character, `+` inserted, `-` deleted, `!` changed, `#` comment. Every line therefore begins with one of
 * these or a blank, and reads well without colours too.
 */

const WIDTH = 100;

/** A value or title must not be able to begin a line of its own. */
export function singleLine(text: string): string {
  return text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ⏎ ');
}

/** Words wrapped into comment lines: `first` begins the first one, `next` the others. */
export function comment(text: string, first: string, next: string): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of singleLine(text).split(' ')) {
    if (!empty && line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = next;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
