/** Which texts are secrets, and that none is repeated. The secrets here are put together so that nobody takes them for real ones. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkConnector } from '../../../../src/authoring/check.ts';
import { secretInFile } from '../../../../src/authoring/rules/security/secret-in-file.ts';
import { evidentSecrets, isRealSecret, looksSecret, secretsInQuery } from '../../../../src/authoring/secret-values.ts';
import { connectorOf } from '../clean-connector.ts';

const letters = 'a7Qm2vLx9RtB4nWcKj5yHs8dGf3pZe6uTiOo1kXr';
const many = letters.repeat(4);
const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const TOKEN = `${base64url({ alg: 'RS256', typ: 'JWT' })}.${base64url({ sub: letters, name: 'Shelf' })}.${many.slice(0, 86)}`;

const EVIDENT: Readonly<Record<string, string>> = {
  token: TOKEN,
  'private key': `-----BEGIN RSA PRIVATE KEY-----\\n${many}`,
  'private key over lines': `-----BEGIN PRIVATE KEY-----\n${many}`,
  'signed URL': `https://shelf.blob.core.windows.net/items?sv=2024-11-04&sig=${letters}%3D`,
  'storage key': `DefaultEndpointsProtocol=https;AccountName=shelf;AccountKey=${many.slice(0, 86)}==`,
  'service bus key': `Endpoint=sb://shelf.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${letters}abc=`,
  'Entra client secret': `abc8Q~${letters.slice(0, 34)}`,
  'GitHub token': `ghp_${letters.slice(0, 36)}`,
  'Google key': `AIzaSy${letters.slice(0, 33)}`,
};

describe('evident secrets', () => {
  for (const [name, secret] of Object.entries(EVIDENT)) {
    test(`${name} is found, once and where it stands`, () => {
      const text = `{ "value": "${secret}" }`;
      const found = evidentSecrets(text);
      assert.equal(found.length, 1);
      const { start, end } = found[0]?.range ?? { start: 0, end: 0 };
      assert.ok(secret.includes(text.slice(start, end)), text.slice(start, end));
    });
  }

  test('two of one kind are two', () => {
    assert.equal(evidentSecrets(`${TOKEN} ${TOKEN}`).length, 2);
  });

  test('what only begins like one, the sample of all documentation, and placeholders are none', () => {
    const sample = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c';
    for (const text of ['eyJhbGciOi...', sample, '-----BEGIN PUBLIC KEY-----', '-----BEGIN PRIVATE KEY-----', '?sig={signature}', '&sig=signature', 'AccountKey=<key>', `AccountKey=${'X'.repeat(86)}==`, 'AKIAIOSFODNN7EXAMPLE', 'FAQ~s', 'heyJude.heyJude']) {
      assert.deepEqual(evidentSecrets(text), [], text);
    }
  });
});

describe('what looks like a secret', () => {
  test('keys, with their scheme before them or without', () => {
    for (const value of ['5f2c9b7e41d84a0f9c3b6d1e8a7f2045', 'Bearer a7Qm2vLx9RtB4nWcKj5y', 'Basic dXNlcjpwYTU1dzByZDEyMw==', '5f2c9b7e-41d8-4a0f-9c3b-6d1e8a7f2045']) assert.ok(looksSecret(value), value);
  });

  test('neither placeholders of published connectors nor expressions, templates, words and URLs', () => {
    for (const value of [
      'PLACEHOLDER_API_KEY', '[[DUMMY]]', '<<Please add your clientID here>>', 'Bearer your_api_token_123', 'Bearer yourAccessToken1234567', '@connectionParameters(\'api_key\')', 'Bearer @connectionParameters("api_key")',
      '${API_KEY_1234567890}', '{{CLIENT_SECRET_12345}}', 'application/json', 'AP-XXXXXXXX-1234567890', 'DeepL-Auth-Key @headers(\'Authorization\')', 'https://auth.contoso.com/token1234', 'apikey', '',
    ]) assert.ok(!looksSecret(value), value);
  });

  test('a client secret is whatever is no placeholder and no name', () => {
    for (const value of ['', ' ', 'test', '[[DUMMY]]', 'clientSecret', 'YOUR_SECRET', '@environmentVariables("contoso_Secret")', 'null']) assert.ok(!isRealSecret(value), value);
    for (const value of ['hunter2!', 'a7Qm2vLx9RtB4nWc']) assert.ok(isRealSecret(value), value);
  });

  test('values in queries and bodies', () => {
    const key = '5f2c9b7e41d84a0f9c3b6d1e8a7f2045';
    const url = `/items?code=${key}&top=5`;
    assert.deepEqual(secretsInQuery(url).map(({ start, end }) => url.slice(start, end)), [key]);
    assert.deepEqual(secretsInQuery('code={code}&client_secret={ClientSecret}&grant_type=authorization_code'), []);
  });
});

describe('secret-in-file', () => {
  const messages = (example: Parameters<typeof connectorOf>[0], format: 'json' | 'yaml' = 'json'): string[] => checkConnector(connectorOf(example, format), [secretInFile], { profile: 'build', rules: {} }).map(({ file, message }) => `${file}: ${message}`);

  test('looks into every file', () => {
    for (const [file, example] of Object.entries({
      definition: { definition: JSON.stringify({ info: { description: `Call it with ${TOKEN}.` } }) },
      properties: { properties: JSON.stringify({ properties: { publisher: TOKEN } }) },
      settings: { settings: JSON.stringify({ connectorId: TOKEN }) },
      script: { script: `// ${TOKEN}\npublic class Script : ScriptBase { }` },
    })) {
      const found = messages(example);
      assert.equal(found.length, 1, file);
      assert.ok(found[0]?.startsWith(`${file}: `) && !found[0].includes(TOKEN.slice(0, 10)));
    }
  });

  test('finds a key under a name that says so, in defaults and in URLs', () => {
    const key = '5f2c9b7e41d84a0f9c3b6d1e8a7f2045';
    const parameter = { name: 'Ocp-Apim-Subscription-Key', in: 'header', type: 'string', default: key };
    assert.equal(messages({ definition: JSON.stringify({ parameters: { key: parameter } }) }).length, 1);
    assert.equal(messages({ definition: JSON.stringify({ parameters: { key: { ...parameter, name: 'Prefer' } } }) }).length, 0);
    const policy = { templateId: 'routerequesttoendpoint', title: 'Route', parameters: { 'x-ms-apimTemplateParameter.newPath': `/items?code=${key}` } };
    assert.equal(messages({ properties: JSON.stringify({ properties: { policyTemplateInstances: [policy] } }) }, 'yaml').length, 1);
    const secret = { type: 'securestring', defaultValue: 'swordfish9' };
    assert.equal(messages({ properties: JSON.stringify({ properties: { connectionParameters: { api_key: secret } } }) }).length, 1);
  });

  test('says one thing once', () => {
    const policy = { templateId: 'setheader', title: 'Key', parameters: { 'x-ms-apimTemplateParameter.name': 'Authorization', 'x-ms-apimTemplateParameter.value': `Bearer ${TOKEN}` } };
    assert.equal(messages({ properties: JSON.stringify({ properties: { policyTemplateInstances: [policy] } }) }).length, 1);
  });
});
