/** `POST /{tenant}/oauth2/v2.0/token`: code redemption and client credentials, with a secret or a federated assertion. */
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import { registrationByAppId, servicePrincipalByAppId, type Registration, type Tenant } from '../tenant.ts';
import type { AuthorizationServer } from './authorization.ts';
import { entraErrors } from './entra-errors.ts';
import { assertionType, checkAssertion, type CredentialCache } from './federated-assertion.ts';
import { findResource, readScopes } from './resources.ts';
import { tokenLifetimeSeconds, type TokenIssuer } from './tokens.ts';

export interface TokenEndpoint {
  /** @throws EntraError */
  redeem(tenantName: string, request: SandboxRequest): Promise<SandboxReply>;
}

export function createTokenEndpoint(tenant: Tenant, issuer: TokenIssuer, authorizations: AuthorizationServer, cache: CredentialCache): TokenEndpoint {
  const authenticateClient = async (registration: Registration, form: URLSearchParams): Promise<void> => {
    const assertion = form.get('client_assertion');
    const secret = form.get('client_secret');
    if (assertion !== null) {
      if (form.get('client_assertion_type') !== assertionType) throw entraErrors.badRequest("The request body must contain the following parameter: 'client_assertion_type'.");
      await checkAssertion(assertion, registration, issuer, cache);
    } else if (secret !== null) {
      const { appId, passwordCredentials } = registration.application;
      if (!passwordCredentials.some(({ keyId }) => tenant.clientSecrets.get(keyId) === secret)) throw entraErrors.wrongSecret(appId);
    } else {
      throw entraErrors.noClientCredential();
    }
  };

  const byCode = async (form: URLSearchParams, clientId: string): Promise<SandboxReply> => {
    const code = authorizations.code(form.get('code') ?? '');
    if (!code || code.authorization.application.appId !== clientId.toLowerCase()) throw entraErrors.codeUnknown();
    if (code.used) throw entraErrors.codeUsed();
    if (form.get('redirect_uri') !== code.authorization.request.redirectUri) throw entraErrors.redirectDiffers();
    code.used = true;
    const { resource, scopes } = code.authorization;
    const { user } = code;
    const audience = findResource(resource.appId)?.uris[0] ?? resource.appId;
    return tokenReply({
      scope: scopes.map((scope) => `${audience}/${scope}`).join(' '),
      access_token: await issuer.accessToken({ user, clientId, audience, scopes }),
      id_token: await issuer.sign({
        iss: `https://login.microsoftonline.com/${tenant.tenantId}/v2.0`,
        aud: clientId, tid: tenant.tenantId, oid: user.objectId, sub: user.objectId,
        preferred_username: user.userName, name: user.displayName, ver: '2.0',
      }, tokenLifetimeSeconds),
      client_info: Buffer.from(JSON.stringify({ uid: user.objectId, utid: tenant.tenantId })).toString('base64url'),
    });
  };

  const byClientCredentials = async (form: URLSearchParams, clientId: string): Promise<SandboxReply> => {
    const asked = readScopes((form.get('scope') ?? '').split(' ').filter(Boolean));
    if (!asked) throw entraErrors.severalResources();
    const resource = findResource(asked.resource);
    if (!resource) throw entraErrors.resourceUnknown(asked.resource);
    const claims = { iss: `https://sts.windows.net/${tenant.tenantId}/`, aud: resource.uris[0], tid: tenant.tenantId, appid: clientId, idtyp: 'app', roles: [] };
    return tokenReply({ access_token: await issuer.sign(claims, tokenLifetimeSeconds) });
  };

  return {
    redeem: async (tenantName, request) => {
      if (tenantName.toLowerCase() !== tenant.tenantId) throw entraErrors.unknownTenant(tenantName);
      const form = new URLSearchParams(request.body.toString('utf8'));
      const clientId = form.get('client_id') ?? '';
      const registration = registrationByAppId(tenant, clientId);
      if (!registration || !servicePrincipalByAppId(tenant, clientId)) throw entraErrors.unknownApplication(clientId, tenant.displayName);
      await authenticateClient(registration, form);
      const grant = form.get('grant_type') ?? '';
      if (grant === 'authorization_code') return byCode(form, clientId);
      if (grant === 'client_credentials') return byClientCredentials(form, clientId);
      throw entraErrors.badGrant(grant);
    },
  };
}

function tokenReply(body: Readonly<Record<string, unknown>>): SandboxReply {
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: { token_type: 'Bearer', expires_in: tokenLifetimeSeconds, ext_expires_in: tokenLifetimeSeconds, ...body },
  };
}
