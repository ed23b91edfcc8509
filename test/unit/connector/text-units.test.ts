/** What JSON is read over: the array of a text's characters, and short texts that are made once. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { KnownTexts } from '../../../src/connector/known-texts.ts';
import { parseDocument, toValue } from '../../../src/connector/syntax-tree.ts';
import { asciiUnits } from '../../../src/connector/text-units.ts';

describe('the characters of a text', () => {
  test('are one number for each UTF-16 unit, and 0 behind the last', () => {
    for (const text of ['', '{"a": 1}', 'é', '"\u2022"', '\uFEFF{}', '\u{1F600}x', '\uD83D', '\0', '\x7F', 'a'.repeat(100_000), `é${'"'.repeat(200_000)}`]) {
      const units = asciiUnits(text);
      const expected = Array.from({ length: text.length }, (_, at) => (text.charCodeAt(at) < 128 ? text.charCodeAt(at) : 127));
      assert.deepEqual([...units.subarray(0, text.length), units[text.length]], [...expected, 0], JSON.stringify(text.slice(0, 20)));
    }
  });

  test('of a long text do not show behind a short one', () => {
    asciiUnits('"'.repeat(1000));
    assert.deepEqual([...asciiUnits('{"a').subarray(0, 4)], [123, 34, 97, 0]);
    parseDocument(`{"a": "${'"'.repeat(500)}`, 'json');
    const { root, problems } = parseDocument('{"a": "b', 'json');
    assert.deepEqual([root && toValue(root), problems.length > 0], [{ a: 'b' }, true]);
  });

  test('leave texts as they are: other letters, escapes, marks, and what looks like a quote', () => {
    const data = { 'ключ': 'значение', '\u2022\u0122': '\u0122\u015C', 'tab\t': '\\"', '\u{1F600}': '\u{1F600}', '\x7F': '\u00A0' };
    for (const text of [JSON.stringify(data), JSON.stringify(data, null, '\t'), `\uFEFF${JSON.stringify(data)}`]) {
      const { root, problems } = parseDocument(text, 'json');
      assert.deepEqual([root && toValue(root), problems], [data, []]);
      for (const { keyRange, value } of root?.members ?? []) {
        assert.equal(text[keyRange.start], '"');
        assert.equal(text.slice(value.range.start, value.range.end), JSON.stringify(value.value));
      }
    }
  });
});

test('a short text is made once, and never taken for another one of its hash', () => {
  const known = new KnownTexts();
  const first = known.text('"type", "type"', 1, 5, 7);
  assert.equal(first, 'type');
  assert.equal(known.text('"type", "type"', 9, 13, 7), 'type');
  assert.equal(known.text('"typo"', 1, 5, 7), 'typo');
  assert.equal(known.text('"types"', 1, 6, 7), 'types');
  assert.equal(known.text('""', 1, 1, 7), '');
});
