import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nodeAt, parseDocument, toValue, type SyntaxNode, type SyntaxProblem } from '../../../src/connector/syntax-tree.ts';
import { setValueEdits } from '../../../src/connector/text-edits.ts';
import { threadTime } from './thread-time.ts';

/** Code, severity and the text that a problem marks. */
function problemsOf(text: string): [string, string, string][] {
  return parseDocument(text, 'json').problems.map(({ code, severity, range }: SyntaxProblem) => [code, severity, text.slice(range.start, range.end)]);
}

function dataOf(text: string): unknown {
  const { root } = parseDocument(text, 'json');
  return root && toValue(root);
}

describe('what strict parsers refuse', () => {
  test('each comment is a warning at its place', () => {
    assert.deepEqual(problemsOf('// head\n{"a": 1 /* in */} // tail'), [['comment', 'warning', '// head'], ['comment', 'warning', '/* in */'], ['comment', 'warning', '// tail']]);
    assert.deepEqual(problemsOf('{"a": "// no", "b": "/* no */"}'), []);
  });

  test('a trailing comma is a warning at the comma, and the file stays editable', () => {
    const text = '{"a": [1, 2,], "b": {"c": 1,\n}, }';
    assert.deepEqual(problemsOf(text), [['trailingComma', 'warning', ','], ['trailingComma', 'warning', ','], ['trailingComma', 'warning', ',']]);
    assert.deepEqual(parseDocument(text, 'json').problems.map(({ range }) => range.start), [text.indexOf(',]'), text.indexOf(',\n'), text.indexOf(', }')]);
    assert.equal(setValueEdits(parseDocument(text, 'json'), ['b', 'c'], 2).length, 1);
  });

  test('a comma with nothing before it is an error', () => {
    for (const text of ['{,}', '[,]', '{"a": 1,, "b": 2}', '[1,,2]']) assert.ok(problemsOf(text).some(([code, severity]) => code === 'syntax' && severity === 'error'), text);
  });

  test('an unclosed comment is an error', () => {
    assert.deepEqual(problemsOf('{"a": 1} /* x').map(([code, severity]) => [code, severity]), [['syntax', 'error']]);
  });

  test('what JSON.parse takes has no problem, and what it refuses has one', () => {
    const texts = ['1', '-0.5e+3', '"\\u00e9\\n\\/"', 'true', 'null', '[]', '{}', ' [ 1 , {"a":[]} ]\r\n\t', '', '01', '1.', '.5', '+1', '1e', '-', 'tru', "'a'", '"\\x"', '"\\u12"', '"\n"', '[1 2]', '{"a" 1}', '{1: 2}', '\u00a0{}', '[1]]', '{"a": NaN}', '"\t"'];
    for (const text of texts) {
      let valid = true;
      try { JSON.parse(text); } catch { valid = text === ''; }
      assert.equal(problemsOf(text).length === 0, valid, text);
      if (valid && text !== '') assert.deepEqual(dataOf(text), JSON.parse(text));
    }
  });
});

describe('duplicate keys', () => {
  for (const [name, fill] of [['few members', ''], ['many members', Array.from({ length: 50 }, (_, index) => `"k${index}": 0, `).join('')]] as const) {
    test(`${name}: each later one is marked, with the first as related`, () => {
      const text = `{"a": 1, ${fill}"b": {"a": 0}, "a": 2, "a": 3}`;
      const { problems } = parseDocument(text, 'json');
      assert.deepEqual(problems.map(({ code, severity }) => [code, severity]), [['duplicateKey', 'warning'], ['duplicateKey', 'warning']]);
      assert.deepEqual(problems.map(({ related }) => related), [{ start: 1, end: 4 }, { start: 1, end: 4 }]);
      assert.deepEqual(problems.map(({ range }) => range.start), [text.lastIndexOf('"a": 2'), text.lastIndexOf('"a": 3')]);
    });
  }
});

