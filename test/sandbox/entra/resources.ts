/** The APIs that tokens are for. Application ids: Microsoft's published first-party list and public scope enumerations. */
export interface Resource {
  readonly name: 'graph' | 'powerApps' | 'powerPlatform' | 'apiHub' | 'azure';
  readonly appId: string;
  /** Without trailing slash; both forms are audiences of the resource. */
  readonly uris: readonly string[];
}

export const resources: readonly Resource[] = [
  { name: 'graph', appId: '00000003-0000-0000-c000-000000000000', uris: ['https://graph.microsoft.com'] },
  { name: 'powerApps', appId: '475226c6-020e-4fb2-8a90-7a972cbfc1d4', uris: ['https://service.powerapps.com'] },
  { name: 'powerPlatform', appId: '8578e004-a5c6-46e7-913e-12f58912df43', uris: ['https://api.powerplatform.com'] },
  { name: 'apiHub', appId: 'fe053c5f-3692-4f14-aef2-ee34fc081cae', uris: ['https://apihub.azure.com'] },
  { name: 'azure', appId: '797f4846-ba00-4fd7-ba43-dac1f8f63013', uris: ['https://management.core.windows.net', 'https://management.azure.com'] },
];

/** By URI, with or without trailing slash, or by application id. */
export function findResource(uri: string): Resource | undefined {
  const wanted = uri.replace(/\/+$/, '').toLowerCase();
  return resources.find((resource) => resource.appId === wanted || resource.uris.includes(wanted));
}

export interface RequestedScopes {
  readonly resource: string;
  readonly scopes: readonly string[];
  readonly oidc: readonly string[];
}

const oidcScopes = ['openid', 'profile', 'email', 'offline_access'];

/**
 * `https://service/Scope`, `https://service//.default`, `api://id/Scope`, bare Graph scopes and the OIDC ones.
 * Undefined where they name more than one resource, which Entra refuses (AADSTS28000).
 */
export function readScopes(scopes: readonly string[]): RequestedScopes | undefined {
  const oidc: string[] = [];
  const named: string[] = [];
  const found = new Set<string>();
  for (const scope of scopes) {
    if (oidcScopes.includes(scope)) {
      oidc.push(scope);
      continue;
    }
    const slash = scope.includes('://') ? scope.lastIndexOf('/') : -1;
    // Bare scopes are Graph's; the first-party form of a resource may end in a slash, hence `//.default`.
    found.add(slash < 0 ? 'https://graph.microsoft.com' : scope.slice(0, slash).replace(/\/+$/, ''));
    named.push(scope.slice(slash + 1));
  }
  if (found.size > 1) return undefined;
  return { resource: [...found][0] ?? 'https://graph.microsoft.com', scopes: named, oidc };
}
