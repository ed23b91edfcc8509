import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FileFormat } from '../../../src/connector/connector.ts';
import { formatOf, memberOf, nodeAt, parseDocument, toValue, type SyntaxNode } from '../../../src/connector/syntax-tree.ts';

function rootOf(text: string, format: FileFormat): SyntaxNode {
  const { root } = parseDocument(text, format);
  assert.ok(root);
  return root;
}

describe('both formats', () => {
  const texts: Record<string, [FileFormat, string]> = {
    'JSON': ['json', '{\n  "a": {"b": [1, true, null, "x"]},\n  "c": -1.5\n}\n'],
    'JSON with BOM and CRLF': ['json', '\uFEFF{\r\n\t"a": {"b": [1, true, null, "x"]},\r\n\t"c": -1.5\r\n}'],
    'JSON with comments and trailing commas': ['json', '// head\n{ "a": { /* in */ "b": [1, true, null, "x",], }, "c": -1.5 }'],
    'YAML': ['yaml', '# head\na:\n  b:\n    - 1\n    - true\n    -\n    - x\nc: -1.5\n'],
    'YAML with BOM and CRLF': ['yaml', '\uFEFFa:\r\n  b: [1, true, null, x]\r\nc: -1.5 # end\r\n'],
    'YAML with anchors': ['yaml', 'a: &a\n  b: [1, true, ~, "x"]\nc: -1.5\n'],
  };
  for (const [name, [format, text]] of Object.entries(texts)) {
    test(`${name} reads as data, with ranges that hold the written text`, () => {
      const document = parseDocument(text, format);
      assert.deepEqual(document.problems.filter(({ code }) => code !== 'comment' && code !== 'trailingComma'), []);
      assert.ok(document.root);
      assert.deepEqual(toValue(document.root), { a: { b: [1, true, null, 'x'] }, c: -1.5 });
      const minus = nodeAt(document.root, ['c']);
      assert.equal(text.slice(minus?.range.start, minus?.range.end), '-1.5');
      const x = nodeAt(document.root, ['a', 'b', 3]);
      assert.match(text.slice(x?.range.start, x?.range.end), /^"?x"?$/);
      const member = memberOf(document.root, 'a');
      assert.match(text.slice(member?.keyRange.start, member?.keyRange.end), /^"?a"?$/);
    });
  }

  test('a path that ends early leads nowhere', () => {
    const root = rootOf('{"a":[{"b":1}]}', 'json');
    assert.equal(nodeAt(root, ['a', 0, 'b'])?.value, 1);
    assert.equal(nodeAt(root, ['a', 'b']), undefined);
    assert.equal(nodeAt(root, ['a', 7, 'b']), undefined);
    assert.equal(nodeAt(undefined, ['a']), undefined);
  });

  for (const [format, text] of [['json', '{"a": 1, "b": 2, "a": 3}'], ['yaml', 'a: 1\nb: 2\na: 3\n']] as const) {
    test(`a doubled key is a warning and the last one counts (${format})`, () => {
      const { root, problems } = parseDocument(text, format);
      assert.ok(root);
      assert.equal(problems.length, 1);
      assert.equal(problems[0]?.severity, 'warning');
      assert.equal(text.slice(0, problems[0]?.range.start).length, text.lastIndexOf('a') - (format === 'json' ? 1 : 0));
      assert.deepEqual(toValue(root), { a: 3, b: 2 });
      assert.equal(nodeAt(root, ['a'])?.value, 3);
    });
  }

  for (const [format, text] of [['json', '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'], ['yaml', '__proto__:\n  polluted: true\nconstructor:\n  prototype:\n    polluted: true\n']] as const) {
    test(`a key __proto__ is data and no prototype (${format})`, () => {
      const value = toValue(rootOf(text, format)) as Record<string, unknown>;
      assert.equal(Object.getPrototypeOf(value), Object.prototype);
      assert.ok(Object.hasOwn(value, '__proto__'));
      assert.equal(value['polluted'], undefined);
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
      assert.deepEqual(Object.keys(value), ['__proto__', 'constructor']);
    });
  }

  for (const [format, text] of [['json', ''], ['json', ' \n'], ['json', '\uFEFF'], ['yaml', ''], ['yaml', '# nothing\n']] as const) {
    test(`an empty text has no root and is no error: ${JSON.stringify(text)} (${format})`, () => {
      assert.deepEqual(parseDocument(text, format), { format, text, root: undefined, problems: [] });
    });
  }

  for (const [format, text] of [['json', '['.repeat(100_000)], ['json', `${'[1,'.repeat(400)}1${']'.repeat(400)}`], ['yaml', '['.repeat(20_000)], ['yaml', `${'{a: '.repeat(400)}1${'}'.repeat(400)}`]] as const) {
    test(`hostile nesting is a problem and no exception (${format}, ${text.length} characters)`, () => {
      const { problems } = parseDocument(text, format);
      assert.ok(problems.some(({ severity }) => severity === 'error'));
    });
  }

  test('the format goes by the extension', () => {
    assert.deepEqual(['a.json', 'a.YAML', 'b.yml', 'file:///x/apiProperties.yaml', 'none'].map(formatOf), ['json', 'yaml', 'yaml', 'yaml', 'json']);
  });
});

