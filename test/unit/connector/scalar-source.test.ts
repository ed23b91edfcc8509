import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FileFormat } from '../../../src/connector/connector.ts';
import { applyTextEdits } from '../../../src/connector/edit-sequence.ts';
import { innerRange, rewriteScalar, sourceRange } from '../../../src/connector/scalar-source.ts';
import { parseDocument, type SyntaxDocument, type SyntaxNode } from '../../../src/connector/syntax-tree.ts';

/** The value of the only member of a document. */
function valueIn(text: string, format: FileFormat): { document: SyntaxDocument; node: SyntaxNode; value: string } {
  const document = parseDocument(text, format);
  const node = document.root?.members?.[0]?.value as SyntaxNode;
  return { document, node, value: node.value as string };
}

/** The source of the n-th occurrence of a piece of the value. */
function sourceOf(text: string, format: FileFormat, piece: string, occurrence: number): string | undefined {
  const { document, node, value } = valueIn(text, format);
  let start = -1;
  for (let count = 0; count <= occurrence; count++) start = value.indexOf(piece, start + 1);
  const range = sourceRange(document, { range: node.range, value }, start, start + piece.length);
  return range && `${text.slice(0, range.start)}[${text.slice(range.start, range.end)}]${text.slice(range.end)}`;
}

describe('where a stretch of a value stands', () => {
  const cases: readonly (readonly [FileFormat, string, string, number, string])[] = [
    ['json', '{"a": "one two one"}', 'one', 1, '{"a": "one two [one]"}'],
    ['json', String.raw`{"a": "\"id\" {id}"}`, 'id', 1, String.raw`{"a": "\"id\" {[id]}"}`],
    ['json', String.raw`{"a": "\u0069d {id}"}`, 'id', 0, String.raw`{"a": "[\u0069d] {id}"}`],
    ['json', String.raw`{"a": "\u0069d {id}"}`, 'id', 1, String.raw`{"a": "\u0069d {[id]}"}`],
    ['json', String.raw`{"a": "\/id\/{id}"}`, 'id', 1, String.raw`{"a": "\/id\/{[id]}"}`],
    ['yaml', "a: 'it''s id'", 'id', 0, "a: 'it''s [id]'"],
    ['yaml', String.raw`a: "\x41id\U0001F600 {id}"`, 'id', 1, String.raw`a: "\x41id\U0001F600 {[id]}"`],
    ['yaml', 'a: /id/{id}', 'id', 1, 'a: /id/{[id]}'],
    ['yaml', 'a: |\n  id one\n  {id} two\n', 'id', 1, 'a: |\n  id one\n  {[id]} two\n'],
    ['yaml', 'a: >-\n  id one\n  {id} two\n', 'id', 1, 'a: >-\n  id one\n  {[id]} two\n'],
    ['yaml', 'a: "id one\n  {id} two"\n', 'id', 1, 'a: "id one\n  {[id]} two"\n'],
  ];
  for (const [format, text, piece, occurrence, expected] of cases) {
    test(`${format} ${JSON.stringify(text)}`, () => assert.equal(sourceOf(text, format, piece, occurrence), expected));
  }

  test('nowhere, where a line break goes through it', () => {
    const { document, node, value } = valueIn('a: >-\n  one\n  two\n', 'yaml');
    assert.equal(value, 'one two');
    assert.equal(sourceRange(document, { range: node.range, value }, 0, 7), undefined);
  });
});

describe('the range between the quotes', () => {
  const cases: readonly (readonly [FileFormat, string, string])[] = [
    ['json', '{"a": "x"}', 'x'],
    ['json', '{"a": ""}', ''],
    ['json', '{"a": "x', 'x'],
    ['json', String.raw`{"a": "x\"`, String.raw`x\"`],
    ['json', String.raw`{"a": "x\\"}`, String.raw`x\\`],
    ['yaml', "a: 'x'", 'x'],
    ['yaml', 'a: x', 'x'],
  ];
  for (const [format, text, expected] of cases) {
    test(`${format} ${text}`, () => {
      const { document, node } = valueIn(text, format);
      const { start, end } = innerRange(document, node.range);
      assert.equal(text.slice(start, end), expected);
    });
  }
});

describe('another text in the place of a stretch', () => {
  const cases: readonly (readonly [FileFormat, string, string, string, string])[] = [
    ['json', String.raw`{"a": "\/x\/{id}"}`, 'id', 'say "hi"', String.raw`{"a": "\/x\/{say \"hi\"}"}`],
    ['yaml', "a: 'it''s {id}'", 'id', "o'clock", "a: 'it''s {o''clock}'"],
    ['yaml', 'a: "\\x41 {id}"', 'id', 'k"', 'a: "\\x41 {k\\""}'.replace('\\""}', '\\"}"')],
    ['yaml', 'a: id', 'id', 'true', 'a: "true"'],
    ['yaml', 'a: id', 'id', '12', 'a: "12"'],
    ['yaml', 'a: id # kept', 'id', 'b: c', 'a: "b: c" # kept'],
    ['yaml', 'a: [id]', 'id', 'b,c', 'a: ["b,c"]'],
    ['yaml', 'a: /x/{id}', 'id', 'key', 'a: /x/{key}'],
    ['yaml', 'a: |\n  x {id}\n', 'id', 'key', 'a: |\n  x {key}\n'],
  ];
  for (const [format, text, piece, newText, expected] of cases) {
    test(`${format} ${JSON.stringify(text)} → ${newText}`, () => {
      const document = parseDocument(text, format);
      const member = document.root?.members?.[0]?.value as SyntaxNode;
      const node = member.items?.[0] ?? member;
      const value = node.value as string;
      const start = value.indexOf(piece);
      const result = applyTextEdits(text, rewriteScalar(document, { range: node.range, value }, [{ start, end: start + piece.length, newText }]));
      assert.equal(result, expected);
      const after = parseDocument(result, format).root?.members?.[0]?.value as SyntaxNode;
      assert.equal((after.items?.[0] ?? after).value, value.replace(piece, newText));
    });
  }
});
