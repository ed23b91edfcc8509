import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { FileFormat, Pointer } from '../../../src/connector/connector.ts';
import { sameData, withValueAt, withoutValueAt } from '../../../src/connector/json-value.ts';
import { memberOf, nodeAt, parseDocument, toValue, type SyntaxNode } from '../../../src/connector/syntax-tree.ts';
import { applyTextEdits, removeValueEdits, setValueEdits } from '../../../src/connector/text-edits.ts';

const key = fc.oneof(
  fc.constantFrom('properties', 'token', 'token:TenantId', 'clientId', 'scopes', 'a b', '200', '__proto__', 'constructor', '#x', '- y', 'x: y', "it's", ''),
  // A merge key is a problem of its own.
  fc.string({ maxLength: 6 }).filter((text) => text !== '<<'),
);
const scalar = fc.oneof(
  fc.constantFrom('', 'true', 'null', '12', '1e3', 'User.Read', "it's", 'say "hi"', 'a: b', '# no comment', '- dash', ' lead', 'trail ', 'two\nlines\n', '\u00e9\u4e2d\ud83d\ude00', '~'),
  fc.string({ maxLength: 12 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const { value: tree } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, depthIdentifier: 'tree' }, scalar, fc.array(tie('value'), { maxLength: 4 }), objectOf(tie('value'))),
}));
const root = objectOf(tree);

function objectOf(values: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  return fc.uniqueArray(fc.tuple(key, values), { maxLength: 5, selector: ([name]) => name }).map((entries) => JSON.parse(`{${entries.map(([name, item]) => `${JSON.stringify(name)}:${JSON.stringify(item)}`).join(',')}}`) as Record<string, unknown>);
}

interface Style {
  readonly format: FileFormat;
  readonly indent: string | number;
  readonly crlf: boolean;
  readonly bom: boolean;
  readonly finalBreak: boolean;
  readonly comments: boolean;
}

const style: fc.Arbitrary<Style> = fc.record({
  format: fc.constantFrom<FileFormat>('json', 'yaml'),
  indent: fc.constantFrom<string | number>('', 2, 3, 4, '\t'),
  crlf: fc.boolean(),
  bom: fc.boolean(),
  finalBreak: fc.boolean(),
  comments: fc.boolean(),
});

function write(value: unknown, { format, indent, crlf, bom, finalBreak, comments }: Style): string {
  const width = typeof indent === 'number' ? indent : 2;
  const blockQuote = false;
  let text = format === 'json' ? JSON.stringify(value, null, indent) : stringify(value, { indent: width, lineWidth: 0, blockQuote, indentSeq: width !== 3 }).trimEnd();
  const mark = format === 'json' ? '//' : '#';
  // Behind a line and on one of its own; strings hold no raw line break here, so that this is safe.
  if (comments && (format === 'yaml' || text.includes('\n'))) {
    text = text.split('\n').flatMap((line, index) => [index % 3 === 0 ? `${line} ${mark} c${index}` : line, ...(index % 4 === 1 ? [`${mark} line ${index}`] : [])]).join('\n');
  }
  if (finalBreak) text += '\n';
  if (crlf) text = text.replaceAll('\n', '\r\n');
  return bom ? `\uFEFF${text}` : text;
}

/** Every leaf with the text it is written as, keyed by where it stands. */
function leaves(text: string, node: SyntaxNode, pointer: Pointer = []): Map<string, string> {
  const found = new Map<string, string>();
  const children: [string | number, SyntaxNode][] = node.members
    ? node.members.map((member) => [member.key, member.value])
    : (node.items ?? []).map((item, index) => [index, item]);
  if (children.length === 0) found.set(JSON.stringify(pointer), text.slice(node.range.start, node.range.end));
  for (const [segment, child] of children) for (const [at, written] of leaves(text, child, [...pointer, segment])) found.set(at, written);
  return found;
}

function pointersOf(value: unknown, pointer: Pointer = []): Pointer[] {
  if (typeof value !== 'object' || value === null) return [pointer];
  const children: [string | number, unknown][] = Array.isArray(value) ? value.map((item, index) => [index, item]) : Object.entries(value);
  return [pointer, ...children.flatMap(([segment, child]) => pointersOf(child, [...pointer, segment]))];
}

function read(text: string, format: FileFormat): SyntaxNode {
  const document = parseDocument(text, format);
  assert.deepEqual(document.problems.filter(({ code }) => code !== 'comment'), []);
  assert.ok(document.root);
  return document.root;
}

const startsWith = (pointer: Pointer, prefix: Pointer): boolean => prefix.every((segment, index) => pointer[index] === segment);

test('a set value reads back, and every other leaf keeps its text', () => {
  fc.assert(fc.property(root, tree, style, fc.nat(), fc.option(key), (before, value, how, pick, newKey) => {
    const text = write(before, how);
    const old = read(text, how.format);
    assert.ok(sameData(toValue(old), before));
    const pointers = pointersOf(before);
    const at = pointers[pick % pointers.length] ?? [];
    const pointer = newKey === null || nodeAt(old, at)?.kind !== 'object' ? at : [...at, newKey];
    const after = applyTextEdits(text, setValueEdits(parseDocument(text, how.format), pointer, value));
    const root = read(after, how.format);
    const expected = withValueAt(before, pointer, value);
    assert.ok(sameData(toValue(root), expected), after);
    const now = leaves(after, root);
    for (const [where, written] of leaves(text, old)) {
      const place = JSON.parse(where) as Pointer;
      if (!startsWith(place, pointer) && !startsWith(pointer, place)) assert.equal(now.get(where), written, where);
    }
    assert.equal(after.startsWith('\uFEFF'), how.bom);
    if (text.includes('\r\n')) assert.doesNotMatch(after, /[^\r]\n/);
  }), { numRuns: 100 });
});

test('a removed value is gone, and every other leaf and comment line keeps its text', () => {
  fc.assert(fc.property(root, style, fc.nat(), (before, how, pick) => {
    const text = write(before, how);
    const old = read(text, how.format);
    const pointers = pointersOf(before).slice(1);
    if (pointers.length === 0) return;
    const pointer = pointers[pick % pointers.length] ?? [];
    const after = applyTextEdits(text, removeValueEdits(parseDocument(text, how.format), pointer));
    const root = read(after, how.format);
    assert.ok(sameData(toValue(root), withoutValueAt(before, pointer)), after);
    if (pointer.some((segment) => typeof segment === 'number')) return;
    const gone = memberOf(nodeAt(old, pointer.slice(0, -1)), String(pointer.at(-1)))?.range ?? { start: 0, end: 0 };
    const outside = text.slice(0, gone.start) + text.slice(gone.end);
    for (const [comment] of outside.matchAll(/(?:\/\/|#) line \d+/g)) assert.ok(after.includes(comment), comment);
    const now = leaves(after, root);
    for (const [where, written] of leaves(text, old)) {
      if (!startsWith(JSON.parse(where) as Pointer, pointer)) assert.equal(now.get(where), written, where);
    }
  }), { numRuns: 100 });
});
