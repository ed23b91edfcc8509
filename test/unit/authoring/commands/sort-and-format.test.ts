import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { convertFormat } from '../../../../src/authoring/commands/convert-format.ts';
import { sortAndFormat } from '../../../../src/authoring/commands/sort-and-format.ts';
import type { ConnectorFileKind, FileFormat } from '../../../../src/connector/connector.ts';
import { sameData } from '../../../../src/connector/json-value.ts';
import { parseDocument, toValue } from '../../../../src/connector/syntax-tree.ts';
import { DocumentNotEditableError } from '../../../../src/connector/text-edits.ts';

const corpus = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
const skip = existsSync(corpus) ? false : 'no published connectors at ../shared/corpus';

const json = (text: string, kind: ConnectorFileKind = 'definition'): string => sortAndFormat(text, 'json', kind).text;
const yaml = (text: string, kind: ConnectorFileKind = 'definition'): string => sortAndFormat(text, 'yaml', kind).text;
const lines = (...text: string[]): string => `${text.join('\n')}\n`;

function dataOf(text: string, format: FileFormat): unknown {
  const { root } = parseDocument(text, format);
  return root && toValue(root);
}

describe('the order of members', () => {
  const keysOf = (value: unknown): string[] => Object.keys(value as object);

  test('of a definition, its operations, parameters, responses and schemas', () => {
    const sorted = JSON.parse(json(JSON.stringify({
      'x-ms-capabilities': {}, unknown: 1, tags: [], security: [], securityDefinitions: {}, responses: {}, parameters: {}, definitions: {}, produces: [], consumes: [], schemes: [], basePath: '/', host: 'h', 'x-ms-connector-metadata': [],
      paths: { '/b': { post: { responses: { default: { schema: {}, description: '' }, 404: {}, 200: {} }, 'x-ms-visibility': 'internal', parameters: [{ type: 'string', in: 'query', name: 'b' }, { in: 'query', name: 'a' }], description: '', summary: '', operationId: 'o', 'x-ms-trigger': 'single' }, get: {}, 'x-ms-notification-content': { schema: { properties: { z: { description: '', type: 'string' }, a: {} }, type: 'object' }, description: '' } }, '/a': {} },
      info: { version: '1', title: 't' }, swagger: '2.0',
    }))) as Record<string, Record<string, Record<string, Record<string, unknown>>>>;
    assert.deepEqual(keysOf(sorted), ['swagger', 'info', 'host', 'basePath', 'schemes', 'consumes', 'produces', 'paths', 'definitions', 'parameters', 'responses', 'securityDefinitions', 'security', 'tags', 'x-ms-capabilities', 'x-ms-connector-metadata', 'unknown']);
    assert.deepEqual(keysOf(sorted.paths), ['/b', '/a']);
    assert.deepEqual(keysOf(sorted.paths?.['/b']), ['x-ms-notification-content', 'get', 'post']);
    const post = sorted.paths?.['/b']?.post;
    assert.deepEqual(keysOf(post), ['operationId', 'summary', 'description', 'x-ms-visibility', 'x-ms-trigger', 'parameters', 'responses']);
    assert.deepEqual((post?.parameters as { name: string }[]).map(keysOf), [['name', 'in', 'type'], ['name', 'in']]);
    assert.deepEqual(keysOf((post?.responses as Record<string, unknown>).default), ['description', 'schema']);
    const content = sorted.paths?.['/b']?.['x-ms-notification-content'] as { schema: { properties: { z: unknown } } };
    assert.deepEqual(keysOf(content), ['description', 'schema']);
    assert.deepEqual(keysOf(content.schema), ['type', 'properties']);
    assert.deepEqual(keysOf(content.schema.properties), ['z', 'a'], 'the order of fields is that of the form');
    assert.deepEqual(keysOf(content.schema.properties.z), ['type', 'description']);
  });

  test('status codes ascend, with default last', () => {
    assert.deepEqual([...json('{"paths":{"/a":{"get":{"responses":{"default":{},"404":{},"2XX":{},"200":{}}}}}}').matchAll(/"(\w+)": \{\}/g)].map(([, code]) => code), ['200', '404', 'default', '2XX']);
  });

  test('paths are sorted where that is asked for', () => {
    const text = '{"paths":{"/b":{},"/B":{},"/a":{},"/a/{id}":{}}}';
    assert.deepEqual(keysOf((JSON.parse(sortAndFormat(text, 'json', 'definition', { paths: 'alphabetical' }).text) as { paths: object }).paths), ['/B', '/a', '/a/{id}', '/b']);
  });

  test('values that are data keep their order: lists, enumerations, examples, defaults', () => {
    const text = lines('{', '  "definitions": {', '    "A": {', '      "default": {', '        "title": 1,', '        "$ref": 2,', '        "type": 3', '      },', '      "enum": [', '        "b",', '        "a"', '      ],', '      "example": {', '        "type": 1,', '        "$ref": 2', '      }', '    }', '  }', '}');
    assert.equal(json(text), text);
  });

  test('of properties and settings, whatever the case of the names', () => {
    assert.equal(json('{"properties":{"publisher":"p","capabilities":[],"iconBrandColor":"#fff","connectionParameters":{"token":{"uiDefinition":{"constraints":{},"displayName":"d"},"oAuthSettings":{"customParameters":{"TenantId":{},"LoginUri":{}},"clientId":"c","identityProvider":"aad"},"type":"oauthSetting"},"api":{}}}}', 'properties'), lines(
      '{', '  "properties": {', '    "connectionParameters": {', '      "token": {', '        "type": "oauthSetting",', '        "oAuthSettings": {', '          "identityProvider": "aad",', '          "clientId": "c",', '          "customParameters": {', '            "LoginUri": {},', '            "TenantId": {}', '          }', '        },', '        "uiDefinition": {', '          "displayName": "d",', '          "constraints": {}', '        }', '      },', '      "api": {}', '    },', '    "iconBrandColor": "#fff",', '    "capabilities": [],', '    "publisher": "p"', '  }', '}'));
    assert.equal(yaml('environment: e\nconnectorId: c\n', 'settings'), 'connectorId: c\nenvironment: e\n');
  });
});

