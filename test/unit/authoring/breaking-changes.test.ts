/** What an edit breaks for those who use the connector: one finding of each kind, its place, and what is no break. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { breakingChanges } from '../../../src/authoring/breaking-changes.ts';
import { modelOfTexts } from '../../../src/authoring/model/build-model.ts';
import type { DefinitionModel } from '../../../src/authoring/model/connector-model.ts';
import { modelOf, publishedConnectors, withoutCorpus } from '../../corpus/published-connectors.ts';
import { cleanDefinition } from './clean-connector.ts';

const FOLDER = 'file:///connectors/Shelf';

function modelOfDefinition(definition: unknown): DefinitionModel {
  const files = { folder: FOLDER, folderName: 'Shelf', definition: `${FOLDER}/apiDefinition.swagger.json` };
  const model = modelOfTexts(files, { definition: JSON.stringify(definition, null, 2) }).definition;
  assert.ok(model);
  return model;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly unknown[];
  readonly responses?: unknown;
}

/** A definition with one operation, and schemas to refer to. */
function withOperation(operation: Partial<Operation>, definitions: unknown = {}, path: object = {}): DefinitionModel {
  const complete = { operationId: 'AddItem', summary: 'Add an item', responses: { 200: { description: 'OK' } }, ...operation };
  return modelOfDefinition({ ...cleanDefinition, paths: { '/items': { ...path, post: complete } }, definitions });
}

function withBody(schema: unknown, definitions?: unknown): DefinitionModel {
  return withOperation({ parameters: [{ name: 'body', in: 'body', schema }] }, definitions);
}

function withAnswer(schema: unknown, definitions?: unknown): DefinitionModel {
  return withOperation({ responses: { 200: { description: 'OK', schema } } }, definitions);
}

/** Kind, the text it stands at, and the beginning of its message. */
function said(before: DefinitionModel, after: DefinitionModel): string[] {
  return breakingChanges(before, after).map(({ kind, range, message }) => `${kind} at ${after.document.text.slice(range.start, range.end)}: ${message.split(/, (?:so|and) /)[0]}`);
}

describe('operations', () => {
  test('one that is gone', () => {
    const without = modelOfDefinition({ ...cleanDefinition, paths: {} });
    assert.deepEqual(said(modelOfDefinition(cleanDefinition), without), ['operationDeleted at "paths": The operation "GetItem" is gone']);
  });

  test('one that has another id, in another case or not', () => {
    assert.deepEqual(said(withOperation({}), withOperation({ operationId: 'AddItemV2' })), ['operationDeleted at "AddItemV2": The operation "AddItem" is called "AddItemV2" now']);
    assert.deepEqual(said(withOperation({}), withOperation({ operationId: 'addItem' })), ['operationDeleted at "addItem": The operation "AddItem" is called "addItem" now']);
  });

  test('one that moves to another path is kept', () => {
    const [path] = Object.values(cleanDefinition.paths);
    assert.deepEqual(said(modelOfDefinition(cleanDefinition), modelOfDefinition({ ...cleanDefinition, paths: { '/things/{id}': path } })), []);
  });
});

describe('parameters', () => {
  const name = { name: 'name', in: 'query', type: 'string' };

  test('that become required', () => {
    assert.deepEqual(said(withOperation({ parameters: [name] }), withOperation({ parameters: [{ ...name, required: true }] })), ['inputBecameRequired at true: The input field "name" of "AddItem" was optional and is required now']);
  });

  test('that are new and required', () => {
    assert.deepEqual(said(withOperation({}), withOperation({ parameters: [{ ...name, required: true }] })), ['requiredInputAdded at true: The required input field "name" of "AddItem" is new']);
    assert.deepEqual(said(withOperation({ parameters: [name] }), withOperation({ parameters: [{ ...name, in: 'header', required: true }] })).length, 1);
  });

  test('that get a list of values', () => {
    assert.deepEqual(said(withOperation({ parameters: [name] }), withOperation({ parameters: [{ ...name, enum: ['a'] }] })), ['inputEnumAdded at "enum": The input field "name" of "AddItem" took any value and has a list of them now']);
    const list = { name: 'names', in: 'query', type: 'array', items: { type: 'string' } };
    assert.deepEqual(said(withOperation({ parameters: [list] }), withOperation({ parameters: [{ ...list, items: { type: 'string', enum: ['a'] } }] })).length, 1);
  });

  test('that are shared, or of the path', () => {
    const shared = (required: boolean): DefinitionModel => modelOfDefinition({ ...cleanDefinition, paths: { '/items': { parameters: [{ $ref: '#/parameters/name' }], get: { operationId: 'List', responses: {} } } }, parameters: { name: { ...name, required } } });
    assert.deepEqual(said(shared(false), shared(true)).length, 1);
  });

  test('that become optional, are new and optional, are internal with a default, or have another list are no break', () => {
    for (const [before, after] of [
      [[{ ...name, required: true }], [name]], [[], [name]], [[{ ...name, required: true }], []],
      [[], [{ ...name, required: true, 'x-ms-visibility': 'internal', default: 'a' }]],
      [[{ ...name, enum: ['a'] }], [{ ...name, enum: ['a', 'b'] }]], [[{ ...name, enum: ['a'] }], [name]],
    ]) assert.deepEqual(said(withOperation({ parameters: before }), withOperation({ parameters: after })), []);
  });
});

