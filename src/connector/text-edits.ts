/**
 * Edits that change values of a JSON or YAML text and nothing else: comments, order, indentation, quotes, line breaks
 * and byte order mark of everything untouched stay byte for byte.
 */
import { insertIntoBlock, removeFromBlock, replaceBlockItem, replaceBlockMember } from './block-edits.ts';
import type { Pointer, TextEdit } from './connector.ts';
import { EditSequence, applyTextEdits } from './edit-sequence.ts';
import { insertIntoFlow, removeFromFlow } from './flow-edits.ts';
import { isObject, sameData, withValueAt, withoutValueAt } from './json-value.ts';
import { nodeAt, parseDocument, toValue, type SyntaxDocument, type SyntaxNode } from './syntax-tree.ts';
import { indentOf, jsonInline, jsonLines, layoutOf, yamlLines, yamlScalar } from './text-layout.ts';

export { applyTextEdits } from './edit-sequence.ts';

/** The text is broken, or laid out so that an edit would change more than was asked. Nothing has been changed. */
export class DocumentNotEditableError extends Error {
  override readonly name = 'DocumentNotEditableError';
}

/**
 * Makes the value at the pointer equal to `value`, touching only what differs: members that are missing in `value` are
 * removed, equal ones left alone. Objects are made on the way where the path does not exist.
 *
 * @throws {DocumentNotEditableError} where the text has syntax errors or the result would not read back as asked.
 */
export function setValueEdits(document: SyntaxDocument, pointer: Pointer, value: unknown): TextEdit[] {
  const data = value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown);
  const changes = differences(nodeAt(document.root, pointer), data, pointer);
  return editsFor(document, changes, (before) => withValueAt(before, pointer, data));
}

/**
 * Removes what the pointer leads to; no edits where nothing stands there.
 *
 * @throws {DocumentNotEditableError} as setValueEdits.
 */
export function removeValueEdits(document: SyntaxDocument, pointer: Pointer): TextEdit[] {
  if (pointer.length === 0 || !nodeAt(document.root, pointer)) return [];
  return editsFor(document, [{ pointer }], (before) => withoutValueAt(before, pointer));
}

/** One change: a value to set, or a removal where `value` is absent. */
interface Change {
  readonly pointer: Pointer;
  readonly value?: unknown;
}

/** What must change for `node` to read as `value`: first what is set, then what is removed, last item first. */
function differences(node: SyntaxNode | undefined, value: unknown, pointer: Pointer): Change[] {
  if (!node) return [{ pointer, value }];
  const former = toValue(node);
  if (sameData(former, value)) return [];
  if (node.alias) return [{ pointer, value }];
  if (isObject(former) && isObject(value)) {
    const set = Object.entries(value).flatMap(([key, item]) => differences(nodeAt(node, [key]), item, [...pointer, key]));
    const removed = Object.keys(former).filter((key) => !Object.hasOwn(value, key));
    return [...set, ...removed.map((key) => ({ pointer: [...pointer, key] }))];
  }
  if (Array.isArray(former) && Array.isArray(value)) {
    const set = value.flatMap((item, index) => differences(node.items?.[index], item, [...pointer, index]));
    const surplus = former.map((_, index) => index).slice(value.length).reverse();
    return [...set, ...surplus.map((index) => ({ pointer: [...pointer, index] }))];
  }
  return [{ pointer, value }];
}

function editsFor(document: SyntaxDocument, changes: readonly Change[], expected: (before: unknown) => unknown): TextEdit[] {
  if (changes.length === 0) return [];
  const broken = document.problems.find(({ severity }) => severity === 'error');
  if (broken) throw new DocumentNotEditableError(`The file has a syntax error and cannot be edited: ${broken.message} Repair it first.`);

  const sequence = new EditSequence(document.text);
  let current = document;
  for (const { pointer, value } of changes) {
    // Until it is gone: a key that stands twice is removed twice.
    for (let step = value === undefined ? removeOne(current, pointer) : setOne(current, pointer, value); step.length > 0; step = value === undefined && typeof pointer.at(-1) === 'string' ? removeOne(current, pointer) : []) {
      sequence.add(step);
      current = parseDocument(sequence.text, document.format);
    }
  }
  const edits = sequence.edits();
  checkOutcome(document, edits, expected);
  return edits;
}

/** Files are the user's: an edit whose result does not read back as asked is withheld. */
function checkOutcome(document: SyntaxDocument, edits: readonly TextEdit[], expected: (before: unknown) => unknown): void {
  const after = parseDocument(applyTextEdits(document.text, edits), document.format);
  const before = document.root && toValue(document.root);
  const sound = after.root !== undefined && after.problems.every(({ severity }) => severity !== 'error');
  if (!sound || !sameData(after.root && toValue(after.root), expected(before))) {
    throw new DocumentNotEditableError('The file is laid out in a way that cannot be edited safely. Make the change by hand.');
  }
}

