/**
 * Pages of the portals. Sources: Entra's app blade by its fragment, widely linked from public repositories; the
 * connector editor of the Power Automate maker portal from the installers of Microsoft's Approvals kit; connections
 * from Microsoft's documentation of connection references ("…/connections/shared_github/{connectionId}/details").
 */
import type { Cloud } from '../../cloud/clouds.ts';

export type ConnectorPage = 'general' | 'security' | 'test';

/** The app registration's overview, in the tenant it belongs to. */
export function applicationLink(cloud: Pick<Cloud, 'entraPortal'>, tenantId: string, appId: string): string {
  return `${cloud.entraPortal}/${encodeURIComponent(tenantId)}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/${encodeURIComponent(appId)}`;
}

/** The connector's page in the maker portal; outside the public cloud, where its address is not known, the list. */
export function connectorLink(cloud: Pick<Cloud, 'makerPortal'>, environment: string, connectorName: string, page: ConnectorPage): string {
  if (cloud.makerPortal !== 'https://make.powerapps.com') return connectorsLink(cloud, environment);
  return `https://make.powerautomate.com/environments/${encodeURIComponent(environment)}/connections/available/custom/${encodeURIComponent(connectorName)}/edit/${page}`;
}

/** The environment's custom connectors. */
export function connectorsLink(cloud: Pick<Cloud, 'makerPortal'>, environment: string): string {
  return `${cloud.makerPortal}/environments/${encodeURIComponent(environment)}/customconnectors`;
}

export function connectionLink(cloud: Pick<Cloud, 'makerPortal'>, environment: string, connectorName: string, connectionId: string): string {
  return `${connectionsLink(cloud, environment)}/${encodeURIComponent(connectorName)}/${encodeURIComponent(connectionId)}/details`;
}

/** The environment's connections. */
export function connectionsLink(cloud: Pick<Cloud, 'makerPortal'>, environment: string): string {
  return `${cloud.makerPortal}/environments/${encodeURIComponent(environment)}/connections`;
}
