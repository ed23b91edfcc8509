/**
 * Access tokens, by a chain of sources. VS Code's own client may call Power Apps but not write applications in
 * Microsoft Graph (Azure/vscode-aks-tools#724, microsoft/vscode#115626), nor is it known to be authorized for API Hub;
 * Azure CLI's client is. So each service has its chain, a token that lacks a permission counts as none, and when the
 * chain ends every link's reason is told.
 */
import type { TokenCredential } from '@azure/core-auth';
import { untilAborted } from './cancellation.ts';
import type { Cloud } from './clouds.ts';
import { explainRefusal } from './sign-in-refusal.ts';
import { readTokenClaims, type TokenClaims } from './token-claims.ts';

export { readTokenClaims, type TokenClaims };

export type Service = 'graph' | 'powerApps' | 'apiHub';

export type TokenSource = 'account' | 'ownClient' | 'azureCli' | 'environment' | 'workloadIdentity';

export interface SessionRequest {
  readonly scopes: readonly string[];
  readonly tenantId?: string;
  readonly clientId?: string;
  /** JSON text of a claims challenge. */
  readonly claims?: string;
  readonly interactive: boolean;
}

/** The editor's sign-in. Answers undefined where it would have to prompt and may not, or the user declines. */
export interface SessionSource {
  accessToken(request: SessionRequest): Promise<string | undefined>;
}

export interface AccessToken {
  readonly token: string;
  readonly claims: TokenClaims;
  readonly source: TokenSource;
}

export interface TokenRequest {
  /** Empty: whichever tenant the account stands in. */
  readonly tenantId: string;
  /** Whether the user may be asked to sign in; only on an action of theirs. */
  readonly interactive?: boolean;
  readonly claims?: string;
  /** Delegated permissions the token must carry. */
  readonly requiredScopes?: readonly string[];
  readonly signal?: AbortSignal;
}

export interface Tokens {
  /** @throws TokenUnavailableError when no link of the chain has a suitable token. */
  get(service: Service, request: TokenRequest): Promise<AccessToken>;
  /** After a service has refused the token: the next call asks the chain again. */
  forget(service: Service, tenantId: string): void;
}

export interface TokenOptions {
  readonly cloud: Cloud;
  /** Undefined outside of an editor: then `credential` or Azure CLI is the only link, for every service. */
  readonly sessions?: SessionSource;
  /** A public client of the user's own, for Graph and API Hub. */
  readonly ownClientId?: string;
  readonly useAzureCli: boolean;
  /** In place of Azure CLI, where there are no sessions. */
  readonly credential?: PlainCredential;
  /** The signed-in user: a token that speaks for somebody else, as Azure CLI's may, is not used. */
  readonly userObjectId?: string;
  /** Stands in for Azure CLI. */
  readonly azureCli?: (tenantId: string) => Promise<TokenCredential>;
  /** Milliseconds since the epoch; `Date.now` unless told. */
  readonly now?: () => number;
}

/** A credential that asks nobody. */
export interface PlainCredential {
  readonly source: TokenSource;
  create(tenantId: string): Promise<TokenCredential>;
}

export interface TokenAttempt {
  readonly source: TokenSource;
  /** A clause without a full stop. */
  readonly reason: string;
}

export class TokenUnavailableError extends Error {
  override readonly name = 'TokenUnavailableError';
  readonly service: Service;
  readonly tenantId: string;
  readonly requiredScopes: readonly string[];
  readonly attempts: readonly TokenAttempt[];
  /** A service has asked for more proof than the token has, in the middle of something. */
  readonly stepUp: boolean;
  /** Where an administrator can consent to the own client id, if that is what is missing (Entra docs, grant-admin-consent). */
  readonly adminConsentUrl?: string;

  constructor(service: Service, request: TokenRequest, attempts: readonly TokenAttempt[], adminConsentUrl?: string) {
    const stepUp = request.claims !== undefined;
    const needed = request.requiredScopes?.length ? ` with ${request.requiredScopes.join(', ')}` : '';
    const tried = attempts.map(({ source, reason }) => `${sourceNames[source]}: ${reason}.`).join(' ');
    super([
      stepUp
        ? `The tenant asks for a stronger sign-in (Conditional Access) before ${serviceNames[service]} goes on, and it was not made. ${tried}`
        : `No sign-in gives access to ${serviceNames[service]}${needed}. ${tried}`,
      ...(adminConsentUrl === undefined ? [] : [`An administrator can consent to the own client id here: ${adminConsentUrl}`]),
      ...(stepUp ? ['Run the command again and complete the sign-in: it goes on from here.'] : []),
    ].join(' '));
    this.stepUp = stepUp;
    this.adminConsentUrl = adminConsentUrl;
    this.service = service;
    this.tenantId = request.tenantId;
    this.requiredScopes = request.requiredScopes ?? [];
    this.attempts = attempts;
  }
}

