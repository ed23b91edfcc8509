/** Places as editors count them: lines and UTF-16 units from 0, a byte order mark not counted, for editors hide it. */
export interface PlainPosition {
  readonly line: number;
  readonly character: number;
}

export interface PlainRange {
  readonly start: PlainPosition;
  readonly end: PlainPosition;
}
