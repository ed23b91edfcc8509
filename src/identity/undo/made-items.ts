/**
 * What a run has made, kept in the journal so that it can be taken back: never more than that, and never a secret. An
 * item is noted before its write, so that one whose answer was lost is not forgotten; whether it came to be is seen when
 * it is looked for.
 */
import type { FederatedCredential } from '../../connector/app-registration.ts';
import type { Pointer } from '../../connector/connector.ts';
import type { FormerSettings } from '../../connector/settings-file.ts';

/** How an app is found again: by its ids where they are known, else by the name that it was to be created under. */
export interface MadeApplicationKey {
  readonly appId: string;
  readonly objectId: string;
}

export type MadeThing =
  | { readonly kind: 'application'; readonly displayName: string; readonly uniqueName: string; readonly appId?: string; readonly objectId?: string }
  | MadeApplicationKey & { readonly kind: 'supportedAccounts'; readonly before: string; readonly after: string }
  | MadeApplicationKey & { readonly kind: 'permissions'; readonly resourceAppId: string; readonly resourceName: string; readonly scopes: readonly { readonly id: string; readonly value: string }[] }
  | MadeApplicationKey & { readonly kind: 'servicePrincipal' }
  /** The parameter's value in the file, secrets left out; `claim` tells whether `<name>:TenantId` stood beside it. */
  | { readonly kind: 'securityBlock'; readonly fileName: string; readonly pointer: Pointer; readonly before: unknown; readonly after: unknown; readonly claim: boolean; readonly hadSecret: boolean }
  | { readonly kind: 'connector'; readonly environment: string; readonly title: string; readonly name?: string }
  /** The deployed parameter's value, as the service showed it before. */
  | { readonly kind: 'deployedBlock'; readonly environment: string; readonly name: string; readonly pointer: Pointer; readonly before: unknown; readonly clientId: string }
  | { readonly kind: 'link'; readonly environment: string; readonly name?: string; readonly before: FormerSettings }
  | MadeApplicationKey & { readonly kind: 'redirectUri'; readonly redirectUrl: string }
  | MadeApplicationKey & { readonly kind: 'federatedCredential'; readonly after: FederatedCredential; readonly before?: FederatedCredential };

export type MadeItem = MadeThing & {
  /** The run's id. */
  readonly run: string;
  /** ISO 8601, UTC. */
  readonly at: string;
};

/** Two notes of one thing have one key: a step that is repeated after a crash makes nothing new. */
export function keyOfMade(item: MadeThing): string {
  switch (item.kind) {
    case 'application': return `application ${item.uniqueName}`;
    case 'permissions': return `permissions ${item.appId} ${item.scopes.map(({ id }) => id).join(' ')}`;
    case 'securityBlock': return `securityBlock ${item.fileName} ${JSON.stringify(item.pointer)}`;
    case 'connector': return `connector ${item.environment} ${item.title}`;
    case 'deployedBlock': return `deployedBlock ${item.environment} ${item.name} ${JSON.stringify(item.pointer)}`;
    case 'link': return `link ${item.environment}`;
    case 'redirectUri': return `redirectUri ${item.appId} ${item.redirectUrl}`;
    case 'federatedCredential': return `federatedCredential ${item.appId} ${item.after.name}`;
    case 'supportedAccounts':
    case 'servicePrincipal': return `${item.kind} ${item.appId}`;
  }
}

/** The runs that have left something, the latest first. */
export function runsThatMade(made: readonly MadeItem[]): readonly { readonly run: string; readonly at: string; readonly items: readonly MadeItem[] }[] {
  const runs = new Map<string, MadeItem[]>();
  for (const item of made) runs.set(item.run, [...runs.get(item.run) ?? [], item]);
  return [...runs].map(([run, items]) => ({ run, at: items[0]?.at ?? '', items })).toSorted((left, right) => right.at.localeCompare(left.at));
}
