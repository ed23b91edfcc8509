/** The quick reader of YAML takes a text only where it reads it exactly as the `yaml` package does. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { stringify, type ToStringOptions } from 'yaml';
import { readEverydayYaml } from '../../../src/connector/everyday-yaml.ts';
import { ProblemList } from '../../../src/connector/problem-list.ts';
import { parseDocument, toValue } from '../../../src/connector/syntax-tree.ts';
import { parseUnusualYaml } from '../../../src/connector/yaml-syntax.ts';

const corpus = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url));

/** Whether the quick reader takes the text; where it does, the two readings are compared. */
function takes(text: string): boolean {
  const problems = new ProblemList(text.length);
  const root = readEverydayYaml(text, problems);
  if (!root) return false;
  const whole = parseUnusualYaml(text);
  if (problems.found.some(({ code }) => code === 'syntax')) {
    assert.ok(whole.problems.some(({ severity }) => severity === 'error'), `an error only to one of the two: ${JSON.stringify(text)}`);
    return true;
  }
  assert.deepEqual(root, whole.root, JSON.stringify(text));
  assert.deepEqual(problems.found, whole.problems, JSON.stringify(text));
  return true;
}

/** Numbers below `bound`, the same in each run. */
function randomFrom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

describe('taken', () => {
  const texts = [
    'a: 1\n', 'a: 1', '- a\n- b: c\n  d: e\n-\n- - x\n  - y\n', 'a:\n- x\n- y\nb:\n  - z\n', 'a:\n\n  # c\n  b: 1 # d\n\nc: 2\n',
    '---\na: 1\n', '--- # c\na: 1\n', '# c\n\n---\n- a\n', '\uFEFFa: 1\r\nb:\r\n  - x\r\n', '\uFEFF---\na: 1\n',
    'a: ~\nb: null\nc: true\nd: FALSE\ne: -1\nf: 0o17\ng: 0x1F\nh: .5\ni: 1e3\nj: .inf\nk: -.INF\nl: .nan\nm: 01\nn: +1.\no: 1_000\np: 2024-01-31\nq: yes\nr: 0o9\ns: "1"\n',
    '"q: x": 1\n\'it\'\'s\': 2\n"a\\tb" : 3\nx y  : 4\n', "a: 'it''s'\nb: \"\\u00e9\\n\\\"\\x41\\e\"\n", 'a: "one\n  two\n\n  three\\\n  four"\nb: \'one\n  two\'\n',
    'a: one\n  two\n\n  three # c\nb: 1\n', 'a:\n  one\n  two\nb: 1\n', 'a: http://x.y/z?a=b#c\nb: a:b\nc: -x\nd: ?x\ne: :x\n',
    'a: |\n  one\n    two\n\n  three\n\n\nb: >-\n  one\n  two\n\n  three\nc: |+\n  one\n\nd: 1\n', 'a: |\n  one', 'a: >  # c\n  one\n',
    'a: {}\nb: []\nc: {d: 1, "e":2, f: [x, \'y\', {g: h}], i, j: }\nk: [\n  1,\n  2,\n]\nl: {\n  m: 1\n  }\n', '{"a": {"b": [1, true, null, "x"]}}\n', '[\n  {"a": 1},\n  {"a": 2}\n]\n',
    'a: 1\nb: 2\na: 3\n', 'a: {b: 1, b: 2}\n', '__proto__: 1\n',
  ];
  for (const text of texts) test(JSON.stringify(text), () => assert.ok(takes(text)));
});

describe('left to the package', () => {
  const texts = [
    '', '# c\n', 'a', '"a"', 'a: 1\n---\nb: 2\n', 'a: 1\n...\n', '%YAML 1.2\n---\na: 1\n', 'a:\tb\n', '\ta: 1\n', 'a: 1\rb: 2\n', 'a: \0\n', 'a: \uFEFFb\n',
    'a: &x 1\nb: *x\n', 'a: !!str 1\n', '? a\n: b\n', ': b\n', '<<: {a: 1}\n', 'a: b: c\n', 'a: - b\n', 'a: @b\n', 'a: `b`\n', 'a: %b\n', 'a: "x\n', "a: 'x\n", 'a: "\\q"\n',
    'a:\n    b: 1\n  c: 2\n', 'a: 1\n  b: 2\n', '- a: 1\n b: 2\n', 'a: "b" c\n', 'a: [b\nc: d\n', 'a: [b c: d]\n', 'a: [,]\n', 'a: [b,,c]\n', 'a: {b: 1}}\n', 'a: [b]]\n', 'a: [b # c\n  ]\n',
    'a: |2\n   x\n', 'a: |\nb: 1\n', 'a: |x\n  b\n', '{a: 1}: b\n', '[a]: b\n', `${'k'.repeat(1_100)}: 1\n`, `${'- '.repeat(300)}x\n`,
  ];
  for (const text of texts) test(JSON.stringify(text.slice(0, 40)), () => assert.ok(!takes(text)));
});

