/** Rules of files and operations on trees of every wrong shape: they say something or nothing, and never throw. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkConnector } from '../../../../src/authoring/check.ts';
import { modelOfTexts } from '../../../../src/authoring/model/build-model.ts';
import { documentRules } from '../../../../src/authoring/rules/document/index.ts';
import { operationRules } from '../../../../src/authoring/rules/operations/index.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';
import { partsOf } from '../clean-connector.ts';
import { ODD_VALUES, pathsOf, replacedAt } from './odd-values.ts';

const rules = [...documentRules, ...operationRules];
const { files, texts: { properties } } = partsOf({});

/** Everything that these rules look at, once, right and wrong. */
const whole = {
  swagger: '2.0',
  info: { title: 'Shelf', version: '1', contact: { name: 'a' }, license: { name: 'b' } },
  host: 'shelf.contoso.com',
  basePath: '/v1',
  schemes: ['https', 'http'],
  consumes: ['application/json'],
  tags: [{ name: 'a', other: 1 }],
  externalDocs: { url: 'https://a.b' },
  parameters: { id: { name: 'id', in: 'path', required: true, type: 'string' } },
  responses: { Failed: { description: 'Failed', schema: { $ref: '#/definitions/Item' } } },
  paths: {
    '/items/{id}//{other}': {
      parameters: [{ $ref: '#/parameters/id' }],
      get: {
        operationId: 'Get',
        summary: 'Get / it',
        description: 'Gets it.',
        securityDefinitions: {},
        parameters: [{ name: 'Other', in: 'path', type: 'string' }, { name: 'a', in: 'body', schema: { type: 'array' } }, { name: 'b', in: 'formData', type: 'file' }, { name: 'c', in: 'Query', type: 'int', collectionFormat: 'multi' }],
        responses: { 200: { description: 'OK', schema: {} }, 201: { description: 'Created', schema: { properties: { c: { nullable: true } } } }, default: { $ref: '#/responses/Failed' }, '4XX': {} },
      },
      Post: { requestBody: { content: {} }, responses: {} },
    },
    '/Items/{id}//{other}': { delete: { operationId: 'Delete', responses: { 404: { description: '' } } } },
  },
  definitions: { Item: { type: ['string', 'null'], allOf: [{ $ref: '#/definitions/None' }, { $ref: 'other.json' }], properties: { list: { type: 'array' } } } },
  securityDefinitions: { key: { type: 'http', scheme: 'bearer' } },
};

function lookAt(definition: string, format: 'json' | 'yaml'): number {
  const connector = modelOfTexts({ ...files, definition: `${files.folder}/apiDefinition.swagger.${format}` }, { definition, properties });
  const found = checkConnector(connector, rules, { profile: 'certify', rules: {} });
  for (const { file, range, message, fixes } of found) {
    assert.ok(range.start >= 0 && range.start <= range.end && range.end <= definition.length && file === 'definition', `${message} at ${range.start}–${range.end}`);
    assert.match(message, /[.!?]$/);
    for (const { title, changes } of fixes?.() ?? []) {
      for (const { edits } of changes) {
        assert.ok(edits.length > 0, `"${title}" of "${message}" does nothing`);
        applyTextEdits(definition, edits);
      }
    }
  }
  return found.length;
}

for (const format of ['json', 'yaml'] as const) {
  describe(`every value replaced by every kind (${format})`, () => {
    test('a definition with all that the rules look at', () => {
      for (const path of pathsOf(whole)) for (const odd of ODD_VALUES) assert.ok(lookAt(JSON.stringify(replacedAt(whole, path, odd), null, 2), format) > 0);
    });
  });
}

test('any data at all, and any text', () => {
  fc.assert(fc.property(fc.json({ maxDepth: 6 }), (definition) => { lookAt(definition, 'json'); }), { numRuns: 200 });
  fc.assert(fc.property(fc.string({ maxLength: 60, unit: fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '\n', ' ', '\t', '//x', '\uFEFF', '\uFFFD', '"') }), (definition) => { lookAt(definition, 'json'); }), { numRuns: 500 });
  fc.assert(fc.property(fc.string({ maxLength: 60, unit: fc.constantFrom('a: ', '- ', '\n', '  ', '{', '}', '&a ', '*a', '#x', '? ', '1', '"b"', '\uFEFF') }), (definition) => { lookAt(definition, 'yaml'); }), { numRuns: 500 });
});

test('a path with thousands of parameters takes no time to speak of', () => {
  const names = Array.from({ length: 6_000 }, (_, index) => `parameter${index}`);
  const parameters = names.map((name) => ({ name: `${name}x`, in: 'path', required: true, type: 'string' }));
  const definition = JSON.stringify({ swagger: '2.0', paths: { [`/${names.map((name) => `{${name}}`).join('/')}`]: { get: { parameters }, put: { parameters } } } });
  const connector = modelOfTexts(files, { definition, properties });
  const start = process.cpuUsage().user;
  checkConnector(connector, rules, { profile: 'certify', rules: {} });
  // In microseconds; 0.5 MB of text.
  assert.ok(process.cpuUsage().user - start < 2_500_000);
});
