/**
 * What can be written at the cursor: a key, a value, an item of a list. Half-written text may be several of them, since
 * in YAML a word on a line of its own is a value until a colon or a dash makes it something else.
 */
import type { Pointer } from '../../connector/connector.ts';
import { scalarStyle } from '../../connector/scalar-source.ts';
import { pathAt } from '../../connector/syntax-lookup.ts';
import type { SyntaxDocument, SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';
import { lineStart } from '../../connector/text-layout.ts';
import type { ConnectorModel } from '../model/connector-model.ts';

export interface Cursor {
  readonly connector: ConnectorModel;
  readonly document: SyntaxDocument;
  readonly offset: number;
}

export type Slot = KeySlot | ValueSlot | ItemSlot;

export interface KeySlot {
  readonly kind: 'key';
  /** Of the object that gets the key. */
  readonly path: Pointer;
  /** The object; absent where the key would be its first. */
  readonly owner?: SyntaxNode;
  /** What is there already, to be replaced. */
  readonly existing?: SyntaxMember;
  /** A word of YAML that is a value as long as it has no colon. */
  readonly word?: SyntaxNode;
}

export interface ValueSlot {
  readonly kind: 'value';
  /** Of the value, its key included. */
  readonly path: Pointer;
  readonly key: string;
  readonly owner: SyntaxNode;
  readonly node: SyntaxNode;
}

export interface ItemSlot {
  readonly kind: 'item';
  /** Of the list. */
  readonly path: Pointer;
  /** The list; absent where the item would be its first. */
  readonly list?: SyntaxNode;
  /** What is there already, to be replaced. */
  readonly node?: SyntaxNode;
  /** What makes a list of it: nothing where it stands in brackets or behind its dash. */
  readonly wrap?: 'brackets' | 'dash';
}

export function slotsAt({ document, offset }: Cursor): readonly Slot[] {
  const steps = pathAt(document, offset);
  const last = steps.at(-1);
  const above = steps.at(-2);
  if (!last || last.node.alias) return [];
  const { node, pointer, member } = last;
  if (last.inKey && above) return [{ kind: 'key', path: above.pointer, owner: above.node, existing: member }];
  if (node.kind === 'object') return isFree(document, node, offset) ? [{ kind: 'key', path: pointer, owner: node }] : [];
  if (node.kind === 'array') return isFree(document, node, offset) ? [{ kind: 'item', path: pointer, list: node, wrap: node.block ? 'dash' : undefined }] : [];
  if (!above) return [];
  const open = opensBlock(document, node, offset, member);
  const word = node.kind === 'string' ? node : undefined;
  const key: readonly Slot[] = open ? [{ kind: 'key', path: pointer, word }] : [];
  if (!member) return [{ kind: 'item', path: above.pointer, list: above.node, node }, ...key];
  const first: readonly Slot[] = open ? [{ kind: 'item', path: pointer, node: word, wrap: 'dash' }]
    : node.kind === 'null' ? [{ kind: 'item', path: pointer, wrap: 'brackets' }] : [];
  return [{ kind: 'value', path: pointer, key: member.key, owner: above.node, node }, ...first, ...key];
}

/** In a block of YAML something new needs a line of its own, where a word of it may stand already; between brackets it can stand anywhere. */
function isFree({ text, format }: SyntaxDocument, node: SyntaxNode, offset: number): boolean {
  return format === 'json' || !node.block || /^[ \t-]*[\w$@./-]*$/.test(text.slice(lineStart(text, offset), offset));
}

/** Whether a block collection may begin at a value of YAML that is missing or a single word. */
function opensBlock(document: SyntaxDocument, node: SyntaxNode, offset: number, member: SyntaxMember | undefined): boolean {
  const { text, format } = document;
  if (format === 'json' || (node.kind !== 'null' && node.kind !== 'string')) return false;
  const begin = node.range.start === node.range.end ? offset : node.range.start;
  if (node.kind === 'string' && (scalarStyle(document, node.range) !== 'plain' || text.slice(node.range.start, node.range.end).includes('\n'))) return false;
  const before = text.slice(lineStart(text, begin), begin);
  // Behind a dash, or alone on a line below the key.
  return member ? before.trim() === '' && begin > member.keyRange.end : /^[ \t-]*$/.test(before);
}
