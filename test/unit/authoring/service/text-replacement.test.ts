import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { replacement } from '../../../../src/authoring/service/text-replacement.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';

describe('one edit from a text to another', () => {
  for (const [name, before, after, start, end] of [
    ['leaves alone what both have', 'ab cd ef', 'ab xx ef', 3, 5],
    ['is empty for equal texts', 'same', 'same', 4, 4],
    ['takes characters of two units whole', '"a😀b"', '"a😁b"', 2, 4],
    ['takes line breaks of two units whole', 'a\r\nb', 'a\rb', 1, 3],
    ['can put in', 'ac', 'abc', 1, 1],
  ] as const) {
    test(name, () => {
      const edit = replacement(before, after);
      assert.deepEqual(edit.range, { start, end });
      assert.equal(applyTextEdits(before, [edit]), after);
    });
  }
});
