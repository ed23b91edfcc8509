import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { identityProviders } from '../../../../src/authoring/catalogue/identity-providers.ts';
import { addSecurityEdits, formerSecurity, securityProblems, type OAuthForm, type SecurityDocuments, type SecurityForm, type SecurityOptions } from '../../../../src/authoring/commands/add-security.ts';
import { readSecurityBlocks } from '../../../../src/connector/managed-identity-shape.ts';
import { newConnectorFiles } from '../../../../src/connector/new-connector.ts';
import { formatOf, parseDocument, toValue } from '../../../../src/connector/syntax-tree.ts';
import { applyTextEdits } from '../../../../src/connector/text-edits.ts';

const corpus = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
const skip = existsSync(corpus) ? false : 'no published connectors at ../shared/corpus';

interface Data {
  readonly definition: { readonly securityDefinitions?: Record<string, Record<string, unknown>>; readonly security?: unknown; readonly paths?: Record<string, Record<string, Record<string, unknown>>> };
  readonly parameters: Record<string, Record<string, unknown>>;
}

function documentsOf(definition: string, properties: string, format: 'json' | 'yaml' = 'json'): SecurityDocuments {
  return { definition: parseDocument(definition, format), properties: parseDocument(properties, format) };
}

function blank(format: 'json' | 'yaml' = 'json'): SecurityDocuments {
  const [definition, properties] = newConnectorFiles({ template: 'blank', title: 'T', description: 'D', format });
  return documentsOf(definition?.content ?? '', properties?.content ?? '', format);
}

function secured(documents: SecurityDocuments, form: SecurityForm, options?: SecurityOptions): Data {
  const edits = addSecurityEdits(documents, form, options);
  const read = (kind: 'definition' | 'properties'): Record<string, unknown> => {
    const document = parseDocument(applyTextEdits(documents[kind].text, edits[kind]), documents[kind].format);
    assert.deepEqual(document.problems, []);
    assert.ok(document.root);
    return toValue(document.root) as Record<string, unknown>;
  };
  return { definition: read('definition'), parameters: (read('properties').properties as { connectionParameters: Data['parameters'] }).connectionParameters };
}

const oauth: OAuthForm = { kind: 'oauth', identityProvider: 'oauth2', clientId: 'c', scopes: ['read'], customParameters: { authorizationUrl: 'https://a.example/authorize', tokenUrl: 'https://a.example/token', refreshUrl: 'https://a.example/token' } };
const block = { clientId: 'c', tenantId: '33e01921-4d64-4f8c-a055-5bdaffd5e33d', loginUri: 'https://login.microsoftonline.com', resourceUri: 'https://graph.microsoft.com/', scopes: ['User.Read'], issuer: 'i', audience: 'a', subject: '' };

