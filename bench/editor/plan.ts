/** What the starter and the extension host of the editor's bench tell each other. */

export interface PlannedFile {
  /** What the report calls it. */
  readonly title: string;
  /** Absolute. */
  readonly path: string;
  /** What is done besides opening and typing. */
  readonly work: 'nothing' | 'questions' | 'fixes';
}

export interface EditorBenchPlan {
  readonly files: readonly PlannedFile[];
  /** Absolute path of the file to write. */
  readonly results: string;
  /** Absolute path of a V8 profile of the extension host to write. */
  readonly profile?: string;
}

/** In milliseconds: the longest while without an answer, and the longest that this thread computed in such a while. */
export interface LongestPause {
  readonly ms: number;
  readonly cpuMs: number;
}

export interface Measured {
  readonly file: string;
  readonly action: string;
  /** One for each time that it was done. */
  readonly pauses: readonly LongestPause[];
}
