import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { getLanguageService, type JSONSchema, type TextDocument } from 'vscode-json-languageservice';
import { parseDocument, toValue } from '../../../../src/connector/syntax-tree.ts';
import { SCHEMA_KINDS, loadSchemas } from '../../../../src/authoring/schema/schema-kind.ts';
import { fillIn, readSnippet, writeSnippet } from '../../../../src/authoring/schema/snippet-text.ts';
import { yamlMember, yamlValue } from '../../../../src/authoring/schema/yaml-snippet.ts';

const layout = { step: '  ', indent: '' };

describe('a snippet', () => {
  test('is taken apart and put together again', () => {
    for (const snippet of ['"${1:a}": ${2|true,false|}', '\\$ref: "$1"', 'a \\} b \\\\ c $2', '${1:x\\}y}', 'plain']) {
      const { text, placeholders } = readSnippet(snippet);
      assert.equal(writeSnippet(text, placeholders), snippet);
    }
  });

  test('stands for its defaults', () => {
    const { text, placeholders } = readSnippet('\\$a ${1:b \\}} ${2|c,d|} $3.');
    assert.equal(fillIn(text, placeholders), '$a b } c .');
  });
});

describe('a JSON snippet in YAML', () => {
  test('keeps the kind of its values', () => {
    assert.equal(yamlValue('"1.0"', layout, true), '"1.0"');
    assert.equal(yamlValue('"False"', layout, true), '"False"');
    assert.equal(yamlValue('""', layout, true), '""');
    assert.equal(yamlValue('"#/parameters/$1"', layout, true), '"#/parameters/$1"');
    assert.equal(yamlValue('"@body()"', layout, true), '"@body()"');
    assert.equal(yamlValue('true', layout, true), 'true');
    assert.equal(yamlValue('"plain text"', layout, true), 'plain text');
    assert.equal(yamlValue('${1|false,true|}', layout, true), '${1|false,true|}');
    assert.equal(yamlValue('{}', layout, true), '{}');
  });

  test('is laid out in blocks', () => {
    assert.equal(yamlMember('"a": {\n\t"b": ["${1:c}"],\n\t"d": []\n},', layout, false), 'a:\n  b:\n    - ${1:c}\n  d: []');
    assert.equal(yamlMember('"a": {$1}', layout, false), 'a:\n  $1');
    assert.equal(yamlMember('"a": [$1]', layout, false), 'a:\n  - $1');
    assert.equal(yamlMember('"a": "$1"', layout, false), 'a: $1');
    assert.equal(yamlMember('"a"', layout, false), 'a: $1');
    assert.equal(yamlMember('"a"', layout, true), 'a');
    assert.equal(yamlMember('"\\$ref": "$1"', layout, false), '\\$ref: $1');
    assert.equal(yamlValue('[{ "a": 1, "b": { "c": 2 } }, { "d": 3 }]', { step: '    ', indent: '  ' }, true), '\n      - a: 1\n        b:\n            c: 2\n      - d: 3');
  });

  test('is nothing where it is no JSON', () => {
    assert.equal(yamlValue('{ "a": ', layout, true), undefined);
    assert.equal(yamlMember('a: 1', layout, false), undefined);
  });

  test('means the same for every snippet of the schemas', async () => {
    const schemas = await loadSchemas();
    let count = 0;
    for (const kind of SCHEMA_KINDS) {
      for (const snippets of snippetsIn(schemas[kind])) {
        for (const json of await insertTexts(snippets)) {
          const yaml = yamlValue(json, layout, true);
          assert.ok(yaml !== undefined, json);
          const filled = (text: string): string => {
            const parts = readSnippet(text);
            return fillIn(parts.text, parts.placeholders);
          };
          const document = parseDocument(`value: ${filled(yaml)}\n`, 'yaml');
          assert.deepEqual(document.problems, [], yaml);
          assert.deepEqual(document.root && toValue(document.root), { value: JSON.parse(filled(json)) as unknown }, yaml);
          count++;
        }
      }
    }
    assert.ok(count > 60, `${count} snippets`);
  });
});

function* snippetsIn(node: unknown): Generator<NonNullable<JSONSchema['defaultSnippets']>> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'defaultSnippets') yield value as NonNullable<JSONSchema['defaultSnippets']>;
    else yield* snippetsIn(value);
  }
}

/** As the JSON service puts them in. */
async function insertTexts(defaultSnippets: NonNullable<JSONSchema['defaultSnippets']>): Promise<string[]> {
  const service = getLanguageService({});
  service.configure({ schemas: [{ uri: 'test://snippets', fileMatch: ['*'], schema: { defaultSnippets } }] });
  const document = { uri: 'file:///a.json', languageId: 'json', version: 1, lineCount: 1, getText: () => '', positionAt: (character: number) => ({ line: 0, character }), offsetAt: ({ character }: { character: number }) => character } as unknown as TextDocument;
  const list = await service.doComplete(document, { line: 0, character: 0 }, service.parseJSONDocument(document));
  return (list?.items ?? []).map(({ textEdit }) => textEdit?.newText ?? '');
}
