import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { addOperation, operationIdsOf, operationProblems, proposedOperationId, type OperationForm } from '../../../../src/authoring/commands/add-operation.ts';
import { proposeOperationId } from '../../../../src/authoring/commands/operation-names.ts';
import { newConnectorFiles } from '../../../../src/connector/new-connector.ts';
import { nodeAt, parseDocument, toValue, type SyntaxDocument } from '../../../../src/connector/syntax-tree.ts';
import { applyTextEdits } from '../../../../src/connector/text-edits.ts';

const corpus = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
const skip = existsSync(corpus) ? false : 'no published connectors at ../shared/corpus';

const action: OperationForm = { kind: 'action', method: 'GET', path: '/users/{user-id}', summary: 'Get a user', description: 'Gets a user.' };

function definition(format: 'json' | 'yaml' = 'json'): string {
  return newConnectorFiles({ template: 'blank', title: 'T', description: 'D', format })[0]?.content ?? '';
}

function added(document: SyntaxDocument, form: OperationForm): { text: string; paths: Record<string, Record<string, Record<string, unknown>>> } {
  const text = applyTextEdits(document.text, addOperation(document, form).edits);
  const after = parseDocument(text, document.format);
  assert.deepEqual(after.problems, []);
  const node = nodeAt(after.root, ['paths']);
  assert.ok(node);
  return { text, paths: toValue(node) as Record<string, Record<string, Record<string, unknown>>> };
}

const messages = (document: SyntaxDocument, form: Partial<OperationForm>): string[] => operationProblems(document, { ...action, ...form }).map(({ field, message }) => `${field}: ${message}`);

describe('an action', () => {
  test('declares the parameters of its path, and has an id made from method and path', () => {
    const { paths } = added(parseDocument(definition(), 'json'), { ...action, visibility: 'important', parameters: [{ name: '$select', in: 'query', type: 'string' }] });
    assert.deepEqual(paths, {
      '/users/{user-id}': {
        get: {
          operationId: 'GetUsersByUserId',
          summary: 'Get a user',
          description: 'Gets a user.',
          'x-ms-visibility': 'important',
          parameters: [
            { name: 'user-id', in: 'path', required: true, type: 'string', 'x-ms-summary': 'User id', description: 'The user id.', 'x-ms-url-encoding': 'single' },
            { name: '$select', in: 'query', required: false, type: 'string', 'x-ms-summary': 'Select', description: 'The select.' },
          ],
          responses: { 200: { description: 'Success', schema: { type: 'object', properties: {} } } },
        },
      },
    });
  });

  test('changes nothing else, in JSON and in YAML', () => {
    for (const format of ['json', 'yaml'] as const) {
      const text = definition(format);
      const { text: after } = added(parseDocument(text, format), action);
      const kept = new Set(after.split('\n'));
      assert.deepEqual(text.split('\n').filter((line) => !kept.has(line)).map((line) => line.trim()), [format === 'json' ? '"paths": {},' : 'paths: {}']);
      const second = added(parseDocument(after, format), { ...action, method: 'patch', body: true });
      assert.deepEqual(Object.keys(second.paths['/users/{user-id}'] ?? {}), ['get', 'patch']);
      assert.equal(second.text.split('\n').filter((line) => kept.has(line)).length >= after.split('\n').length - 2, true);
    }
  });

  test('leaves out the parameters that the path declares for all operations', () => {
    const text = JSON.stringify({ swagger: '2.0', parameters: { 'a/b': { name: 'b', in: 'path' } }, paths: { '/x/{a}/{b}/{c}': { parameters: [{ name: 'a', in: 'path' }, { $ref: '#/parameters/a~1b' }], get: { operationId: 'x' } } } });
    const { paths } = added(parseDocument(text, 'json'), { ...action, method: 'post', path: '/x/{a}/{b}/{c}', body: true });
    assert.deepEqual((paths['/x/{a}/{b}/{c}']?.post?.parameters as { name: string }[]).map(({ name }) => name), ['c', 'body']);
  });
});

