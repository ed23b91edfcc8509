import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { TakenRanges } from '../../../../src/authoring/features/taken-ranges.ts';

const range = fc.tuple(fc.nat(60), fc.nat(6)).map(([start, length]) => ({ start, end: start + length }));

describe('ranges that are taken', () => {
  test('touching is enough, also at an end and of nothing', () => {
    const taken = new TakenRanges();
    taken.add({ start: 5, end: 8 });
    for (const touching of [{ start: 8, end: 9 }, { start: 2, end: 5 }, { start: 6, end: 6 }, { start: 0, end: 20 }]) assert.equal(taken.touches(touching), true);
    for (const apart of [{ start: 0, end: 4 }, { start: 9, end: 9 }]) assert.equal(taken.touches(apart), false);
  });

  test('the same as comparing with each of them', () => {
    fc.assert(fc.property(fc.array(range, { maxLength: 20 }), range, (all, wanted) => {
      const taken = new TakenRanges();
      for (const one of all) taken.add(one);
      assert.equal(taken.touches(wanted), all.some(({ start, end }) => wanted.start <= end && start <= wanted.end));
    }));
  });
});
