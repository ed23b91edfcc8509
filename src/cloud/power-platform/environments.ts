/** The environments an account may use. Source: Business App Platform API as in pnp/cli-microsoft365 `pp environment list`. */
import { createHttp, type ServiceContext } from '../http.ts';
import { asFilledText, asObject } from '../json-values.ts';
import { query } from '../odata.ts';
import { allItems } from '../paging.ts';

export interface Environment {
  /** `Default-<tenant>` or a GUID, in the service's own case: it goes into filters and into connector names. */
  readonly name: string;
  readonly displayName: string;
  /** `Default`, `Production`, `Sandbox`, `Developer`… */
  readonly sku?: string;
  readonly location?: string;
  readonly isDefault: boolean;
  /** Of its Dataverse database, where it has one. */
  readonly instanceUrl?: string;
}

export interface Environments {
  list(signal?: AbortSignal): Promise<readonly Environment[]>;
}

const apiVersion = '2020-10-01';

export function createEnvironments(context: ServiceContext): Environments {
  const http = createHttp({ ...context, service: 'powerApps' });
  return {
    list: async (signal) => {
      const url = `${context.cloud.businessAppPlatform}/providers/Microsoft.BusinessAppPlatform/environments${query({ 'api-version': apiVersion })}`;
      return (await allItems(http, url, { signal })).flatMap(readEnvironment);
    },
  };
}

function readEnvironment(value: unknown): readonly Environment[] {
  const environment = asObject(value);
  const name = asFilledText(environment['name']);
  if (name === undefined) return [];
  const properties = asObject(environment['properties']);
  return [
    {
      name,
      displayName: asFilledText(properties['displayName']) ?? name,
      sku: asFilledText(properties['environmentSku']),
      location: asFilledText(environment['location']),
      isDefault: properties['isDefault'] === true,
      instanceUrl: asFilledText(asObject(properties['linkedEnvironmentMetadata'])['instanceUrl']),
    },
  ];
}
