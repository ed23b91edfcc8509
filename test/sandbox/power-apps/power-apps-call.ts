/** What each Power Apps call is checked for before its own rules: api-version, `$filter`, access to the environment. */
import { powerAppsErrors } from './power-apps-errors.ts';
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import type { JsonObject } from '../json-values.ts';
import type { Switches } from '../switches.ts';
import type { Environment, Tenant, User } from '../tenant.ts';

export interface PowerAppsContext {
  readonly tenant: Tenant;
  readonly switches: Switches;
  /** Of the sandbox's consent pages, without trailing slash. */
  consentOrigin(): string;
}

export interface PowerAppsCall {
  readonly request: SandboxRequest;
  readonly user: User;
  readonly body: unknown;
  readonly key: Readonly<Record<string, string | undefined>>;
}

export interface PowerAppsRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Over the whole path. */
  readonly pattern: RegExp;
  readonly apiVersions: readonly string[];
  handle(call: PowerAppsCall): SandboxReply;
}

export const connectorVersions = ['2016-11-01'];

/** The environment that `$filter` names; both clients and cmdlets send it in exactly this form. @throws Refusal */
export function filteredEnvironment(context: PowerAppsContext, { request, user }: PowerAppsCall): { environment: Environment; customOnly: boolean } {
  const filter = request.query.get('$filter') ?? '';
  const [, name, custom] = /^environment eq '([^']+)'( and isCustomApi eq '?true'?)?$/i.exec(filter) ?? [];
  if (name === undefined) throw powerAppsErrors.malformed('InvalidFilterInQuery', `The query must have $filter=environment eq '<name>', got '${filter}'.`);
  return { environment: accessibleEnvironment(context, name, user), customOnly: custom !== undefined };
}

/** @throws Refusal */
export function accessibleEnvironment({ tenant }: PowerAppsContext, name: string, user: User): Environment {
  // Names are compared exactly: the generated connector name depends on their case.
  const environment = tenant.environments.find((candidate) => candidate.name === name);
  if (!environment) throw powerAppsErrors.environmentNotFound(name, tenant.tenantId);
  if (environment.forbidden) throw powerAppsErrors.environmentAccess(user.objectId, tenant.tenantId, name);
  return environment;
}

/** A page with an absolute `nextLink`. */
export function pageReply({ request }: PowerAppsCall, items: readonly JsonObject[], pageSize: number): SandboxReply {
  const from = Number(request.query.get('$skiptoken') ?? '0');
  if (!Number.isInteger(from)) throw powerAppsErrors.malformed('InvalidSkipToken', 'The skip token is not valid. Follow nextLink as it was given.');
  const next = new URL(request.url);
  next.searchParams.set('$skiptoken', String(from + pageSize));
  return { status: 200, body: { value: items.slice(from, from + pageSize), ...(from + pageSize < items.length ? { nextLink: next.href } : {}) } };
}
