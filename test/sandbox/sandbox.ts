/**
 * The sandbox tenant: Microsoft Graph, the Power Apps and BAP services, the connector runtime and the sign-in service of
 * one made-up tenant, behind an HTTPS proxy on loopback. It is stricter than the real thing, shares no code with the
 * product, and the product cannot tell it from a company network: real host names, a proxy, a CA to trust.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpsServer, request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccessToken } from '@azure/identity';
import { createCertificateAuthority, type CertificateAuthority } from './certificate-authority.ts';
import { listen, originHeader, startConnectProxy } from './connect-proxy.ts';
import { startControlApi } from './control-api.ts';
import { createAuthorizationServer } from './entra/authorization.ts';
import { CredentialCache } from './entra/federated-assertion.ts';
import { createLoginService } from './entra/login-service.ts';
import { signIn, type SignInAnswer, type SignInRequest } from './entra/sign-in.ts';
import { createTokenEndpoint } from './entra/token-endpoint.ts';
import { createTokenIssuer, type TokenIssuer } from './entra/tokens.ts';
import type { Service } from './exchange.ts';
import { Faults } from './faults.ts';
import { requestFederatedToken, type FederatedTokenRequest } from './federated-token.ts';
import { loadGraphContract } from './graph/contract.ts';
import { createGraphService } from './graph/graph-service.ts';
import { otherPeople, type OtherPeople } from './other-people.ts';
import { connectionRoutes, type ConsentTicket } from './power-apps/connections.ts';
import { connectorRoutes } from './power-apps/connectors.ts';
import { environmentRoutes } from './power-apps/environments.ts';
import { createPowerAppsService, createStorageService } from './power-apps/power-apps-service.ts';
import { createTenant, fill, type Preset } from './preset-data.ts';
import type { Proxy } from './proxied-request.ts';
import { createExchange, createListener, type SandboxExchange, type SandboxListener } from './request-listener.ts';
import { createConnectorRuntime } from './runtime/connector-runtime.ts';
import { createConsentService, loopbackHost } from './runtime/consent-service.ts';
import { createInvokeService } from './runtime/invoke-service.ts';
import { dumpState, type SandboxState } from './state-dump.ts';
import { passTime, sandboxNow } from './sandbox-time.ts';
import { defaultSwitches, turn, type Switches } from './switches.ts';
import type { Tenant } from './tenant.ts';
import { TrafficLog } from './traffic-log.ts';

export interface SandboxOptions {
  readonly preset?: Preset;
  readonly switches?: Partial<Switches>;
  /** A free port unless given. */
  readonly controlPort?: number;
}

