/** What rules about schemas and extensions must not say, and how they mend values. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkConnector } from '../../../../src/authoring/check.ts';
import { modelOfTexts } from '../../../../src/authoring/model/build-model.ts';
import { schemaRules } from '../../../../src/authoring/rules/schemas/index.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';

type Json = Readonly<Record<string, unknown>>;

const FILES = { folder: 'file:///shelf', folderName: 'shelf', definition: 'file:///shelf/apiDefinition.swagger.json' };

function findings(definition: Json) {
  const text = JSON.stringify(definition);
  return { text, found: checkConnector(modelOfTexts(FILES, { definition: text }), schemaRules, { profile: 'build', rules: {} }) };
}

/** Of a field of a shared schema. */
function rulesOfField(field: Json): string[] {
  return findings({ definitions: { Item: { properties: { size: field } } } }).found.map(({ rule, severity }) => `${rule} ${severity}`);
}

/** The field after the first fix of the first finding. */
function mended(field: Json): unknown {
  const { text, found } = findings({ definitions: { Item: { properties: { size: field } } } });
  const after = JSON.parse(applyTextEdits(text, found[0]?.fixes?.()[0]?.changes[0]?.edits ?? [])) as { readonly definitions: { readonly Item: { readonly properties: { readonly size: unknown } } } };
  return after.definitions.Item.properties.size;
}

describe('names of extensions', () => {
  test('slips that published connectors have are known', () => {
    for (const [slip, meant] of [
      ['x-ms-summary title', 'x-ms-summary'], ['x-ms-summary:', 'x-ms-summary'], ['x-ms  -summary', 'x-ms-summary'], ['x-ms-sumamry', 'x-ms-summary'], ['x-ms-summmary', 'x-ms-summary'],
      ['x-ms-visibilty', 'x-ms-visibility'], ['x-ms-visibiltiy', 'x-ms-visibility'], ['x-ms-visbility', 'x-ms-visibility'], ['x-ms-enum-value', 'x-ms-enum-values'], ['x-ms-Summary', 'x-ms-summary'], ['x-ms_summary', 'x-ms-summary'],
    ] as const) {
      assert.deepEqual(mended({ type: 'string', enum: ['a'], [slip]: 'a' }), { type: 'string', enum: ['a'], [meant]: 'a' }, slip);
    }
  });

  test('names of one\'s own and unknown ones are no slips', () => {
    for (const name of ['x-nullable', 'x-example', 'x-summary', 'x-enum-varnames', 'x-visibility-of-things']) assert.deepEqual(rulesOfField({ [name]: 1 }), [], name);
    for (const name of ['x-ms-tooltip', 'x-ms-description', 'x-ms-something-new']) assert.deepEqual(rulesOfField({ [name]: 1 }), ['extension-unknown hint'], name);
  });

  test('an extension of another place is misplaced and not misspelt', () => {
    assert.deepEqual(rulesOfField({ 'x-ms-trigger': 'single' }), ['extension-misplaced warning']);
    assert.deepEqual(rulesOfField({ 'x-ms-url-encoding': 'single' }), ['extension-misplaced information']);
  });

  test('a title of an operation that has none is lost, beside a summary it does no harm', () => {
    const severity = (operation: Json) => findings({ paths: { '/items': { get: { ...operation, responses: {} } } } }).found.map((finding) => finding.severity);
    assert.deepEqual(severity({ 'x-ms-summary': 'Get items' }), ['warning']);
    assert.deepEqual(severity({ 'x-ms-summary': 'Get items', summary: 'Get items' }), ['information']);
  });

  test('the connector\'s metadata moves from info to the root', () => {
    const metadata = [{ propertyName: 'Website', propertyValue: 'https://shelf.contoso.com' }];
    const { text, found } = findings({ swagger: '2.0', info: { title: 'Shelf', 'x-ms-connector-metadata': metadata } });
    assert.deepEqual(JSON.parse(applyTextEdits(text, found[0]?.fixes?.()[0]?.changes[0]?.edits ?? [])), { swagger: '2.0', info: { title: 'Shelf' }, 'x-ms-connector-metadata': metadata });
  });
});

