/** What the rules about operations say beside their examples, and how they mend definitions. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkConnector } from '../../../../src/authoring/check.ts';
import { modelOfTexts } from '../../../../src/authoring/model/build-model.ts';
import { documentRules } from '../../../../src/authoring/rules/document/index.ts';
import { operationRules } from '../../../../src/authoring/rules/operations/index.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';
import { cleanDefinition, partsOf } from '../clean-connector.ts';

type Json = Readonly<Record<string, unknown>>;

const rules = [...documentRules, ...operationRules];
const { files, texts: { properties } } = partsOf({});
const id = { name: 'id', in: 'path', required: true, type: 'string' };
const ok = { 200: { description: 'OK', schema: { $ref: '#/definitions/Item' } } };

function operation(members: Json = {}): Json {
  return { operationId: 'GetCopy', summary: 'Get a copy', description: 'Gets a copy.', responses: ok, ...members };
}

function definition(paths: Json, root: Json = {}): string {
  return JSON.stringify({ ...cleanDefinition, ...root, paths }, null, 2);
}

function findings(text: string) {
  return checkConnector(modelOfTexts(files, { definition: text, properties }), rules, { profile: 'certify', rules: {} });
}

function said(paths: Json, root?: Json): string[] {
  return findings(definition(paths, root)).map(({ rule, severity }) => `${rule} ${severity}`);
}

/** The paths after the best fix of the first finding. */
function mended(paths: Json, root?: Json): unknown {
  const text = definition(paths, root);
  const edits = findings(text)[0]?.fixes?.()[0]?.changes[0]?.edits;
  return edits && (JSON.parse(applyTextEdits(text, edits)) as { readonly paths: unknown }).paths;
}

function message(paths: Json, root?: Json): string {
  return findings(definition(paths, root)).map((finding) => finding.message).join('\n');
}

describe('parameters of a path', () => {
  test('one that is misnamed is one finding, and is renamed', () => {
    const misnamed = { '/copies/{id}': { get: operation({ parameters: [{ ...id, name: 'copyId' }] }) } };
    assert.deepEqual(said(misnamed), ['path-parameter-unused error']);
    assert.deepEqual(mended(misnamed), { '/copies/{id}': { get: operation({ parameters: [id] }) } });
  });

  test('one that all operations lack is declared at the path, else where it lacks', () => {
    const both = (more: Json, path: Json = {}): Json => ({ '/copies/{id}': { get: operation(more), delete: operation({ operationId: 'DeleteCopy' }), ...path } });
    assert.deepEqual(mended(both({})), both({}, { parameters: [id] }));
    const one = { '/copies/{id}': { get: operation({ parameters: [id] }), delete: operation({ operationId: 'DeleteCopy' }) } };
    assert.match(message(one), /and DELETE does not declare it\./);
    assert.deepEqual(mended(one), { '/copies/{id}': { get: operation({ parameters: [id] }), delete: operation({ operationId: 'DeleteCopy', parameters: [id] }) } });
  });

  test('a path declares for its operations, shared parameters count, and names may have blanks', () => {
    assert.deepEqual(said({ '/copies/{id}': { parameters: [id], get: operation() } }), []);
    assert.deepEqual(said({ '/copies/{id}': { parameters: [{ $ref: '#/parameters/Id' }], get: operation() } }, { parameters: { Id: id } }), []);
    assert.deepEqual(said({ '/copies/{Copy id}': { get: operation({ parameters: [{ ...id, name: 'Copy id' }] }) } }), []);
  });

  test('nothing is said to be undeclared where a reference is broken', () => {
    assert.deepEqual(said({ '/copies/{id}': { get: operation({ parameters: [{ $ref: '#/parameters/Id' }] }) } }), ['reference-unknown error']);
  });

  test('one that a path declares in vain is said once, at the path', () => {
    assert.deepEqual(said({ '/copies': { parameters: [id], get: operation(), delete: operation({ operationId: 'DeleteCopy' }) } }), ['path-parameter-unused error']);
  });

  test('a slip in "in" is one finding', () => {
    assert.deepEqual(said({ '/copies/{id}': { get: operation({ parameters: [{ ...id, in: 'Path' }] }) } }), ['parameter-in-unknown error']);
  });
});