describe('both files', () => {
  test('get an API key', () => {
    for (const format of ['json', 'yaml'] as const) {
      const { definition, parameters } = secured(blank(format), { kind: 'apiKey', name: 'X-Key', in: 'header', label: 'Key' });
      assert.deepEqual(definition.securityDefinitions, { api_key: { type: 'apiKey', in: 'header', name: 'X-Key' } });
      assert.deepEqual(definition.security, [{ api_key: [] }]);
      assert.equal(parameters.api_key?.type, 'securestring');
    }
  });

  test('get a user name and a password', () => {
    const { definition, parameters } = secured(blank(), { kind: 'basic' });
    assert.deepEqual(definition.securityDefinitions, { basic_auth: { type: 'basic' } });
    assert.deepEqual(Object.keys(parameters), ['username', 'password']);
  });

  test('get OAuth 2.0', () => {
    const { definition, parameters } = secured(blank(), oauth);
    assert.deepEqual(definition.securityDefinitions, { oauth2_auth: { type: 'oauth2', flow: 'accessCode', authorizationUrl: 'https://a.example/authorize', tokenUrl: 'https://a.example/token', scopes: { read: 'read' } } });
    assert.deepEqual(definition.security, [{ oauth2_auth: ['read'] }]);
    assert.deepEqual(Object.keys(parameters), ['token']);
    assert.deepEqual(parameters.token?.oAuthSettings, {
      identityProvider: 'oauth2', clientId: 'c', scopes: ['read'], redirectMode: 'GlobalPerConnector', properties: { IsFirstParty: 'False' },
      customParameters: { authorizationUrl: { value: 'https://a.example/authorize' }, tokenUrl: { value: 'https://a.example/token' }, refreshUrl: { value: 'https://a.example/token' } },
    });
  });

  test('get Microsoft Entra ID, with the tenant\'s claim and the defaults', () => {
    const { definition, parameters } = secured(blank(), { ...oauth, identityProvider: 'AAD', customParameters: { ResourceUri: 'https://graph.microsoft.com/' } });
    assert.deepEqual(Object.keys(parameters), ['token', 'token:TenantId']);
    const [read] = readSecurityBlocks({ connectionParameters: parameters });
    assert.deepEqual([read?.identityProvider, read?.tenantId, read?.loginUri, read?.resourceUri, read?.credential], ['aad', 'common', 'https://login.microsoftonline.com', 'https://graph.microsoft.com/', 'none']);
    assert.equal(definition.securityDefinitions?.oauth2_auth?.authorizationUrl, 'https://login.microsoftonline.com/common/oauth2/authorize');
  });

  test('get managed identity, in the place of a secret', () => {
    const [definition, properties] = newConnectorFiles({ template: 'graphCurrentUser', title: 'T', description: 'D', format: 'json' });
    const documents = documentsOf(definition?.content ?? '', (properties?.content ?? '').replace('"clientId": ""', '"clientId": "old", "clientSecret": "s", "other": 1'));
    assert.deepEqual(securityProblems(documents, { kind: 'managedIdentity', block }), []);
    const after = secured(documents, { kind: 'managedIdentity', block });
    const [read] = readSecurityBlocks({ connectionParameters: after.parameters });
    assert.deepEqual([read?.credential, read?.clientId, read?.hasSecret, read?.tenantId], ['managedIdentity', 'c', false, block.tenantId]);
    assert.equal((after.parameters.token?.oAuthSettings as { other: number }).other, 1, 'what is not known stays');
    assert.equal(after.definition.securityDefinitions?.oauth2_auth?.tokenUrl, `https://login.microsoftonline.com/${block.tenantId}/oauth2/token`);
    assert.equal(secured(blank(), { kind: 'managedIdentity', block }).parameters['token:TenantId']?.type, 'string');
  });

  test('get each identity provider from the examples of its parameters', () => {
    for (const { name, customParameters, entra } of identityProviders) {
      const values = Object.fromEntries(customParameters.filter(({ required }) => required).map((parameter) => [parameter.name, parameter.example]));
      const form: OAuthForm = { ...oauth, identityProvider: name, customParameters: values, ...(name === 'oauth2pkcewithprm' ? { authorizationUrl: 'https://a.example/a', tokenUrl: 'https://a.example/t' } : {}) };
      const { definition, parameters } = secured(blank(), form);
      assert.equal((parameters.token?.oAuthSettings as { identityProvider: string }).identityProvider, name);
      assert.equal(Object.hasOwn(parameters, 'token:TenantId'), entra === true, name);
      for (const key of ['authorizationUrl', 'tokenUrl']) assert.match(String(definition.securityDefinitions?.oauth2_auth?.[key]), /^https:\/\//, `${name} ${key}`);
    }
  });

  test('lose all security where there is to be none', () => {
    const documents = documentsOf(JSON.stringify({ swagger: '2.0', securityDefinitions: { a: { type: 'basic' } }, security: [{ a: [] }], paths: { '/x': { get: { security: [{ a: [] }] }, put: { security: [] } } } }), JSON.stringify({ properties: { connectionParameters: { username: { type: 'string' }, password: { type: 'securestring' }, host: { type: 'string' } } } }));
    const { definition, parameters } = secured(documents, { kind: 'none' }, { replace: true });
    assert.deepEqual(definition, { swagger: '2.0', paths: { '/x': { get: {}, put: { security: [] } } } });
    assert.deepEqual(Object.keys(parameters), ['host']);
  });
});

describe('a connector that signs in already', () => {
  const documents = documentsOf(
    JSON.stringify({ swagger: '2.0', securityDefinitions: { 'API Key': { type: 'apiKey', in: 'header', name: 'k', description: 'd' } }, security: [{ 'API Key': [] }], paths: { '/x': { get: { security: [{ 'API Key': [] }] } } } }),
    JSON.stringify({ properties: { connectionParameters: { host: { type: 'string' }, api_key: { type: 'securestring' } } } }));

  test('is told what it has, and is left alone', () => {
    assert.deepEqual(formerSecurity(documents), { parameters: ['api_key'], schemes: ['API Key'] });
    const [problem] = securityProblems(documents, oauth);
    assert.equal(problem?.field, 'replace');
    assert.match(problem.message, /api_key, API Key/);
    assert.throws(() => addSecurityEdits(documents, oauth), { name: 'RefusedFormError' });
  });

  test('gets the new one in its place, operations included, and keeps its other parameters', () => {
    const { definition, parameters } = secured(documents, oauth, { replace: true });
    assert.deepEqual(Object.keys(parameters), ['host', 'token']);
    assert.deepEqual(Object.keys(definition.securityDefinitions ?? {}), ['oauth2_auth']);
    assert.deepEqual(definition.paths?.['/x']?.get?.security, [{ oauth2_auth: ['read'] }]);
  });

  test('keeps the name of a scheme of the same kind', () => {
    const { definition } = secured(documents, { kind: 'apiKey', name: 'other', in: 'query' }, { replace: true });
    assert.deepEqual(definition.securityDefinitions, { 'API Key': { type: 'apiKey', in: 'query', name: 'other', description: 'd' } });
    assert.deepEqual(definition.paths?.['/x']?.get?.security, [{ 'API Key': [] }]);
  });

  test('is left to its author where users choose among several ways', () => {
    const several = documentsOf('{"swagger":"2.0"}', '{"properties":{"connectionParameterSets":{"values":[]}}}');
    assert.deepEqual(securityProblems(several, oauth).map(({ field }) => field), ['kind']);
  });
});

describe('the form', () => {
  test('says what is wrong with each entry, and what to enter', () => {
    const cases: readonly [SecurityForm, RegExp][] = [
      [{ kind: 'apiKey', name: 'two words', in: 'header' }, /^name: .*X-API-Key/],
      [{ ...oauth, identityProvider: 'okta' }, /^identityProvider: .*okta/],
      [{ ...oauth, clientId: ' ' }, /^clientId: .*never stands in a file/],
      [{ ...oauth, customParameters: { ...oauth.customParameters, refreshUrl: '' } }, /^refreshUrl: Enter refreshUrl/],
      [{ ...oauth, customParameters: { ...oauth.customParameters, tokenUrl: 'http://a.example' } }, /^tokenUrl: .*https/],
      [{ ...oauth, customParameters: { ...oauth.customParameters, nothing: 'x' } }, /^nothing: /],
      [{ ...oauth, identityProvider: 'aad', customParameters: { resourceUri: 'r', enableOnbehalfOfLogin: 'yes' } }, /^enableOnbehalfOfLogin: .*true, false/],
      [{ ...oauth, identityProvider: 'google', customParameters: { clientSecret: 'x' } }, /^clientSecret: .*secret must not stand/],
      [{ ...oauth, identityProvider: 'oauth2generic', customParameters: { authorizationUrlTemplate: 'https://{a}/x', tokenUrlTemplate: 'https://b/t', refreshUrlTemplate: 'https://b/t' } }, /^authorizationUrl: /],
      [{ kind: 'managedIdentity', block: { ...block, tenantId: 'Common' } }, /^tenantId: .*GUID/],
    ];
    for (const [form, expected] of cases) {
      const found = securityProblems(blank(), form).map(({ field, message }) => `${field}: ${message}`);
      assert.equal(found.length, 1, `${JSON.stringify(form)}: ${found.join(' ')}`);
      assert.match(found[0] ?? '', expected);
    }
  });

  test('an empty or broken file is refused', () => {
    assert.throws(() => addSecurityEdits(documentsOf('', '{}'), oauth), { name: 'DocumentNotEditableError' });
    assert.throws(() => addSecurityEdits(documentsOf('{}', '{"properties":{'), oauth), { name: 'DocumentNotEditableError' });
  });
});

describe('published connectors', { skip }, () => {
  test('each can be given another way to sign in, and both files agree on it', () => {
    let seen = 0;
    for (const folder of readdirSync(corpus, { withFileTypes: true }).filter((entry) => entry.isDirectory()).flatMap(({ name }) => readdirSync(join(corpus, name)).map((one) => join(corpus, name, one)))) {
      const definition = readdirSync(folder).find((name) => name.endsWith('.swagger.json'));
      if (definition === undefined) continue;
      const [first, second] = [definition, 'apiProperties.json'].map((name) => parseDocument(readFileSync(join(folder, name), 'utf8'), formatOf(name)));
      if (!first || !second || [first, second].some(({ problems, root }) => problems.length > 0 || !root)) continue;
      const documents = { definition: first, properties: second };
      if (securityProblems(documents, oauth, { replace: true }).length > 0) continue;
      const after = secured(documents, oauth, { replace: true });
      const [name, ...others] = Object.keys(after.definition.securityDefinitions ?? {});
      assert.deepEqual(others, [], folder);
      assert.deepEqual(after.definition.security, [{ [name ?? '']: ['read'] }], folder);
      assert.deepEqual(readSecurityBlocks({ connectionParameters: after.parameters }).map(({ clientId }) => clientId), ['c'], folder);
      seen++;
    }
    assert.ok(seen > 80);
  });
});