describe('a webhook trigger', () => {
  const webhook: OperationForm = { kind: 'webhookTrigger', method: 'POST', path: '/hooks', summary: 'When it happens', description: 'Fires.' };

  test('has the notification URL in its body, the content on its path, and an operation to unsubscribe', () => {
    const result = addOperation(parseDocument(definition(), 'json'), webhook);
    assert.deepEqual([result.operationId, result.unsubscribeOperationId], ['CreateHooks', 'DeleteCreateHooks']);
    const { paths } = added(parseDocument(definition(), 'json'), webhook);
    assert.deepEqual(Object.keys(paths), ['/hooks', '/hooks/{subscriptionId}']);
    const { post, 'x-ms-notification-content': content } = paths['/hooks'] ?? {};
    assert.equal(post?.['x-ms-trigger'], 'single');
    assert.deepEqual(content?.schema, { type: 'object', properties: {} });
    const body = (post?.parameters as { in: string; schema: { required: string[]; properties: Record<string, Record<string, unknown>> } }[])[0];
    assert.deepEqual(body?.schema.required, ['callbackUrl']);
    assert.equal(body.schema.properties.callbackUrl?.['x-ms-notification-url'], true);
    assert.equal(body.schema.properties.callbackUrl?.['x-ms-visibility'], 'internal');
    assert.deepEqual(Object.keys((post?.responses as Record<string, { headers: object }>)['201']?.headers ?? {}), ['Location']);
    const unsubscribe = paths['/hooks/{subscriptionId}']?.delete;
    assert.equal(unsubscribe?.['x-ms-visibility'], 'internal');
    assert.deepEqual((unsubscribe?.parameters as { name: string }[]).map(({ name }) => name), ['subscriptionId']);
  });

  test('keeps the content and the delete operation that are there', () => {
    const text = JSON.stringify({ swagger: '2.0', paths: { '/hooks': { 'x-ms-notification-content': { schema: { type: 'array' } } }, '/hooks/{id}': { delete: { operationId: 'Stop' } } } });
    const document = parseDocument(text, 'json');
    const form = { ...webhook, callbackField: 'target', unsubscribePath: '/hooks/{id}' };
    assert.equal(addOperation(document, form).unsubscribeOperationId, undefined);
    const { paths } = added(document, form);
    assert.deepEqual(paths['/hooks']?.['x-ms-notification-content'], { schema: { type: 'array' } });
    assert.deepEqual(paths['/hooks/{id}'], { delete: { operationId: 'Stop' } });
  });

  test('must send a body', () => {
    assert.deepEqual(operationProblems(parseDocument(definition(), 'json'), { ...webhook, method: 'get' }).map(({ field }) => field), ['method']);
  });
});

describe('a polling trigger', () => {
  test('fires for each item of an array, or once for an answer', () => {
    const polling: OperationForm = { ...action, kind: 'pollingTrigger', path: '/items' };
    const get = added(parseDocument(definition(), 'json'), polling).paths['/items']?.get;
    assert.equal(get?.['x-ms-trigger'], 'batch');
    assert.deepEqual(get?.['x-ms-trigger-metadata'], { kind: 'query', mode: 'polling' });
    assert.deepEqual((get?.responses as Record<string, { schema: unknown }>)['200']?.schema, { type: 'array', items: { type: 'object', properties: {} } });
    assert.equal(added(parseDocument(definition(), 'json'), { ...polling, firesFor: 'answer' }).paths['/items']?.get?.['x-ms-trigger'], 'single');
    assert.deepEqual(operationProblems(parseDocument(definition(), 'json'), { ...polling, method: 'post' }).map(({ field }) => field), ['method']);
  });
});

