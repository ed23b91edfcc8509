import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDocument } from '../../../../src/connector/syntax-tree.ts';
import { checkSchema, schemaService, type SchemaKind } from '../../../../src/authoring/schema/check-schema.ts';
import { SCHEMA_KINDS } from '../../../../src/authoring/schema/schema-kind.ts';
import { documentOf, samples, withEachReplaced } from './samples.ts';

/** Message and the text at its place. */
async function found(text: string, kind: SchemaKind, format: 'json' | 'yaml' = 'json'): Promise<string[]> {
  const problems = await checkSchema(parseDocument(text, format), kind);
  return problems.map(({ message, range }) => `${text.slice(range.start, range.end)} → ${message}`);
}

describe('checking against a schema', () => {
  test('says what is wrong, at its place, in the words of VS Code', async () => {
    assert.deepEqual(await found('{ "info": { "title": 1 }, "tags": {} }', 'definition'), ['1 → Incorrect type. Expected "string".', '{} → Incorrect type. Expected "array".']);
    assert.deepEqual(await found('{ "schemes": ["https", "ftp"] }', 'definition'), ['"ftp" → Value is not accepted. Valid values: "http", "https", "ws", "wss".']);
    assert.deepEqual(await found('{ "definitions": { "A": { "typ": "string" } } }', 'definition'), ['"typ" → Property typ is not allowed.']);
    assert.deepEqual(await found('{ "properties": { "scriptOperations": [1] } }', 'properties'), ['1 → Incorrect type. Expected "string".']);
    assert.deepEqual(await found('{ "powerAppsUrl": "api.powerapps.com" }', 'settings'), ['"api.powerapps.com" → This is the address of a service: it begins with https://.']);
  });

  test('says the same of YAML', async () => {
    assert.deepEqual(await found('info:\n  version: 1.0\ntags: {}\n', 'definition', 'yaml'), ['1.0 → Incorrect type. Expected "string".', '{} → Incorrect type. Expected "array".']);
    assert.deepEqual(await found('paths:\n  /a:\n    get:\n      parameters:\n      - in: query\n        collectionFormat: comma\n', 'definition', 'yaml'), ['comma → Value is not accepted. Valid values: "csv", "ssv", "tsv", "pipes", "multi".']);
    // A value that is left out has no text of its own.
    assert.deepEqual(await found('paths:\n', 'definition', 'yaml'), [' → Incorrect type. Expected "object".']);
  });

  test('looks into what an alias repeats', async () => {
    assert.deepEqual(await found('definitions:\n  A: &a\n    type: 7\n  B: *a\n', 'definition', 'yaml'), ['7 → Value is not accepted. Valid values: "string", "number", "integer", "boolean", "array", "object", "null".']);
  });

  for (const kind of SCHEMA_KINDS) {
    test(`JSON and YAML of the same ${kind} have the same problems at the same places`, async () => {
      const service = await schemaService();
      for (const replacement of [7, []]) {
        for (const changed of withEachReplaced(samples[kind], replacement)) {
          const [json, yaml] = [documentOf(changed, 'json'), documentOf(changed, 'yaml')];
          const spoken = async (document: typeof json): Promise<string[]> =>
            (await service.validate(document, kind)).map(({ message, range }) => `${message} ${JSON.stringify(parseDocument(document.text.slice(range.start, range.end), 'yaml').root?.value ?? null)}`);
          assert.deepEqual((await spoken(yaml)).sort(), (await spoken(json)).sort(), yaml.text);
        }
      }
    });
  }

  test('judges by our schema whatever schema the file names', async () => {
    const managed = '{ "$schema": "https://raw.githubusercontent.com/microsoft/PowerPlatformConnectors/master/schemas/paconn-apiProperties.schema.json", "properties": { "capabilities": 1 } }';
    assert.deepEqual(await found(managed, 'properties'), ['1 → Incorrect type. Expected "array".']);
  });

  test('finds nothing in a file without content', async () => {
    assert.deepEqual(await found('', 'definition'), []);
    assert.deepEqual(await found('# nothing\n', 'properties', 'yaml'), []);
  });

  test('leaves to the rules what is missing, unknown or out of date', async () => {
    assert.deepEqual(await found('{}', 'definition'), []);
    assert.deepEqual(await found('{ "swagger": "3", "basepath": "v1", "host": "https://x", "paths": { "a": {}, "/b": { "gett": 1, "get": { "responses": {}, "summry": "", "parameters": [{ "in": "quer", "type": "int", "required": "x" }] } } } }', 'definition'), []);
    assert.deepEqual(await found('{ "definitions": { "A": { "oneOf": [], "nullable": true, "type": ["string", "null"], "enum": [1, 1] } } }', 'definition'), []);
    assert.deepEqual(await found('{ "properties": { "script": {}, "stackowner": "x", "connectionParameters": { "a": {} } } }', 'properties'), []);
  });

  test('takes a key that is called __proto__ for a key', async () => {
    assert.deepEqual(await found('{ "definitions": { "__proto__": 1 } }', 'definition'), ['1 → Incorrect type. Expected "object".']);
  });
});

describe('hovering', () => {
  const hover = async (text: string, kind: SchemaKind, format: 'json' | 'yaml', at: string): Promise<string | undefined> =>
    (await (await schemaService()).hover(parseDocument(text, format), kind, text.indexOf(at) + 1))?.markdown;

  test('explains keys and values, in JSON and YAML alike', async () => {
    const json = '{ "paths": { "/a": { "get": { "x-ms-visibility": "internal" } } } }';
    const yaml = 'paths:\n  /a:\n    get:\n      x-ms-visibility: internal\n';
    const expected = await hover(json, 'definition', 'json', '"internal"');
    assert.match(expected ?? '', /How users see it\..*learn\.microsoft\.com.*`internal`: Hidden\./s);
    assert.equal(await hover(yaml, 'definition', 'yaml', 'internal'), expected);
    assert.equal(await hover(yaml, 'definition', 'yaml', 'x-ms-visibility'), expected);
  });

  test('knows custom parameters and policies by their provider and template, whatever their case', async () => {
    const properties = 'properties:\n  connectionParameters:\n    token:\n      oAuthSettings:\n        identityProvider: AAD\n        customParameters:\n          TenantId:\n            value: common\n  policyTemplateInstances:\n    - templateId: DynamicHostUrl\n      parameters:\n        x-ms-apimTemplateParameter.urlTemplate: x\n';
    assert.match((await hover(properties, 'properties', 'yaml', 'TenantId')) ?? '', /tenant/);
    assert.match((await hover(properties, 'properties', 'yaml', 'x-ms-apimTemplateParameter')) ?? '', /URL/);
  });

  test('has nothing to say about what it does not know', async () => {
    assert.equal(await hover('{ "x-else": 1 }', 'definition', 'json', '"x-else"'), undefined);
  });
});