export const serviceNames: Readonly<Record<Service, string>> = { graph: 'Microsoft Graph', powerApps: 'Power Apps', apiHub: 'the connector runtime (API Hub)' };

export const sourceNames: Readonly<Record<TokenSource, string>> = { account: 'VS Code account', ownClient: 'Own client id', azureCli: 'Azure CLI', environment: 'Service principal of the environment variables', workloadIdentity: 'Workload identity' };

/** A token this close to its end, in milliseconds, is renewed. */
const renewalMargin = 5 * 60_000;

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function placeOf(service: Service, tenantId: string): string {
  return `${service} ${tenantId}`;
}

export function createTokens(options: TokenOptions): Tokens {
  const now = options.now ?? Date.now;
  const cache = new Map<string, AccessToken>();
  const flights = new Map<string, Promise<AccessToken>>();

  const get = async (service: Service, request: TokenRequest): Promise<AccessToken> => {
    request.signal?.throwIfAborted();
    const place = placeOf(service, request.tenantId);
    const cached = request.claims ? undefined : cache.get(place);
    if (cached && cached.claims.expiresOn - now() > renewalMargin && missingScopes(cached.claims, request).length === 0) return cached;
    const flightKey = JSON.stringify([place, request.claims, request.interactive ?? false, request.requiredScopes]);
    let flight = flights.get(flightKey);
    if (!flight) {
      // Not bound to one caller's signal: others may be waiting for the same sign-in.
      flight = runChain(service, request)
        .then((token) => {
          cache.set(place, token);
          return token;
        })
        .finally(() => flights.delete(flightKey));
      flights.set(flightKey, flight);
    }
    return untilAborted(flight, request.signal);
  };

  const runChain = async (service: Service, request: TokenRequest): Promise<AccessToken> => {
    const attempts = new Map<TokenSource, string>();
    const unanswered = new Set<Link>();
    const attempt = async (link: Link, interactive: boolean): Promise<AccessToken | undefined> => {
      try {
        unanswered.add(link);
        const token = await link.token(service, request, interactive);
        if (token === undefined) {
          attempts.set(link.source, link.noTokenReason(interactive));
          return undefined;
        }
        unanswered.delete(link);
        const claims = readTokenClaims(token);
        const objection = objectionTo(claims, link.source, request);
        if (objection === undefined) return { token, claims, source: link.source };
        attempts.set(link.source, objection);
      } catch (error) {
        if (isCancellation(error)) throw error;
        attempts.set(link.source, explainRefusal(error));
      }
      return undefined;
    };

    const links = chainFor(service);
    for (const link of links) {
      // An own client id is a deliberate choice, so its prompt comes in its turn; the plain account is asked last,
      // since for Graph and API Hub its prompt would most likely lead to a token of no use.
      const token = await attempt(link, (request.interactive ?? false) && link.promptsInTurn);
      if (token) return token;
    }
    if (request.interactive) {
      for (const link of links.filter(({ canPrompt, promptsInTurn }) => canPrompt && !promptsInTurn)) {
        const token = unanswered.has(link) ? await attempt(link, true) : undefined;
        if (token) return token;
      }
    }
    for (const [source, reason] of unusedLinks(service)) if (!attempts.has(source)) attempts.set(source, reason);
    throw new TokenUnavailableError(service, request, [...attempts].map(([source, reason]) => ({ source, reason })), consentUrl(request, attempts.get('ownClient')));
  };

  const consentUrl = ({ tenantId }: TokenRequest, reason: string | undefined): string | undefined => {
    if (!options.ownClientId || !reason || !/AADSTS(?:65001|90094|90095)\b| lacks /.test(reason)) return undefined;
    return `${options.cloud.login}/${guid.test(tenantId) ? tenantId : 'organizations'}/adminconsent?client_id=${encodeURIComponent(options.ownClientId)}`;
  };

  const chainFor = (service: Service): readonly Link[] => {
    const { sessions } = options;
    const azureCli: PlainCredential = { source: 'azureCli', create: options.azureCli ?? azureCliCredential };
    if (!sessions) return [credentialLink(options.cloud, options.credential ?? azureCli)];
    return [
      ...(options.ownClientId && service !== 'powerApps' ? [sessionLink('ownClient', sessions, options, true)] : []),
      sessionLink('account', sessions, options, service === 'powerApps'),
      // Azure CLI may be signed in as somebody else; for Power Apps that shows only where the user is known.
      ...(options.useAzureCli && (service !== 'powerApps' || options.userObjectId) ? [credentialLink(options.cloud, azureCli)] : []),
    ];
  };

  const unusedLinks = (service: Service): readonly (readonly [TokenSource, string])[] => !options.sessions ? [] : [
    ...(options.ownClientId || service === 'powerApps' ? [] : [['ownClient', 'none is set (setting "connectorStudio.clientId")'] as const]),
    ...(options.useAzureCli ? [] : [['azureCli', 'switched off (setting "connectorStudio.useAzureCli")'] as const]),
  ];

  const objectionTo = (claims: TokenClaims, source: TokenSource, request: TokenRequest): string | undefined => {
    const who = claims.userName ?? claims.objectId;
    if (guid.test(request.tenantId) && claims.tenantId.toLowerCase() !== request.tenantId.toLowerCase()) {
      return `signed in to the tenant ${claims.tenantId} instead of ${request.tenantId}`;
    }
    if (options.userObjectId && claims.objectId.toLowerCase() !== options.userObjectId.toLowerCase()) {
      return `signed in as ${who}, which is not the account ${options.sessions ? 'chosen in VS Code' : 'that the first sign-in was for'}`;
    }
    const missing = missingScopes(claims, request);
    return missing.length > 0 ? `the token for ${who} lacks ${missing.join(', ')}${source === 'account' ? ', which Microsoft does not grant to VS Code\'s own client' : ''}` : undefined;
  };

  return {
    get,
    forget: (service, tenantId) => cache.delete(placeOf(service, tenantId)),
  };
}

