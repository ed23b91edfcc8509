/** The tenant as plain JSON for tests and people: no secret, no token, no signature. */
import { oauthParameters } from './power-apps/save-rules.ts';
import { generatedSubject } from './power-apps/connector-view.ts';
import { objectAt, type JsonObject } from './json-values.ts';
import type { Breach, TrafficLog } from './traffic-log.ts';
import type { Application, Connection, FederatedIdentityCredential, PermissionGrant, Registration, SavedConnector, Tenant } from './tenant.ts';

export interface ApplicationState {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly uniqueName: string | null;
  readonly signInAudience: string;
  readonly redirectUris: readonly string[];
  readonly requiredResourceAccess: Application['requiredResourceAccess'];
  readonly passwordCredentials: Application['passwordCredentials'];
  readonly federatedCredentials: readonly Pick<FederatedIdentityCredential, 'name' | 'issuer' | 'subject' | 'audiences' | 'description'>[];
  readonly hasServicePrincipal: boolean;
}

export interface ConnectorState {
  readonly name: string;
  readonly environment: string;
  readonly displayName: string;
  /** As stored, subjects filled in where the service has them. */
  readonly properties: JsonObject;
  readonly definition: JsonObject;
  /** Parameters for which the service holds a client secret. */
  readonly secretsHeld: readonly string[];
}

export interface SandboxState {
  readonly tenantId: string;
  readonly applications: readonly ApplicationState[];
  readonly deletedApplications: readonly ApplicationState[];
  readonly permissionGrants: readonly PermissionGrant[];
  readonly connectors: readonly ConnectorState[];
  readonly connections: readonly Pick<Connection, 'id' | 'connector' | 'environment' | 'displayName' | 'status' | 'error' | 'authenticatedUser'>[];
  /** Names of uploaded icons and scripts. */
  readonly uploads: readonly string[];
  readonly writes: number;
  readonly violations: readonly Breach[];
  readonly ownBreaches: readonly Breach[];
  readonly unknownHosts: readonly string[];
}

export function dumpState(tenant: Tenant, traffic: TrafficLog): SandboxState {
  return structuredClone({
    tenantId: tenant.tenantId,
    applications: [...tenant.registrations.values()].map((held) => applicationState(held.current, tenant)),
    deletedApplications: [...tenant.deletedRegistrations.values()].map((registration) => applicationState(registration, tenant)),
    permissionGrants: [...tenant.grants.values()],
    connectors: [...tenant.connectors.values()].map((connector) => connectorState(connector, tenant)),
    connections: [...tenant.connections.values()].map(({ id, connector, environment, displayName, status, error, authenticatedUser }) =>
      ({ id, connector, environment, displayName, status, error, authenticatedUser })),
    uploads: [...tenant.blobs.keys()],
    writes: traffic.writes.length,
    violations: traffic.violations,
    ownBreaches: traffic.ownBreaches,
    unknownHosts: traffic.unknownHosts,
  });
}

function applicationState({ application, credentials }: Registration, tenant: Tenant): ApplicationState {
  const { id, appId, displayName, uniqueName, signInAudience, web, requiredResourceAccess, passwordCredentials } = application;
  return {
    id, appId, displayName, uniqueName, signInAudience, redirectUris: web.redirectUris, requiredResourceAccess, passwordCredentials,
    federatedCredentials: credentials.map(({ name, issuer, subject, audiences, description }) => ({ name, issuer, subject, audiences, description })),
    hasServicePrincipal: [...tenant.servicePrincipals.values()].some((principal) => principal.appId === appId),
  };
}

function connectorState(connector: SavedConnector, tenant: Tenant): ConnectorState {
  const properties = structuredClone(connector.content);
  const environment = tenant.environments.find(({ name }) => name === connector.environment);
  for (const { key, settings } of oauthParameters(properties)) {
    const generated = objectAt(settings, 'properties', 'FederatedIdentityCredentials');
    if (generated && environment) generated.Subject = generatedSubject(connector, key, environment, tenant) ?? '';
  }
  // Upload links carry signatures.
  delete properties.iconUri;
  delete properties.scriptDefinitionUrl;
  const { name, displayName, definition } = connector;
  return { name, environment: connector.environment, displayName, properties, definition, secretsHeld: [...connector.secrets.keys()] };
}
