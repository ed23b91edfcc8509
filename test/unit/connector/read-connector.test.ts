import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stringify } from 'yaml';
import type { Connector, ConnectorFiles } from '../../../src/connector/connector.ts';
import { readConnector } from '../../../src/connector/read-connector.ts';

const files: ConnectorFiles = {
  folder: 'file:///w/graph', folderName: 'graph',
  definition: 'file:///w/graph/apiDefinition.swagger.json', properties: 'file:///w/graph/apiProperties.json', settings: 'file:///w/graph/settings.json',
};
const yamlFiles: ConnectorFiles = { ...files, definition: 'file:///w/graph/apiDefinition.swagger.yaml', properties: 'file:///w/graph/apiProperties.yaml' };

const definition = {
  swagger: '2.0',
  info: { title: 'MS Graph', description: 'Calls Graph.', version: '1.0' },
  host: 'graph.microsoft.com', basePath: '/', schemes: ['https'],
  parameters: { top: { name: '$top', in: 'query', type: 'integer', default: 10 } },
  paths: {
    '/v1.0/me': {
      parameters: [{ name: 'Accept', in: 'header', required: true, type: 'string' }],
      get: { operationId: 'Me', summary: 'Get me', parameters: [{ $ref: '#/parameters/top' }, { name: 'Accept', in: 'header', type: 'string', default: 'a/b' }, { $ref: '#/parameters/none' }], responses: {} },
      post: { responses: {}, 'x-ms-trigger': 'single' },
      'x-ms-notification-content': {},
    },
  },
};
const apiProperties = {
  properties: {
    connectionParameters: {
      token: {
        type: 'oauthSetting',
        oAuthSettings: {
          identityProvider: 'aad', clientId: 'app', scopes: ['User.Read'], redirectMode: 'Global', clientSecret: 'S3cret!',
          properties: { AzureActiveDirectoryResourceId: 'https://graph.microsoft.com/' },
          customParameters: { loginUri: { value: 'https://login.microsoftonline.com' }, tenantId: { value: 'common' }, resourceUri: { value: 'https://graph.microsoft.com/' } },
        },
      },
      'token:TenantId': { type: 'string' },
      api_key: { type: 'securestring' },
    },
    iconBrandColor: '#1b6ec2',
  },
};

const texts = { definition: JSON.stringify(definition, null, 2), properties: JSON.stringify(apiProperties, null, 2), settings: '{"connectorId": "shared_x", "environment": "Default-1"}' };

function messages(connector: Connector): string[] {
  return connector.problems.map(({ severity, message }) => `${severity}: ${message}`);
}

