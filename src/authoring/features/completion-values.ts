/** What the value providers of completion give, before it is put into the text. */
import type { TextRange } from '../../connector/connector.ts';
import type { ScalarStyle } from '../../connector/scalar-source.ts';
import type { Cursor, Slot } from './completion-slots.ts';

export type CompletionKind =
  | 'operation' | 'definition' | 'parameter' | 'response' | 'property' | 'security' | 'scope' | 'resource' | 'policy' | 'extension' | 'provider' | 'value' | 'tag';

export interface Candidate {
  /** The value or key, without quotes and escapes. */
  readonly value: string;
  readonly kind: CompletionKind;
  /** Where it differs from the value. */
  readonly label?: string;
  readonly detail?: string;
  /** Markdown; what comes from a file is escaped in it. */
  readonly documentation?: string;
  /** Smaller numbers come first; none is 5. */
  readonly rank?: number;
  /** The file's schema offers the same: where others show the schema, it is theirs to show. */
  readonly inSchema?: true;
  /** Of a key: what is written behind it. */
  readonly follow?: Follow;
}

/** A value with places to fill in. */
export type Follow =
  /** A fixed text, or a place for one, perhaps with a choice or a proposal. */
  | { readonly text?: string; readonly choices?: readonly string[]; readonly proposal?: string }
  | { readonly literals: readonly string[] }
  | { readonly object: readonly (readonly [key: string, value: Follow])[] }
  | { readonly list: readonly Follow[] };

/** Candidates for one way to write at the cursor. */
export interface Offer {
  readonly slot: Slot | PieceSlot;
  readonly candidates: readonly Candidate[];
}

/** A part of a text: a name in an expression, in braces, behind a slash. */
export interface PieceSlot {
  readonly kind: 'piece';
  readonly range: TextRange;
  readonly style: ScalarStyle | 'script';
}

export type Provider = (cursor: Cursor, slot: Slot) => readonly Candidate[] | undefined;

/** For what stands inside a text: decides for itself where. */
export type PieceProvider = (cursor: Cursor) => readonly Offer[];
