/**
 * The link of getConsentLink: a page on loopback, because the browser of a test does not go through the proxy. Its
 * Accept does what a browser's way over the sign-in page to the connector's redirect URL does, with the same code.
 * The same redirect URL is served under its real name for a browser that does come through the proxy.
 */
import type { AuthorizationServer } from '../entra/authorization.ts';
import { EntraError } from '../entra/entra-errors.ts';
import type { SandboxReply, SandboxRequest, Service } from '../exchange.ts';
import { connectionPage, consentPage, errorPage } from '../pages.ts';
import type { ConsentTicket } from '../power-apps/connections.ts';
import type { Tenant } from '../tenant.ts';
import { fail, type ConnectorRuntime } from './connector-runtime.ts';

export const loopbackHost = '127.0.0.1';
const consentHost = 'global.consent.azure-apim.net';

export function createConsentService(tenant: Tenant, authorizations: AuthorizationServer, runtime: ConnectorRuntime, tickets: ReadonlyMap<string, ConsentTicket>): Service {
  const show = ({ connector }: ConsentTicket): SandboxReply => {
    const { application, scopes } = authorizations.begin(runtime.authorizationRequest(connector));
    return html(200, consentPage({ user: tenant.users[0]?.userName ?? '', application: application.displayName, scopes, hidden: {} }));
  };

  const decide = async ({ connection, connector, redirectUrl }: ConsentTicket, accepted: boolean): Promise<SandboxReply> => {
    const user = tenant.users[0];
    if (!user) throw new Error('The tenant has no user.');
    const code = authorizations.decide(authorizations.begin(runtime.authorizationRequest(connector)), user, accepted);
    await runtime.redeem(connection, connector, code);
    return html(200, connectionPage(connection.status === 'Connected', connection.error?.message ?? 'You can close this window.', redirectUrl));
  };

  const handle = async (request: SandboxRequest): Promise<SandboxReply> => {
    if (request.host === consentHost) return html(404, errorPage('This redirect URL only takes part in a consent that a connection has asked for.', request.id));
    const ticket = tickets.get(/^\/consent\/([0-9a-f-]{36})$/.exec(request.path)?.[1] ?? '');
    if (!ticket) return html(404, errorPage('This consent link is not valid, or no longer.', request.id));
    try {
      if (request.method !== 'POST') return show(ticket);
      return await decide(ticket, new URLSearchParams(request.body.toString('utf8')).get('decision') === 'accept');
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      // Entra stops on its own page; only what happened after the consent page reaches the connection.
      if (request.method === 'POST') fail(ticket.connection, error);
      return html(error.status, errorPage(error.message, request.id));
    }
  };

  return {
    kind: 'consent',
    serves: (host) => host === loopbackHost || host === consentHost,
    handle,
    failure: (status, request) => html(status, errorPage(`The sandbox was told to answer ${status}.`, request.id)),
  };
}

function html(status: number, body: string): SandboxReply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
