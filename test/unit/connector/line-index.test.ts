import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LineIndex } from '../../../src/connector/line-index.ts';
import { threadTime } from './thread-time.ts';

/** Line breaks counted the slow way: \r\n, \n and a lone \r. */
function slowPlace(text: string, offset: number): { readonly line: number; readonly column: number } {
  const breaks = [...text.matchAll(/\r\n|\n|\r/g)].filter(({ index, 0: found }) => index + found.length <= offset);
  const last = breaks.at(-1);
  return { line: breaks.length, column: offset - (last ? last.index + last[0].length : 0) };
}

describe('every offset of a text', () => {
  for (const text of ['', 'a', '\n', 'a\nb', 'a\r\nb\r\n', 'a\rb\r\rc', '\r\n\n\r', 'a\n\r\nb\rc\n', '\u{1f600}x\n\u{1f600}']) {
    test(JSON.stringify(text), () => {
      const index = new LineIndex(text);
      assert.equal(index.lineCount, slowPlace(text, text.length).line + 1);
      for (let offset = 0; offset <= text.length; offset++) {
        const place = index.placeAt(offset);
        assert.deepEqual(place, slowPlace(text, offset));
        assert.equal(index.offsetAt(place), offset);
      }
    });
  }
});

test('places outside the text are at its ends', () => {
  const index = new LineIndex('ab\ncd');
  assert.deepEqual(index.placeAt(99), { line: 1, column: 2 });
  assert.deepEqual(index.placeAt(-1), { line: 0, column: 0 });
  assert.equal(index.offsetAt({ line: 9, column: 0 }), 5);
  assert.equal(index.offsetAt({ line: 1, column: 99 }), 5);
});

test('a text of a million lines is asked a million times in a moment', () => {
  const text = 'x\n'.repeat(1_000_000);
  const took = threadTime(() => {
    const index = new LineIndex(text);
    for (let offset = 0; offset < text.length; offset += 2) assert.equal(index.placeAt(offset).column, 0);
  });
  assert.ok(took < 5000, `${took} ms`);
});
