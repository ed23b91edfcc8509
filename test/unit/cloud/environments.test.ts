import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloudByName, cloudNames } from '../../../src/cloud/clouds.ts';
import { createEnvironments } from '../../../src/cloud/power-platform/environments.ts';
import { scriptedService } from './scripted-service.ts';

await test('lists every page, in each cloud from its own host', async () => {
  for (const name of cloudNames) {
    const cloud = cloudByName(name);
    const base = `${cloud.businessAppPlatform}/providers/Microsoft.BusinessAppPlatform/environments`;
    const { context, requests } = scriptedService((_, index) => index === 0
      ? {
          body: {
            value: [
              { name: 'Default-1', location: 'europe', properties: { displayName: 'Contoso (default)', environmentSku: 'Default', isDefault: true, linkedEnvironmentMetadata: { instanceUrl: 'https://org.crm4.dynamics.com/' } } },
              { properties: { displayName: 'without a name' } },
            ],
            nextLink: `${base}?api-version=2020-10-01&$skiptoken=2`,
          },
        }
      : { body: { value: [{ name: 'e2' }] } }, cloud);
    assert.deepEqual(await createEnvironments(context).list(), [
      { name: 'Default-1', displayName: 'Contoso (default)', sku: 'Default', location: 'europe', isDefault: true, instanceUrl: 'https://org.crm4.dynamics.com/' },
      { name: 'e2', displayName: 'e2', sku: undefined, location: undefined, isDefault: false, instanceUrl: undefined },
    ]);
    assert.deepEqual(requests.map(({ method, url }) => `${method} ${url.href}`), [`GET ${base}?api-version=2020-10-01`, `GET ${base}?api-version=2020-10-01&$skiptoken=2`]);
  }
});

await test('tells what the service refuses', async () => {
  const { context } = scriptedService(() => ({ status: 403, headers: { 'x-ms-correlation-request-id': 'c-1' }, body: { error: { code: 'EnvironmentAccess', message: 'no access' } } }));
  await assert.rejects(createEnvironments(context).list(), { name: 'ServiceError', status: 403, code: 'EnvironmentAccess', message: 'no access', requestId: 'c-1', request: 'GET api.bap.microsoft.com/providers/Microsoft.BusinessAppPlatform/environments' });
});
