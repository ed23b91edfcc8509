import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FileFormat } from '../../../src/connector/connector.ts';
import { keyRangeOf, pathAt, rangeOf } from '../../../src/connector/syntax-lookup.ts';
import { parseDocument, toValue } from '../../../src/connector/syntax-tree.ts';
import { threadTime } from './thread-time.ts';

/**
 * The innermost step at the cursor `|` of a text, as `/pointer` with `#key` where the cursor is in the key, and the
 * node's data behind it; `outside` where there is none.
 */
function at(format: FileFormat, marked: string): string {
  const offset = marked.indexOf('|');
  const steps = pathAt(parseDocument(marked.replace('|', ''), format), offset);
  const last = steps.at(-1);
  if (!last) return 'outside';
  assert.deepEqual(steps.map(({ pointer }) => pointer), steps.map((_, depth) => last.pointer.slice(0, depth)), 'each step goes one segment on');
  assert.ok(steps.slice(0, -1).every(({ inKey }) => !inKey));
  return `/${last.pointer.join('/')}${last.inKey ? '#key' : ''} ${JSON.stringify(toValue(last.node))}`;
}

describe('JSON', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['|{"a": 1}', '/ {"a":1}'],
    ['{|"a": 1}', '/a#key 1'],
    ['{"|a": 1}', '/a#key 1'],
    ['{"a"|: 1}', '/a#key 1'],
    ['{"a":| 1}', '/a 1'],
    ['{"a": |1}', '/a 1'],
    ['{"a": 1|}', '/a 1'],
    ['{"a": 1 |}', '/ {"a":1}'],
    ['{"a": 1}|', 'outside'],
    [' | {"a": 1}', 'outside'],
    ['{"a": [10, |20]}', '/a/1 20'],
    ['{"a": [10,| 20]}', '/a [10,20]'],
    ['{"a": [10, 20|]}', '/a/1 20'],
    ['{"a": [10, 20]|}', '/ {"a":[10,20]}'],
    ['{"a": {"b": "x|y"}, "c": 1}', '/a/b "xy"'],
    ['{"a": {"b": "xy"}, "c|": 1}', '/c#key 1'],
    ['{"a": {|}}', '/a {}'],
    ['{"a": {}|}', '/ {"a":{}}'],
    ['{"a": 1, "a": |2}', '/a 2'],
    ['{"a": 1, "a|": 2}', '/a#key 2'],
    ['{"a": |1, "a": 2}', '/a 1'],
    ['\uFEFF{"a": tr|ue}', '/a true'],
    ['|"x"', '/ "x"'],
    ['"x"|', '/ "x"'],
    ['|', 'outside'],
  ];
  for (const [text, expected] of cases) test(JSON.stringify(text), () => assert.equal(at('json', text), expected));
});

describe('JSON that is being typed', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['{"a": |}', '/a null'],
    ['{"a":|}', '/a null'],
    ['{"a": 1, "$ref": |, "c": 2}', '/$ref null'],
    ['{"a": 1, "$ref": tr|, "c": 2}', '/$ref null'],
    ['{"a": 1, "$re|", "c": 2}', '/$re#key null'],
    ['{"a": 1, "$re|"}', '/$re#key null'],
    ['{"a": 1, "$ref" |}', '/ {"a":1}'],
    ['{"a": 1, |}', '/ {"a":1}'],
    ['{"a": {"b": 1, "c": |', '/a/c null'],
    ['{"a": {"b": "c|', '/a/b "c"'],
    ['{"a": {"b": 1}|', '/ {"a":{"b":1}}'],
    ['{"a": [1, |', '/a [1]'],
    ['{"a": [{"b": 1}, |', '/a [{"b":1}]'],
    ['{"a": // |\n}', '/a null'],
  ];
  for (const [text, expected] of cases) test(JSON.stringify(text), () => assert.equal(at('json', text), expected));
});

