/** Broken, hostile and huge texts: parsing never throws, never hangs, and its ranges can be relied on. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { FileFormat, TextRange } from '../../../src/connector/connector.ts';
import { pathAt } from '../../../src/connector/syntax-lookup.ts';
import { parseDocument, toValue, type SyntaxDocument, type SyntaxNode } from '../../../src/connector/syntax-tree.ts';
import { threadTime } from './thread-time.ts';

const corpus = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url));

/** A guard against hanging, not a measure of speed: milliseconds of work for a text of that length. */
function patience(length: number): number {
  return 1000 * Math.max(1, length / 100_000);
}

/** Numbers below `bound`, the same in each run. */
function randomFrom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

type Random = ReturnType<typeof randomFrom>;

const operation = {
  get: {
    'operationId': 'ListItems',
    'summary': 'List items',
    'description': 'Lists the items of a list, one page after the other.\nSee https://example.com/docs: "Paging".',
    'parameters': [{ 'name': 'listId', 'in': 'path', 'required': true, 'type': 'string', 'x-ms-dynamic-values': { 'operationId': 'ListLists', 'value-path': 'id', 'value-title': 'name' } }, { name: '$top', in: 'query', type: 'integer', default: 10 }],
    'responses': { 200: { description: 'OK', schema: { $ref: '#/definitions/Items' } }, default: { description: '' } },
    'x-ms-visibility': 'important',
  },
};
const definition = {
  swagger: '2.0', info: { title: 'Lists', version: '1.0', description: "It's a sample # of its kind" }, host: 'api.example.com', basePath: '/v1', schemes: ['https'], consumes: [], produces: ['application/json'],
  paths: { '/lists/{listId}/items': operation, '/lists': { get: { operationId: 'ListLists', responses: { 200: { description: 'OK' } } } } },
  definitions: { Items: { type: 'object', properties: { value: { type: 'array', items: { type: 'object', additionalProperties: false, properties: { id: { type: 'number', maximum: 1.5e3 }, gone: { type: 'boolean', default: null } } } } } } },
  securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
};
const byHand = `# A definition by hand
swagger: '2.0'
info: {title: Lists, version: "1.0"}   # flow
x-base: &base
  type: string
  description: >-
    Folded
    text.
paths:
  /a:
    get:
      operationId: A
      description: |
        Literal
          text
      parameters:
      - name: x
        in: query
        <<: *base
      - { name: y, in: query, type: string,
          default: [1, two, ~] }
definitions:
  B: *base
`;

interface Sample {
  readonly format: FileFormat;
  readonly text: string;
}

