/** The environments that the user sees, from the BAP and from the Power Apps resource provider. */
import type { JsonObject } from '../json-values.ts';
import type { Environment } from '../tenant.ts';
import { pageReply, type PowerAppsContext, type PowerAppsRoute } from './power-apps-call.ts';

export function environmentRoutes(context: PowerAppsContext): PowerAppsRoute[] {
  const list = (provider: string): PowerAppsRoute['handle'] => (call) =>
    pageReply(call, context.tenant.environments.map((environment) => environmentView(environment, provider)), context.switches.powerAppsPageSize);
  return [
    { method: 'GET', pattern: /^\/providers\/Microsoft\.BusinessAppPlatform\/(scopes\/admin\/)?environments$/,
      apiVersions: ['2016-11-01', '2020-10-01', '2021-04-01', '2023-06-01'], handle: list('Microsoft.BusinessAppPlatform') },
    { method: 'GET', pattern: /^\/providers\/Microsoft\.PowerApps\/environments$/,
      apiVersions: ['2016-11-01', '2017-08-01'], handle: list('Microsoft.PowerApps') },
  ];
}

function environmentView(environment: Environment, provider: string): JsonObject {
  const { name, displayName, sku, location, isDefault, instanceUrl } = environment;
  return {
    id: `/providers/${provider}/environments/${name}`,
    type: `${provider}/environments`,
    location,
    name,
    properties: {
      displayName,
      environmentSku: sku,
      isDefault,
      states: { management: { id: 'Ready' } },
      ...(instanceUrl === undefined ? {} : {
        linkedEnvironmentMetadata: {
          friendlyName: displayName, domainName: new URL(instanceUrl).hostname.split('.')[0], instanceUrl,
          instanceApiUrl: instanceUrl.replace('.crm', '.api.crm').replace(/\/$/, ''), instanceState: 'Ready', version: '9.2.26091.00140',
        },
      }),
      runtimeEndpoints: {
        'microsoft.BusinessAppPlatform': `https://${location}.api.bap.microsoft.com`,
        'microsoft.PowerApps': `https://${location}.api.powerapps.com`,
        'microsoft.Flow': `https://${location}.api.flow.microsoft.com`,
        'microsoft.ApiManagement': `https://management.${location.toUpperCase()}.azure-apihub.net`,
      },
    },
  };
}
