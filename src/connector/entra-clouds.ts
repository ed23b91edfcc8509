/**
 * What tells one Microsoft Entra cloud from another in a connector's files: login host, audience of federated
 * credentials, and the segment after `/eid1/c/` of subjects. GCC signs in to the public cloud, GCC High and DoD share one.
 * Sources: Microsoft Graph docs, "National cloud deployments" (login hosts); Power Platform docs, set-up-managed-identity
 * (audiences, issuer hosts, cloud segments); login.windows.net is the public cloud's former host, which most published
 * connectors still have.
 */

export interface EntraCloud {
  /** `pub`, `usg` or `chn`. */
  readonly subjectCloud: string;
  /** How people call it. */
  readonly title: string;
  /** An origin without a trailing slash. */
  readonly login: string;
  /** The one audience a federated credential has in this cloud. */
  readonly federatedAudience: string;
  /** All hosts that sign in to it, in lower case, that of `login` first. */
  readonly loginHosts: readonly string[];
}

const cloud = (subjectCloud: string, title: string, federatedAudience: string, loginHosts: readonly [string, ...string[]]): EntraCloud => ({
  subjectCloud, title, login: `https://${loginHosts[0]}`, federatedAudience, loginHosts,
});

/** Public, and Microsoft 365 GCC. */
export const PUBLIC_ENTRA = cloud('pub', 'the public cloud', 'api://AzureADTokenExchange', ['login.microsoftonline.com', 'login.windows.net', 'sts.windows.net']);
/** GCC High and DoD. */
export const US_GOVERNMENT_ENTRA = cloud('usg', 'the US Government cloud', 'api://AzureADTokenExchangeUSGov', ['login.microsoftonline.us']);
// The older login.chinacloudapi.cn answers too, but issuers are written with the first host.
export const CHINA_ENTRA = cloud('chn', 'the China cloud', 'api://AzureADTokenExchangeChina', ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn']);

const clouds: readonly EntraCloud[] = [PUBLIC_ENTRA, US_GOVERNMENT_ENTRA, CHINA_ENTRA];

/** By a login host, whatever its case. */
export function entraCloudOfHost(host: string): EntraCloud | undefined {
  return clouds.find(({ loginHosts }) => loginHosts.includes(host.toLowerCase()));
}

/** By a federated credential's audience, whatever its case. */
export function entraCloudOfAudience(audience: string): EntraCloud | undefined {
  return clouds.find(({ federatedAudience }) => federatedAudience.toLowerCase() === audience.toLowerCase());
}

/** By a subject's segment, exact in case as Entra compares subjects. */
export function entraCloudOfSubject(segment: string): EntraCloud | undefined {
  return clouds.find(({ subjectCloud }) => subjectCloud === segment);
}