describe('YAML', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['|a: 1\n', '/a#key 1'],
    ['a|: 1\n', '/a#key 1'],
    ['a:| 1\n', '/a 1'],
    ['a: 1|\n', '/a 1'],
    ['a: b|c # d\n', '/a "bc"'],
    ['a: bc # d|\n', '/ {"a":"bc"}'],
    ['a:\n  - x\n  - y|z\n', '/a/1 "yz"'],
    ['a:\n- name: |x\n', '/a/0/name "x"'],
    ['a: {b: |x, c: y}\n', '/a/b "x"'],
    ['a: {b: x,| c: y}\n', '/a {"b":"x","c":"y"}'],
    ['a: {b: x}|\nc: 1\n', '/ {"a":{"b":"x"},"c":1}'],
    ['"a b|": 1\n', '/a b#key 1'],
    ['? a\n: |b\n', '/a "b"'],
    ['a: |\n  one\n  t|wo\n'.replace('|', '>'), '/a "one two\\n"'],
    ['base: &x {k: 1}\nuse: *|x\n', '/use {"k":1}'],
    ['base: &x {k: 1}\nuse: *x|\n', '/use {"k":1}'],
    ['\uFEFFa:\r\n  b: |1\r\n', '/a/b 1'],
    ['# he|ad\na: 1\n', '/ {"a":1}'],
    ['|', 'outside'],
    ['# nothing|\n', 'outside'],
  ];
  for (const [text, expected] of cases) test(JSON.stringify(text), () => assert.equal(at('yaml', text), expected));
});

describe('YAML that is being typed', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a:|\n', '/a null'],
    ['a: |\n', '/a null'],
    ['a: |', '/a null'],
    ['a:   |  \nb: 1\n', '/a null'],
    ['a: # why |\nb: 1\n', '/a null'],
    ['a:\n  |\nb: 1\n', '/a null'],
    ['a:\n|\nb: 1\n', '/ {"a":null,"b":1}'],
    ['a:\n  b: 1\n  |', '/a {"b":1}'],
    ['a:\n  b: 1\n|', '/ {"a":{"b":1}}'],
    ['a:\n  b: 1\n  |\nc: 2\n', '/a {"b":1}'],
    ['a:\n  b: 1\n|\nc: 2\n', '/ {"a":{"b":1},"c":2}'],
    ['a:\n  b: 1\n  |\n  c: 2\n', '/a {"b":1,"c":2}'],
    ['a:\n  b:\n    |\n  c: 2\n', '/a/b null'],
    ['a:\n  b:\n  |\n  c: 2\n', '/a {"b":null,"c":2}'],
    ['a:\n  b: 1\n  # more |\nc: 2\n', '/a {"b":1}'],
    ['a:\n  - x: 1\n    |\n', '/a/0 {"x":1}'],
    ['a:\n  - x: 1\n  |\n', '/a [{"x":1}]'],
    ['a:\n- x: 1\n  |\n', '/a/0 {"x":1}'],
    ['a:\n- x: 1\n|\n', '/ {"a":[{"x":1}]}'],
    ['a:\n  - |\n', '/a/0 null'],
    ['a:\n  - x\n  -|\n', '/a/1 null'],
    ['a:\n  b: 1\n  ty|\n', '/a/ty#key null'],
    ['a:\n  ty|\n', '/a "ty"'],
    ['a: {b: |}\n', '/a/b null'],
    ['a: {b: 1, |}\n', '/a {"b":1}'],
    ['a: {b: |, c: 1}\n', '/a/b null'],
    ['a: [|]\n', '/a []'],
    ['a: >\n  one\n  |\nb: 1\n', '/a "one\\n"'],
    ['a: b |\n', '/ {"a":"b"}'],
  ];
  for (const [text, expected] of cases) test(JSON.stringify(text), () => assert.equal(at('yaml', text), expected));
});

test('ranges by pointer, of values and of keys', () => {
  for (const [format, text] of [['json', '{"a": {"b": [1, "two"]}, "a": {"b": [3, "four"]}}'], ['yaml', 'a:\n  b: [1, "two"]\na:\n  b: [3, "four"]\n']] as const) {
    const document = parseDocument(text, format);
    const slice = (range: { readonly start: number; readonly end: number } | undefined) => range && text.slice(range.start, range.end);
    assert.equal(slice(rangeOf(document, ['a', 'b', 1])), '"four"');
    assert.equal(slice(keyRangeOf(document, ['a', 'b'])), format === 'json' ? '"b"' : 'b');
    assert.equal(keyRangeOf(document, ['a', 'b'])?.start, text.lastIndexOf(format === 'json' ? '"b"' : 'b'));
    assert.equal(rangeOf(document, ['a', 'c']), undefined);
    assert.equal(keyRangeOf(document, ['a', 'b', 0]), undefined);
    assert.equal(keyRangeOf(document, []), undefined);
    assert.deepEqual(rangeOf(document, []), document.root?.range);
  }
});

test('an offset far down a large file is found quickly', () => {
  const text = JSON.stringify(Array.from({ length: 50_000 }, (_, index) => ({ index, name: `n${index}` })));
  const document = parseDocument(text, 'json');
  const took = threadTime(() => {
    for (let offset = 0; offset < text.length; offset += 100) pathAt(document, offset);
  });
  assert.ok(took < 2000, `${took} ms`);
});
