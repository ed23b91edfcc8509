/** Offsets to lines and columns and back. Lines end as VS Code ends them: at \r\n, \n and a lone \r. */

/** Both count from 0, columns in UTF-16 units. */
export interface LinePlace {
  readonly line: number;
  readonly column: number;
}

export class LineIndex {
  private readonly starts: Uint32Array;
  private readonly length: number;

  constructor(text: string) {
    this.starts = lineStarts(text);
    this.length = text.length;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** An offset beyond the text is its end. */
  placeAt(offset: number): LinePlace {
    const inside = Math.max(0, Math.min(offset, this.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.starts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: inside - (this.starts[low] ?? 0) };
  }

  /** A line beyond the text is its end; a column beyond the line is the start of the next. */
  offsetAt({ line, column }: LinePlace): number {
    if (line >= this.starts.length) return this.length;
    const start = this.starts[Math.max(0, line)] ?? 0;
    const next = this.starts[line + 1] ?? this.length;
    return Math.min(start + Math.max(0, column), next);
  }
}

function lineStarts(text: string): Uint32Array {
  const starts = [0];
  // Each kind of break is looked for by the engine's own search; lone \r are rare enough to be merged in afterwards.
  for (let feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) starts.push(feed + 1);
  let lone = false;
  for (let carriage = text.indexOf('\r'); carriage >= 0; carriage = text.indexOf('\r', carriage + 1)) {
    if (text.charCodeAt(carriage + 1) === 10) continue;
    starts.push(carriage + 1);
    lone = true;
  }
  const result = Uint32Array.from(starts);
  return lone ? result.sort() : result;
}
