/** Names that somebody meant. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { editDistance, nearest } from '../../../src/authoring/nearest.ts';
import { threadTime } from '../connector/thread-time.ts';

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

  /** By the definition, without any shortcut. */
  function plainDistance(left: string, right: string): number {
    const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)];
    for (let row = 1; row <= left.length; row++) {
      rows.push([row]);
      for (let column = 1; column <= right.length; column++) {
        const at = (up: number, back: number): number => rows[row - up]?.[column - back] ?? Number.POSITIVE_INFINITY;
        const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1] ? at(2, 2) + 1 : Number.POSITIVE_INFINITY;
        rows[row]?.push(Math.min(at(1, 0) + 1, at(0, 1) + 1, at(1, 1) + (left[row - 1] === right[column - 1] ? 0 : 1), swapped));
      }
    }
    return rows[left.length]?.[right.length] ?? 0;
  }

  test('is that of the definition, in words that have much in common', () => {
    const alike = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 14 });
    fc.assert(fc.property(alike, alike, fc.integer({ min: 1, max: 15 }), (left, right, limit) => {
      assert.equal(editDistance(left, right, limit), Math.min(limit, plainDistance(left, right)));
    }), { numRuns: 2_000 });
  });

  test('thousands of names are compared with thousands', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `ListAllTheItemsOf${(index * 7919) % 10007}Shelves`);
    const took = threadTime(() => { for (const name of names) nearest(name.replace('All', 'Al'), names); });
    assert.ok(took < 4_000, `${took.toFixed(0)} ms`);
  });
});
