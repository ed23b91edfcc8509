import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { convertFormat } from '../../../../src/authoring/commands/convert-format.ts';
import { sameData } from '../../../../src/connector/json-value.ts';
import { parseDocument, toValue } from '../../../../src/connector/syntax-tree.ts';
import { DocumentNotEditableError } from '../../../../src/connector/text-edits.ts';

const corpus = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
const skip = existsSync(corpus) ? false : 'no published connectors at ../shared/corpus';

const toYaml = (text: string): string => convertFormat(text, 'json').text;
const toJson = (text: string): string => convertFormat(text, 'yaml').text;

function dataOf(text: string, format: 'json' | 'yaml'): unknown {
  const { root, problems } = parseDocument(text, format);
  assert.deepEqual(problems.filter(({ severity }) => severity === 'error'), []);
  assert.ok(root);
  return toValue(root);
}

describe('JSON to YAML', () => {
  test('is block style in the order of the source', () => {
    assert.equal(toYaml('{"swagger":"2.0","info":{"title":"A","tags":["x",{"b":1,"a":[]}]},"paths":{}}'), [
      'swagger: "2.0"', 'info:', '  title: A', '  tags:', '    - x', '    - b: 1', '      a: []', 'paths: {}', '',
    ].join('\n'));
  });

  test('keeps comments at their places', () => {
    const json = [
      '// the file', '{ // opens', '  "a": 1, // beside a', '  // above b', '  "b": { // opens b', '    "c": [', '      1, // one',
      '      /* two', '       * lines */', '      { "d": 2 } // beside the item', '    ] // end of c', '    // last of b', '  }', '  // last', '}', '// after',
    ].join('\n');
    assert.equal(toYaml(json), [
      '# the file', '# opens', 'a: 1 # beside a', '# above b', 'b: # opens b', '  c: # end of c', '    - 1 # one',
      '    # two', '    # lines', '    # beside the item', '    - d: 2', '  # last of b', '# last', '# after', '',
    ].join('\n'));
  });

  test('loses no comment, wherever it stands', () => {
    const json = '{/*c1*/"a"/*c2*/:/*c3*/1/*c4*/,/*c5*/"b":[/*c6*/],"c":/*c7*/{/*c8*/"d":/*c9\nc10*/[/*c11*/"x"/*c12*/,/*c13*/]/*c14*/}/*c15*/}/*c16*/';
    const yaml = toYaml(json);
    for (let number = 1; number <= 16; number++) assert.match(yaml, new RegExp(`# (?:.* )?c${number}(?: .*)?$`, 'm'), `c${number} in\n${yaml}`);
    assert.deepEqual(dataOf(yaml, 'yaml'), { a: 1, b: [], c: { d: ['x'] } });
  });

  test('does not take a sign in a text for a comment', () => {
    assert.equal(toYaml('{"a":"http://x /* no */","b":"# no"}'), 'a: http://x /* no */\nb: "# no"\n');
  });

  test('quotes what YAML, old or new, would take for something else', () => {
    const words = ['yes', 'No', 'on', 'true', 'null', '~', '', ' x', 'x ', '1', '1.0', '0x10', '1_000', '12:30:45', '2024-01-01', '1e3', '.inf', '- a', '? a', 'a: b', 'a #b', '#a', '&a', '*a', '!a', '|', '>', '%a', '@a', '`a', '{a', '[a', '"a', "'a", '---', '...', '=', '<<'];
    const lines = toYaml(JSON.stringify(words)).trimEnd().split('\n');
    assert.deepEqual(dataOf(lines.join('\n'), 'yaml'), words);
    for (const [index, line] of lines.entries()) assert.match(line, /^- ["']/, words[index]);
    assert.equal(toYaml('{"token:TenantId":"api://x","/a/{id}":"it\'s"}'), 'token:TenantId: api://x\n/a/{id}: it\'s\n');
  });

  test('writes texts of several lines as literal blocks where these keep them', () => {
    assert.equal(toYaml('{"a":"x\\n\\n  y","b":"x\\n","c":["x\\ny"]}'), 'a: |-\n  x\n\n    y\nb: |\n  x\nc:\n  - |-\n    x\n    y\n');
    assert.equal(toYaml('{"a":" x\\ny","b":"x\\n\\n","c":"x\\r\\ny"}'), 'a: " x\\ny"\nb: "x\\n\\n"\nc: "x\\r\\ny"\n');
  });

  test('keeps numbers as they are written', () => {
    assert.equal(toYaml('{"a":1.0,"b":-0,"c":1E+2,"d":12345678901234567890}'), 'a: 1.0\nb: -0\nc: 1E+2\nd: 12345678901234567890\n');
  });

  test('keeps line breaks and indentation, and drops the byte order mark', () => {
    assert.equal(toYaml('\uFEFF{\r\n    "a": {\r\n        "b": [\r\n            1\r\n        ]\r\n    }\r\n}'), 'a:\r\n    b:\r\n        - 1\r\n');
    assert.equal(toYaml('{\n\t"a": {\n\t\t"b": 1\n\t}\n}\n'), 'a:\n  b: 1\n');
    assert.equal(toYaml('{\n "a": {\n  "b": "x\\ny"\n }\n}\n'), 'a:\n  b: |-\n    x\n    y\n');
  });

  test('tells which member of the same key does not count', () => {
    const { text, losses } = convertFormat('{\n "a": 1,\n "b": { "c": 1, "c": 2 },\n "a": 2\n}', 'json');
    assert.equal(text, 'b:\n  c: 2\na: 2\n');
    assert.deepEqual(losses, [{ kind: 'duplicateKey', line: 2, text: 'a' }, { kind: 'duplicateKey', line: 3, text: 'c' }]);
  });
});

describe('YAML to JSON', () => {
  test('is strict JSON with the indentation of the source', () => {
    assert.equal(toJson('a:\n    b:\n        - 1\n        - x\n    c: {}\nd: [ ]\n'), '{\n    "a": {\n        "b": [\n            1,\n            "x"\n        ],\n        "c": {}\n    },\n    "d": []\n}\n');
    assert.equal(toJson('\uFEFFa: 1\r\n'), '{\r\n  "a": 1\r\n}\r\n');
  });

  test('tells the comments that JSON has no place for, and only these', () => {
    const { losses } = convertFormat('# yaml-language-server: $schema=x\na: "# no" # yes\nb: |\n  # no, text\n  x\nc: #also\n  - d # e\n', 'yaml');
    assert.deepEqual(losses, [
      { kind: 'comment', line: 1, text: 'yaml-language-server: $schema=x' },
      { kind: 'comment', line: 2, text: 'yes' },
      { kind: 'comment', line: 6, text: 'also' },
      { kind: 'comment', line: 7, text: 'e' },
    ]);
  });

  test('writes anchors and aliases out', () => {
    assert.equal(toJson('a: &x { n: 1.0 }\nb: *x\n'), '{\n  "a": {\n    "n": 1.0\n  },\n  "b": {\n    "n": 1.0\n  }\n}\n');
  });

  test('quotes keys that are no texts', () => {
    assert.deepEqual(Object.keys(JSON.parse(toJson('200: a\n1.0: b\ntrue: c\nnull: d\n0x10: e\n')) as object), ['200', '1.0', 'true', 'null', '0x10']);
  });

  test('keeps the meaning of numbers', () => {
    assert.equal(toJson('[1.0, 0x10, 0o17, +5, .5, 5., 007, -0, 1e3]').replaceAll(/\s/g, ''), '[1.0,16,15,5,0.5,5,7,-0,1e3]');
  });

  test('refuses what JSON cannot say', () => {
    assert.throws(() => convertFormat('a: 1\nb: .inf\n', 'yaml'), { name: 'DocumentNotEditableError', message: /Line 2 .* \.inf/ });
    assert.throws(() => convertFormat('a: &x 1\nb:\n  <<: *x\n', 'yaml'), DocumentNotEditableError);
    assert.throws(() => convertFormat('a: 1\n---\nb: 2\n', 'yaml'), DocumentNotEditableError);
  });
});

describe('refusals', () => {
  test('name the line and the fault', () => {
    assert.throws(() => convertFormat('{\n "a": 1\n "b": 2\n}', 'json'), { name: 'DocumentNotEditableError', message: /line 3 .* comma/i });
    for (const text of ['', '  \n']) {
      assert.throws(() => convertFormat(text, 'json'), { message: /empty/ });
      assert.throws(() => convertFormat(text, 'yaml'), { message: /empty/ });
    }
  });

  test('an alias bomb is refused, not written out', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]', ...Array.from({ length: 9 }, (_, index) => `a${index + 1}: &a${index + 1} [${Array(10).fill(`*a${index}`).join(', ')}]`)].join('\n');
    assert.throws(() => convertFormat(bomb, 'yaml'), { name: 'DocumentNotEditableError', message: /aliases/ });
  });

  test('hostile nesting is refused', () => {
    assert.throws(() => convertFormat('['.repeat(100_000), 'json'), DocumentNotEditableError);
    assert.throws(() => convertFormat('['.repeat(5_000), 'yaml'), DocumentNotEditableError);
  });

  test('a hundred thousand members and comments take no more than their share of time', () => {
    const json = `{${Array.from({ length: 50_000 }, (_, index) => `"k${index}": ${index}, // c${index}`).join('\n')}\n"z": 0}`;
    const started = performance.now();
    assert.equal(toYaml(json).split('\n').length, 50_002);
    assert.ok(performance.now() - started < 5_000);
  });
});