interface Link {
  readonly source: TokenSource;
  readonly canPrompt: boolean;
  readonly promptsInTurn: boolean;
  token(service: Service, request: TokenRequest, interactive: boolean): Promise<string | undefined>;
  noTokenReason(interactive: boolean): string;
}

function sessionLink(source: 'account' | 'ownClient', sessions: SessionSource, options: TokenOptions, promptsInTurn: boolean): Link {
  return {
    source,
    canPrompt: true,
    promptsInTurn,
    token: (service, request, interactive) =>
      sessions.accessToken({
        scopes: source === 'ownClient' ? namedScopes(options.cloud, service, request) : [defaultScope(options.cloud, service)],
        tenantId: request.tenantId || undefined,
        clientId: source === 'ownClient' ? options.ownClientId : undefined,
        claims: request.claims,
        interactive,
      }),
    noTokenReason: (interactive) => (interactive ? 'the sign-in was not completed' : 'not signed in for this service'),
  };
}

function credentialLink(cloud: Cloud, { source, create }: PlainCredential): Link {
  return {
    source,
    canPrompt: false,
    promptsInTurn: false,
    token: async (service, request) => {
      const token = await (await create(request.tenantId)).getToken(defaultScope(cloud, service), {
        claims: request.claims,
        // For the command that Azure CLI's credential names.
        ...(request.claims !== undefined && guid.test(request.tenantId) && { tenantId: request.tenantId }),
      });
      return token?.token;
    },
    noTokenReason: () => 'gave no token',
  };
}

/** Loaded when first needed: with its dependencies it is the largest part of the network code. */
async function azureCliCredential(tenantId: string): Promise<TokenCredential> {
  const { AzureCliCredential } = await import('@azure/identity');
  return new AzureCliCredential({ ...(guid.test(tenantId) && { tenantId }), processTimeoutInMs: 30_000 });
}

function audienceOf(cloud: Cloud, service: Service): string {
  switch (service) {
    case 'graph':
      return cloud.graphAudience;
    case 'powerApps':
      return cloud.powerAppsAudience;
    case 'apiHub':
      return cloud.apiHubAudience;
  }
}

function defaultScope(cloud: Cloud, service: Service): string {
  return `${audienceOf(cloud, service)}/.default`;
}

/** An own client need not list its permissions beforehand when they are asked for by name. */
function namedScopes(cloud: Cloud, service: Service, request: TokenRequest): readonly string[] {
  if (service !== 'graph' || !request.requiredScopes?.length) return [defaultScope(cloud, service)];
  return request.requiredScopes.map((scope) => `${cloud.graphAudience}/${scope}`);
}

function missingScopes(claims: TokenClaims, request: TokenRequest): readonly string[] {
  return (request.requiredScopes ?? []).filter((scope) => !claims.scopes.includes(scope));
}

/** VS Code's CancellationError is named `Canceled`. */
function isCancellation(error: unknown): boolean {
  return error instanceof Error && (error.name === 'Canceled' || error.name === 'AbortError');
}
