/**
 * The five clouds a Power Platform tenant can live in: every host and audience in one table; what concerns sign-in is in
 * connector/entra-clouds.ts, since connectors' files repeat it.
 *
 * Sources: Microsoft Graph docs "National cloud deployments" (login, Graph); microsoft/terraform-provider-power-platform
 * internal/constants/constants.go (Power Apps and BAP hosts); Microsoft.PowerApps.AuthModule.psm1, function
 * Get-AudienceForHostName (Power Apps audiences); Power Platform docs "Programmability authentication" (Power Platform
 * API); "set-up-managed-identity" in the same docs (federated audience, issuer host and the subject's cloud);
 * "Power Apps US Government" (maker portals); Entra FAQ (admin centers); PowerPlatformConnectors#3035 (consent hosts).
 *
 * Disputed: the Terraform provider names `https://service.powerapps.us` and `https://high.service.apps.appsplatform.us`
 * as the GCC and GCC High audiences, the PowerShell modules the ones below; no API Hub audience is published for the
 * sovereign clouds. Hence the overrides.
 */

import { CHINA_ENTRA, PUBLIC_ENTRA, US_GOVERNMENT_ENTRA, type EntraCloud } from '../connector/entra-clouds.ts';

export type CloudName = 'public' | 'gcc' | 'gccHigh' | 'dod' | 'china';

/** Which audience a user may override, by the service it is for. */
export type AudienceOverrides = Partial<Record<'powerApps' | 'powerPlatform' | 'apiHub' | 'graph', string>>;

/** Origins carry no trailing slash, audiences none either: a scope is `${audience}/.default`. */
export interface Cloud {
  /** A `CloudName`, or what a cloud file calls itself. */
  readonly name: string;
  readonly displayName: string;
  readonly login: string;
  readonly graph: string;
  readonly powerApps: string;
  readonly businessAppPlatform: string;
  readonly powerPlatform: string;
  readonly graphAudience: string;
  readonly powerAppsAudience: string;
  readonly powerPlatformAudience: string;
  readonly apiHubAudience: string;
  /** The one audience a federated credential has in this cloud. */
  readonly federatedAudience: string;
  /** `pub`, `usg` or `chn`: the segment after `/eid1/c/` of a connector's subject. */
  readonly subjectCloud: string;
  readonly makerPortal: string;
  readonly entraPortal: string;
  /** Where connectors run and connections are called; each begins with a dot. */
  readonly runtimeHostSuffixes: readonly string[];
  /** Where definitions, icons and scripts are stored; each begins with a dot. */
  readonly storageHostSuffixes: readonly string[];
  /** Where redirect URLs may lie besides the known consent hosts. */
  readonly consentHosts?: readonly string[];
  /** VS Code's authentication provider for this cloud. */
  readonly authenticationProvider: 'microsoft' | 'microsoft-sovereign-cloud';
}

const directoryOf = ({ login, federatedAudience, subjectCloud }: EntraCloud): Pick<Cloud, 'login' | 'federatedAudience' | 'subjectCloud'> => ({ login, federatedAudience, subjectCloud });
const publicDirectory = directoryOf(PUBLIC_ENTRA);
const usGovernmentDirectory = directoryOf(US_GOVERNMENT_ENTRA);
const chinaDirectory = directoryOf(CHINA_ENTRA);

const apiHub = 'https://apihub.azure.com';
const runtimePublic = ['.azure-apim.net', '.azure-apihub.net'];
const runtimeUsGovernment = ['.azure-apihub.us', '.azure-apim.us'];
const storagePublic = ['.blob.core.windows.net'];
const storageUsGovernment = ['.blob.core.usgovcloudapi.net'];

