/** How the parts of the Graph service are put together. */
import type { SandboxReply, SandboxRequest } from '../exchange.ts';
import type { Switches } from '../switches.ts';
import type { Tenant } from '../tenant.ts';
import type { Caller } from '../entra/tokens.ts';

export interface GraphContext {
  readonly tenant: Tenant;
  readonly switches: Switches;
}

export interface GraphCall {
  readonly request: SandboxRequest;
  readonly caller: Caller;
  readonly body: unknown;
  /** Named groups of the route's pattern. */
  readonly key: Readonly<Record<string, string | undefined>>;
}

export interface GraphRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Over the path after `/v1.0`. */
  readonly pattern: RegExp;
  /** The contract's path; undefined for what the contract leaves out. */
  template(key: GraphCall['key']): string | undefined;
  /** One of these must be in the token's `scp`. */
  readonly scopes: readonly string[];
  handle(call: GraphCall): SandboxReply;
}

export const applicationKey = String.raw`(?:/(?<id>[0-9a-fA-F-]{36})|\(appId='(?<appId>[^']+)'\)|\(uniqueName='(?<uniqueName>(?:[^']|'')+)'\))`;
export const readScopes = ['Application.Read.All', 'Application.ReadWrite.All'];
export const writeScopes = ['Application.ReadWrite.All'];

export function metadata(entity: string): string {
  return `https://graph.microsoft.com/v1.0/$metadata#${entity}`;
}

/** `Prefer: create-if-missing`, which turns an update by alternate key into an upsert (Graph docs: application-upsert). */
export function createIfMissing(request: SandboxRequest): boolean {
  const { prefer } = request.headers;
  return String(prefer ?? '').split(',').some((preference) => preference.trim().toLowerCase() === 'create-if-missing');
}