describe('values and types', () => {
  test('values are written in the field\'s type where nothing is lost', () => {
    assert.deepEqual(mended({ type: 'boolean', default: 'True' }), { type: 'boolean', default: true });
    assert.deepEqual(mended({ type: 'integer', default: '12' }), { type: 'integer', default: 12 });
    assert.deepEqual(mended({ type: 'number', default: '1.5' }), { type: 'number', default: 1.5 });
    assert.deepEqual(mended({ type: 'string', default: 12 }), { type: 'string', default: '12' });
    assert.deepEqual(mended({ type: 'array', default: '["a"]' }), { type: 'array', default: ['a'] });
    assert.deepEqual(mended({ type: 'integer', enum: ['1', '2'] }), { type: 'integer', enum: [1, 2] });
    // What is no such value cannot be kept.
    assert.deepEqual(mended({ type: 'integer', default: '1e400' }), { type: 'integer' });
    assert.deepEqual(mended({ type: 'integer', default: '007' }), { type: 'integer' });
    assert.deepEqual(mended({ type: 'boolean', enum: [1, 0] }), { type: 'integer', enum: [1, 0] });
  });

  test('whole numbers are integers and numbers, null is no default', () => {
    for (const field of [{ type: 'integer', default: 1.0 }, { type: 'number', default: 1 }, { type: 'integer', default: null }, { type: ['string', 'null'], default: 1 }, { default: 1 }]) assert.deepEqual(rulesOfField(field), [], JSON.stringify(field));
  });

  test('a default that differs from the enum by its type only is one finding', () => {
    assert.deepEqual(rulesOfField({ type: 'boolean', enum: [true, false], default: 'true' }), ['default-type-mismatch warning']);
    assert.deepEqual(rulesOfField({ type: 'boolean', enum: ['true', 'false'], default: true }), ['enum-type-mismatch warning']);
  });

  test('a list\'s default is looked at item by item', () => {
    const items = { type: 'string', enum: ['a', 'b'] };
    assert.deepEqual(rulesOfField({ type: 'array', items, default: ['a'] }), []);
    assert.deepEqual(rulesOfField({ type: 'array', items, default: ['c'] }), ['default-not-in-enum warning']);
  });

  test('labels of the items of a list, and of an enum that comes by reference, are left alone', () => {
    const labels = [{ value: 'a', displayName: 'A' }];
    assert.deepEqual(rulesOfField({ type: 'array', items: { type: 'string', enum: ['a'] }, 'x-ms-enum-values': labels }), []);
    assert.deepEqual(rulesOfField({ allOf: [{ type: 'string', enum: ['a'] }], 'x-ms-enum-values': labels }), []);
    assert.deepEqual(rulesOfField({ type: 'string', 'x-ms-enum-values': labels }), ['enum-label-unknown error']);
  });
});

describe('fields that users do not see', () => {
  const hidden = { type: 'string', 'x-ms-visibility': 'internal' };
  const rules = (schema: Json, definitions: Json = {}, answered = false) => findings({
    paths: { '/items': { post: { parameters: answered ? [] : [{ name: 'body', in: 'body', schema }], responses: answered ? { 200: { description: 'OK', schema } } : {} } } },
    definitions,
  }).found.map(({ rule }) => rule);
  const definitions = { Item: { type: 'object', required: ['size'], properties: { size: hidden } } };

  test('only what is sent must be filled in', () => {
    assert.deepEqual(rules({ $ref: '#/definitions/Item' }, definitions), ['internal-property-without-default']);
    assert.deepEqual(rules({ $ref: '#/definitions/Item' }, definitions, true), []);
    assert.deepEqual(rules({ type: 'array', items: { $ref: '#/definitions/Item' } }, definitions), ['internal-property-without-default']);
  });

  test('defaults of its own or within it, the platform and the service fill it in', () => {
    for (const size of [{ ...hidden, default: 'x' }, { ...hidden, 'x-ms-notification-url': true }, { ...hidden, readOnly: true }, { 'x-ms-visibility': 'internal', type: 'object', properties: { a: { type: 'string', default: 'x' } } }]) {
      assert.deepEqual(rules({ type: 'object', required: ['size'], properties: { size } }), [], JSON.stringify(size));
    }
  });
});

test('a reference in a schema is put into allOf, elsewhere its neighbour is taken out', () => {
  const Size = { type: 'object', properties: { width: { type: 'integer' } } };
  const { text, found } = findings({ definitions: { Size, Item: { properties: { size: { $ref: '#/definitions/Size', description: 'The size.' } } } } });
  const [wrap, remove] = found[0]?.fixes?.() ?? [];
  assert.deepEqual((JSON.parse(applyTextEdits(text, wrap?.changes[0]?.edits ?? [])) as { readonly definitions: Json }).definitions['Item'], { properties: { size: { allOf: [{ $ref: '#/definitions/Size' }], description: 'The size.' } } });
  assert.deepEqual((JSON.parse(applyTextEdits(text, remove?.changes[0]?.edits ?? [])) as { readonly definitions: Json }).definitions['Item'], { properties: { size: { $ref: '#/definitions/Size' } } });
});
