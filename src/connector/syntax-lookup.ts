/**
 * From an offset to the nodes around it, and from a pointer to ranges: what completion, hover, definition and rename
 * ask of a syntax tree. JSON and YAML answer alike; the tree is searched, never walked.
 *
 * While someone types, the place asked about often has no node yet. JSON's `{"type": }` and YAML's `type:` both answer
 * with the member `type` and an empty value at the cursor, and on a blank line of YAML the cursor's column decides which
 * block it belongs to, as it will once something is typed there.
 */
import type { Pointer, TextRange } from './connector.ts';
import { unfinishedMember } from './json-gaps.ts';
import { memberOf, nodeAt, type SyntaxDocument, type SyntaxMember, type SyntaxNode } from './syntax-node.ts';
import { continuesChild, rootTakes } from './yaml-gaps.ts';

/** One step on the way from the root to an offset. */
export interface SyntaxStep {
  readonly node: SyntaxNode;
  /** Where `node` stands. With duplicate keys, `nodeAt` of this pointer may give another node: the one that counts. */
  readonly pointer: Pointer;
  /** The member whose value `node` is; absent for the root and for items. */
  readonly member?: SyntaxMember;
  /** True where the offset lies in the member's key, quotes and both ends included; then this step is the last. */
  readonly inKey: boolean;
}

/**
 * The steps from the root to the innermost node at an offset, root first; empty where no node is near: outside the
 * root, in an empty text. A scalar or key takes in both its ends, so that a cursor just behind a word is in it; a
 * bracketed collection takes in its opening bracket and ends before the place behind its closing one. Between a key and
 * its value the value's step is given. An alias is the last step: what it stands for has its ranges elsewhere.
 *
 * The node of the last step may be one made for this answer (`kind: 'null'`, empty range), where a value is not written yet.
 */
export function pathAt(document: SyntaxDocument, offset: number): readonly SyntaxStep[] {
  const { root } = document;
  if (!root || !(holds(document, root, offset) || rootTakes(document, root, offset))) return [];
  const steps: SyntaxStep[] = [{ node: root, pointer: [], inKey: false }];
  for (let step: SyntaxStep | undefined = steps[0]; step; ) {
    step = stepInto(document, step, offset);
    if (step) steps.push(step);
  }
  return steps;
}

/** The range of the value at a pointer; undefined where nothing stands there. Duplicate keys: the one that counts. */
export function rangeOf(document: SyntaxDocument, pointer: Pointer): TextRange | undefined {
  return nodeAt(document.root, pointer)?.range;
}

/** The range of the key that the pointer ends with, quotes included; undefined for the root, for items and where nothing stands. */
export function keyRangeOf(document: SyntaxDocument, pointer: Pointer): TextRange | undefined {
  const key = pointer.at(-1);
  return typeof key === 'string' ? memberOf(nodeAt(document.root, pointer.slice(0, -1)), key)?.keyRange : undefined;
}

function stepInto(document: SyntaxDocument, { node, pointer, inKey }: SyntaxStep, offset: number): SyntaxStep | undefined {
  if (node.alias || inKey) return undefined;
  const children = node.members ?? node.items;
  if (!children) return undefined;
  const index = lastStartingAt(children, offset);
  const child = children[index];
  if (child && childHolds(document, child, offset)) return stepTo(child, index, pointer, offset);
  if (document.format === 'json') {
    const member = node.members && unfinishedMember(document.text, child?.range.end ?? node.range.start + 1, offset);
    return member && stepTo(member, index, pointer, offset);
  }
  return child && continuesChild(document.text, node, child, offset) ? stepTo(child, index, pointer, offset) : undefined;
}

function stepTo(child: SyntaxMember | SyntaxNode, index: number, above: Pointer, offset: number): SyntaxStep {
  if (!('key' in child)) return { node: child, pointer: [...above, index], inKey: false };
  return { node: child.value, pointer: [...above, child.key], member: child, inKey: offset <= child.keyRange.end };
}

function childHolds(document: SyntaxDocument, child: SyntaxMember | SyntaxNode, offset: number): boolean {
  if (!('key' in child)) return holds(document, child, offset);
  return offset < child.range.end || offset <= child.keyRange.end || holds(document, child.value, offset);
}

/** As a cursor sees it: the place behind a closing bracket is outside, the place behind a word is inside. */
function holds({ text, format }: SyntaxDocument, node: SyntaxNode, offset: number): boolean {
  const { start, end } = node.range;
  if (offset < start || offset > end) return false;
  if (offset < end || node.alias) return true;
  const children = node.members ?? node.items;
  if (!children) return true;
  // Without its closing bracket a collection is open to the end of the text.
  if (format === 'yaml' && node.block) return true;
  const ownLast = children.at(-1)?.range.end === end ? '' : text[end - 1];
  return ownLast !== (node.members ? '}' : ']');
}

/** The index of the last child that starts at or before the offset, or -1. Children never overlap. */
function lastStartingAt(children: readonly { readonly range: TextRange }[], offset: number): number {
  let low = 0;
  let high = children.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((children[middle] as { readonly range: TextRange }).range.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
