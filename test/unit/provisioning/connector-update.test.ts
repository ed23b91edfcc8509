/** GET, merge, PATCH against the sandbox: what the service owns and what nobody here knows of outlives every update. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createConnectors } from '../../../src/cloud/power-platform/connectors.ts';
import { connectorContent } from '../../../src/connector/deploy-content.ts';
import type { ConnectorContent, DeployedConnector } from '../../../src/connector/deployed-connector.ts';
import { valueAt, withoutValueAt, withValueAt } from '../../../src/connector/json-value.ts';
import { readConnector } from '../../../src/connector/read-connector.ts';
import { defaultEnvironment, tenantUnderTest } from './failure-modes/tenant-under-test.ts';

const TOKEN = ['connectionParameterSets', 'values', 0, 'parameters', 'token'];

function block(clientId: string, tenantId: string): object {
  return {
    type: 'oauthSetting',
    oAuthSettings: {
      identityProvider: 'aad', clientId, clientAssertionType: 'GenericFederatedIdentityCredential', scopes: ['User.Read'], redirectMode: 'GlobalPerConnector',
      properties: { IsFirstParty: 'False', AzureActiveDirectoryResourceId: 'https://graph.microsoft.com', IsOnbehalfofLoginSupported: true, FederatedIdentityCredentials: { Issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`, Subject: '', Audience: 'api://AzureADTokenExchange' } },
      customParameters: { LoginUri: { value: 'https://login.microsoftonline.com' }, TenantId: { value: tenantId }, ResourceUri: { value: 'https://graph.microsoft.com' }, EnableOnbehalfOfLogin: { value: 'false' }, grantType: { value: 'authorization_code_with_federated_identity_credentials' } },
    },
    uiDefinition: { displayName: 'Sign in' },
  };
}

function content(tenantId: string): ConnectorContent {
  return {
    definition: {
      swagger: '2.0', info: { title: 'Rich', description: 'First', version: '1.0' }, host: 'graph.microsoft.com', basePath: '/v1.0', schemes: ['https'],
      paths: { '/me': { get: { operationId: 'GetMe', tags: ['Users', 'Me'], responses: { 200: { description: 'OK' } } } } },
    },
    properties: {
      iconBrandColor: '#123456', capabilities: [], scriptOperations: ['GetMe'],
      policyTemplateInstances: [{ templateId: 'setheader', title: 'Accept', parameters: { 'x-ms-apimTemplateParameter.name': 'Accept', 'x-ms-apimTemplateParameter.value': 'a/b' } }],
      connectionParameterSets: {
        uiDefinition: { displayName: 'Type' },
        values: [
          { name: 'mi', uiDefinition: { displayName: 'MI' }, parameters: { token: block('11111111-1111-1111-1111-111111111111', tenantId) }, metadata: { allowSharing: false } },
          { name: 'key', uiDefinition: { displayName: 'Key' }, parameters: { api_key: { type: 'securestring' } } },
        ],
      },
    },
    icon: new Uint8Array([1, 2, 3]), iconFileName: 'icon.png', script: new TextEncoder().encode('public class Script : ScriptBase {}'),
  };
}

const tenant = await tenantUnderTest();

describe('an update', () => {
  let connectors: ReturnType<typeof createConnectors>;
  let first: DeployedConnector;
  let rich: ConnectorContent;

  const read = async (): Promise<DeployedConnector> => (await connectors.connector(defaultEnvironment.name, first.name))!;

  before(async () => {
    connectors = createConnectors(tenant.fresh().context);
    rich = content(tenant.sandbox.tenantId);
    first = await connectors.create(defaultEnvironment.name, rich);
    first = await read();
  });

  test('that brings nothing new changes nothing, byte for byte', async () => {
    await connectors.update(defaultEnvironment.name, first.name, rich);
    const again = await read();
    const steady = (connector: DeployedConnector): unknown => {
      const { changedTime, apiDefinitions, iconUri, scriptDefinitionUrl, ...rest } = connector.properties;
      assert.ok(changedTime && apiDefinitions && iconUri && scriptDefinitionUrl);
      return rest;
    };
    assert.deepEqual(steady(again), steady(first));
    assert.ok(String(valueAt(again.properties, [...TOKEN, 'oAuthSettings', 'properties', 'FederatedIdentityCredentials', 'Subject'])).startsWith('/eid1/'));
    assert.deepEqual(await connectors.originalDefinition(again), rich.definition);
  });

  test('from a folder without icon and script keeps those of the service', async () => {
    const { icon, script, ...rest } = rich;
    assert.ok(icon && script);
    const before = await read();
    await connectors.update(defaultEnvironment.name, first.name, rest);
    const { iconUri, scriptDefinitionUrl } = (await read()).properties;
    assert.deepEqual([iconUri, scriptDefinitionUrl], [before.properties['iconUri'], before.properties['scriptDefinitionUrl']]);
  });

  test('keeps fields that this product does not know, in the settings, beside them and in other sets', async () => {
    let properties: unknown = rich.properties;
    for (const at of [[...TOKEN, 'futureField'], [...TOKEN, 'oAuthSettings', 'futureSetting'], [...TOKEN, 'oAuthSettings', 'properties', 'futureProperty']]) properties = withValueAt(properties, at, { kept: [1] });
    await connectors.update(defaultEnvironment.name, first.name, { ...rich, properties: properties as ConnectorContent['properties'] });
    await connectors.update(defaultEnvironment.name, first.name, rich);
    const { properties: served } = await read();
    for (const at of [[...TOKEN, 'futureField'], [...TOKEN, 'oAuthSettings', 'futureSetting'], [...TOKEN, 'oAuthSettings', 'properties', 'futureProperty']]) assert.deepEqual(valueAt(served, at), { kept: [1] }, at.join('/'));
    assert.deepEqual(valueAt(served, ['connectionParameterSets', 'values', 1]), valueAt(first.properties, ['connectionParameterSets', 'values', 1]));
    assert.deepEqual(served['policyTemplateInstances'], rich.properties['policyTemplateInstances']);
    assert.deepEqual(served['scriptOperations'], ['GetMe']);
  });

  test('sends the definition of the folder with its tags as they are, never the one that the platform rewrote', async () => {
    const definition = withValueAt(rich.definition, ['paths', '/me', 'get', 'summary'], 'Who am I') as ConnectorContent['definition'];
    await connectors.update(defaultEnvironment.name, first.name, { ...rich, definition });
    assert.deepEqual(await connectors.originalDefinition(await read()), definition);
    assert.deepEqual(valueAt(await connectors.originalDefinition(await read()), ['paths', '/me', 'get', 'tags']), ['Users', 'Me']);
  });

  test('never sends a display name or anything else that the service alone decides, even from files copied out of its answer', async () => {
    const copied = withoutValueAt((await read()).properties, ['openApiDefinition']) as ConnectorContent['properties'];
    await connectors.update(defaultEnvironment.name, first.name, { ...rich, properties: copied });
    assert.equal((await read()).displayName, 'Rich');
    const { violations } = tenant.state();
    assert.deepEqual(violations, []);
  });

  test('of a definition that the platform rewrote is refused before anything is sent', () => {
    const files = { folder: 'file:///x', folderName: 'x', definition: 'file:///x/apiDefinition.swagger.json', properties: 'file:///x/apiProperties.json' };
    for (const host of ['europe-002.azure-apim.net', 'msmanaged-na.azure-apihub.net', 'usgov-001.AZURE-APIM.us']) {
      const rewritten = { ...rich.definition, host, basePath: '/apim/rich-5f1' };
      const refused = connectorContent(readConnector(files, { definition: JSON.stringify(rewritten), properties: JSON.stringify({ properties: rich.properties }) }));
      assert.ok('problems' in refused);
      assert.match(refused.problems.join(), /not the author's but the one that Power Platform rewrote/);
    }
    const own = { ...rich.definition, host: 'contoso.azure-api.net' };
    assert.ok(!('problems' in connectorContent(readConnector(files, { definition: JSON.stringify(own), properties: JSON.stringify({ properties: rich.properties }) }))));
  });
});
