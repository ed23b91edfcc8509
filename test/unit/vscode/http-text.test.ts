import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { httpText } from '../../../src/vscode/commands/http-text.ts';

const request = { method: 'GET', path: '/v1.0/me', query: { $select: 'id' }, headers: {} };

suite('http text', () => {
  test('shows request, status, headers and an indented body', () => {
    const text = httpText(request, { status: 200, headers: { 'x-request-id': '1', 'content-type': 'application/json' }, body: '{"id":"a","n":12345678901234567890}' }, ['One.\nTwo.']);
    assert.equal(text, [
      '# One.',
      '# Two.',
      '',
      'GET /v1.0/me?%24select=id HTTP/1.1',
      '',
      'HTTP/1.1 200',
      'content-type: application/json',
      'x-request-id: 1',
      '',
      '{',
      '  "id": "a",',
      '  "n": 12345678901234567890',
      '}',
      '',
    ].join('\n'));
  });

  test('leaves a body that is not JSON as it is, and cookies out', () => {
    const text = httpText(request, { status: 502, headers: { 'Set-Cookie': 'ARRAffinity=abc' }, body: '<html>' });
    assert.match(text, /^HTTP\/1\.1 502\n\n<html>\n$/m);
    assert.doesNotMatch(text, /ARRAffinity/);
  });

  test('cuts a body that an editor could not hold, and says so', () => {
    const text = httpText(request, { status: 200, headers: {}, body: 'x'.repeat(1_000_010) });
    assert.match(text, /x\n… 10 more characters\n$/);
  });
});