function samples(): Sample[] {
  const texts: Sample[] = [
    { format: 'json', text: JSON.stringify(definition, null, 2) },
    { format: 'json', text: JSON.stringify(definition) },
    { format: 'json', text: `// head\n${JSON.stringify(definition, null, '\t').replaceAll(',\n', ', /* c */\r\n')}` },
    { format: 'yaml', text: stringify(definition) },
    { format: 'yaml', text: stringify(definition, { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 40 }).replaceAll('\n', '\r\n') },
    { format: 'yaml', text: byHand },
  ];
  if (!existsSync(corpus)) return texts;
  for (const entry of readdirSync(corpus, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    if (text.length < 12_000 && texts.length < 60) texts.push({ format: 'json', text });
    if (text.length < 12_000 && texts.length < 90) {
      try { texts.push({ format: 'yaml', text: stringify(JSON.parse(text)) }); } catch { /* one of the broken ones */ }
    }
  }
  return texts;
}

const SPECIAL = ['{', '}', '[', ']', '"', "'", ':', ',', '\\', '\n', '\r', '\t', ' ', '#', '-', '?', '|', '>', '&a ', '*a', '!t ', '/', '//', '/*', '\0', '\u2028', '\uFEFF', '\uD800', '\u{1F600}', '"__proto__": ', '__proto__:\n', '<<: *base\n', '---\n', '...\n', '%YAML 1.1\n', '? ', '1e999', '- '];

const mutations: readonly ((text: string, random: Random, format: FileFormat) => string)[] = [
  (text, random) => text.slice(0, random(text.length + 1)),
  (text, random) => text.slice(random(text.length + 1)),
  (text, random) => {
    const [a, b] = [random(text.length), random(text.length)].toSorted((left, right) => left - right) as [number, number];
    return a === b ? text : text.slice(0, a) + text.charAt(b) + text.slice(a + 1, b) + text.charAt(a) + text.slice(b + 1);
  },
  (text, random) => text.split('\n').toSpliced(random(text.split('\n').length), 1 + random(3)).join('\n'),
  (text, random) => {
    const lines = text.split('\n');
    const at = random(lines.length);
    return lines.toSpliced(at, 0, ...lines.slice(at, at + 1 + random(20))).join('\n');
  },
  (text, random) => {
    const at = random(text.length + 1);
    return text.slice(0, at) + (SPECIAL[random(SPECIAL.length)] ?? '') + text.slice(at + random(3));
  },
  (text, random) => text.replace(/\n( *)/g, (found: string, spaces: string) => (random(20) === 0 ? `\n${' '.repeat(random(spaces.length + 3))}` : found)),
  (text, random, format) => {
    const at = random(text.length + 1);
    const depth = 1 + random(2_000);
    const nest = format === 'json' ? ['[', '{"a":', '[{"a":'][random(3)] : ['[', '{a: ', '- ', '\n- ', '? '][random(5)];
    return text.slice(0, at) + (nest ?? '').repeat(depth) + text.slice(at);
  },
  (text, random) => {
    let bomb = '\nb0: &b0 [x, x, x, x, x, x]\n';
    for (let level = 1; level < 3 + random(12); level++) bomb += `b${level}: &b${level} [${Array(6).fill(`*b${level - 1}`).join(', ')}]\n`;
    return text + bomb;
  },
  (text, random) => text.replace(/"?\b\w+"?(?=:)/g, (found) => (random(15) === 0 ? (found.startsWith('"') ? '"__proto__"' : '__proto__') : found)),
  (text, random) => {
    // As editors decode files: invalid bytes become U+FFFD.
    const bytes = Buffer.from(text);
    for (let count = 1 + random(8); count > 0; count--) bytes[random(bytes.length)] = random(256);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  },
  (text, random) => {
    const at = random(text.length + 1);
    return text.slice(0, at) + (SPECIAL[random(SPECIAL.length)] ?? '').repeat(1 + random(3_000)) + text.slice(at);
  },
  (text, random) => text.replaceAll('\n', ['', ' ', '\r', '\r\n', '\n\n'][random(5)] ?? ''),
  (text, random) => (random(2) === 0 ? text.replaceAll('  ', '\t') : `\uFEFF${text}`),
];

function mutated({ text, format }: Sample, random: Random): string {
  let result = text;
  for (let count = 1 + random(3); count > 0; count--) result = mutations[random(mutations.length)]?.(result, random, format) ?? result;
  return result.slice(0, 60_000);
}

function assertInside(range: TextRange, outer: TextRange, what: string): void {
  assert.ok(range.start >= outer.start && range.start <= range.end && range.end <= outer.end, `${what} ${range.start}-${range.end} outside ${outer.start}-${outer.end}`);
}

/** Children lie in order inside their parents; what an alias stands for lies elsewhere. */
function assertNested(node: SyntaxNode, outer: TextRange): void {
  assertInside(node.range, outer, node.kind);
  if (node.alias) return;
  let previous = node.range.start;
  for (const member of node.members ?? []) {
    assertInside(member.range, node.range, 'member');
    assertInside(member.keyRange, member.range, 'key');
    assert.ok(member.range.start >= previous, `member at ${member.range.start} before ${previous}`);
    assert.ok(member.value.range.start >= member.keyRange.end, `value at ${member.value.range.start} in its key`);
    assertNested(member.value, member.range);
    previous = member.range.end;
  }
  for (const item of node.items ?? []) {
    assert.ok(item.range.start >= previous, `item at ${item.range.start} before ${previous}`);
    assertNested(item, node.range);
    previous = item.range.end;
  }
}

function check(document: SyntaxDocument, offsets: readonly number[]): void {
  const whole = { start: 0, end: document.text.length };
  for (const { range, related } of document.problems) {
    assertInside(range, whole, 'problem');
    if (related) assertInside(related, whole, 'related');
  }
  if (document.root) assertNested(document.root, whole);
  for (const offset of offsets) {
    const steps = pathAt(document, offset);
    for (const [depth, { pointer, inKey, member }] of steps.entries()) {
      assert.equal(pointer.length, depth);
      if (inKey) assert.ok(member && depth === steps.length - 1);
    }
  }
}

test('10,000 mutated texts', () => {
  const random = randomFrom(20261125);
  const originals = samples();
  let broken = 0;
  for (let round = 0; round < 10_000; round++) {
    const sample = originals[round % originals.length] as Sample;
    const text = mutated(sample, random);
    const took = threadTime(() => {
      try {
        const document = parseDocument(text, sample.format);
        check(document, [0, text.length, ...Array.from({ length: 12 }, () => random(text.length + 1))]);
        if (document.problems.some(({ severity }) => severity === 'error')) broken++;
      } catch (error) {
        throw new Error(`Round ${round}, ${sample.format}: ${JSON.stringify(text.slice(0, 2_000))}`, { cause: error });
      }
    });
    assert.ok(took < patience(text.length), `Round ${round} took ${took.toFixed(0)} ms for ${text.length} characters: ${JSON.stringify(text.slice(0, 500))}`);
  }
  assert.ok(broken > 5_000, `only ${broken} of the texts were broken`);
});

describe('a hundred kilobytes of one thing', () => {
  const length = 100_000;
  const nested = (line: (depth: number) => string): string => Array.from({ length: 440 }, (_, depth) => line(depth)).join('\n');
  const repeated = (piece: string): string => piece.repeat(length / piece.length);
  const hostile: Readonly<Record<FileFormat, readonly string[]>> = {
    json: ['[', ']', '{', '}', '{"a":', '[{"a":', '[{},', '"', '\\', '"\\', ':', ',', '{,', '[,', '/', '/*', '//', '-', '1', '1e', '\0', 'x ', '"a" ', '"a":', '\n', '\r', '{"a"', '}{', '][', '[}'].map(repeated),
    yaml: [
      ...['[', ']', '{', '}', '{a: ', '[[],', '- ', '? ', ': ', ':', '-', '?', '&a ', '*a ', '!a ', '&a *a ', '!!map\n', '- |\n', '>\n', '|', '@', '%a\n', '---\n', '--- a\n', '...\n', '\t', '\ta\n', 'a: b\r', ' \n', '\n', '# c\n', 'a\n', 'a:\n', 'a: 1\n', '- a\n', '- [\n', '[\n', '-\n', '?\n', ':\n', '- ? : ', 'a: b: ', '"a" ', '"a":', '[? ', '{?', '[: ', '[-', '\0', '\uFEFF', '<<: *a\n', '- a: 1\n  b: 2\n'].map(repeated),
      ...['x', 'x ', 'x\n ', '\n ', "''"].flatMap((piece) => [`a: ${repeated(piece)}`, `a: '${repeated(piece)}'`, `a: "${repeated(piece)}"`, `a: "${repeated(piece)}`, `a: |\n  ${repeated(piece)}`, `a: >\n  ${repeated(piece).replaceAll('\n', '\n  ')}`]),
      nested((depth) => `${' '.repeat(depth)}a:`), nested((depth) => `${' '.repeat(depth)}- `), nested((depth) => `${' '.repeat(440 - depth)}a: 1`),
      `a: "${repeated('\\q')}"`, `a: &a {x: 1}\nb:\n${repeated('  - *a\n')}`, `{${Array.from({ length: 9_000 }, (_, index) => `k${index}: 1`).join(',')}}`, Array.from({ length: 10_000 }, (_, index) => `k${index}: 1`).join('\n'), `a: |\n${repeated(' \n')}  x\n`,
    ],
  };
  for (const format of ['json', 'yaml'] as const) {
    test(format, () => {
      for (const text of hostile[format]) {
        const took = threadTime(() => {
          const document = parseDocument(text, format);
          check(document, [0, 50_000, text.length]);
          if (document.root) toValue(document.root);
        });
        assert.ok(took < patience(text.length), `${took.toFixed(0)} ms for ${JSON.stringify(text.slice(0, 30))}…`);
      }
    });
  }
});

describe('50 MB', () => {
  const size = 50_000_000;
  const paths = (written: string): string => Array.from({ length: Math.ceil(size / written.length) }, (_, index) => written.replace('PATH', `/p${index}`)).join('');

  /** The tree, in a fraction of the time that is allowed. */
  function read(text: string, format: FileFormat): SyntaxDocument {
    let document: SyntaxDocument | undefined;
    const took = threadTime(() => { document = parseDocument(text, format); });
    assert.ok(document && took < patience(text.length) / 20, `${took.toFixed(0)} ms`);
    return document;
  }

  test('JSON is read', () => {
    const { root, problems } = read(`{"paths": {${paths(`"PATH": ${JSON.stringify(operation, null, 2)},\n`)} "last": 1}}`, 'json');
    assert.deepEqual(problems, []);
    assert.equal(root?.members?.[0]?.value.members?.at(-1)?.key, 'last');
  });

  test('YAML is refused at once, with the reason', () => {
    const { root, problems } = read(`paths:\n${'  /p: {}\n'.repeat(size / 9)}`, 'yaml');
    assert.equal(root, undefined);
    assert.deepEqual(problems.map(({ code, severity }) => [code, severity]), [['size', 'error']]);
  });

  test('more values than memory should hold are refused in either format', () => {
    assert.deepEqual(read(`[${'0,'.repeat(size / 2)}0]`, 'json').problems.map(({ code }) => code), ['size']);
    assert.deepEqual(read('- a\n'.repeat(size / 4), 'yaml').problems.map(({ code }) => code), ['size']);
  });
});
