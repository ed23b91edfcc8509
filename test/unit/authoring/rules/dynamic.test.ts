/** What rules about dynamic calls must not say: references through shared schemas, bodies, open answers. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkConnector } from '../../../../src/authoring/check.ts';
import { modelOfTexts } from '../../../../src/authoring/model/build-model.ts';
import { dynamicRules } from '../../../../src/authoring/rules/dynamic/index.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';

type Json = Readonly<Record<string, unknown>>;

const FILES = { folder: 'file:///shelf', folderName: 'shelf', definition: 'file:///shelf/apiDefinition.swagger.json' };

function answer(schema: Json): Json {
  return { 200: { description: 'OK', schema } };
}

/** A target `Find` with these parameters and answer, and a caller. */
function found(target: { readonly parameters?: readonly Json[]; readonly schema?: Json }, caller: Json, definitions: Json = {}): string[] {
  const definition = JSON.stringify({
    swagger: '2.0',
    paths: { '/find': { get: { operationId: 'Find', parameters: target.parameters ?? [], responses: answer(target.schema ?? {}) } }, '/call': { post: { operationId: 'Call', responses: {}, ...caller } } },
    definitions,
  });
  const connector = modelOfTexts(FILES, { definition });
  return checkConnector(connector, dynamicRules, { profile: 'build', rules: {} }).map(({ rule, range }) => `${rule} ${definition.slice(range.start, range.end)}`);
}

function values(extension: Json): Json {
  return { parameters: [{ name: 'shelf', in: 'query', type: 'string', 'x-ms-dynamic-values': { operationId: 'Find', 'value-path': 'id', ...extension } }] };
}

function body(properties: Json, parameters: readonly Json[] = []): Json {
  return { parameters: [...parameters, { name: 'order', in: 'body', schema: { type: 'object', properties } }] };
}

const room = { name: 'room', in: 'query', required: true, type: 'string' };

describe('what a call gives', () => {
  test('a body takes its properties by path and, in the older form, by name', () => {
    const target = { parameters: [{ name: 'query', in: 'body', required: true, schema: { type: 'object', required: ['table'], properties: { table: { type: 'string' } } } }] };
    assert.deepEqual(found(target, values({ parameters: { table: 'x' } })), []);
    assert.deepEqual(found(target, values({ parameters: { 'query/table': 'x' } })), []);
    assert.deepEqual(found(target, values({ parameters: { 'query/tabel': 'x' } })), ['dynamic-argument-unknown "query/tabel"']);
    assert.deepEqual(found(target, values({ parameters: {} })), ['dynamic-argument-missing "Find"']);
  });

  test('an open body takes any name, and a parameter that leads nowhere hides one', () => {
    assert.deepEqual(found({ parameters: [{ name: 'query', in: 'body', schema: { type: 'object' } }] }, values({ parameters: { anything: 1 } })), []);
    assert.deepEqual(found({ parameters: [{ $ref: '#/parameters/Gone' }] }, values({ parameters: { anything: 1 } })), []);
  });

  test('defaults and what the platform fills in need nothing', () => {
    assert.deepEqual(found({ parameters: [{ ...room, default: 'main' }, { name: 'connectionId', in: 'path', required: true, type: 'string' }] }, values({})), []);
    assert.deepEqual(found({ parameters: [room] }, values({})), ['dynamic-argument-missing "Find"']);
  });

  test('a file picker and a built-in operation name no operation', () => {
    for (const extension of [{ capability: 'file-picker' }, { builtInOperation: 'AAD.Users' }]) {
      assert.deepEqual(found({}, { parameters: [{ name: 'file', in: 'query', type: 'string', 'x-ms-dynamic-values': extension }] }), []);
    }
  });
});

