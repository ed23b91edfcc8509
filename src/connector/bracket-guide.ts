/**
 * Which open bracket a closing one belongs to, told by indentation: how people see at once where a bracket is missing
 * or too many, and a parser that only counts does not. While someone types inside a large definition, the rest of it
 * so stays where it is. Offsets must be asked in ascending order.
 */

interface Opened {
  readonly closer: number;
  /** The column of the first character of the line that the bracket stands on. */
  readonly indent: number;
  readonly lineStart: number;
}

export class BracketGuide {
  private readonly text: string;
  private readonly opened: Opened[] = [];
  private lineStart = 0;
  private nextLine: number;
  /** The first place of the line that is neither space nor tab. */
  private first = 0;

  constructor(text: string) {
    this.text = text;
    this.nextLine = text.indexOf('\n');
    this.first = this.firstFrom(0);
  }

  open(offset: number, closer: number): void {
    this.toLineOf(offset);
    this.opened.push({ closer, indent: this.first - this.lineStart, lineStart: this.lineStart });
  }

  close(): void {
    this.opened.pop();
  }

  /** How many brackets, opened inside the one that `closer` at `offset` closes, miss theirs; -1 where it closes none. */
  missingBefore(closer: number, offset: number): number {
    this.toLineOf(offset);
    const column = this.first - this.lineStart;
    const index = this.opened.findLastIndex((one) => one.closer === closer && (one.indent === column || one.lineStart === this.lineStart));
    return index < 0 ? -1 : this.opened.length - 1 - index;
  }

  /** Whether a key or item at `offset` stands too far left to be inside the bracket that was opened last. */
  standsOutside(offset: number): boolean {
    this.toLineOf(offset);
    const inner = this.opened.at(-1);
    return this.opened.length > 1 && inner !== undefined && offset === this.first && offset - this.lineStart <= inner.indent;
  }

  private toLineOf(offset: number): void {
    if (this.nextLine < 0 || this.nextLine >= offset) return;
    while (this.nextLine >= 0 && this.nextLine < offset) {
      this.lineStart = this.nextLine + 1;
      this.nextLine = this.text.indexOf('\n', this.lineStart);
    }
    this.first = this.firstFrom(this.lineStart);
  }

  private firstFrom(start: number): number {
    let first = start;
    while (this.text[first] === ' ' || this.text[first] === '\t') first++;
    return first;
  }
}