describe('JSON', () => {
  test('comments go with their member', () => {
    assert.equal(json(lines('// head', '{ // opened', '  // about info', '  "info": {}, // beside info', '', '  /* about', '     swagger */', '  "swagger": "2.0" // beside swagger', '  // end', '}', '// tail')), lines(
      '// head', '{ // opened', '  /* about', '     swagger */', '  "swagger": "2.0", // beside swagger', '  // about info', '  "info": {} // beside info', '  // end', '}', '// tail'));
    assert.equal(json('{"info":{},/* about swagger */"swagger":"2.0"/* beside */}'), lines('{', '  /* about swagger */ "swagger": "2.0", /* beside */', '  "info": {}', '}'));
  });

  test('keeps line breaks, indentation, byte order mark and a trailing comma', () => {
    assert.equal(json('\uFEFF{\r\n\t"info": {},\r\n\t"swagger": "2.0",\r\n}'), '\uFEFF{\r\n\t"swagger": "2.0",\r\n\t"info": {},\r\n}\r\n');
    assert.equal(json('{\n    "swagger":   "2.0"}'), '{\n    "swagger": "2.0"\n}\n');
  });

  test('keeps members of the same key in their order', () => {
    assert.equal(json('{"info":1,"swagger":1,"info":2}'), lines('{', '  "swagger": 1,', '  "info": 1,', '  "info": 2', '}'));
  });

  test('refuses what is broken or empty', () => {
    assert.throws(() => json('{"a":1 "b":2}'), DocumentNotEditableError);
    assert.throws(() => json(' '), { message: /empty/ });
    assert.throws(() => yaml('a: [1'), DocumentNotEditableError);
  });
});

describe('YAML', () => {
  test('comments go with what they are indented with, and the head of the file stays', () => {
    const sorted = lines('# yaml-language-server: $schema=x', '', '# about swagger', 'swagger: "2.0" # beside', '# about info', 'info:', '  # about title', '  title: t', '  version: "1"', '  # end of info', '# about paths', 'paths:', '  /a:', '    # about get', '    get: {}', '    # end of a', '  # about b', '  /b: {}', '# tail');
    const mixed = lines('# yaml-language-server: $schema=x', '', '# about info', 'info:', '  version: "1"', '  # about title', '  title: t', '  # end of info', '# about paths', 'paths:', '  /a:', '    # about get', '    get: {}', '    # end of a', '  # about b', '  /b: {}', '# about swagger', 'swagger: "2.0" # beside', '# tail');
    assert.equal(yaml(mixed), sorted);
    assert.equal(yaml(sorted), sorted);
  });

  test('keeps quotes, texts of several lines, numbers, short brackets and empty lines', () => {
    const text = lines("swagger: '2.0'", 'info:', '  title: "t"', '  description: >-', '    folded', '    text', '', '  version: 1.0', 'x-a: 0x10', 'x-b: [ 1, 2 ]', 'x-c: |', '  a', '   b', 'x-d: ~', 'x-e:');
    assert.equal(yaml(text), text.replace('folded\n    text', 'folded text'));
  });

  test('writes brackets over several lines as block', () => {
    assert.equal(yaml('{\n  "info": {"title": "t"},\n  "swagger": "2.0"\n}\n'), lines('"swagger": "2.0"', '"info": { "title": "t" }'));
  });

  test('keeps line breaks, steps of indentation and the column of lists', () => {
    assert.equal(yaml('info:\r\n    title: t\r\nschemes:\r\n- https\r\n'), 'info:\r\n    title: t\r\nschemes:\r\n  - https\r\n');
    assert.equal(yaml('\uFEFFschemes:\n- https\ninfo:\n  title: t\n'), '\uFEFFinfo:\n  title: t\nschemes:\n- https\n');
  });

  test('does not sort a file with aliases, since anchors come first, and says so', () => {
    const text = lines('x-a: &a', '  version: "1"', '  title: t', 'info: *a', 'swagger: "2.0"');
    assert.deepEqual(sortAndFormat(text, 'yaml', 'definition'), { text, sorted: false });
    assert.equal(sortAndFormat('info: &a {}\nswagger: "2.0"\n', 'yaml', 'definition').sorted, true);
  });
});

