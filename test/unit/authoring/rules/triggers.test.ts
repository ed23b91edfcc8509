/** Webhooks through shared schemas, actions that wait, and who polls. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkConnector } from '../../../../src/authoring/check.ts';
import { modelOfTexts } from '../../../../src/authoring/model/build-model.ts';
import { triggerRules } from '../../../../src/authoring/rules/triggers/index.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';

type Json = Readonly<Record<string, unknown>>;

const url = { type: 'string', 'x-ms-visibility': 'internal', 'x-ms-notification-url': true };
const created = { 201: { description: 'Created', headers: { location: { type: 'string' } } } };
const content = { schema: { type: 'object' } };
const remove = { '/hooks/{id}': { delete: { operationId: 'Unhook', responses: {} } } };

function findings(paths: Json, more: { readonly definitions?: Json; readonly properties?: Json; readonly script?: string } = {}, format: 'json' | 'yaml' = 'json') {
  const files = { folder: 'file:///shelf', folderName: 'shelf', definition: `file:///shelf/apiDefinition.swagger.${format}`, properties: 'file:///shelf/apiProperties.json' };
  const texts = { definition: JSON.stringify({ swagger: '2.0', paths, definitions: more.definitions }), properties: JSON.stringify({ properties: more.properties ?? {} }), script: more.script };
  return checkConnector(modelOfTexts(files, texts), triggerRules, { profile: 'build', rules: {} });
}

function rulesOf(...given: Parameters<typeof findings>): string[] {
  return findings(...given).map(({ rule }) => rule);
}

function hook(schema: Json, operation: Json = { 'x-ms-trigger': 'single' }): Json {
  return { operationId: 'Hook', parameters: [{ name: 'body', in: 'body', schema }], responses: created, ...operation };
}

describe('webhooks', () => {
  test('the URL is found through references, allOf and lists', () => {
    const definitions = { Url: url, Hook: { properties: { targets: { type: 'array', items: { allOf: [{ properties: { url: { $ref: '#/definitions/Url' } } }] } } } } };
    assert.deepEqual(rulesOf({ '/hooks': { 'x-ms-notification-content': content, post: hook({ $ref: '#/definitions/Hook' }) }, ...remove }, { definitions }), []);
    assert.deepEqual(rulesOf({ '/hooks': { post: hook({ $ref: '#/definitions/Hook' }) }, ...remove }, { definitions }), ['notification-content-missing']);
  });

  test('a schema that is only answered registers nothing', () => {
    const list = { get: { operationId: 'List', responses: { 200: { description: 'OK', schema: { $ref: '#/definitions/Hook' } } } } };
    assert.deepEqual(rulesOf({ '/hooks': list }, { definitions: { Hook: { properties: { url } } } }), []);
  });

  test('an action that waits for an answer has a notification and is no trigger', () => {
    assert.deepEqual(rulesOf({ '/ask': { 'x-ms-notification-content': content, post: hook({ properties: { url } }, {}) } }), []);
  });

  test('an action that shares the trigger\'s schema needs no notification', () => {
    const definitions = { Hook: { properties: { url } } };
    const update = { '/hooks/{id}': { put: hook({ $ref: '#/definitions/Hook' }, { operationId: 'Update' }), delete: { operationId: 'Unhook', responses: {} } } };
    assert.deepEqual(rulesOf({ '/hooks': { 'x-ms-notification-content': content, post: hook({ $ref: '#/definitions/Hook' }) }, ...update }, { definitions }), []);
  });

  test('a polling GET beside the webhook\'s POST is no webhook', () => {
    const poll = { operationId: 'Poll', 'x-ms-trigger': 'batch', 'x-ms-trigger-metadata': { kind: 'query', mode: 'polling' }, responses: {} };
    assert.deepEqual(rulesOf({ '/hooks': { 'x-ms-notification-content': content, post: hook({ properties: { url } }), get: poll }, ...remove }), []);
  });

  test('an open body may have the URL', () => {
    assert.deepEqual(rulesOf({ '/hooks': { 'x-ms-notification-content': content, post: hook({ type: 'object' }) }, ...remove }), []);
    assert.deepEqual(rulesOf({ '/hooks': { 'x-ms-notification-content': content, post: hook({ properties: { callbackUrl: { type: 'string' } } }) }, ...remove }), ['notification-url-missing']);
  });

  test('a mark of false is none', () => {
    assert.deepEqual(rulesOf({ '/hooks': { post: hook({ properties: { url: { ...url, 'x-ms-notification-url': false } } }, {}) } }), []);
  });

  for (const format of ['json', 'yaml'] as const) {
    test(`content within the operation moves to the path, the operation's last line or not (${format})`, () => {
      const before = { operationId: 'Hook', 'x-ms-trigger': 'single', parameters: [{ name: 'body', in: 'body', schema: { properties: { url } } }], responses: created, 'x-ms-notification-content': content };
      const text = JSON.stringify({ swagger: '2.0', paths: { '/hooks': { post: before }, ...remove } });
      const [finding] = findings({ '/hooks': { post: before }, ...remove }, {}, format);
      const mended = JSON.parse(applyTextEdits(text, finding?.fixes?.()[0]?.changes[0]?.edits ?? [])) as { readonly paths: Record<string, Json> };
      const { 'x-ms-notification-content': moved, ...post } = before;
      assert.deepEqual(mended.paths['/hooks'], { post, 'x-ms-notification-content': moved });
    });
  }

  test('it moves in block YAML, where both edits touch one line', () => {
    const text = [
      'swagger: "2.0"', 'paths:', '  /hooks:', '    post:', '      operationId: Hook', '      x-ms-trigger: single', '      responses: {}', '      x-ms-notification-content:', '        schema:', '          type: object', '',
    ].join('\n');
    const files = { folder: 'file:///shelf', folderName: 'shelf', definition: 'file:///shelf/apiDefinition.swagger.yaml' };
    const finding = checkConnector(modelOfTexts(files, { definition: text }), triggerRules, { profile: 'build', rules: {} }).find(({ rule }) => rule === 'notification-content-misplaced');
    assert.equal(applyTextEdits(text, finding?.fixes?.()[0]?.changes[0]?.edits ?? []), [
      'swagger: "2.0"', 'paths:', '  /hooks:', '    post:', '      operationId: Hook', '      x-ms-trigger: single', '      responses: {}', '    x-ms-notification-content:', '      schema:', '        type: object', '',
    ].join('\n'));
  });
});

describe('polling', () => {
  const poll = { '/changes': { get: { operationId: 'Changed', 'x-ms-trigger': 'batch', responses: { 200: { description: 'OK', schema: { type: 'array', items: {} } } } } } };
  const policy = (operations: readonly string[] | undefined) => ({ policyTemplateInstances: [{ templateId: 'PollingTrigger', title: 'Poll', parameters: operations ? { 'x-ms-apimTemplate-operationName': operations } : {} }] });

  test('a policy polls for the operations that it names, or for all', () => {
    assert.deepEqual(rulesOf(poll, { properties: policy(['Changed']) }), []);
    assert.deepEqual(rulesOf(poll, { properties: policy(undefined) }), []);
    assert.deepEqual(rulesOf(poll, { properties: policy(['Other']) }), ['polling-trigger-unpolled']);
  });

  test('a script may poll for its operations', () => {
    const script = 'public class Script : ScriptBase { }';
    assert.deepEqual(rulesOf(poll, { script }), []);
    assert.deepEqual(rulesOf(poll, { script, properties: { scriptOperations: ['Changed'] } }), []);
    assert.deepEqual(rulesOf(poll, { script, properties: { scriptOperations: ['Other'] } }), ['polling-trigger-unpolled']);
  });

  test('a list within the answer is a list', () => {
    const answering = (schema: Json): Json => ({ '/changes': { get: { operationId: 'Changed', 'x-ms-trigger': 'batch', 'x-ms-trigger-metadata': { kind: 'query', mode: 'polling' }, responses: { 200: { description: 'OK', schema } } } } });
    assert.deepEqual(rulesOf(answering({ properties: { value: { type: 'array', items: {} } } })), []);
    assert.deepEqual(rulesOf(answering({ type: 'object' })), []);
    assert.deepEqual(rulesOf(answering({ properties: { count: { type: 'integer' } } })), ['batch-trigger-without-list']);
  });
});