describe('a sound connector', () => {
  for (const [name, connector] of [
    ['JSON', readConnector(files, texts)],
    ['YAML', readConnector(yamlFiles, { definition: stringify(definition), properties: stringify(apiProperties), settings: texts.settings })],
  ] as const) {
    test(`${name}: all it says is read`, () => {
      assert.deepEqual(connector.problems, []);
      assert.equal(connector.title, 'MS Graph');
      assert.equal(connector.description, 'Calls Graph.');
      assert.equal(connector.host, 'graph.microsoft.com');
      assert.deepEqual(connector.schemes, ['https']);
      assert.equal(connector.iconBrandColor, '#1b6ec2');
      assert.deepEqual(connector.settings, { connectorId: 'shared_x', environment: 'Default-1' });
      assert.deepEqual(connector.otherParameters, [{ name: 'api_key', setName: undefined, type: 'securestring' }]);
      assert.deepEqual(connector.definition, definition);
      assert.deepEqual(connector.properties, apiProperties.properties);
    });

    test(`${name}: operations with the parameters of their path and of the definition`, () => {
      const [me, post] = connector.operations;
      assert.equal(connector.operations.length, 2);
      assert.deepEqual({ ...me, range: undefined }, {
        operationId: 'Me', method: 'GET', path: '/v1.0/me', summary: 'Get me', trigger: false, range: undefined,
        parameters: [
          { name: 'Accept', in: 'header', required: false, description: undefined, defaultValue: 'a/b' },
          { name: '$top', in: 'query', required: false, description: undefined, defaultValue: 10 },
        ],
      });
      assert.equal(post?.operationId, 'POST /v1.0/me');
      assert.equal(post.trigger, true);
      assert.ok(me?.range && post.range && me.range.end <= post.range.start);
    });

    test(`${name}: the security block, without the secret itself`, () => {
      const [block] = connector.security;
      assert.equal(connector.security.length, 1);
      assert.deepEqual(block?.pointer, ['properties', 'connectionParameters', 'token']);
      assert.equal(block.clientId, 'app');
      assert.equal(block.tenantId, 'common');
      assert.equal(block.resourceUri, 'https://graph.microsoft.com/');
      assert.deepEqual(block.scopes, ['User.Read']);
      assert.equal(block.hasSecret, true);
      assert.equal(block.credential, 'secret');
      assert.ok(block.range && block.range.start > 0);
      assert.ok(!JSON.stringify(connector.security).includes('S3cret!'));
    });
  }

  test('ranges lead into the text, byte order mark and CRLF included', () => {
    const properties = `\uFEFF${texts.properties.replaceAll('\n', '\r\n')}`;
    const { range } = readConnector(files, { ...texts, properties }).security[0] ?? {};
    const written = properties.slice(range?.start, range?.end);
    assert.match(written, /^\{\r\n/);
    assert.deepEqual(JSON.parse(written), apiProperties.properties.connectionParameters.token);
  });
});

describe('bad input', () => {
  test('a missing half is named, with what to add, and the other half is read', () => {
    const connector = readConnector({ ...files, definition: undefined }, { properties: texts.properties });
    assert.match(messages(connector).join('\n'), /^error: The API definition is missing\. Add apiDefinition\.swagger\.json/);
    assert.equal(connector.title, 'graph');
    assert.equal(connector.security.length, 1);
    const other = readConnector({ ...files, properties: undefined }, { definition: texts.definition });
    assert.match(messages(other).join('\n'), /error: The connector properties are missing\. Add apiProperties\.json/);
    assert.equal(other.operations.length, 2);
    assert.equal(other.properties, undefined);
  });

  test('a file that could not be read', () => {
    const connector = readConnector(files, { definition: texts.definition, settings: texts.settings });
    assert.deepEqual(connector.problems.map(({ file, message }) => [file, message.split('.')[0]]), [[files.properties, 'The file could not be read']]);
  });

  test('a syntax error is told with its file and place, and the rest is read', () => {
    const connector = readConnector(files, { ...texts, properties: texts.properties.replace('"clientId": "app",', '"clientId": "app"') });
    const [problem] = connector.problems;
    assert.equal(problem?.severity, 'error');
    assert.equal(problem.file, files.properties);
    assert.match(problem.message, /comma/);
    assert.equal(connector.security[0]?.clientId, 'app');
  });

  test('the follow-up errors of a broken file do not flood', () => {
    const connector = readConnector(files, { ...texts, definition: '{"swagger" "2.0" '.repeat(500) });
    assert.ok(connector.problems.length > 0 && connector.problems.length <= 25);
  });

  for (const [name, text, message] of [
    ['empty', '', /The file is empty/],
    ['an array', '[]', /must hold one object/],
    ['a text', '"x"', /must hold one object/],
    ['without properties', '{"connectionParameters": {}}', /no object "properties"/],
    ['properties that are none', '{"properties": []}', /no object "properties"/],
  ] as const) {
    test(`apiProperties that is ${name}`, () => {
      const connector = readConnector(files, { ...texts, properties: text });
      assert.match(messages(connector).join('\n'), message);
      assert.deepEqual(connector.security, []);
    });
  }

  for (const [name, text, message] of [
    ['OpenAPI 3', '{"openapi": "3.0.1", "paths": {}}', /OpenAPI 3.+Convert/],
    ['no version', '{"paths": {}}', /Begin it with "swagger": "2\.0"/],
    ['a version that is a number', '{"swagger": 2.0, "paths": {}}', /in quotes/],
  ] as const) {
    test(`a definition with ${name}`, () => {
      assert.match(messages(readConnector(files, { ...texts, definition: text })).join('\n'), message);
    });
  }

  test('a definition of odd shapes is read without an exception', () => {
    for (const odd of [{ paths: [] }, { paths: { '/a': null, '/b': { get: [], put: { parameters: {} }, post: { parameters: [null, 1, { $ref: 5 }, { name: 1, in: 'query' }] } } } }, { info: 'x', schemes: 'https', host: 3, parameters: [] }]) {
      const connector = readConnector(files, { ...texts, definition: JSON.stringify({ swagger: '2.0', ...odd }) });
      assert.ok(connector.operations.every(({ parameters }) => parameters.length === 0));
    }
  });

  test('an OAuth parameter without oAuthSettings', () => {
    const connector = readConnector(files, { ...texts, properties: '{"properties": {"connectionParameters": {"token": {"type": "oauthSetting"}}}}' });
    assert.match(messages(connector).join('\n'), /error: The OAuth parameter "token" has no oAuthSettings\. Add them/);
    assert.equal(connector.security[0]?.credential, 'none');
    assert.ok(connector.problems[0]?.range);
  });

  test('managed identity for no tenant in particular', () => {
    const withTenant = (tenantId: string): string => JSON.stringify({ properties: { connectionParameters: { token: { type: 'oauthSetting', oAuthSettings: { clientAssertionType: 'GenericFederatedIdentityCredential', customParameters: { TenantId: { value: tenantId } } } } } } });
    assert.match(messages(readConnector(files, { ...texts, properties: withTenant('common') })).join('\n'), /warning: Managed identity needs the id of one tenant, and "common" is none/);
    assert.deepEqual(messages(readConnector(files, { ...texts, properties: withTenant('00000000-0000-0000-0000-0000000000AB') })), []);
    assert.deepEqual(messages(readConnector(files, { ...texts, properties: withTenant('@environmentVariables("tenant")') })), []);
  });

  test('keys named __proto__ change nothing', () => {
    const properties = '{"properties": {"connectionParameters": {"__proto__": {"type": "oauthSetting", "oAuthSettings": {"clientId": "x"}}}}, "__proto__": {"properties": {"iconBrandColor": "no"}}}';
    const connector = readConnector(files, { ...texts, properties });
    assert.equal(connector.iconBrandColor, undefined);
    assert.equal(connector.security[0]?.parameterName, '__proto__');
    assert.equal(({} as Record<string, unknown>)['type'], undefined);
  });

  test('broken settings are a problem and give nothing', () => {
    const connector = readConnector(files, { ...texts, settings: '{"connectorId": ' });
    assert.equal(connector.problems[0]?.file, files.settings);
    assert.deepEqual(connector.settings, { connectorId: undefined, environment: undefined });
  });
});

describe('comments in JSON', () => {
  test('many of them never hide an error behind them', () => {
    const { problems } = readConnector(files, { ...texts, properties: `${'// more\n'.repeat(50)}{"properties": {"a" 1}}` });
    assert.ok(problems.some(({ severity, message }) => severity === 'error' && /colon/.test(message)));
  });

  test('a file of comments alone is empty', () => {
    const { problems } = readConnector(files, { ...texts, properties: '// nothing yet\n' });
    assert.ok(problems.some(({ severity, message }) => severity === 'error' && /empty/.test(message)));
  });
});