describe('round trips', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ maxLength: 12 }), fc.constantFrom('a\nb', 'a\n', '\n', 'a\n\n', ' a\nb', 'a\n b\n', '\ta', 'a\t\nb', '\ufeff', '\u2028', '\ud800', '__proto__', 'constructor', 'x'.repeat(1_500), '- - a', '<<', '200'));
  const scalar = fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof({ maxDepth: 4, depthIdentifier: 'value' }, scalar, fc.array(tie('value'), { maxLength: 4 }), fc.uniqueArray(fc.tuple(text, tie('value')), { maxLength: 4, selector: ([key]) => key }).map((entries) => JSON.parse(`{${entries.map(([key, item]) => `${JSON.stringify(key)}:${JSON.stringify(item)}`).join(',')}}`) as unknown)),
  }));

  test('any data comes back from YAML', () => {
    fc.assert(fc.property(value, fc.constantFrom(0, 1, 2, 3, 4, '\t'), fc.boolean(), (data, indent, crlf) => {
      const json = JSON.stringify(data, null, indent).replaceAll('\n', crlf ? '\r\n' : '\n');
      const yaml = toYaml(json);
      assert.ok(sameData(dataOf(yaml, 'yaml'), JSON.parse(json)), yaml);
      assert.ok(sameData(JSON.parse(toJson(yaml)), JSON.parse(json)));
    }), { numRuns: 500 });
  });

  test('any YAML comes back from JSON', () => {
    fc.assert(fc.property(value, fc.boolean(), (data, flow) => {
      const yaml = stringify(data, flow ? { collectionStyle: 'flow' } : {});
      const source = parseDocument(yaml, 'yaml');
      // The library writes some hostile texts so that it does not read them again itself.
      fc.pre(source.root !== undefined && source.problems.every(({ severity }) => severity !== 'error'));
      assert.ok(sameData(JSON.parse(toJson(yaml)), source.root && toValue(source.root)));
    }), { numRuns: 500 });
  });

  test('every file of every published connector comes back, and only broken ones are refused', { skip }, () => {
    let converted = 0;
    for (const file of globSync('**/*.json', { cwd: corpus })) {
      const source = new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(corpus + file));
      const document = parseDocument(source, 'json');
      if (document.problems.some(({ severity }) => severity === 'error')) {
        assert.throws(() => convertFormat(source, 'json'), DocumentNotEditableError, file);
        continue;
      }
      const yaml = toYaml(source);
      const json = toJson(yaml);
      assert.ok(document.root && sameData(JSON.parse(json), toValue(document.root)), file);
      assert.equal(yaml.includes('\r\n'), source.includes('\r\n'), file);
      converted++;
    }
    assert.ok(converted > 200);
  });
});
