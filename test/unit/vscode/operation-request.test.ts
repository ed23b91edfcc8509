import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Operation, OperationParameter } from '../../../src/connector/connector.ts';
import { operationRequest, parametersToAsk, testingOrder } from '../../../src/vscode/commands/operation-request.ts';

function operation(method: string, path: string, parameters: OperationParameter[] = [], trigger = false): Operation {
  return { operationId: `${method}${path}`, method, path, parameters, trigger };
}

suite('operation request', () => {
  test('what can be tried without consequences or questions comes first, triggers never', () => {
    const id: OperationParameter = { name: 'id', in: 'path', required: true };
    const operations = [
      operation('POST', '/items'),
      operation('GET', '/items/{id}', [id]),
      operation('DELETE', '/items/{id}', [id]),
      operation('GET', '/hook', [], true),
      operation('GET', '/items'),
    ];
    assert.deepEqual(testingOrder(operations).map(({ operationId }) => operationId), ['GET/items', 'GET/items/{id}', 'POST/items', 'DELETE/items/{id}']);
  });

  test('asks for required parameters without a default', () => {
    const { name } = parametersToAsk(operation('GET', '/', [
      { name: 'optional', in: 'query', required: false },
      { name: 'version', in: 'query', required: true, defaultValue: '1.0' },
      { name: 'id', in: 'query', required: true },
    ]))[0] ?? {};
    assert.equal(name, 'id');
  });

  test('puts each value where the definition says, encoded', () => {
    const request = operationRequest(operation('POST', '/users/{id}/items/{id}', [
      { name: 'id', in: 'path', required: true },
      { name: '$top', in: 'query', required: true, defaultValue: 5 },
      { name: 'skipped', in: 'query', required: false, defaultValue: 'x' },
      { name: 'If-Match', in: 'header', required: true },
      { name: 'body', in: 'body', required: true },
    ]), new Map([['path:id', 'a/b?c'], ['header:If-Match', '*'], ['body:body', '{"a":1}']]));
    assert.deepEqual(request, {
      method: 'POST',
      path: '/users/a%2Fb%3Fc/items/a%2Fb%3Fc',
      query: { $top: '5' },
      headers: { 'If-Match': '*', 'content-type': 'application/json' },
      body: '{"a":1}',
    });
  });

  test('a path value with replacement patterns stays as typed', () => {
    const id: OperationParameter = { name: 'id', in: 'path', required: true };
    assert.equal(operationRequest(operation('GET', '/x/{id}', [id]), new Map([['path:id', "$&$'"]])).path, `/x/${encodeURIComponent("$&$'")}`);
  });

  test('form fields make a form', () => {
    const request = operationRequest(operation('POST', '/form', [
      { name: 'a', in: 'formData', required: true },
      { name: 'b', in: 'formData', required: true },
    ]), new Map([['formData:a', '1 2'], ['formData:b', '&']]));
    assert.equal(request.body, 'a=1+2&b=%26');
    assert.equal(request.headers['content-type'], 'application/x-www-form-urlencoded');
  });
});