function setOne(document: SyntaxDocument, pointer: Pointer, value: unknown): TextEdit[] {
  if (!document.root) return [replaceRoot(document, withValueAt(undefined, pointer, value))];
  let parent = document.root;
  for (const [depth, segment] of pointer.entries()) {
    const here = pointer.slice(0, depth);
    const rest = pointer.slice(depth);
    if (parent.alias || !holds(parent, segment)) {
      // Through an alias, or through something that is no collection: that place gets the whole new value.
      return setOne(document, here, withValueAt(toValue(parent), rest, value));
    }
    const child = nodeAt(parent, [segment]);
    if (!child) return insertChild(document, parent, here, segment, withValueAt(undefined, rest.slice(1), value));
    if (depth === pointer.length - 1) return replaceChild(document, parent, segment, value);
    parent = child;
  }
  return [replaceRoot(document, value)];
}

function removeOne(document: SyntaxDocument, pointer: Pointer): TextEdit[] {
  const above = pointer.slice(0, -1);
  const segment = pointer.at(-1);
  const parent = nodeAt(document.root, above);
  if (!parent || segment === undefined || !nodeAt(parent, [segment])) return [];
  const throughAlias = pointer.findIndex((_, depth) => nodeAt(document.root, pointer.slice(0, depth))?.alias);
  if (throughAlias >= 0) {
    const here = pointer.slice(0, throughAlias);
    return setOne(document, here, withoutValueAt(toValue(nodeAt(document.root, here) as SyntaxNode), pointer.slice(throughAlias)));
  }
  const children = parent.members ?? parent.items ?? [];
  const index = typeof segment === 'number' ? segment : (parent.members ?? []).findLastIndex(({ key }) => key === segment);
  if (!parent.block) return removeFromFlow(document, parent, index);
  if (children.length > 1) return removeFromBlock(document, parent, index);
  // In its place, so that comments above it stay. A sequence may stand too far left for brackets.
  return parent.kind === 'object' ? [{ range: parent.range, newText: '{}' }] : setOne(document, above, []);
}

function holds(node: SyntaxNode, segment: string | number): boolean {
  return typeof segment === 'number' ? node.kind === 'array' && segment <= (node.items?.length ?? 0) : node.kind === 'object';
}

function insertChild(document: SyntaxDocument, parent: SyntaxNode, pointer: Pointer, segment: string | number, value: unknown): TextEdit[] {
  const key = typeof segment === 'string' ? segment : undefined;
  if (parent.block) return insertIntoBlock(document, parent, key, value);
  const children = parent.members ?? parent.items ?? [];
  const above = nodeAt(document.root, pointer.slice(0, -1));
  if (document.format === 'yaml' && children.length === 0 && above?.block) {
    return setOne(document, pointer, key === undefined ? [value] : withValueAt({}, [key], value));
  }
  return insertIntoFlow(document, parent, key, value);
}

function replaceChild(document: SyntaxDocument, parent: SyntaxNode, segment: string | number, value: unknown): TextEdit[] {
  const child = nodeAt(parent, [segment]) as SyntaxNode;
  if (parent.block) {
    if (typeof segment === 'number') return replaceBlockItem(document, parent, segment, value);
    const member = parent.members?.findLast(({ key }) => key === segment);
    return member ? replaceBlockMember(document, member, value) : [];
  }
  return [{ range: child.range, newText: flowText(document, child, value) }];
}

function flowText(document: SyntaxDocument, child: SyntaxNode, value: unknown): string {
  const { text, format } = document;
  const layout = layoutOf(document);
  if (format === 'json' && !layout.oneLine) return jsonLines(value, layout, indentOf(text, child.range.start));
  const former = text.slice(child.range.start, child.range.end);
  if (format === 'yaml' && typeof value === 'string' && /^["']/.test(former)) return yamlScalar(value, former);
  return jsonInline(value, layout.oneLine && !/[:,]\s/.test(text));
}

function replaceRoot(document: SyntaxDocument, value: unknown): TextEdit {
  const { root, text, format } = document;
  const layout = layoutOf(document);
  const written = format === 'json' ? jsonLines(value, layout, '') : yamlLines(value, layout, '');
  if (root) return { range: root.range, newText: written };
  const lead = text === '' || /[\n\uFEFF]$/.test(text) ? '' : layout.lineBreak;
  return { range: { start: text.length, end: text.length }, newText: lead + written + layout.lineBreak };
}
