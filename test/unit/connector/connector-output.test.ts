import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Connector, ConnectorFiles, FileFormat } from '../../../src/connector/connector.ts';
import { findConnectorFiles } from '../../../src/connector/connector-files.ts';
import { connectorContent } from '../../../src/connector/deploy-content.ts';
import { newConnectorFiles, type ConnectorTemplate } from '../../../src/connector/new-connector.ts';
import { readConnector } from '../../../src/connector/read-connector.ts';
import { settingsEdits } from '../../../src/connector/settings-file.ts';
import { DocumentNotEditableError } from '../../../src/connector/text-edits.ts';

function created(template: ConnectorTemplate, format: FileFormat, tenantId?: string): Connector {
  const [definition, properties] = newConnectorFiles({ template, title: 'MS Graph: "No Secret"', description: 'Calls the API.\nSecretless.', format, host: template === 'blank' ? 'api.contoso.com' : undefined, tenantId });
  assert.ok(definition && properties);
  const files = findConnectorFiles('file:///w/new', [definition.name, properties.name]);
  assert.ok(files);
  return readConnector(files, { definition: definition.content, properties: properties.content });
}

describe('a new connector', () => {
  for (const format of ['json', 'yaml'] as const) {
    test(`Microsoft Graph, ${format}: sound, without secret and without managed identity`, () => {
      const connector = created('graphCurrentUser', format);
      assert.deepEqual(connector.problems, []);
      assert.equal(connector.title, 'MS Graph: "No Secret"');
      assert.equal(connector.description, 'Calls the API.\nSecretless.');
      assert.equal(connector.host, 'graph.microsoft.com');
      assert.deepEqual(connector.operations.map(({ method, path }) => `${method} ${path}`), ['GET /v1.0/me']);
      const [block] = connector.security;
      assert.equal(connector.security.length, 1);
      assert.deepEqual(block?.scopes, ['User.Read']);
      assert.equal(block.identityProvider, 'aad');
      assert.equal(block.resourceUri, 'https://graph.microsoft.com/');
      assert.equal(block.tenantId, 'common');
      assert.equal(block.credential, 'none');
      assert.equal(block.hasSecret, false);
      assert.equal(connector.definition?.['swagger'], '2.0');
      assert.ok(!('problems' in connectorContent(connector)));
    });

    test(`blank, ${format}`, () => {
      const connector = created('blank', format);
      assert.deepEqual(connector.problems, []);
      assert.equal(connector.host, 'api.contoso.com');
      assert.deepEqual([connector.operations, connector.security, connector.otherParameters], [[], [], []]);
    });
  }

  test('both formats say the same', () => {
    for (const template of ['blank', 'graphCurrentUser'] as const) {
      const [json, yaml] = [created(template, 'json'), created(template, 'yaml')];
      assert.deepEqual(json.definition, yaml.definition);
      assert.deepEqual(json.properties, yaml.properties);
    }
  });

  test('a known tenant is written', () => {
    assert.equal(created('graphCurrentUser', 'json', '1ccffdab-21fe-40b2-9b3d-c3a7222a330e').security[0]?.tenantId, '1ccffdab-21fe-40b2-9b3d-c3a7222a330e');
  });
});

describe('settings.json', () => {
  const files: ConnectorFiles = { folder: 'file:///w/x', folderName: 'x', definition: 'file:///w/x/my%20api.yaml', properties: 'file:///w/x/apiProperties.yaml', icon: 'file:///w/x/icon.png' };

  test('is made with the names of the files', () => {
    assert.equal(settingsEdits(undefined, 'shared_x', 'Default-1', files), '{\n  "connectorId": "shared_x",\n  "environment": "Default-1",\n  "apiProperties": "apiProperties.yaml",\n  "apiDefinition": "my api.yaml",\n  "icon": "icon.png"\n}\n');
  });

  test('keeps every other key, comment and line break', () => {
    const before = '{\r\n\t// mine\r\n\t"connectorId": null,\r\n\t"icon": "logo.png",\r\n\t"powerAppsUrl": "https://api.powerapps.com" // public\r\n}\r\n';
    assert.equal(settingsEdits(before, 'shared_x', 'Default-1', files),
      '{\r\n\t// mine\r\n\t"connectorId": "shared_x",\r\n\t"icon": "logo.png",\r\n\t"powerAppsUrl": "https://api.powerapps.com", // public\r\n\t"apiProperties": "apiProperties.yaml",\r\n\t"apiDefinition": "my api.yaml",\r\n\t"environment": "Default-1"\r\n}\r\n');
  });

  test('is the same text when nothing differs, and untouched when broken', () => {
    const text = settingsEdits(undefined, 'shared_x', 'Default-1', files);
    assert.equal(settingsEdits(text, 'shared_x', 'Default-1', files), text);
    assert.throws(() => settingsEdits('{"connectorId": ', 'shared_x', 'Default-1', files), DocumentNotEditableError);
  });
});

describe('what is deployed', () => {
  const files: ConnectorFiles = { folder: 'file:///w/x', folderName: 'x', definition: 'file:///w/x/d.json', properties: 'file:///w/x/apiProperties.json', settings: 'file:///w/x/settings.json' };
  const definition = { swagger: '2.0', info: { title: 'T' }, host: 'h', paths: {} };
  const read = (properties: unknown, other: object = {}, settings = '{}'): Connector => readConnector(files, { definition: JSON.stringify({ ...definition, ...other }), properties: JSON.stringify({ properties }), settings });

  test('all but what the service refuses', () => {
    const content = connectorContent(read({ iconBrandColor: '#123456', stackOwner: 'me', publisher: 'me', futureField: { a: 1 } }));
    assert.deepEqual(content, { definition, properties: { iconBrandColor: '#123456', publisher: 'me', futureField: { a: 1 } } });
  });

  test('without redirect URL and subject of another environment', () => {
    const token = { type: 'oauthSetting', oAuthSettings: { redirectUrl: 'https://global.consent.azure-apim.net/redirect/x', properties: { FederatedIdentityCredentials: { Subject: 's' } } } };
    const connector = read({ connectionParameters: { token } }, {}, '{"environment": "A"}');
    const sentTo = (environment?: string): unknown => (connectorContent(connector, environment) as { properties: unknown }).properties;
    assert.deepEqual(sentTo('A'), { connectionParameters: { token } });
    assert.deepEqual(sentTo(), { connectionParameters: { token } });
    assert.deepEqual(sentTo('B'), { connectionParameters: { token: { type: 'oauthSetting', oAuthSettings: { properties: { FederatedIdentityCredentials: { Subject: '' } } } } } });
  });

  test('nothing while there are errors; each is told with its file', () => {
    const problemsOf = (connector: Connector): string => {
      const content = connectorContent(connector);
      assert.ok('problems' in content);
      return content.problems.join('\n');
    };
    assert.match(problemsOf(read({}, { info: {} })), /no title/);
    assert.match(problemsOf(read({}, { host: undefined })), /no host/);
    assert.match(problemsOf(readConnector(files, { definition: '{', properties: '{"properties": {}}', settings: '{}' })), /^d\.json: /);
    assert.match(problemsOf(readConnector({ ...files, definition: undefined }, { properties: '{"properties": {}}', settings: '{}' })), /API definition is missing/);
  });
});