describe('broken JSON', () => {
  const cases: Record<string, [string, RegExp, unknown]> = {
    'missing comma': ['{"a": 1 "b": 2}', /comma/, { a: 1, b: 2 }],
    'missing value': ['{"a": , "b": 2}', /value/, { b: 2 }],
    'missing brace': ['{"a": {"b": 2}', /brace/, { a: { b: 2 } }],
    'control character': ['{"a": "x\ty"}', /control character/, { a: 'x\ty' }],
    'more behind the root': ['{"a": 1} {}', /ends before/, { a: 1 }],
    'open string': ['{"a": "x', /double quote|brace/, { a: 'x' }],
  };
  for (const [name, [text, message, data]] of Object.entries(cases)) {
    test(`${name}: reported where it is, and the rest is read`, () => {
      const { root, problems } = parseDocument(text, 'json');
      assert.match(problems[0]?.message ?? '', message);
      assert.ok(problems.every(({ severity, range }) => severity === 'error' && range.end <= text.length && range.start <= range.end));
      assert.ok(root);
      assert.deepEqual(toValue(root), data);
    });
  }
});

describe('YAML of its own', () => {
  test('keys are text, as written', () => {
    assert.deepEqual(toValue(rootOf('200: a\n1.0: b\ntrue: c\n"q: x": d\n', 'yaml')), { 200: 'a', '1.0': 'b', true: 'c', 'q: x': 'd' });
  });

  test('words of YAML 1.1 stay text, and so do dates', () => {
    assert.deepEqual(toValue(rootOf('a: yes\nb: off\nc: 2024-01-31\nd: 0o17\n', 'yaml')), { a: 'yes', b: 'off', c: '2024-01-31', d: 15 });
  });

  test('an alias reads as what it stands for, and has its own range', () => {
    const text = 'a: &x {k: [1, 2]}\nb: *x\n';
    const root = rootOf(text, 'yaml');
    assert.deepEqual(toValue(root), { a: { k: [1, 2] }, b: { k: [1, 2] } });
    const alias = nodeAt(root, ['b']);
    assert.equal(alias?.alias, true);
    assert.equal(text.slice(alias?.range.start, alias?.range.end), '*x');
  });

  test('an alias bomb is a problem, quickly, and its data stays small', () => {
    let text = 'a0: &a0 [x, x, x, x, x, x, x, x, x]\n';
    for (let level = 1; level < 12; level++) text += `a${level}: &a${level} [${Array(9).fill(`*a${level - 1}`).join(', ')}]\n`;
    const started = performance.now();
    const { root, problems } = parseDocument(text, 'yaml');
    assert.ok(problems.some(({ severity, message }) => severity === 'error' && /aliases/.test(message)));
    assert.ok(root);
    assert.ok(JSON.stringify(toValue(root)).length < 2_000_000);
    assert.ok(performance.now() - started < 3000);
  });

  for (const [name, text, message] of [
    ['an alias to nothing', 'a: *nope\n', /\*nope has no anchor/],
    ['an alias inside its own anchor', 'a: &a [*a]\n', /\*a has no anchor/],
    ['a tab as indentation', 'a:\n\tb: 1\n', /[Tt]ab/],
    ['an open bracket', 'a: [b\nc: d\n', /\]/],
    ['two documents', '---\na: 1\n---\nb: 2\n', /several documents/],
    ['a merge key', 'a: &a {x: 1}\nb:\n  <<: *a\n', /Merge keys/],
    ['a key that is no text', '? {a: 1}\n: 2\n', /plain text/],
  ] as const) {
    test(`${name} is an error with its place`, () => {
      const { problems } = parseDocument(text, 'yaml');
      const problem = problems.find((one) => message.test(one.message));
      assert.equal(problem?.severity, 'error');
      assert.ok(problem.range.start > 0 || name.startsWith('a key'));
    });
  }
});