export interface Sandbox {
  /** For HTTPS_PROXY. */
  readonly proxyUrl: string;
  /** For NODE_EXTRA_CA_CERTS. */
  readonly caPath: string;
  /** For the test's own tools. */
  readonly controlUrl: string;
  readonly consentOrigin: string;
  readonly tenantId: string;
  /** Whether Graph is checked against the OpenAPI contract, which is not part of the repository. */
  readonly contract: 'checked' | 'absent';
  readonly faults: Faults;
  readonly traffic: TrafficLog;
  readonly switches: Readonly<Switches>;
  readonly otherPeople: OtherPeople;
  turn(change: Partial<Switches>): void;
  /** Lets time pass for everything that lags, without waiting. */
  passTime(milliseconds: number): void;
  /** Milliseconds since the epoch, with the time that was let pass. */
  now(): number;
  state(): SandboxState;
  /** The services without the sockets, for tests that send a million requests. */
  readonly exchange: SandboxExchange;
  /** Back to a preset, default switches, no faults, empty log. */
  reset(preset?: Preset, switches?: Partial<Switches>): void;
  /** @throws EntraError */
  signIn(request: SignInRequest): Promise<SignInAnswer>;
  requestFederatedToken(request: FederatedTokenRequest): Promise<AccessToken>;
  /** What a person does in the portal behind the product's back: the app's only credential gets another subject. */
  changeCredentialSubject(appId: string, subject: string): void;
  /** Opens a connection's consent link and answers it as a person would. `page` is the HTML that the person ends on. */
  answerConsent(link: string, decision: 'accept' | 'cancel'): Promise<{ status: number; page: string }>;
  /** @throws Error where an own answer broke the contract: what such a run proved is void. */
  stop(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const switches = structuredClone(defaultSwitches);
  turn(switches, options.switches ?? {});
  const tenant = createTenant();
  fill(tenant, options.preset ?? 'new', switches);
  const [authority, issuer] = await Promise.all([createCertificateAuthority(), createTokenIssuer()]);
  const traffic = new TrafficLog();
  const faults = new Faults();
  const contract = loadGraphContract();
  const tickets = new Map<string, ConsentTicket>();
  const credentials = new CredentialCache(switches);
  const origins = { proxy: '', consent: '' };
  const runtimeProxy = (): Proxy => ({ url: origins.proxy, ca: authority.pem, headers: { [originHeader]: 'runtime' } });

  const services = createServices({ tenant, switches, issuer, traffic, contract, tickets, credentials, consentOrigin: () => origins.consent, proxy: runtimeProxy });
  const exchange = createExchange(services, traffic, faults);
  const listener = createListener(exchange);
  const proxy = await startConnectProxy({
    authority,
    serves: (host) => services.some((service) => service.serves(host)),
    onUnknownHost: (host) => traffic.unknownHosts.push(host),
    onRequest: listener,
  });
  origins.proxy = proxy.url;
  const consent = await startConsentServer(authority, listener);
  origins.consent = consent.origin;

  const folder = await mkdtemp(join(tmpdir(), 'connector-sandbox-'));
  const caPath = join(folder, 'sandbox-ca.pem');
  await writeFile(caPath, authority.pem);

  const sandbox: Omit<Sandbox, 'controlUrl' | 'stop'> = {
    proxyUrl: proxy.url,
    caPath,
    consentOrigin: consent.origin,
    tenantId: tenant.tenantId,
    contract: contract ? 'checked' : 'absent',
    faults,
    traffic,
    switches,
    otherPeople: otherPeople(tenant),
    turn: (change) => turn(switches, change),
    passTime,
    now: sandboxNow,
    state: () => dumpState(tenant, traffic),
    exchange,
    reset: (preset = 'new', change = {}) => {
      turn(switches, { ...structuredClone(defaultSwitches), ...change });
      fill(tenant, preset, switches);
      tickets.clear();
      credentials.clear();
      faults.clear();
      traffic.clear();
    },
    signIn: (request) => signIn(tenant, switches, issuer, request),
    requestFederatedToken: (request) => requestFederatedToken(request, issuer, runtimeProxy()),
    changeCredentialSubject: (appId, subject) => changeCredentialSubject(tenant, appId, subject),
    answerConsent: (link, decision) => answerConsent(link, decision, authority.pem),
  };
  const control = await startControlApi(sandbox, options.controlPort);
  return {
    ...sandbox,
    controlUrl: control.url,
    stop: async () => {
      await Promise.all([proxy.stop(), consent.stop(), control.stop()]);
      await rm(folder, { recursive: true, force: true });
      if (traffic.ownBreaches.length > 0) throw new Error(`The sandbox itself broke the Graph contract:\n${JSON.stringify(traffic.ownBreaches, null, 2)}`);
    },
  };
}

function changeCredentialSubject(tenant: Tenant, appId: string, subject: string): void {
  const held = [...tenant.registrations.values()].find(({ current }) => current.application.appId === appId);
  const [credential, ...others] = held?.current.credentials ?? [];
  if (!held || !credential || others.length > 0) throw new Error(`The app ${appId} has not exactly one credential.`);
  held.write({ ...held.current, credentials: [{ ...credential, subject }] });
}

function createServices(parts: {
  readonly tenant: Tenant;
  readonly switches: Switches;
  readonly issuer: TokenIssuer;
  readonly traffic: TrafficLog;
  readonly contract: ReturnType<typeof loadGraphContract>;
  readonly tickets: Map<string, ConsentTicket>;
  readonly credentials: CredentialCache;
  consentOrigin(): string;
  proxy(): Proxy;
}): Service[] {
  const { tenant, switches, issuer, traffic, contract, tickets, credentials, consentOrigin, proxy } = parts;
  const authorizations = createAuthorizationServer(tenant, switches);
  const tokens = createTokenEndpoint(tenant, issuer, authorizations, credentials);
  const runtime = createConnectorRuntime(tenant, issuer, proxy);
  const context = { tenant, switches, consentOrigin };
  const powerApps = { tenant, issuer, traffic };
  return [
    createGraphService({ tenant, switches }, issuer, traffic, contract),
    createPowerAppsService({
      ...powerApps,
      kind: 'powerApps',
      serves: (host) => host === 'api.powerapps.com',
      routes: [...environmentRoutes(context), ...connectorRoutes(context), ...connectionRoutes(context, tickets)],
    }),
    createPowerAppsService({ ...powerApps, kind: 'businessAppPlatform', serves: (host) => host === 'api.bap.microsoft.com', routes: environmentRoutes(context) }),
    createStorageService(tenant, traffic),
    createLoginService(tenant, issuer, authorizations, tokens),
    createInvokeService(tenant, issuer, traffic, proxy),
    createConsentService(tenant, authorizations, runtime, tickets),
  ];
}

async function startConsentServer(authority: CertificateAuthority, listener: SandboxListener): Promise<{ origin: string; stop(): Promise<void> }> {
  const server = createHttpsServer(await authority.leaf(loopbackHost), (request, response) => listener({ host: loopbackHost, origin: 'client' }, request, response));
  const port = await listen(server);
  return {
    origin: `https://${loopbackHost}:${port}`,
    stop: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

/** Looks at the page first, as a person does: where Entra shows an error there, there is nothing to accept. */
async function answerConsent(link: string, decision: 'accept' | 'cancel', ca: string): Promise<{ status: number; page: string }> {
  const shown = await browse(link, ca);
  return shown.status === 200 ? browse(link, ca, new URLSearchParams({ decision }).toString()) : shown;
}

function browse(link: string, ca: string, form?: string): Promise<{ status: number; page: string }> {
  return new Promise((resolve, reject) => {
    const headers = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(form.length) };
    const request = httpsRequest(link, { method: form === undefined ? 'GET' : 'POST', ca, agent: false, headers }, (response) => {
      let page = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => { page += chunk; });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, page }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(form);
  });
}