describe('a key without its colon, as it stands while it is typed', () => {
  for (const [text, data] of [
    ['a: 1\nty\n', { a: 1, ty: null }],
    ['ty\na: 1\n', { ty: null, a: 1 }],
    ['a:\n  b: 1\n  ty\n  c: 2\nd: 3\n', { a: { b: 1, ty: null, c: 2 }, d: 3 }],
    ['a:\n  ty\n  c: 2\n', { a: { ty: null, c: 2 } }],
    ['- a: 1\n  ty\n- ty\n  b: 2\n', [{ a: 1, ty: null }, { ty: null, b: 2 }]],
    ['a: 1\nkey:value\nb: 2\n', { 'a': 1, 'key:value': null, 'b': 2 }],
  ] as const) {
    test(`${JSON.stringify(text)}: an error there, and the next line keeps its key`, () => {
      const { root, problems } = parseDocument(text, 'yaml');
      assert.ok(root);
      assert.deepEqual(toValue(root), data);
      assert.ok(problems.length > 0 && problems.every(({ code, severity, range }) => code === 'syntax' && severity === 'error' && /^(ty|key:value)$/.test(text.slice(range.start, range.end))));
    });
  }
});

test('200,000 random texts', () => {
  const random = randomFrom(5);
  const pieces = [
    'a', 'b', 'k: ', 'k:', 'key: v', '- ', '-', '- x', '\n', '\n', '\n  ', '\n    ', '\n ', '  ', ' ', '#c', ' # c', '|', '|-\n', '|+\n', '>\n', '|\n  x\n', '|\n    x\n   y\n', "'x'", '"y"', "'", '"', '[', ']', '{', '}', ',', ', ', ': ', ':',
    '?', '? ', '?x', '& ', ':x', '*a', '!t ', '---\n', '---', '...\n', 'x y', '1', '1.5', 'null', '~', '<<: ', '"a": ', '\\n', '\r\n', '\r\n  ', '[]', '{}', '[a, b]', '{a: 1}', '{"a":1}', 'a:b', 'http://x.y/z', '#', '@', '%', '\u00e9', '- - ', '- k: ',
    '\n- ', '\n  - ', '\n  k: ', '\nk: ', '\n    k2: ', "''", '\\"', '|2\n', '\n\n', '\n\n  ', '\n# c', '\n   # c', '[\n', '\n]', ',\n  ', '"x\n  y"', "'x\n y'", 'x\n  y',
  ];
  let taken = 0;
  for (let round = 0; round < 200_000; round++) {
    let text = ['', 'k: ', 'k: ', 'a:\n  ', '- '][random(5)] ?? '';
    for (let length = 1 + random(12); length > 0; length--) text += pieces[random(pieces.length)] ?? '';
    if (takes(text)) taken++;
  }
  assert.ok(taken > 20_000, `${taken} taken`);
});

test('published connectors written as YAML in many styles', { skip: existsSync(corpus) ? false : 'no published connectors at ../shared/corpus' }, () => {
  const styles: readonly ToStringOptions[] = [{}, { lineWidth: 0 }, { indentSeq: false, blockQuote: 'literal' }, { indent: 4, blockQuote: 'folded' }, { defaultStringType: 'QUOTE_DOUBLE' }, { defaultStringType: 'QUOTE_SINGLE' }, { blockQuote: false }];
  let [all, taken] = [0, 0];
  for (const entry of readdirSync(corpus, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/^api(?:Definition|Properties).*\.json$/i.test(entry.name)) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    if (text.length > 60_000) continue;
    let data: unknown;
    try { data = JSON.parse(text.replace(/^\uFEFF/, '')); } catch { continue; }
    const style = styles[all++ % styles.length];
    const written = stringify(data, style);
    if (takes(all % 3 === 0 ? written.replaceAll('\n', '\r\n') : written)) taken++;
  }
  assert.ok(taken / all > 0.95, `${taken} of ${all}`);
});
