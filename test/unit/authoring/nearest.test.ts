/** Names that somebody meant. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { editDistance, nearest } from '../../../src/authoring/nearest.ts';

const NAMES = ['x-ms-summary', 'x-ms-visibility', 'override', 'skip', 'append'];

describe('nearest', () => {
  test('finds the name behind a slip: one letter more, less, other, or two swapped', () => {
    for (const slip of ['x-ms-sumary', 'x-ms-summmary', 'x-ms-sumnary', 'x-ms-usmmary']) assert.equal(nearest(slip, NAMES), 'x-ms-summary');
    assert.equal(nearest('x-ms-visibilty', NAMES), 'x-ms-visibility');
    assert.equal(nearest('skp', NAMES), 'skip');
  });

  test('another case is nearest of all', () => {
    assert.equal(nearest('Override', ['overrid', 'override']), 'override');
    assert.equal(nearest('OVERIDE', NAMES), 'override');
  });

  test('another word is not near', () => {
    for (const other of ['replace', 'x-ms-keywords', 'sip up', '']) assert.equal(nearest(other, NAMES), undefined);
  });

  test('short names may differ by one, long ones by a quarter and four at most', () => {
    assert.equal(nearest('abcd', ['abxy']), undefined);
    assert.equal(nearest('abcdefgh', ['abcdefxy']), 'abcdefxy');
    assert.equal(nearest('abcdefghijklmnopqrstuvwxyz', ['12345fghijklmnopqrstuvwxyz']), undefined);
    assert.equal(nearest('abcdefghijklmnopqrstuvwxyz', ['1234efghijklmnopqrstuvwxyz']), '1234efghijklmnopqrstuvwxyz');
  });

  test('the name itself is no offer', () => {
    assert.equal(nearest('skip', ['skip']), undefined);
  });
});

describe('edit distance', () => {
  test('of known pairs', () => {
    assert.equal(editDistance('', 'abc'), 3);
    assert.equal(editDistance('abc', ''), 3);
    assert.equal(editDistance('kitten', 'sitting'), 3);
    assert.equal(editDistance('ab', 'ba'), 1);
    assert.equal(editDistance('abcdef', 'uvwxyz', 3), 3);
  });

  const word = fc.string({ maxLength: 12 });

  test('is symmetric, zero for equals only, and no longer than the longer word', () => {
    fc.assert(fc.property(word, word, (left, right) => {
      const distance = editDistance(left, right);
      assert.equal(distance, editDistance(right, left));
      assert.equal(distance === 0, left === right);
      assert.ok(distance <= Math.max(left.length, right.length) && distance >= Math.abs(left.length - right.length));
    }));
  });

  test('a limit changes nothing below it', () => {
    fc.assert(fc.property(word, word, fc.integer({ min: 1, max: 12 }), (left, right, limit) => {
      assert.equal(editDistance(left, right, limit), Math.min(limit, editDistance(left, right)));
    }));
  });
});
