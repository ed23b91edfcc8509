/**
 * The connector runtime's part in a connection: it asks for authorization with the connector's client id and redirect
 * URL, and redeems the code through a real client library (MSAL), proving itself with a signed assertion whose subject
 * is the connector's, or with the secret of a connector that still has one.
 */
import { randomUUID } from 'node:crypto';
import { AuthError, ConfidentialClientApplication } from '@azure/msal-node';
import type { AuthorizationRequest } from '../entra/authorization.ts';
import type { TokenIssuer } from '../entra/tokens.ts';
import { textAt, type JsonObject } from '../json-values.ts';
import { generatedSubject } from '../power-apps/connector-view.ts';
import { customParameter, isManagedIdentity, oauthParameters } from '../power-apps/save-rules.ts';
import type { Proxy } from '../proxied-request.ts';
import type { Connection, SavedConnector, Tenant } from '../tenant.ts';
import { msalNetwork } from './msal-network.ts';

const assertionLifetimeSeconds = 600;

export interface ConnectorRuntime {
  /** What the consent page asks Entra for. Throws where the connector cannot sign anyone in. */
  authorizationRequest(connector: SavedConnector): AuthorizationRequest;
  /** Redeems the code; the outcome is the connection's status. Never throws. */
  redeem(connection: Connection, connector: SavedConnector, code: string): Promise<void>;
}

export function createConnectorRuntime(tenant: Tenant, issuer: TokenIssuer, proxy: () => Proxy): ConnectorRuntime {
  const redeem = async (connection: Connection, connector: SavedConnector, code: string): Promise<void> => {
    const { key, settings } = oauthParameter(connector);
    const request = requestOf(settings);
    const client = new ConfidentialClientApplication({
      auth: {
        clientId: request.clientId,
        authority: `https://login.microsoftonline.com/${request.tenantId}`,
        ...(isManagedIdentity(settings) ? { clientAssertion: () => assertion(connector, key, settings) } : { clientSecret: connector.secrets.get(key) }),
      },
      system: { networkClient: msalNetwork(proxy()) },
    });
    const result = await client.acquireTokenByCode({ code, redirectUri: request.redirectUri, scopes: request.scope.split(' ') });
    connection.token = { accessToken: result.accessToken, expiresOn: result.expiresOn?.getTime() ?? 0 };
    connection.authenticatedUser = result.account?.username;
  };

  const assertion = async (connector: SavedConnector, key: string, settings: JsonObject): Promise<string> => {
    const environment = tenant.environments.find((candidate) => candidate.name === connector.environment);
    const subject = environment && generatedSubject(connector, key, environment, tenant);
    if (!subject) throw new Error('The connector has no subject yet.');
    return issuer.sign({
      iss: textAt(settings, 'properties', 'FederatedIdentityCredentials', 'Issuer'),
      aud: textAt(settings, 'properties', 'FederatedIdentityCredentials', 'Audience'),
      sub: subject,
      jti: randomUUID(),
    }, assertionLifetimeSeconds);
  };

  return {
    authorizationRequest: (connector) => requestOf(oauthParameter(connector).settings),
    redeem: async (connection, connector, code) => {
      try {
        await redeem(connection, connector, code);
        connection.status = 'Connected';
        delete connection.error;
      } catch (error) {
        fail(connection, error);
      }
    },
  };
}

/** The connection shows what the token service said, as the platform does. */
export function fail(connection: Connection, error: unknown): void {
  connection.status = 'Error';
  const message = error instanceof AuthError ? error.errorMessage : error instanceof Error ? error.message : String(error);
  connection.error = { code: 'Unauthorized', message: `Failed to exchange the authorization code for a token. ${message}` };
  delete connection.token;
}

function oauthParameter(connector: SavedConnector): { key: string; settings: JsonObject } {
  const parameter = oauthParameters(connector.content)[0];
  if (!parameter) throw new Error('The connector has no OAuth parameter.');
  return parameter;
}

/** Entra's v2 scopes: the connector's own, on its resource; `.default` where it names none. */
function requestOf(settings: JsonObject): AuthorizationRequest {
  const resource = (customParameter(settings, 'resourceUri') ?? '').replace(/\/+$/, '');
  const scopes = Array.isArray(settings.scopes) ? settings.scopes.filter((scope): scope is string => typeof scope === 'string') : [];
  const qualified = scopes.length > 0 ? scopes.map((scope) => scope.includes('://') ? scope : `${resource}/${scope}`) : [`${resource}/.default`];
  return {
    tenantId: customParameter(settings, 'tenantId') ?? 'common',
    clientId: textAt(settings, 'clientId') ?? '',
    redirectUri: textAt(settings, 'redirectUrl') ?? '',
    scope: qualified.join(' '),
  };
}
