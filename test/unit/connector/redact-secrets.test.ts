import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
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

test('a parameter that is named like a secret stays in a copy, without its default', () => {
  const parameters = { api_key: { type: 'securestring', uiDefinition: { displayName: 'Key' }, defaultValue: 'x' }, 'token:clientSecret': { type: 'securestring' }, clientSecret: { type: 'string', value: 'x' } };
  assert.deepEqual(withoutSecrets(parameters), { api_key: { type: 'securestring', uiDefinition: { displayName: 'Key' } }, 'token:clientSecret': { type: 'securestring' } });
});

describe('canaries', () => {
  const CANARY = 'c4n4ryV4lue0f53cr3t';
  const secretName = fc.constantFrom('clientSecret', 'ClientSecret', 'client_secret', 'token:clientSecret', 'password', 'passPhrase', 'certificatePfx', 'client_assertion', 'sharedAccessSignature', 'connectionString', 'private_key', 'accessKey', 'AccountKey', 'Ocp-Apim-Subscription-Key', 'api-key', 'apiKey', 'access_token', 'refreshToken', 'idToken');
  const asValue = fc.constantFrom<(secret: string) => unknown>((secret) => secret, (secret) => ({ value: secret }), (secret) => ({ Value: secret, note: 'x' }), (secret) => [secret], (secret) => ({ value: [secret] }), (secret) => ({ type: 'securestring', defaultValue: secret }));
  const inText = fc.constantFrom<(secret: string) => string>(
    (secret) => `https://x.blob.core.windows.net/a/b.json?sv=2020-08-04&sig=${secret}%3D&se=2026`,
    (secret) => `see <a href="https://x.blob.core.windows.net/a?sv=1&amp;sig=${secret}&amp;se=1">`,
    (secret) => `https://h/redirect?continue=https%3A%2F%2Fx%3Fsig%3D${secret}%26se%3D1`,
    (secret) => `https://f.azurewebsites.net/api?code=${secret}==`,
    (secret) => `Authorization: Bearer ${secret}`,
    (secret) => `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${secret}==;EndpointSuffix=y`,
    (secret) => `https://login/x?client_assertion=${secret}&access_token=${secret}#${'state'}`,
    (secret) => JSON.stringify({ id: 'x', clientSecret: secret }),
    (secret) => JSON.stringify(JSON.stringify({ inner: { refresh_token: secret } })),
    (secret) => `eyJhbGciOiJSUzI1NiJ9.eyJ${secret}.${secret}`,
  );
  const around = fc.array(fc.oneof(fc.string({ maxLength: 8 }), fc.integer({ min: 0, max: 2 })), { maxLength: 6 });
  const nested = (value: unknown, path: readonly (string | number)[]): unknown => path.reduceRight<unknown>((inner, step) => (typeof step === 'number' ? Array.from({ length: step + 1 }, (_, index) => (index === step ? inner : index)) : JSON.parse(`{${JSON.stringify(step)}:${JSON.stringify(inner)},"kept":"yes"}`) as unknown), value);

  test('under the name of a secret do not come through, wherever it is', () => {
    fc.assert(fc.property(secretName, asValue, around, (name, form, path) => {
      assert.ok(!JSON.stringify(redactSecrets(nested({ [name]: form(CANARY), kept: 'yes' }, path))).includes(CANARY));
    }), { numRuns: 500 });
  });

  test('within a text do not come through either', () => {
    fc.assert(fc.property(inText, around, (form, path) => {
      assert.ok(!JSON.stringify(redactSecrets(nested({ text: form(CANARY) }, path))).includes(CANARY), form(CANARY));
    }), { numRuns: 300 });
  });

  test('what is no secret stays to the letter: names, ids, URLs, prose', () => {
    const kept = {
      clientId: '00000000-0000-0000-0000-000000000001', clientAssertionType: 'GenericFederatedIdentityCredential', redirectUrl: 'https://global.consent.azure-apim.net/redirect/x',
      FederatedIdentityCredentials: { Issuer: 'https://login.microsoftonline.com/x/v2.0', Subject: '/eid1/c/pub/t/a/a/b/c_d', Audience: 'api://AzureADTokenExchange' },
      customParameters: { tokenUrl: { value: 'https://login/token' }, TenantId: { value: 'x' } }, 'token:clientSecret': { type: 'securestring', uiDefinition: { displayName: 'Secret' } },
      description: 'The password: ask for it. Bearer authentication; your code=1 is "secret".', list: ['a', 1, true, null],
    };
    assert.deepEqual(redactSecrets(kept), kept);
  });
});
