/** Rules of schemas, dynamic calls and triggers on trees of every wrong shape: they say something or nothing, and never throw. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkConnector } from '../../../../src/authoring/check.ts';
import { modelOfTexts } from '../../../../src/authoring/model/build-model.ts';
import { dynamicRules } from '../../../../src/authoring/rules/dynamic/index.ts';
import { schemaRules } from '../../../../src/authoring/rules/schemas/index.ts';
import { triggerRules } from '../../../../src/authoring/rules/triggers/index.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';
import { partsOf } from '../clean-connector.ts';

const rules = [...schemaRules, ...dynamicRules, ...triggerRules];
const { files, texts: { properties } } = partsOf({});

/** Everything that these rules look at, once. */
const sound = {
  swagger: '2.0',
  'x-ms-capabilities': { testConnection: { operationId: 'List', parameters: {} }, 'file-picker': { open: { operationId: 'List' }, browse: { operationId: 'List' } } },
  paths: {
    '/list': {
      'x-ms-notification-content': { schema: { $ref: '#/definitions/Item' } },
      post: {
        operationId: 'Hook',
        'x-ms-trigger': 'single',
        parameters: [{ name: 'body', in: 'body', schema: { properties: { url: { type: 'string', 'x-ms-visibility': 'internal', 'x-ms-notification-url': true } } } }],
        responses: { 201: { description: '' } },
      },
      get: {
        operationId: 'List',
        'x-ms-trigger': 'batch',
        'x-ms-trigger-metadata': { kind: 'query', mode: 'polling' },
        'x-ms-pageable': { nextLinkName: 'next' },
        'x-ms-api-annotation': { family: 'List', revision: 1, status: 'Preview' },
        parameters: [
          { name: 'a', in: 'query', required: true, type: 'string', enum: ['x'], 'x-ms-enum-values': [{ value: 'x', displayName: 'X' }], default: 'x', format: 'date' },
          { name: 'b', in: 'path', type: 'string', 'x-ms-url-encoding': 'single', 'x-ms-dynamic-values': { operationId: 'List', parameters: { a: { parameter: 'a' } }, 'value-collection': 'value', 'value-path': 'id' } },
          { name: 'c', in: 'query', type: 'string', 'x-ms-dynamic-tree': { open: { operationId: 'List', itemsPath: 'value' }, browse: { operationId: 'List' } } },
          { name: 'd', in: 'query', type: 'string', 'x-ms-dynamic-list': { operationId: 'List', parameters: { a: { parameterReference: 'body/url' } }, itemsPath: 'value', itemValuePath: 'id' } },
        ],
        responses: { 200: { schema: { properties: { value: { type: 'array', items: { $ref: '#/definitions/Item' } } } } } },
      },
    },
  },
  definitions: { Item: { allOf: [{ properties: { id: { type: 'string' } } }], 'x-ms-dynamic-properties': { operationId: 'List', parameters: { a: { value: 1 } } } } },
};

const ODD: readonly unknown[] = [null, true, 7, '', 'text', [], {}, [null], [[]], { value: [] }, { $ref: '#/definitions/Item' }, { $ref: 7 }];

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : [];
  return [...(path.length > 0 ? [path] : []), ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

function replacedAt(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = replacedAt(copy[key], rest, by);
  return copy;
}

function lookAt(definition: string, format: 'json' | 'yaml'): void {
  const texts = { definition, properties };
  const connector = modelOfTexts({ ...files, definition: `${files.folder}/apiDefinition.swagger.${format}` }, texts);
  for (const { file, range, message, fixes } of checkConnector(connector, rules, { profile: 'certify', rules: {} })) {
    assert.ok(range.start >= 0 && range.start < range.end && range.end <= definition.length && file === 'definition', `${message} at ${range.start}–${range.end}`);
    assert.match(message, /[.!?]$/);
    for (const { changes } of fixes?.() ?? []) {
      for (const change of changes) {
        assert.ok(change.edits.length > 0, `${message} has a fix that does nothing`);
        applyTextEdits((change.file === 'definition' ? definition : properties) ?? '', change.edits);
      }
    }
  }
}

for (const format of ['json', 'yaml'] as const) {
  describe(`every value replaced by every kind (${format})`, () => {
    test('a definition with all that the rules look at', () => {
      for (const path of pathsOf(sound)) for (const odd of ODD) lookAt(JSON.stringify(replacedAt(sound, path, odd), null, 2), format);
    });
  });
}

test('any data at all', () => {
  fc.assert(fc.property(fc.json({ maxDepth: 6 }), (definition) => lookAt(definition, 'json')), { numRuns: 300 });
});

test('schemas that refer to themselves end', () => {
  for (const circle of [{ $ref: '#/definitions/Item' }, { allOf: [{ $ref: '#/definitions/Item' }] }, { type: 'array', items: { $ref: '#/definitions/Item' } }, { properties: { id: { $ref: '#/definitions/Item' } } }]) {
    lookAt(JSON.stringify({ ...sound, definitions: { Item: circle } }), 'json');
  }
});
