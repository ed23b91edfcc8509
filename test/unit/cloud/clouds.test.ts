import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloudByName, cloudNames, type Cloud } from '../../../src/cloud/clouds.ts';
import { belongsTo } from '../../../src/cloud/hosts.ts';

/** One row a cloud, copied out of the public documents that clouds.ts names. */
const published: Readonly<Record<string, readonly string[]>> = {
  public: ['login.microsoftonline.com', 'graph.microsoft.com', 'api.powerapps.com', 'api.bap.microsoft.com', 'api.powerplatform.com', 'service.powerapps.com', 'api://AzureADTokenExchange', 'pub', 'make.powerapps.com', 'entra.microsoft.com', 'microsoft'],
  gcc: ['login.microsoftonline.com', 'graph.microsoft.com', 'gov.api.powerapps.us', 'gov.api.bap.microsoft.us', 'api.gov.powerplatform.microsoft.us', 'gov.service.powerapps.us', 'api://AzureADTokenExchange', 'pub', 'make.gov.powerapps.us', 'entra.microsoft.com', 'microsoft'],
  gccHigh: ['login.microsoftonline.us', 'graph.microsoft.us', 'high.api.powerapps.us', 'high.api.bap.microsoft.us', 'api.high.powerplatform.microsoft.us', 'high.service.powerapps.us', 'api://AzureADTokenExchangeUSGov', 'usg', 'make.high.powerapps.us', 'entra.microsoft.us', 'microsoft-sovereign-cloud'],
  dod: ['login.microsoftonline.us', 'dod-graph.microsoft.us', 'api.apps.appsplatform.us', 'api.bap.appsplatform.us', 'api.appsplatform.us', 'service.apps.appsplatform.us', 'api://AzureADTokenExchangeUSGov', 'usg', 'make.apps.appsplatform.us', 'entra.microsoft.us', 'microsoft-sovereign-cloud'],
  china: ['login.partner.microsoftonline.cn', 'microsoftgraph.chinacloudapi.cn', 'api.powerapps.cn', 'api.bap.partner.microsoftonline.cn', 'api.powerplatform.partner.microsoftonline.cn', 'service.powerapps.cn', 'api://AzureADTokenExchangeChina', 'chn', 'make.powerapps.cn', 'entra.microsoftonline.cn', 'microsoft-sovereign-cloud'],
};

function row(cloud: Cloud): readonly string[] {
  const hosts = [cloud.login, cloud.graph, cloud.powerApps, cloud.businessAppPlatform, cloud.powerPlatform, cloud.powerAppsAudience];
  const portals = [cloud.makerPortal, cloud.entraPortal];
  for (const origin of [...hosts, ...portals]) assert.equal(new URL(origin).origin, origin);
  return [...hosts.map((origin) => new URL(origin).host), cloud.federatedAudience, cloud.subjectCloud, ...portals.map((origin) => new URL(origin).host), cloud.authenticationProvider];
}

await test('the five clouds are those of the public documents', () => {
  assert.deepEqual([...cloudNames].sort(), Object.keys(published).sort());
  for (const name of cloudNames) {
    const cloud = cloudByName(name);
    assert.equal(cloud.name, name);
    assert.deepEqual(row(cloud), published[name], name);
    assert.equal(cloud.graphAudience, cloud.graph);
    assert.equal(cloud.powerPlatformAudience, cloud.powerPlatform);
    for (const suffix of [...cloud.runtimeHostSuffixes, ...cloud.storageHostSuffixes]) assert.match(suffix, /^\.[a-z]/);
  }
});

await test('audiences can be overridden, hosts cannot', () => {
  const cloud = cloudByName('gcc', { powerApps: 'https://service.powerapps.us/', apiHub: ' ', graph: '' });
  assert.equal(cloud.powerAppsAudience, 'https://service.powerapps.us');
  assert.equal(cloud.apiHubAudience, cloudByName('gcc').apiHubAudience);
  assert.deepEqual(row({ ...cloud, powerAppsAudience: cloudByName('gcc').powerAppsAudience }), published['gcc']);
  assert.equal(cloudByName('gcc').powerAppsAudience, 'https://gov.service.powerapps.us');
});

await test('no cloud takes another sovereign cloud for its own', () => {
  for (const own of cloudNames) {
    for (const other of cloudNames) {
      for (const [group, pick] of [['graph', (cloud: Cloud) => cloud.graph], ['powerApps', (cloud: Cloud) => cloud.powerApps], ['powerApps', (cloud: Cloud) => cloud.businessAppPlatform]] as const) {
        const url = new URL(`${pick(cloudByName(other))}/v1`);
        assert.equal(belongsTo(url, group, cloudByName(own)), pick(cloudByName(own)) === pick(cloudByName(other)), `${own} ${other} ${url}`);
      }
    }
  }
});

await test('a host is recognised whole, over https and on its own port', () => {
  const cloud = cloudByName('public');
  const cases: readonly (readonly [string, Parameters<typeof belongsTo>[1], boolean])[] = [
    ['https://graph.microsoft.com/v1.0/applications', 'graph', true],
    ['https://graph.microsoft.com.evil.example/', 'graph', false],
    ['https://evilgraph.microsoft.com/', 'graph', false],
    ['http://graph.microsoft.com/', 'graph', false],
    ['https://graph.microsoft.com:8443/', 'graph', false],
    ['https://user:secret@graph.microsoft.com/', 'graph', false],
    ['https://graph.microsoft.com@evil.example/', 'graph', false],
    ['https://api.powerapps.com/', 'graph', false],
    ['https://europe.api.powerapps.com/providers', 'powerApps', true],
    ['https://api.bap.microsoft.com/providers', 'powerApps', true],
    ['https://europe-002.azure-apim.net/invoke', 'apiHub', true],
    ['https://abc.02.common.brazil.azure-apihub.net/invoke', 'apiHub', true],
    ['https://azure-apim.net.evil.example/invoke', 'apiHub', false],
    ['https://account.blob.core.windows.net/container', 'storage', true],
    ['https://account.blob.core.usgovcloudapi.net/container', 'storage', false],
  ];
  for (const [url, group, expected] of cases) assert.equal(belongsTo(new URL(url), group, cloud), expected, url);
});