describe('paths', () => {
  test('paths that differ in case are no equivalent paths as well', () => {
    assert.deepEqual(said({ '/copies/{id}': { parameters: [id], get: operation() }, '/copies/{ID}': {} }), ['paths-unique error']);
  });

  test('equivalent paths weigh more where they have a method in common', () => {
    const paths = (method: string) => ({ '/copies/{id}': { parameters: [id], get: operation() }, '/copies/{key}': { parameters: [{ ...id, name: 'key' }], [method]: operation({ operationId: 'Other' }) } });
    assert.deepEqual(said(paths('delete')), ['paths-equivalent information']);
    assert.deepEqual(said(paths('get')), ['paths-equivalent warning']);
  });
});

describe('words', () => {
  test('internal operations need none, MCP servers no description', () => {
    assert.deepEqual(said({ '/copies': { get: { operationId: 'GetCopy', 'x-ms-visibility': 'internal', responses: ok } } }), []);
    assert.deepEqual(said({ '/mcp': { post: { operationId: 'InvokeServer', summary: 'Shelf server', 'x-ms-agentic-protocol': 'mcp-streamable-1.0', responses: { 200: { description: 'OK' } } } } }), []);
  });

  test('an id and a summary are made of what is there', () => {
    const nameless = { summary: 'Get a copy', description: 'Gets a copy.', responses: ok };
    assert.deepEqual(mended({ '/copies/{id}/pages': { parameters: [id], get: nameless } }), { '/copies/{id}/pages': { parameters: [id], get: { ...nameless, operationId: 'GetCopiesByIdPages' } } });
    const untitled = { operationId: 'GetCopy', description: 'Gets a copy.', responses: ok };
    assert.deepEqual(mended({ '/copies': { get: untitled } }), { '/copies': { get: { ...untitled, summary: 'Get copy' } } });
  });

  test('characters that are not allowed become words or go', () => {
    const summary = (text: string): unknown => (mended({ '/copies': { get: operation({ summary: text }) } }) as { readonly '/copies': { readonly get: Json } })['/copies'].get['summary'];
    assert.equal(summary('Lock & get a copy/page?'), 'Lock and get a copy or page');
    assert.equal(summary('Get 10% of <all> copies'), 'Get 10 percent of all copies');
  });
});

describe('responses', () => {
  const paths = (responses: Json, more: Json = {}): Json => ({ '/copies': { get: operation({ responses, ...more }) } });

  test('default alone is an information, and certification refuses its schema', () => {
    assert.deepEqual(said(paths({ default: { description: 'OK' } })), ['response-success-missing information']);
    assert.deepEqual(said(paths({ default: ok[200] })), ['response-success-missing information', 'default-response-schema warning']);
    assert.deepEqual(mended(paths({ default: ok[200] })), paths(ok));
    assert.deepEqual(said(paths({ 404: { description: 'Not found' } })), ['response-success-missing warning']);
  });

  test('a range in the words of OpenAPI 3 is said once', () => {
    assert.deepEqual(said(paths({ '2XX': { description: 'OK' } })), ['response-code error']);
  });

  test('no responses at all are an empty list, or what OpenAPI requires', () => {
    assert.deepEqual(said(paths({})), ['responses-empty warning']);
    assert.deepEqual(said({ '/copies': { get: { operationId: 'GetCopy', summary: 'Get a copy', description: 'Gets a copy.' } } }), ['property-missing error']);
  });

  test('further responses of success may say less than the first, also behind references and in lists', () => {
    assert.deepEqual(said(paths({ ...ok, 201: { description: 'Created', schema: { type: 'object', properties: { id: { type: 'string' } } } } })), []);
    assert.deepEqual(said(paths({ 200: { description: 'OK', schema: { type: 'array', items: { $ref: '#/definitions/Item' } } }, 206: { description: 'Part', schema: { allOf: [{ $ref: '#/definitions/Item' }] } } })), []);
    assert.match(message(paths({ ...ok, 201: { description: 'Created', schema: { properties: { a: {}, b: {}, c: {}, d: {} } } } })), /201 has fields that 200 lacks \("a", "b", "c" and more\)/);
  });

  test('answers without a body need no schema', () => {
    for (const code of [202, 204, 205]) assert.deepEqual(said(paths({ [code]: { description: 'Done' } })), []);
    assert.deepEqual(said({ '/copies': { delete: operation({ responses: { 200: { description: 'OK' } } }) } }), []);
    assert.deepEqual(said(paths({ 200: { description: 'OK' } }, { 'x-ms-trigger': 'single' })), []);
    assert.deepEqual(said(paths({ 200: { description: 'OK' } })), ['response-schema-missing warning']);
  });

  test('a description of a response is its reason phrase', () => {
    assert.deepEqual(mended(paths({ ...ok, 429: {} })), paths({ ...ok, 429: { description: 'Too many requests' } }));
  });
});