describe('any file', () => {
  const key = fc.constantFrom('swagger', 'info', 'paths', '/a', '/b', 'get', 'post', 'operationId', 'summary', 'parameters', 'responses', '200', 'default', 'schema', 'properties', 'type', 'x-ms-summary', 'title', 'definitions', 'A', '__proto__');
  const scalar = fc.oneof(fc.constantFrom('a', 'a\nb\n', '2.0', ' x', '# no', '// no', 'yes'), fc.integer(), fc.boolean(), fc.constant(null));
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof({ maxDepth: 5, depthIdentifier: 'value' }, scalar, fc.array(tie('value'), { maxLength: 3 }), objects(tie('value'))),
  }));
  function objects(values: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
    return fc.uniqueArray(fc.tuple(key, values), { maxLength: 6, selector: ([name]) => name }).map((entries) => JSON.parse(`{${entries.map(([name, item]) => `${JSON.stringify(name)}:${JSON.stringify(item)}`).join(',')}}`) as object);
  }
  const commented = (text: string, seed: number, sign: string): string =>
    text.split('\n').flatMap((line, index) => {
      const indent = /^ */.exec(line)?.[0] ?? '';
      const above = (seed + index) % 5 === 0 ? [`${indent}${sign} above ${index}`] : [];
      return [...above, (seed * 7 + index) % 4 === 0 ? `${line} ${sign} beside ${index}` : line];
    }).join('\n');

  for (const format of ['json', 'yaml'] as const) {
    test(`keeps its data and comments, and is the same when sorted again: ${format}`, () => {
      fc.assert(fc.property(objects(value), fc.nat(100), (data, seed) => {
        const plain = JSON.stringify(data, null, 2);
        // In YAML a comment may stand in a literal block, where it is text.
        const text = format === 'json' ? commented(plain, seed, '//') : convertFormat(commented(plain, seed, '//'), 'json').text;
        const once = sortAndFormat(text, format, 'definition', { paths: 'alphabetical' });
        assert.ok(sameData(dataOf(once.text, format), data));
        assert.equal(sortAndFormat(once.text, format, 'definition', { paths: 'alphabetical' }).text, once.text, text);
      }), { numRuns: 300 });
    });
  }

  test('each published connector keeps its data, and is the same when sorted again', { skip }, () => {
    let sorted = 0;
    for (const file of globSync('**/*.json', { cwd: corpus })) {
      const kind = /apiProperties\.json$/i.test(file) ? 'properties' : /settings\.json$/i.test(file) ? 'settings' : 'definition';
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(corpus + file));
      const { problems } = parseDocument(text, 'json');
      if (problems.some(({ severity }) => severity === 'error')) {
        assert.throws(() => sortAndFormat(text, 'json', kind), DocumentNotEditableError, file);
        continue;
      }
      const once = sortAndFormat(text, 'json', kind).text;
      assert.ok(sameData(dataOf(once, 'json'), dataOf(text, 'json')), file);
      assert.equal(sortAndFormat(once, 'json', kind).text, once, file);
      // YAML is slow to parse: only what is short.
      if (text.length < 60_000) {
        const written = convertFormat(text, 'json').text;
        const first = sortAndFormat(written, 'yaml', kind).text;
        assert.ok(sameData(dataOf(first, 'yaml'), dataOf(text, 'json')), file);
        assert.equal(sortAndFormat(first, 'yaml', kind).text, first, file);
      }
      sorted++;
    }
    assert.ok(sorted > 200);
  });
});