const clouds: Readonly<Record<CloudName, Cloud>> = {
  public: {
    name: 'public',
    displayName: 'Public',
    ...publicDirectory,
    graph: 'https://graph.microsoft.com',
    powerApps: 'https://api.powerapps.com',
    businessAppPlatform: 'https://api.bap.microsoft.com',
    powerPlatform: 'https://api.powerplatform.com',
    graphAudience: 'https://graph.microsoft.com',
    powerAppsAudience: 'https://service.powerapps.com',
    powerPlatformAudience: 'https://api.powerplatform.com',
    apiHubAudience: apiHub,
    makerPortal: 'https://make.powerapps.com',
    entraPortal: 'https://entra.microsoft.com',
    runtimeHostSuffixes: runtimePublic,
    storageHostSuffixes: storagePublic,
    authenticationProvider: 'microsoft',
  },
  // GCC signs in and keeps its directory in the public cloud; only its Power Platform stands apart.
  gcc: {
    name: 'gcc',
    displayName: 'US Government (GCC)',
    ...publicDirectory,
    graph: 'https://graph.microsoft.com',
    powerApps: 'https://gov.api.powerapps.us',
    businessAppPlatform: 'https://gov.api.bap.microsoft.us',
    powerPlatform: 'https://api.gov.powerplatform.microsoft.us',
    graphAudience: 'https://graph.microsoft.com',
    powerAppsAudience: 'https://gov.service.powerapps.us',
    powerPlatformAudience: 'https://api.gov.powerplatform.microsoft.us',
    apiHubAudience: apiHub,
    makerPortal: 'https://make.gov.powerapps.us',
    entraPortal: 'https://entra.microsoft.com',
    runtimeHostSuffixes: runtimeUsGovernment,
    storageHostSuffixes: [...storageUsGovernment, ...storagePublic],
    authenticationProvider: 'microsoft',
  },
  gccHigh: {
    name: 'gccHigh',
    displayName: 'US Government (GCC High)',
    ...usGovernmentDirectory,
    graph: 'https://graph.microsoft.us',
    powerApps: 'https://high.api.powerapps.us',
    businessAppPlatform: 'https://high.api.bap.microsoft.us',
    powerPlatform: 'https://api.high.powerplatform.microsoft.us',
    graphAudience: 'https://graph.microsoft.us',
    powerAppsAudience: 'https://high.service.powerapps.us',
    powerPlatformAudience: 'https://api.high.powerplatform.microsoft.us',
    apiHubAudience: apiHub,
    makerPortal: 'https://make.high.powerapps.us',
    entraPortal: 'https://entra.microsoft.us',
    runtimeHostSuffixes: runtimeUsGovernment,
    storageHostSuffixes: storageUsGovernment,
    authenticationProvider: 'microsoft-sovereign-cloud',
  },
  dod: {
    name: 'dod',
    displayName: 'US Government (DoD)',
    ...usGovernmentDirectory,
    graph: 'https://dod-graph.microsoft.us',
    powerApps: 'https://api.apps.appsplatform.us',
    businessAppPlatform: 'https://api.bap.appsplatform.us',
    powerPlatform: 'https://api.appsplatform.us',
    graphAudience: 'https://dod-graph.microsoft.us',
    powerAppsAudience: 'https://service.apps.appsplatform.us',
    powerPlatformAudience: 'https://api.appsplatform.us',
    apiHubAudience: apiHub,
    makerPortal: 'https://make.apps.appsplatform.us',
    entraPortal: 'https://entra.microsoft.us',
    runtimeHostSuffixes: runtimeUsGovernment,
    storageHostSuffixes: storageUsGovernment,
    authenticationProvider: 'microsoft-sovereign-cloud',
  },
  china: {
    name: 'china',
    displayName: 'China (21Vianet)',
    ...chinaDirectory,
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    powerApps: 'https://api.powerapps.cn',
    businessAppPlatform: 'https://api.bap.partner.microsoftonline.cn',
    powerPlatform: 'https://api.powerplatform.partner.microsoftonline.cn',
    graphAudience: 'https://microsoftgraph.chinacloudapi.cn',
    powerAppsAudience: 'https://service.powerapps.cn',
    powerPlatformAudience: 'https://api.powerplatform.partner.microsoftonline.cn',
    apiHubAudience: apiHub,
    makerPortal: 'https://make.powerapps.cn',
    entraPortal: 'https://entra.microsoftonline.cn',
    runtimeHostSuffixes: ['.azure-apihub.cn'],
    storageHostSuffixes: ['.blob.core.chinacloudapi.cn'],
    authenticationProvider: 'microsoft-sovereign-cloud',
  },
};

export const cloudNames = Object.keys(clouds) as readonly CloudName[];

/** The row of the table, with the audiences that the user has overridden. An empty override counts as none. */
export function cloudByName(name: CloudName, overrides: AudienceOverrides = {}): Cloud {
  const cloud = clouds[name];
  const audience = (override: string | undefined, usual: string): string => override?.trim().replace(/\/+$/, '') || usual;
  return {
    ...cloud,
    graphAudience: audience(overrides.graph, cloud.graphAudience),
    powerAppsAudience: audience(overrides.powerApps, cloud.powerAppsAudience),
    powerPlatformAudience: audience(overrides.powerPlatform, cloud.powerPlatformAudience),
    apiHubAudience: audience(overrides.apiHub, cloud.apiHubAudience),
  };
}