describe('the form', () => {
  const document = parseDocument(JSON.stringify({ swagger: '2.0', paths: { '/users/{id}': { get: { operationId: 'GetUser' } } } }), 'json');

  test('says what is wrong with each entry, and what to enter', () => {
    assert.deepEqual(messages(document, { path: '/groups' }), []);
    const cases: readonly [Partial<OperationForm>, RegExp][] = [
      [{ path: '/x', method: 'trace' }, /^method: .*Use get/],
      [{ path: '/x', body: true }, /^body: .*get cannot have a body/],
      [{ path: 'users' }, /^path: .*begins with a slash/],
      [{ path: '/a?b=1' }, /^path: .*question mark/],
      [{ path: '/a/{b' }, /^path: .*braces/],
      [{ path: '/a/{b}/{b}' }, /^path: .*\{b\} stands twice/],
      [{ path: '/Users/{id}' }, /^path: .*\/users\/\{id\} already/],
      [{ path: '/users/{other}' }, /^path: .*\/users\/\{id\} already/],
      [{ path: '/users/{id}' }, /^path: .*with get already/],
      [{ path: '/x', operationId: 'getuser' }, /^operationId: .*GetUser already/],
      [{ path: '/x', operationId: '1 x' }, /^operationId: .*begins with a letter/],
      [{ path: '/x', summary: ' ' }, /^summary: /],
      [{ path: '/x', summary: 'a/b' }, /^summary: .*refuses/],
      [{ path: '/x', summary: 'x'.repeat(81) }, /^summary: .*81 characters/],
      [{ path: '/x', description: '' }, /^description: /],
      [{ path: '/x', parameters: [{ name: 'authorization', in: 'header', type: 'string' }] }, /^parameters: .*Authorization/],
      [{ path: '/x', parameters: [{ name: 'a', in: 'query', type: 'string' }, { name: 'a', in: 'query', type: 'string' }] }, /^parameters: .*twice/],
      [{ path: '/x', parameters: [{ name: 'connectionId', in: 'query', type: 'string' }] }, /^parameters: .*reserved/],
    ];
    for (const [form, expected] of cases) {
      const found = messages(document, form);
      assert.equal(found.length, 1, `${JSON.stringify(form)}: ${found.join(' ')}`);
      assert.match(found[0] ?? '', expected);
    }
    assert.throws(() => addOperation(document, { ...action, path: '/users/{id}' }), { name: 'RefusedFormError', message: /already/ });
  });

  test('an empty or broken definition is refused', () => {
    assert.throws(() => addOperation(parseDocument('', 'json'), action), { name: 'DocumentNotEditableError' });
    assert.throws(() => addOperation(parseDocument('{"paths":{', 'json'), action), { name: 'DocumentNotEditableError' });
  });
});

describe('ids', () => {
  test('say what the operation does and leave idle segments out', () => {
    assert.equal(proposeOperationId('get', '/v1.0/users/{id}/mail-folders'), 'GetUsersMailFolders');
    assert.equal(proposeOperationId('get', '/api/v2/users/{userId}'), 'GetUsersByUserId');
    assert.equal(proposeOperationId('post', '/users'), 'CreateUsers');
    assert.equal(proposeOperationId('get', '/'), 'GetRoot');
    assert.equal(proposeOperationId('get', '/{a}:{b}'), 'GetRootByAAndB');
  });

  test('are unique regardless of case', () => {
    assert.equal(proposeOperationId('get', '/users', ['getusers', 'GETUSERS2']), 'GetUsers3');
  });

  test('are free in each published connector, whatever the path', { skip }, () => {
    let seen = 0;
    for (const file of globSync('**/*.swagger.json', { cwd: corpus })) {
      const document = parseDocument(readFileSync(corpus + file, 'utf8'), 'json');
      if (!document.root || document.problems.some(({ severity }) => severity === 'error')) continue;
      const taken = new Set(operationIdsOf(document).map((id) => id.toLowerCase()));
      for (const path of (nodeAt(document.root, ['paths'])?.members ?? []).slice(0, 5).map(({ key }) => key)) {
        const id = proposedOperationId(document, 'get', path);
        assert.match(id, /^[A-Za-z][\w-]*$/, `${file} ${path}`);
        assert.ok(!taken.has(id.toLowerCase()), file);
      }
      const form: OperationForm = { ...action, kind: 'webhookTrigger', method: 'post', path: '/connector-studio/{id}' };
      const after = applyTextEdits(document.text, addOperation(document, form).edits);
      assert.equal(operationIdsOf(parseDocument(after, 'json')).length, taken.size + 2, file);
      seen++;
    }
    assert.ok(seen > 100);
  });
});
