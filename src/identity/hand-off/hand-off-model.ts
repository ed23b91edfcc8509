/**
 * The part of a plan that is written to Microsoft Entra, for somebody else to do: an administrator with a script, a Bicep
 * file or a checklist. Predicted values are never handed off; what waits for the connector to be saved is named instead.
 */
import type { FederatedCredential, RequiredResourceAccess } from '../../connector/app-registration.ts';
import { sameGuid } from '../../connector/difference.ts';
import { runOwner, readActualState, type ActualState, type IdentityInput } from '../actual-state.ts';
import { desiredPermissions, uniqueNameOf } from '../desired-state.ts';
import { PlanRefusedError } from '../errors.ts';
import { credentialDescription } from '../federated-credential.ts';
import { recordOf } from '../journal.ts';
import type { IdentityTarget } from '../plan-model.ts';
import { credentialChoice, settledIdentity } from '../plan-steps.ts';

export interface HandOff {
  readonly connectorTitle: string;
  readonly environmentDisplayName: string;
  readonly tenantId: string;
  /** `https://graph.microsoft.com`, of the plan's cloud. */
  readonly graph: string;
  readonly app:
    | { readonly kind: 'existing'; readonly appId: string; readonly displayName: string; readonly redirectUris: readonly string[]; readonly uniqueName?: string | null }
    | { readonly kind: 'new'; readonly uniqueName: string; readonly displayName: string; readonly notes: string };
  /** All delegated permissions that the connector needs of its API; those that are there already included. */
  readonly permissions?: { readonly resourceAppId: string; readonly resourceName: string; readonly scopes: readonly { readonly id: string; readonly value: string }[] };
  /** Those of the app before, for forms that replace the whole list. */
  readonly otherPermissions: readonly RequiredResourceAccess[];
  readonly redirectUrl?: string;
  readonly credential?: FederatedCredential;
  /** What cannot be handed off yet, in words; then a second hand-off follows once the connector is saved. */
  readonly later: readonly string[];
}

/** Reads the present state. Throws what `createPlan` throws, and PlanRefusedError for an app that has to be restored first. */
export async function prepareHandOff(input: IdentityInput, graph: string): Promise<HandOff> {
  const memory = recordOf(await input.ports.journal.load(), runOwner(input));
  return handOffOf(await readActualState(input, memory), input.target, input.cloud, graph);
}

export function handOffOf(state: ActualState, target: IdentityTarget, cloud: IdentityInput['cloud'], graph: string): HandOff {
  const { application, local, resource, deletedSince } = state;
  const { title } = local.connector;
  if (application && deletedSince !== undefined) {
    throw new PlanRefusedError('applicationNotFound', `The app registration "${application.displayName}" is deleted and still holds the name that this connector's app gets. Have an administrator restore it under Deleted applications in the Entra portal (client id ${application.appId}), then hand off again.`);
  }
  const { requiredResourceAccess } = desiredPermissions([], resource, target.scopes, target.resourceUri);
  const scopes = requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess.map(({ id }) => ({ id, value: resource.scopes.find((scope) => sameGuid(scope.id, id))?.value ?? id })));
  const context = { target, cloud };
  const identity = settledIdentity(state, context);
  const { redirectUrl, issuer, subject, audience, predicted } = identity;
  const trust = predicted || redirectUrl === undefined ? undefined : { redirectUrl, credential: credentialOf() };
  function credentialOf(): FederatedCredential {
    const { name, existing } = credentialChoice(state, context);
    return { name, issuer, subject, audiences: [audience], description: existing?.description ?? credentialDescription(title, target.environmentDisplayName) };
  }
  return {
    connectorTitle: title,
    environmentDisplayName: target.environmentDisplayName,
    tenantId: target.tenantId,
    graph,
    app: application
      ? { kind: 'existing', appId: application.appId, displayName: application.displayName, redirectUris: application.redirectUris, uniqueName: application.uniqueName }
      : {
        kind: 'new', uniqueName: uniqueNameOf(target, title),
        displayName: target.application.kind === 'new' ? target.application.displayName : title,
        notes: `For the custom connector "${title}" in the environment "${target.environmentDisplayName}".`.slice(0, 1024),
      },
    ...(scopes.length > 0 && { permissions: { resourceAppId: resource.appId, resourceName: resource.displayName, scopes } }),
    otherPermissions: application?.requiredResourceAccess ?? [],
    ...trust,
    later: trust ? [] : ['The redirect URI and the federated credential. Power Platform generates their values when the connector is saved with the client id of the app: deploy it with Configure Managed Identity, then hand off again.'],
  };
}
