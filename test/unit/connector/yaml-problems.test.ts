/** YAML that is being typed: what is told of it, and that the rest of the document stays what it is. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDocument, toValue } from '../../../src/connector/syntax-tree.ts';

function read(text: string): { readonly data: unknown; readonly told: readonly string[] } {
  const { root, problems } = parseDocument(text, 'yaml');
  return { data: root && toValue(root), told: problems.map(({ range, message }) => `${text.slice(range.start, range.end)}: ${message}`) };
}

describe('a key of YAML that is being typed', () => {
  test('leaves the key below it as it is', () => {
    for (const feed of ['\n', '\r\n']) {
      const { data, told } = read(['a:', '  wor', '  b: 2', 'c:', '  - d: 3', '    wor', '    e: 4', ''].join(feed));
      assert.deepEqual((data as { a: unknown }).a, { b: 2 });
      assert.equal((data as { c: { e: unknown }[] }).c[0]?.e, 4);
      assert.deepEqual(told, Array.from({ length: 2 }, () => 'wor: A colon is expected behind this key.'));
    }
  });

  test('has its range where it is written', () => {
    const text = 'a:\n  wor\n  b: 2\n';
    const [member] = parseDocument(text, 'yaml').root?.members?.[0]?.value.members ?? [];
    assert.equal(text.slice(member?.keyRange.start, member?.keyRange.end), 'b');
    assert.equal(text.slice(member?.range.start, member?.range.end), 'b: 2');
  });

  test('is told of once, and on its line alone', () => {
    assert.deepEqual(read('a: 1\nb').told, ['b: A colon is expected behind this key.']);
    assert.deepEqual(read('a: 1\n"b\nc: 2\n').told, ['"b: A colon is expected behind this key.', ': The text is not closed by a double quote.']);
  });
});

test('what YAML takes for syntax in a text is told in plain words', () => {
  assert.deepEqual(read('a: Note: x\n').told, ['N: A colon and a blank begin another key, which cannot stand on this line. Put the text in quotes.']);
  assert.deepEqual(read("a: @connectionParameters('b')\n").told, ['@: A text that begins with @ needs quotes.']);
  assert.deepEqual(read('a: `b`\n').told, ['`: A text that begins with ` needs quotes.']);
});