describe('references', () => {
  const field = (reference: string, more: Json = {}): Json => ({ definitions: { Item: { type: 'object', properties: { owner: { $ref: reference } } }, ...more } });
  const paths = { '/copies': { get: operation() } };

  test('a reference of OpenAPI 3 and a near name are put right', () => {
    assert.match(message(paths, field('#/components/schemas/Item')), /Is "#\/definitions\/Item" meant\?/);
    assert.match(message(paths, field('#/definitions/item')), /Is "#\/definitions\/Item" meant\?/);
    assert.match(message(paths, field('#/definition/Item')), /Is "#\/definitions\/Item" meant\?/);
    assert.match(message(paths, field('Item')), /Write "#\/definitions\/Item"\./);
  });

  test('recursion is fine, a circle of references alone is not', () => {
    assert.deepEqual(said(paths, field('#/definitions/Item')), []);
    assert.match(message(paths, field('#/definitions/A', { A: { $ref: '#/definitions/B' }, B: { $ref: '#/definitions/A' } })), /leads in a circle/);
  });

  test('of a chain the broken link is told', () => {
    assert.deepEqual(findings(definition(paths, field('#/definitions/A', { A: { $ref: '#/definitions/Gone' } }))).map(({ message: text }) => /"(.*?)"/.exec(text)?.[1]), ['#/definitions/Gone']);
  });

  test('escapes of JSON pointers and of addresses are understood', () => {
    assert.deepEqual(said(paths, field('#/definitions/a~1b%20c', { 'a/b c': { type: 'string' } })), []);
  });
});

describe('bodies and forms', () => {
  const body = { name: 'body', in: 'body', required: true, schema: { $ref: '#/definitions/Item' } };
  const form = { name: 'note', in: 'formData', type: 'string' };

  test('the body of the path and another of the operation are two', () => {
    assert.deepEqual(said({ '/copies': { parameters: [body], post: operation({ parameters: [{ ...body, name: 'other' }] }) } }), ['body-several error']);
    assert.deepEqual(said({ '/copies': { parameters: [body], post: operation({ parameters: [body] }) } }), []);
  });

  test('a GET with a body is an information, with a form an error', () => {
    assert.deepEqual(said({ '/copies': { get: operation({ parameters: [body] }) } }), ['body-in-get-or-delete information']);
    assert.deepEqual(mended({ '/copies': { get: operation({ parameters: [form] }) } }), { '/copies': { get: operation({ parameters: [{ ...form, in: 'query' }] }) } });
  });

  test('consumes of the definition count where the operation has none', () => {
    const post = (more: Json = {}): Json => ({ '/copies': { post: operation({ parameters: [{ ...form, type: 'file' }], ...more }) } });
    assert.deepEqual(said(post(), { consumes: ['multipart/form-data; boundary=x'] }), []);
    assert.deepEqual(said(post({ consumes: ['application/json'] }), { consumes: ['multipart/form-data'] }), ['form-file-consumes warning']);
    assert.deepEqual(mended(post({ consumes: ['application/json'] })), post({ consumes: ['application/json', 'multipart/form-data'] }));
  });

  test('a type of another language and a file outside a form', () => {
    const query = (type: string): Json => ({ '/copies': { get: operation({ parameters: [{ name: 'a', in: 'query', type }] }) } });
    for (const [wrong, right] of [['int', 'integer'], ['String', 'string'], ['bool', 'boolean'], ['strng', 'string']] as const) assert.deepEqual(mended(query(wrong)), query(right));
    assert.match(message(query('file')), /A file can be sent in a form only\./);
    assert.match(message(query('object')), /An object can be sent in the body only\./);
  });

  test('a schema outside the body is OpenAPI 3, and one finding', () => {
    const query = (more: Json): Json => ({ '/copies': { get: operation({ parameters: [{ name: 'a', in: 'query', ...more }] }) } });
    assert.deepEqual(said(query({ schema: { type: 'integer' } })), ['openapi3-construct error']);
    assert.deepEqual(mended(query({ schema: { type: 'integer' } })), query({ type: 'integer' }));
  });
});
