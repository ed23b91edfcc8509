/** Edits that build on each other, told as one set of edits of the first text. */
import type { TextEdit, TextRange } from './connector.ts';

/** Applies a set of edits. Throws a RangeError where two of them overlap. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let done = 0;
  for (const { range, newText } of inOrder(edits)) {
    if (range.start < done || range.end > text.length) throw new RangeError('Text edits overlap or lie outside the text.');
    result += text.slice(done, range.start) + newText;
    done = range.end;
  }
  return result + text.slice(done);
}

/** A stretch of the first text, or text that was put in. */
type Piece = TextRange | string;

/** Collects sets of edits, each referring to the text that the sets before it have left. */
export class EditSequence {
  private readonly original: string;
  private pieces: Piece[];

  constructor(text: string) {
    this.original = text;
    this.pieces = [{ start: 0, end: text.length }];
  }

  get text(): string {
    return this.pieces.map((piece) => this.textOf(piece)).join('');
  }

  add(edits: readonly TextEdit[]): void {
    // From the end, so that the offsets before an edit stay what they were.
    for (const edit of inOrder(edits).reverse()) {
      this.pieces = [...this.cut(0, edit.range.start), edit.newText, ...this.cut(edit.range.end, Number.POSITIVE_INFINITY)];
    }
  }

  /** The difference to the first text, stretch by stretch. */
  edits(): TextEdit[] {
    const edits: TextEdit[] = [];
    let done = 0;
    let added = '';
    for (const piece of [...this.pieces, { start: this.original.length, end: this.original.length }]) {
      if (typeof piece === 'string') {
        added += piece;
        continue;
      }
      if (this.original.slice(done, piece.start) !== added) edits.push({ range: { start: done, end: piece.start }, newText: added });
      done = piece.end;
      added = '';
    }
    return edits;
  }

  private cut(from: number, to: number): Piece[] {
    const kept: Piece[] = [];
    let offset = 0;
    for (const piece of this.pieces) {
      const length = this.textOf(piece).length;
      const start = Math.max(0, from - offset);
      const end = Math.min(length, to - offset);
      offset += length;
      if (start >= end) continue;
      kept.push(typeof piece === 'string' ? piece.slice(start, end) : { start: piece.start + start, end: piece.start + end });
    }
    return kept;
  }

  private textOf(piece: Piece): string {
    return typeof piece === 'string' ? piece : this.original.slice(piece.start, piece.end);
  }
}

function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return edits.toSorted((left, right) => left.range.start - right.range.start || left.range.end - right.range.end);
}
