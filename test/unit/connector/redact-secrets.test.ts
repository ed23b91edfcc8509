import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redactSecrets, withoutSecrets, withSecretsOf } from '../../../src/connector/redact-secrets.ts';

test('secrets go, whatever the case of their names, and all else stays', () => {
  const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln';
  const value = {
    displayName: 'MS Graph', tokenUrl: 'https://login/token', clientAssertionType: 'GenericFederatedIdentityCredential', 'token:clientSecret': { type: 'securestring' },
    ClientSecret: 'a', clientsecret: '', customParameters: { clientSecret: { value: 'b', note: 'n' }, apiKey: { value: '' } }, password: 'c', client_assertion: 'd', api_key: 'e',
    apiDefinitions: { originalSwaggerUrl: 'https://x.blob.core.windows.net/a/b.json?sv=2020&sig=abc%2Bdef&se=1', other: ['https://f.azurewebsites.net/api?code=12/34==&x=1'] },
    note: `Bearer ${token} end`,
    policies: [
      { 'x-ms-apimTemplateParameter.name': 'Authorization', 'x-ms-apimTemplateParameter.value': 'Basic Zm9v' },
      { 'x-ms-apimTemplateParameter.name': 'Accept', 'x-ms-apimTemplateParameter.value': 'a/b' },
    ],
    count: 3, none: null, yes: true,
  };
  const text = JSON.stringify(redactSecrets(value));
  for (const secret of ['"a"', '"b"', '"c"', '"d"', '"e"', 'abc%2Bdef', '12/34', token, 'Zm9v']) assert.ok(!text.includes(secret), secret);
  assert.deepEqual(redactSecrets(value), {
    ...value,
    ClientSecret: '<redacted>', customParameters: { clientSecret: { value: '<redacted>', note: 'n' }, apiKey: { value: '' } }, password: '<redacted>', client_assertion: '<redacted>', api_key: '<redacted>',
    apiDefinitions: { originalSwaggerUrl: 'https://x.blob.core.windows.net/a/b.json?sv=2020&sig=<redacted>&se=1', other: ['https://f.azurewebsites.net/api?code=<redacted>&x=1'] },
    note: 'Bearer <redacted> end',
    policies: [{ 'x-ms-apimTemplateParameter.name': 'Authorization', 'x-ms-apimTemplateParameter.value': '<redacted>' }, value.policies[1]],
  });
});

test('hostile names and other values', () => {
  const copy = redactSecrets(JSON.parse('{"__proto__": {"clientSecret": "x"}}')) as Record<string, unknown>;
  assert.equal(Object.getPrototypeOf(copy), Object.prototype);
  assert.equal(JSON.stringify(copy), '{"__proto__":{"clientSecret":"<redacted>"}}');
  assert.deepEqual([undefined, null, 1, 'x', []].map(redactSecrets), [undefined, null, 1, 'x', []]);
});

test('a copy to be used again lacks the fields with secrets, and has no placeholder in their place', () => {
  const block = { oAuthSettings: { clientId: 'x', clientSecret: 'a', customParameters: { clientSecret: { value: 'b' }, loginUri: { value: 'https://login' } }, refreshUrl: 'https://f?code=abc' }, list: [{ password: 'c' }] };
  assert.deepEqual(withoutSecrets(block), { oAuthSettings: { clientId: 'x', customParameters: { loginUri: { value: 'https://login' } } }, list: [{}] });
});

test('secrets that were left out of a copy come back from their source, and no others', () => {
  const source = { a: { clientSecret: 's', url: 'https://f?code=abc', id: 1 }, list: [{ password: 'c' }] };
  assert.deepEqual(withSecretsOf({ a: { id: 2 }, b: 3 }, source), { a: { id: 2, clientSecret: 's', url: 'https://f?code=abc' }, b: 3 });
  assert.deepEqual(withSecretsOf(withoutSecrets(source.a), source.a), source.a);
  assert.equal(withSecretsOf('x', source), 'x');
});
