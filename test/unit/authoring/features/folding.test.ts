import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { foldingRanges } from '../../../../src/authoring/features/folding.ts';
import type { FileFormat } from '../../../../src/connector/connector.ts';
import { LineIndex } from '../../../../src/connector/line-index.ts';
import { connectorOfTexts } from './marked-connector.ts';

/** `kind first-last`, lines counted from 1. */
function folded(definition: string, format: FileFormat): string[] {
  const lines = new LineIndex(definition);
  const line = (offset: number): number => lines.placeAt(offset).line + 1;
  return foldingRanges(connectorOfTexts({ definition }, format), 'definition').map(({ kind, start, end }) => `${kind} ${line(start)}-${line(end)}`);
}

describe('folding', () => {
  test('JSON: the line of the closing bracket stays', () => {
    assert.deepEqual(folded('{\n  "a": {\n    "b": [\n      1\n    ],\n    "c": { "d": 1 }\n  },\n  "e": [1,\n    2]\n}\n', 'json'), ['block 1-9', 'block 2-6', 'block 3-4', 'block 8-9']);
  });

  test('JSON with Windows line breaks', () => {
    assert.deepEqual(folded('{\r\n  "a": {\r\n    "b": 1\r\n  }\r\n}', 'json'), ['block 1-4', 'block 2-3']);
  });

  test('YAML: blocks to their last line, long texts too', () => {
    assert.deepEqual(folded('a:\n  b:\n    - c: 1\n      d: 2\n    - e\n  f: |\n    text\n    text\n\ng: 1\n', 'yaml'), ['block 1-10', 'block 1-8', 'block 2-5', 'block 3-4', 'block 6-8']);
  });

  test('YAML: comments and regions, one in another', () => {
    assert.deepEqual(folded('# one\n# two\na:\n  b: 1\n  c: 2\n# region outer\n#region inner\nd: 1\n#endregion\n# more\n# endregion\n# alone\n', 'yaml'), ['comment 1-2', 'block 3-8', 'block 3-5', 'region 6-11', 'region 7-9']);
  });

  test('nothing on one line, however long', () => {
    const definition = `${JSON.stringify({ a: Array.from({ length: 60_000 }, () => ({ b: [1] })) })}\n`;
    const start = performance.now();
    assert.deepEqual(folded(definition, 'json'), []);
    assert.ok(performance.now() - start < 2000);
  });

  test('no more than editors take, the outer ones first', () => {
    const definition = JSON.stringify({ a: Array.from({ length: 6000 }, (_, index) => ({ b: { c: index } })) }, null, 1);
    const ranges = folded(definition, 'json');
    assert.equal(ranges.length, 5000);
    assert.deepEqual(ranges.slice(0, 2), [`block 1-${definition.split('\n').length - 1}`, `block 2-${definition.split('\n').length - 2}`]);
  });

  test('none of a missing or empty file', () => {
    assert.deepEqual(foldingRanges(connectorOfTexts({ definition: '' }, 'json'), 'definition'), []);
    assert.deepEqual(foldingRanges(connectorOfTexts({}, 'json'), 'properties'), []);
    assert.deepEqual(foldingRanges(connectorOfTexts({ script: '// a\n// b\n' }, 'json'), 'script'), []);
  });
});
