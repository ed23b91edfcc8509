/** Ranges of one text that somebody wants to change, with a quick answer to whether another touches one of them. */
import type { TextRange } from '../../connector/connector.ts';

export class TakenRanges {
  /** In the order of the text, none touching another. */
  readonly #ranges: TextRange[] = [];

  /**
   * Touching is enough: nobody knows which of two insertions comes first, and of two neighbours that are removed at once
   * the second would not learn that it has become the last.
   */
  touches({ start, end }: TextRange): boolean {
    const next = this.#ranges[this.#firstFrom(start)];
    return next !== undefined && next.start <= end;
  }

  add({ start, end }: TextRange): void {
    const from = this.#firstFrom(start);
    let to = from;
    let merged: TextRange = { start, end };
    for (let next = this.#ranges[to]; next && next.start <= end; next = this.#ranges[++to]) {
      merged = { start: Math.min(merged.start, next.start), end: Math.max(merged.end, next.end) };
    }
    this.#ranges.splice(from, to - from, merged);
  }

  /** Where the first range that does not end before an offset is, by halving. */
  #firstFrom(offset: number): number {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ranges[middle]?.end ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