describe('broken brackets', () => {
  const sound = {
    swagger: '2.0',
    paths: { '/a': { get: { operationId: 'A', parameters: [{ name: 'x', in: 'query' }, { name: 'y', in: 'query' }], responses: { 200: { description: 'ok' } } }, post: { operationId: 'B' } } },
    definitions: { A: { type: 'object' }, B: { type: 'string' } },
  };
  const lines = JSON.stringify(sound, null, 2).split('\n');

  function leaves(node: SyntaxNode, path = ''): string[] {
    if (node.members) return node.members.flatMap(({ key, value }) => leaves(value, `${path}/${key}`));
    if (node.items) return node.items.flatMap((item, index) => leaves(item, `${path}/${index}`));
    return [`${path}=${String(node.value)}`];
  }

  function kept(text: string): number {
    const { root, problems } = parseDocument(text, 'json');
    assert.ok(problems.some(({ code, severity }) => code === 'syntax' && severity === 'error'), text);
    const found = new Set(root ? leaves(root) : []);
    const all = leaves(parseDocument(lines.join('\n'), 'json').root as SyntaxNode);
    return all.filter((leaf) => found.has(leaf)).length / all.length;
  }

  test('one bracket that is missing leaves the rest of the document where it is', () => {
    for (const [index, line] of lines.slice(1, -1).entries()) {
      if (!/^\s*[}\]],?$/.test(line)) continue;
      const text = lines.filter((_, one) => one !== index + 1).join('\n');
      assert.equal(kept(text), 1, text);
    }
  });

  test('one bracket too many at the end of a line does so too', () => {
    for (const bracket of ['}', ']']) {
      for (const [index, line] of lines.entries()) {
        if (index === 0 || index === lines.length - 1 || /[[{]$/.test(line)) continue;
        const text = lines.map((one, at) => (at === index ? one + bracket : one)).join('\n');
        assert.equal(kept(text), 1, text);
      }
    }
  });

  test('a bracket that is missing is told once, with the one that opens as related', () => {
    const { problems } = parseDocument('{"a": {"b": [1', 'json');
    assert.deepEqual(problems.map(({ code, related }) => [code, related]), [['syntax', { start: 12, end: 13 }]]);
  });

  test('a value behind a key without colon is read', () => {
    assert.deepEqual(dataOf('{"a" {"b": 1}, "c": 2}'), { a: { b: 1 }, c: 2 });
    assert.deepEqual(dataOf('{"a" "b", "c": 2}'), { c: 2 });
  });

  test('a member that is being typed leaves the rest of the document as it is, and is told of once', () => {
    for (const typed of ['"new"', '""', '"new":', '"new": ', '"ne', 'ne', '"new": tru', '"new": "x"', '"new": {}', '"new": []']) {
      for (const [index, line] of lines.entries()) {
        if (!/^\s*"/.test(line)) continue;
        const text = [...lines.slice(0, index), typed, ...lines.slice(index)].join('\n');
        assert.equal(kept(text), 1, text);
        const { problems } = parseDocument(text, 'json');
        assert.equal(problems.length, /^"?ne$/.test(typed) ? problems.length : 1, JSON.stringify([typed, problems]));
      }
    }
    assert.deepEqual(dataOf('{"a" "b": 1, "c": 2}'), { b: 1, c: 2 });
    assert.deepEqual(dataOf('{"a": "b": "x": 1, "c": 2}'), { x: 1, c: 2 });
  });

  test('an unclosed collection reaches to the end of the text', () => {
    const text = '{"a": {"b": 1 ';
    const { root } = parseDocument(text, 'json');
    assert.equal(nodeAt(root, ['a'])?.range.end, text.length);
    assert.equal(root?.range.end, text.length);
  });
});

describe('bounds', () => {
  test('what is nested too deeply is left out, and the rest is read', () => {
    const { root, problems } = parseDocument(`{"deep": ${'[{"x":'.repeat(200)}1${'}]'.repeat(200)}, "after": 1}`, 'json');
    assert.deepEqual(problems.map(({ code, severity }) => [code, severity]), [['depth', 'error']]);
    assert.equal(nodeAt(root, ['after'])?.value, 1);
  });

  test('a hundred thousand open brackets are read in a moment', () => {
    for (const text of ['['.repeat(100_000), '{"a":'.repeat(100_000), `${'['.repeat(100_000)}${']'.repeat(100_000)}`]) {
      assert.ok(threadTime(() => assert.ok(parseDocument(text, 'json').problems.some(({ code }) => code === 'depth'))) < 1000);
    }
  });

  test('more values than a definition can have are refused', () => {
    const { root, problems } = parseDocument(`[${'0,'.repeat(2_000_001)}0]`, 'json');
    assert.equal(root, undefined);
    assert.deepEqual(problems.map(({ code, severity }) => [code, severity]), [['size', 'error']]);
  });

  test('problems are bounded, and comments never hide an error', () => {
    const { problems } = parseDocument(`{${'/**/'.repeat(5_000)} "a" 1 ${'x '.repeat(5_000)}`, 'json');
    assert.equal(problems.filter(({ severity }) => severity === 'warning').length, 1_000);
    assert.equal(problems.filter(({ severity }) => severity === 'error').length, 1_000);
  });
});
