/** The name that somebody meant: by edit distance, so that a slip of the keyboard gets an offer and another word does not. */

/** Undefined where none is near enough: one change for short names, about one in four characters for long ones. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const lower = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.min(4, Math.floor(name.length / 4))) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance || candidate === name) continue;
    const other = candidate.toLowerCase();
    if (other === lower) return candidate;
    const distance = editDistance(lower, other, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment); `limit` where it is that or more. */
export function editDistance(left: string, right: string, limit = Number.POSITIVE_INFINITY): number {
  // What both begin and end with costs nothing, and names that are compared have much of that.
  let start = 0;
  let [leftEnd, rightEnd] = [left.length, right.length];
  while (start < leftEnd && start < rightEnd && left[start] === right[start]) start++;
  while (leftEnd > start && rightEnd > start && left[leftEnd - 1] === right[rightEnd - 1]) {
    leftEnd--;
    rightEnd--;
  }
  const [rows, columns] = [leftEnd - start, rightEnd - start];
  if (Math.abs(rows - columns) >= limit) return limit;
  if (rows === 0 || columns === 0) return Math.min(limit, rows + columns);

  // Further from the diagonal than this, the distance is the limit at least.
  const reach = Math.min(limit, Math.max(rows, columns));
  const far = rows + columns;
  let [beforePrevious, previous, current] = rowsOf(columns + 1);
  for (let column = 0; column <= columns; column++) previous[column] = column;
  for (let row = 1; row <= rows; row++) {
    const first = Math.max(1, row - reach);
    const last = Math.min(columns, row + reach);
    current[first - 1] = first === 1 ? row : far;
    let least = first === 1 ? row : far;
    const letter = left.charCodeAt(start + row - 1);
    const letterBefore = row > 1 ? left.charCodeAt(start + row - 2) : -1;
    for (let column = first; column <= last; column++) {
      const other = right.charCodeAt(start + column - 1);
      let distance = (previous[column - 1] as number) + (letter === other ? 0 : 1);
      const inserted = (current[column - 1] as number) + 1;
      if (inserted < distance) distance = inserted;
      const deleted = (previous[column] as number) + 1;
      if (deleted < distance) distance = deleted;
      if (column > 1 && letterBefore === other && letter === right.charCodeAt(start + column - 2)) {
        const swapped = (beforePrevious[column - 2] as number) + 1;
        if (swapped < distance) distance = swapped;
      }
      current[column] = distance;
      if (distance < least) least = distance;
    }
    if (last < columns) current[last + 1] = far;
    if (least >= limit) return limit;
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
  }
  return Math.min(limit, previous[columns] as number);
}

type Row = Uint32Array;
let kept: [Row, Row, Row] = [new Uint32Array(64), new Uint32Array(64), new Uint32Array(64)];

/** The same memory for each pair of names, since thousands may be compared with thousands. */
function rowsOf(length: number): [Row, Row, Row] {
  if (length > kept[0].length) kept = [new Uint32Array(2 * length), new Uint32Array(2 * length), new Uint32Array(2 * length)];
  return [...kept];
}
