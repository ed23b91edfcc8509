/**
 * Addresses of the Power Apps resource provider.
 * Sources: paconn's apimanager/powerappsrp.py in microsoft/PowerPlatformConnectors (paths, api-version, the environment
 * filter on every call) and pnp/cli-microsoft365 `pa connector list` (the custom connectors' filter).
 */
import type { Cloud } from '../clouds.ts';
import { literal, query } from '../odata.ts';

const apiVersion = '2016-11-01';

/** @param path below `/providers/Microsoft.PowerApps`, its variable segments encoded */
export function powerAppsUrl(cloud: Cloud, path: string, environment: string, filter = ''): string {
  return `${cloud.powerApps}/providers/Microsoft.PowerApps${path}${query({ 'api-version': apiVersion, $filter: `environment eq ${literal(environment)}${filter}` })}`;
}

export const customConnectorsOnly = " and IsCustomApi eq 'True'";

/** The id by which the provider's bodies and headers name an environment. */
export function environmentId(environment: string): string {
  return `/providers/Microsoft.PowerApps/environments/${environment}`;
}
