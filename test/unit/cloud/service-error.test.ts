import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceErrorOf, unreachable } from '../../../src/cloud/service-error.ts';
import { redactTokens } from '../../../src/cloud/redact-tokens.ts';
import type { ServiceFailure } from '../../../src/identity/ports.ts';
import { jwt } from './access-tokens.ts';

const request = 'PATCH graph.microsoft.com/v1.0/applications';

function read(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return serviceErrorOf({ status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) }, request);
}

await test('is what the identity engine calls a service failure', () => {
  const failure: ServiceFailure = read(403, { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' } }, { 'request-id': 'r-1' });
  assert.equal(failure.name, 'ServiceError');
  assert.equal(failure.status, 403);
  assert.equal(failure.code, 'Authorization_RequestDenied');
  assert.equal(failure.message, 'Insufficient privileges to complete the operation.');
  assert.equal(failure.requestId, 'r-1');
  assert.equal(failure.request, request);
});

await test('finds the telling code wherever a service puts it', () => {
  const cases: readonly (readonly [unknown, string, string])[] = [
    [{ error: { code: 'Request_BadRequest', message: 'm', details: [{ code: 'NoBackingApplicationObject', message: 'm' }] } }, 'NoBackingApplicationObject', 'm'],
    [{ error: { code: 'Request_MultipleObjectsWithSameKeyValue', message: 'taken', details: [{ code: 'ConflictingObjects' }], innerError: { date: 'd' } } }, 'Request_MultipleObjectsWithSameKeyValue', 'taken'],
    [{ error: { code: 'accessDenied', message: 'm', innerError: { code: 'a', innererror: { code: 'policyBlocked' } } } }, 'policyBlocked', 'm'],
    [{ error: { code: 'CannotUpdateApiDisplayName', message: 'The display name cannot be updated.' } }, 'CannotUpdateApiDisplayName', 'The display name cannot be updated.'],
    [{ error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' }, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.'],
    [{ 'odata.error': { code: 'Request_ResourceNotFound', message: { value: 'missing' } } }, 'Request_ResourceNotFound', 'missing'],
    [{ statusCode: 404, message: 'Resource not found' }, 'HTTP 404', 'Resource not found'],
    ['<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code><Message>Signature did not match.</Message></Error>', 'AuthenticationFailed', 'Signature did not match.'],
    ['<html>Bad gateway</html>', 'HTTP 404', 'graph.microsoft.com does not know what was asked for.'],
    ['', 'HTTP 404', 'graph.microsoft.com does not know what was asked for.'],
  ];
  for (const [body, code, message] of cases) {
    const error = read(404, body);
    assert.equal(error.code, code);
    assert.equal(error.message, message);
  }
  assert.deepEqual(read(400, { error: { code: 'Request_BadRequest', details: [{ code: 'NoBackingApplicationObject' }] } }).codes, ['NoBackingApplicationObject', 'Request_BadRequest']);
});

await test('takes the request id from whichever header or body has it', () => {
  for (const name of ['request-id', 'x-ms-request-id', 'x-ms-correlation-request-id']) assert.equal(read(500, '', { [name]: 'id-7' }).requestId, 'id-7', name);
  assert.equal(read(409, { error: { code: 'c', innerError: { 'request-id': 'inner-1' } } }).requestId, 'inner-1');
  assert.equal(read(500, '').requestId, undefined);
});

await test('says in words why nothing answered', () => {
  const offline = unreachable('ENOTFOUND', request);
  assert.equal(offline.status, 0);
  assert.equal(offline.code, 'ENOTFOUND');
  assert.match(offline.message, /graph\.microsoft\.com could not be found.*proxy/);
  assert.match(unreachable('SOMETHING_ELSE', request).message, /could not be reached \(SOMETHING_ELSE\)/);
});

await test('carries no token, whatever the service quotes', () => {
  const token = jwt();
  const error = read(401, { error: { code: 'InvalidAuthenticationToken', message: `Bearer ${token} is not valid at https://x.blob.core.windows.net/c/f?sv=1&sig=abc%2Fdef&se=2 with "clientSecret": "hush~123"` } });
  for (const secret of [token, token.split('.')[1] ?? '', 'abc%2Fdef', 'hush~123']) {
    assert.equal(error.message.includes(secret), false, secret);
    assert.equal((error.stack ?? '').includes(secret), false, secret);
  }
  assert.equal(redactTokens('nothing to hide'), 'nothing to hide');
});