describe('the body', () => {
  const item = (required: readonly string[], properties: object = { name: { type: 'string' } }): unknown => ({ type: 'object', required, properties });

  test('a field that becomes required, or is new and required, however deep', () => {
    assert.deepEqual(said(withBody(item([])), withBody(item(['name']))), ['inputBecameRequired at "name": The input field "name" of "AddItem" was optional and is required now']);
    const nested = (inner: unknown): DefinitionModel => withBody({ type: 'object', properties: { lines: { type: 'array', items: inner } } });
    assert.deepEqual(said(nested(item([], {})), nested(item(['name']))), ['requiredInputAdded at "name": The required input field "lines[].name" of "AddItem" is new']);
  });

  test('a field that gets a list of values', () => {
    assert.deepEqual(said(withBody(item([])), withBody(item([], { name: { type: 'string', enum: ['a'] } }))), ['inputEnumAdded at "enum": The input field "name" of "AddItem" took any value and has a list of them now']);
  });

  test('a body that is new and required', () => {
    const body = { name: 'body', in: 'body', required: true, schema: item(['name']) };
    assert.deepEqual(said(withOperation({}), withOperation({ parameters: [body] })), ['requiredInputAdded at true: The required body of "AddItem" is new']);
    // The name of a body parameter is nobody's business.
    assert.deepEqual(said(withOperation({ parameters: [body] }), withOperation({ parameters: [{ ...body, name: 'item' }] })), []);
  });

  test('behind references and allOf, and in schemas that contain themselves', () => {
    const refer = { $ref: '#/definitions/Item' };
    const tree = (required: readonly string[]): unknown => ({ Base: item(required), Item: { allOf: [{ $ref: '#/definitions/Base' }], properties: { parts: { type: 'array', items: refer }, whole: refer } } });
    assert.deepEqual(said(withBody(refer, tree([])), withBody(refer, tree(['name']))), ['inputBecameRequired at "name": The input field "name" of "AddItem" was optional and is required now']);
    assert.deepEqual(said(withBody(refer, tree([])), withBody({ type: 'object', properties: { name: { type: 'string' } } })), []);
  });
});

describe('answers', () => {
  test('a field of another type, however deep', () => {
    const answer = (type: string): DefinitionModel => withAnswer({ type: 'array', items: { type: 'object', properties: { count: { type } } } });
    assert.deepEqual(said(answer('integer'), answer('string')), ['outputTypeChanged at "string": The type of the output field "[].count" of "AddItem" was integer and is string now']);
  });

  test('a whole answer of another type', () => {
    assert.deepEqual(said(withAnswer({ type: 'object' }), withAnswer({ type: 'array', items: {} })), ['outputTypeChanged at "array": The type of the response of "AddItem" was object and is array now']);
  });

  test('what a webhook sends', () => {
    const webhook = (type: string): DefinitionModel => withOperation({ 'x-ms-trigger': 'single' } as object, {}, { 'x-ms-notification-content': { schema: { type: 'object', properties: { id: { type } } } } });
    assert.deepEqual(said(webhook('string'), webhook('integer')), ['outputTypeChanged at "integer": The type of the output field "id" of "AddItem" was string and is integer now']);
  });

  test('new fields, fields without a type, and lists of values are no break', () => {
    const answer = (properties: object): DefinitionModel => withAnswer({ type: 'object', properties });
    assert.deepEqual(said(answer({ id: { type: 'string' } }), answer({ id: { type: 'string', enum: ['a'] }, name: { type: 'string' } })), []);
    assert.deepEqual(said(answer({ id: {} }), answer({ id: { type: 'string' } })), []);
  });

  test('a schema that two operations share is told once', () => {
    const shared = (type: string): DefinitionModel => {
      const get = (operationId: string): unknown => ({ operationId, responses: { 200: { description: 'OK', schema: { $ref: '#/definitions/Item' } } } });
      return modelOfDefinition({ ...cleanDefinition, paths: { '/a': { get: get('A') }, '/b': { get: get('B') } }, definitions: { Item: { type: 'object', properties: { id: { type } } } } });
    };
    assert.equal(said(shared('string'), shared('integer')).length, 1);
  });
});

test('findings stand in the order of the text', () => {
  const before = withOperation({ parameters: [{ name: 'b', in: 'query', type: 'string' }, { name: 'a', in: 'query', type: 'string' }] });
  const after = withOperation({ parameters: [{ name: 'a', in: 'query', type: 'string', enum: ['x'] }, { name: 'b', in: 'query', type: 'string', required: true }] });
  assert.deepEqual(breakingChanges(before, after).map(({ kind }) => kind), ['inputEnumAdded', 'inputBecameRequired']);
});

test('no published connector breaks itself, nor takes long to compare', { skip: withoutCorpus }, () => {
  for (const published of publishedConnectors()) {
    const [before, after] = [modelOf(published).definition, modelOf(published).definition];
    if (!before || !after) continue;
    const start = performance.now();
    // An id that stands twice is another fault: the first of each is compared.
    assert.deepEqual(breakingChanges(before, after), [], published.name);
    const took = performance.now() - start;
    assert.ok(took < 2000, `${published.name}: ${took.toFixed()} ms`);
  }
});
