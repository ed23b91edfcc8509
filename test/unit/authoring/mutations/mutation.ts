/** A way to break a connector so that one rule must speak, at one random place. */
import type { TextRange } from '../../../../src/connector/connector.ts';
import type { ConnectorModel, FileKind } from '../../../../src/authoring/model/connector-model.ts';
import type { FileEdits } from '../../../../src/authoring/rule.ts';

/** Repeatable: the same seed, the same mutations. */
export interface Random {
  /** An integer from 0 to below `limit`. */
  below(limit: number): number;
  /** One of a list, undefined where it is empty. */
  one<T>(list: readonly T[]): T | undefined;
}

export interface Breakage {
  /** Edits of the sound texts, made with the functions of fixes/node-edits.ts or by hand. */
  readonly changes: readonly FileEdits[];
  /** Where the finding must stand in the broken connector. Left out: it touches the text that the changes put in. */
  readonly at?: (broken: ConnectorModel) => { readonly file: FileKind; readonly range: TextRange } | undefined;
  /** Other rules that rightly speak as well: removing an operationId also breaks whoever names it. Say why in a comment. */
  readonly also?: readonly string[];
  /** The first fix must give the sound texts again, byte for byte. */
  readonly restores?: boolean;
  /** Names taken away from the folder or put into it. */
  readonly entryNames?: (names: readonly string[]) => readonly string[];
}

export interface Mutation {
  readonly rule: string;
  /** Undefined where the connector has no such place. Must be random: repeated calls break different places. */
  readonly break: (connector: ConnectorModel, random: Random) => Breakage | undefined;
}

/** mulberry32, a public-domain generator: enough for choosing places. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, one: (list) => list[below(list.length)] };
}
