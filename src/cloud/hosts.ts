/**
 * Which hosts a request may go to. A page link, a runtime URL or a storage address comes from outside, so each one is
 * held against the chosen cloud before anything is sent, above all a token.
 */
import type { Cloud } from './clouds.ts';

/** `storage` is reached by signed addresses and never gets a token. */
export type HostGroup = 'graph' | 'powerApps' | 'apiHub' | 'storage';

/** A request was about to leave the chosen cloud. Nothing was sent. */
export class HostRefusedError extends Error {
  override readonly name = 'HostRefusedError';
  readonly host: string;

  constructor(host: string, cloud: Cloud) {
    super(`The request to ${host} was not sent: the host does not belong to the ${cloud.displayName} cloud. If your tenant is in another cloud, choose it in the setting "connectorStudio.cloud".`);
    this.host = host;
  }
}

/** @throws HostRefusedError when the URL is not https or its host is not one of the cloud's for that service. */
export function assertHost(url: URL, group: HostGroup, cloud: Cloud): void {
  if (!belongsTo(url, group, cloud)) throw new HostRefusedError(url.host || url.protocol, cloud);
}

export function belongsTo(url: URL, group: HostGroup, cloud: Cloud): boolean {
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  switch (group) {
    case 'graph':
      return isAtOrBelow(url, cloud.graph);
    case 'powerApps':
      // Environments and their page links also stand on regional hosts such as europe.api.powerapps.com.
      return isAtOrBelow(url, cloud.powerApps) || isAtOrBelow(url, cloud.businessAppPlatform);
    case 'apiHub':
      return hasSuffix(url, cloud.runtimeHostSuffixes);
    case 'storage':
      return hasSuffix(url, cloud.storageHostSuffixes);
  }
}

function isAtOrBelow(url: URL, origin: string): boolean {
  const own = new URL(origin);
  return url.port === own.port && (url.hostname === own.hostname || url.hostname.endsWith(`.${own.hostname}`));
}

function hasSuffix(url: URL, suffixes: readonly string[]): boolean {
  return url.port === '' && suffixes.some((suffix) => url.hostname.endsWith(suffix));
}
