import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layoutOf, lineEnd, lineStart } from '../../../src/connector/text-layout.ts';

test('a line starts and ends where its line breaks are, also at the start of a text that begins with one', () => {
  const text = '\nab\r\nc';
  assert.deepEqual([...text].map((_character, offset) => [lineStart(text, offset), lineEnd(text, offset)]), [[0, 0], [1, 3], [1, 3], [1, 3], [1, 4], [5, 6]]);
});

test('the first indented line shows the step, comments apart: in YAML a slash begins a path', () => {
  assert.equal(layoutOf({ format: 'yaml', text: 'paths:\n  /items:\n      get: {}\n', problems: [] }).step, '  ');
  assert.equal(layoutOf({ format: 'yaml', text: 'paths:\n        # items\n  /items: {}\n', problems: [] }).step, '  ');
  assert.equal(layoutOf({ format: 'json', text: '{\n        // items\n  "paths": {}\n}', problems: [] }).step, '  ');
});