describe('what a call takes from its own operation', () => {
  const target = { parameters: [room] };
  const use = (reference: string): Json => ({ 'x-ms-dynamic-values': { operationId: 'Find', 'value-path': 'id', parameters: { room: { parameter: reference } } } });
  const list = (reference: string): Json => ({ 'x-ms-dynamic-values': { operationId: 'Find', 'value-path': 'id', parameters: { room: 'x' } }, 'x-ms-dynamic-list': { operationId: 'Find', itemValuePath: 'id', parameters: { room: { parameterReference: reference } } } });

  test('the older form names a property of the body in any way that leads there', () => {
    const place = { type: 'object', properties: { room: { type: 'string' } } };
    for (const reference of ['order', 'place', 'room', 'place.room', 'place/room', 'order/place/room']) {
      assert.deepEqual(found(target, body({ place, shelf: { type: 'string', ...use(reference) } })), [], reference);
    }
    assert.deepEqual(found(target, body({ place, shelf: { type: 'string', ...use('place.roof') } })), ['dynamic-reference-unknown "place.roof"']);
  });

  test('the newer form needs the path from the parameter\'s name', () => {
    assert.deepEqual(found(target, body({ room: { type: 'string' }, shelf: { type: 'string', ...list('order/room') } })), []);
    assert.deepEqual(found(target, body({ room: { type: 'string' }, shelf: { type: 'string', ...list('room') } })), ['dynamic-reference-unknown "room"']);
  });

  test('a path goes through the items of a list', () => {
    const lines = { type: 'array', items: { type: 'object', properties: { room: { type: 'string' }, shelf: { type: 'string', ...list('order/lines/room') } } } };
    assert.deepEqual(found(target, body({ lines })), []);
  });

  test('a shared schema is looked at with all operations that use it', () => {
    const definitions = { Shelf: { type: 'object', properties: { shelf: { type: 'string', ...use('building') } } }, Outer: { properties: { inner: { $ref: '#/definitions/Shelf' } } } };
    const caller = (name: string): Json => ({ parameters: [{ name, in: 'query', type: 'string' }, { name: 'order', in: 'body', schema: { $ref: '#/definitions/Outer' } }] });
    assert.deepEqual(found(target, caller('building'), definitions), []);
    assert.deepEqual(found(target, caller('other'), definitions), ['dynamic-reference-unknown "building"']);
    // Nobody uses it: nobody is to say what it means.
    assert.deepEqual(found(target, {}, definitions), []);
  });
});

describe('where paths lead', () => {
  const items = (fields: Json): Json => ({ type: 'array', items: { type: 'object', properties: fields } });
  const id = { id: { type: 'string' } };

  test('references and allOf are followed', () => {
    const definitions = { Base: { type: 'object', properties: id }, Page: { allOf: [{ $ref: '#/definitions/Base' }, { properties: { value: { type: 'array', items: { $ref: '#/definitions/Base' } } } }] } };
    assert.deepEqual(found({ schema: { $ref: '#/definitions/Page' } }, values({ 'value-collection': 'value' }), definitions), []);
    assert.deepEqual(found({ schema: { $ref: '#/definitions/Page' } }, values({ 'value-collection': 'values' }), definitions), ['dynamic-path-unknown "values"']);
    assert.deepEqual(found({ schema: { $ref: '#/definitions/Page' } }, values({ 'value-collection': 'value', 'value-title': 'name' }), definitions), ['dynamic-path-unknown "name"']);
  });

  test('open schemas, other schemas and none are left alone', () => {
    const open: Json[] = [
      {}, { type: 'object' }, { type: 'object', properties: id, additionalProperties: true }, { type: 'object', properties: id, 'x-ms-dynamic-schema': { operationId: 'Find' } },
      { $ref: '#/definitions/Gone' }, { allOf: [{ $ref: '#/definitions/Gone' }, { properties: id }] },
    ];
    for (const schema of open) assert.deepEqual(found({ schema }, values({ 'value-collection': 'value' })), [], JSON.stringify(schema));
  });

  test('a list of texts needs no path to its values', () => {
    const caller = { parameters: [{ name: 'shelf', in: 'query', type: 'string', 'x-ms-dynamic-values': { operationId: 'Find' } }] };
    assert.deepEqual(found({ schema: { type: 'array', items: { type: 'string' } } }, caller), []);
    assert.deepEqual(found({ schema: {} }, caller), []);
    assert.deepEqual(found({ schema: items(id) }, caller), ['dynamic-value-path-missing "x-ms-dynamic-values"']);
  });
});

test('the twin is written in the older words', () => {
  const definition = JSON.stringify({
    swagger: '2.0',
    paths: {
      '/find': { get: { operationId: 'Find', parameters: [room], responses: {} } },
      '/call': { post: { operationId: 'Call', responses: {}, parameters: [{ name: 'order', in: 'body', schema: { type: 'object', properties: { room: { type: 'string' }, shelf: { type: 'string', 'x-ms-dynamic-list': { operationId: 'Find', parameters: { room: { parameterReference: 'order/room' }, top: { value: 5 } }, itemsPath: 'value', itemValuePath: 'id', itemTitlePath: 'name' } } } } }] } },
    },
  });
  const [finding] = checkConnector(modelOfTexts(FILES, { definition }), dynamicRules.filter(({ id }) => id === 'dynamic-twin-missing'), { profile: 'build', rules: {} });
  const [fix] = finding?.fixes?.() ?? [];
  const mended = JSON.parse(applyTextEdits(definition, fix?.changes[0]?.edits ?? [])) as { readonly paths: Record<string, { readonly post: { readonly parameters: readonly { readonly schema: { readonly properties: Record<string, Json> } }[] } }> };
  const shelf = mended.paths['/call']?.post.parameters[0]?.schema.properties['shelf'];
  assert.deepEqual(shelf?.['x-ms-dynamic-values'], { operationId: 'Find', parameters: { room: { parameter: 'room' }, top: 5 }, 'value-collection': 'value', 'value-path': 'id', 'value-title': 'name' });
  // By its name alone, `room` may be something else.
  assert.equal(fix?.safe, false);
});
