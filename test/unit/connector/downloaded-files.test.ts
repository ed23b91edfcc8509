/** Downloading and deploying again changes nothing; comparing shows what somebody changed and nothing else. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mergedProperties } from '../../../src/cloud/power-platform/connector-properties.ts';
import { comparableProperties, comparedFiles, inOrderOf } from '../../../src/connector/comparable-connector.ts';
import { connectorContent } from '../../../src/connector/deploy-content.ts';
import { downloadedFiles, writtenProperties } from '../../../src/connector/downloaded-files.ts';
import { findConnectorFiles } from '../../../src/connector/connector-files.ts';
import type { JsonObject } from '../../../src/connector/json-value.ts';
import { readConnector } from '../../../src/connector/read-connector.ts';
import { publishedConnectors, withoutCorpus } from '../../corpus/published-connectors.ts';

const CLAIM = { type: 'string', metadata: { sourceType: 'AzureActiveDirectoryTenant' }, uiDefinition: { constraints: { required: 'false', hidden: 'true' } } };
const LOCAL = {
  connectionParameters: {
    token: {
      type: 'oauthSetting',
      oAuthSettings: {
        identityProvider: 'aad', clientId: 'app', clientSecret: 'hidden', scopes: ['User.Read'], redirectMode: 'Global',
        customParameters: { loginUri: { value: 'https://login.microsoftonline.com' }, tenantId: { value: 't' } },
      },
    },
  },
  iconBrandColor: '#123456', publisher: 'Contoso', stackOwner: 'Contoso', policyTemplateInstances: [],
};
const SERVED = {
  displayName: 'MS Graph', isCustomApi: true, iconUri: 'https://x.blob.core.windows.net/i.png?sig=s', capabilities: [], publisher: '', stackOwner: '', scriptOperations: [], tier: 'Standard',
  iconBrandColor: '#123456', unknownOfTheService: { a: 1 },
  connectionParameters: {
    token: {
      type: 'oauthSetting',
      oAuthSettings: {
        identityProvider: 'aad', clientId: 'app', scopes: ['User.Read'], redirectMode: 'GlobalPerConnector', redirectUrl: 'https://global.consent.azure-apim.net/redirect/x',
        properties: { IsFirstParty: 'False', AzureActiveDirectoryResourceId: 'https://graph.microsoft.com', IsOnbehalfofLoginSupported: true },
        customParameters: { LoginUri: { value: 'https://login.microsoftonline.com' }, TenantId: { value: 't' } },
      },
    },
    'token:TenantId': CLAIM,
  },
};
const DEFINITION = { swagger: '2.0', info: { title: 'MS Graph', version: '1.0' }, host: 'graph.microsoft.com', paths: { '/me': { get: { operationId: 'Me', responses: {} } } } };
const deployed = { name: 'shared_ms-20graph', displayName: 'MS Graph', environment: 'Default-1', properties: SERVED };

function textOf(files: ReturnType<typeof downloadedFiles>, name: string): string {
  const content = files.find((file) => file.name === name)?.content;
  assert.equal(typeof content, 'string', name);
  return content as string;
}

describe('a downloaded connector', () => {
  test('is a folder that paconn understands, linked to where it came from, without what is the service\'s own', () => {
    const files = downloadedFiles({ deployed, definition: DEFINITION, icon: new Uint8Array([1]), script: 'public class Script {}' });
    assert.deepEqual(files.map(({ name }) => name), ['apiDefinition.swagger.json', 'apiProperties.json', 'settings.json', 'icon.png', 'script.csx']);
    assert.deepEqual(JSON.parse(textOf(files, 'settings.json')), {
      connectorId: 'shared_ms-20graph', environment: 'Default-1', apiProperties: 'apiProperties.json', apiDefinition: 'apiDefinition.swagger.json', icon: 'icon.png', script: 'script.csx',
    });
    const { properties } = JSON.parse(textOf(files, 'apiProperties.json')) as { properties: JsonObject };
    assert.deepEqual(Object.keys(properties), ['connectionParameters', 'iconBrandColor', 'scriptOperations', 'capabilities']);
    assert.ok(findConnectorFiles('file:///x', files.map(({ name }) => name), textOf(files, 'settings.json'))?.script);
  });

  test('deploys to exactly what the service holds', () => {
    const files = downloadedFiles({ deployed, definition: DEFINITION });
    const connector = readConnector({ folder: 'file:///x', folderName: 'x', definition: 'd.json', properties: 'p.json', settings: 'settings.json' }, {
      definition: textOf(files, 'apiDefinition.swagger.json'), properties: textOf(files, 'apiProperties.json'), settings: textOf(files, 'settings.json'),
    });
    const content = connectorContent(connector, 'Default-1');
    assert.ok(!('problems' in content));
    assert.deepEqual(content.definition, DEFINITION);
    assert.deepEqual(mergedProperties(content.properties, SERVED), writtenProperties(SERVED));
  });
});

describe('comparing two states of a connector', () => {
  test('shows nothing where only the platform has written', () => {
    assert.deepEqual(comparableProperties(LOCAL), comparableProperties(SERVED));
    assert.deepEqual(comparedFiles({ definition: DEFINITION, properties: LOCAL, script: 'a\r\n' }, { definition: DEFINITION, properties: SERVED, script: '\uFEFFa' }), []);
  });

  test('shows a change, in the order of the left side, and no secret', () => {
    const { paths, ...rest } = DEFINITION;
    const changed = { paths: { '/me': { get: { responses: {}, operationId: 'WhoAmI' } } }, ...rest };
    const files = comparedFiles({ definition: DEFINITION, properties: LOCAL }, { definition: changed, properties: { ...SERVED, iconBrandColor: '#654321' }, script: 'x' });
    assert.deepEqual(files.map(({ name }) => name), ['apiDefinition.swagger.json', 'apiProperties.json', 'script.csx']);
    const [definition, properties, script] = files;
    assert.deepEqual(linesOnlyIn(definition), ['        "operationId": "Me",', '        "operationId": "WhoAmI",']);
    assert.deepEqual(linesOnlyIn(properties), ['    "iconBrandColor": "#123456"', '    "iconBrandColor": "#654321"']);
    assert.deepEqual([script?.left, script?.right], [undefined, 'x']);
    assert.ok(!JSON.stringify(files).includes('hidden'));
    assert.deepEqual(paths, DEFINITION.paths);
  });

  test('orders keys as the other side has them, new ones behind, lists as they are', () => {
    assert.equal(JSON.stringify(inOrderOf({ c: 1, b: { y: 1, x: 2 }, a: [2, 1] }, { a: [1], b: { x: 0, y: 0 } })), '{"a":[2,1],"b":{"x":2,"y":1},"c":1}');
  });
});

function linesOnlyIn(file: { readonly left?: string; readonly right?: string } | undefined): string[] {
  const [left, right] = [file?.left ?? '', file?.right ?? ''].map((text) => text.split('\n'));
  return [...left!.filter((line) => !right!.includes(line)), ...right!.filter((line) => !left!.includes(line))];
}

describe('published connectors', { skip: withoutCorpus }, () => {
  test('round trip: downloading what was deployed, and deploying that, sends the same again', (context) => {
    let compared = 0;
    for (const { name, files, texts } of publishedConnectors()) {
      const connector = readConnector(files, texts);
      const content = connectorContent(connector);
      if ('problems' in content) continue;
      const served = { ...writtenProperties(content.properties), displayName: connector.title, isCustomApi: true };
      const downloaded = downloadedFiles({ deployed: { ...deployed, properties: served }, definition: content.definition });
      const again = connectorContent(readConnector({ folder: 'file:///x', folderName: 'x', definition: 'd.json', properties: 'p.json', settings: 'settings.json' }, {
        definition: textOf(downloaded, 'apiDefinition.swagger.json'), properties: textOf(downloaded, 'apiProperties.json'), settings: textOf(downloaded, 'settings.json'),
      }));
      assert.ok(!('problems' in again), name);
      assert.deepEqual(again.definition, content.definition, name);
      assert.deepEqual(comparedFiles({ definition: content.definition, properties: content.properties }, { definition: again.definition, properties: again.properties }), [], name);
      compared += 1;
    }
    context.diagnostic(`${compared} connectors`);
    assert.ok(compared > 100);
  });
});
