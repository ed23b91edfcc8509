/** What a step of a run is about to make, for the journal: computed right before its write, from what it is compared with. */
import { fieldOf, valueAt } from '../../connector/json-value.ts';
import { withManagedIdentity } from '../../connector/managed-identity-shape.ts';
import { withoutSecrets } from '../../connector/redact-secrets.ts';
import { toValue } from '../../connector/syntax-tree.ts';
import { sameGuid } from '../../connector/difference.ts';
import { deployedBlock } from '../actual-state.ts';
import { blockDifferences, desiredBlock, desiredPermissions, uniqueNameOf } from '../desired-state.ts';
import type { StepId } from '../plan-model.ts';
import { settledIdentity } from '../plan-steps.ts';
import type { Run } from '../run.ts';
import { credentialToWrite } from '../step-writers.ts';
import type { MadeApplicationKey, MadeThing } from './made-items.ts';

export function madeByStep(run: Run, id: StepId): MadeThing[] {
  return MAKERS[id](run);
}

/** With the ids that the write has brought. */
export function madeWithIds({ state: { application, deployed } }: Run, made: readonly MadeThing[]): MadeThing[] {
  return made.map((thing) => {
    if (thing.kind === 'application' && application) return { ...thing, appId: application.appId, objectId: application.id };
    if ((thing.kind === 'connector' || thing.kind === 'link') && deployed) return { ...thing, name: deployed.name };
    return thing;
  });
}

const MAKERS: Readonly<Record<StepId, (run: Run) => MadeThing[]>> = {
  application: ({ state: { application, deletedSince, local }, input: { target } }) => {
    const { title } = local.connector;
    // Taken back by deleting it again, which is how it was found.
    if (application && deletedSince !== undefined) return [{ kind: 'application', displayName: application.displayName, uniqueName: application.uniqueName ?? uniqueNameOf(target, title), ...keyOf(application) }];
    if (!application) return [{ kind: 'application', displayName: target.application.kind === 'new' ? target.application.displayName : title, uniqueName: uniqueNameOf(target, title) }];
    const { signInAudience } = application;
    return signInAudience && signInAudience !== 'AzureADMyOrg' ? [{ kind: 'supportedAccounts', ...keyOf(application), before: signInAudience, after: 'AzureADMyOrg' }] : [];
  },
  permissions: ({ state: { application, resource }, input: { target } }) => {
    if (!application) return [];
    const { requiredResourceAccess } = desiredPermissions(application.requiredResourceAccess, resource, target.scopes, target.resourceUri);
    const idsIn = (access: typeof requiredResourceAccess): string[] => access.filter(({ resourceAppId }) => sameGuid(resourceAppId, resource.appId)).flatMap(({ resourceAccess }) => resourceAccess.map(({ id }) => id));
    const present = idsIn(application.requiredResourceAccess);
    const added = idsIn(requiredResourceAccess).filter((id) => !present.includes(id));
    const scopes = added.map((id) => ({ id, value: resource.scopes.find((scope) => scope.id === id)?.value ?? id }));
    return scopes.length === 0 ? [] : [{ kind: 'permissions', ...keyOf(application), resourceAppId: resource.appId, resourceName: resource.displayName, scopes }];
  },
  servicePrincipal: ({ state: { application } }) => (application ? [{ kind: 'servicePrincipal', ...keyOf(application) }] : []),
  securityBlock: ({ state: { application, local }, input: { target, cloud } }) => {
    if (!application) return [];
    const { pointer, parameterName, hasSecret } = local.block;
    const root = local.propertiesDocument.root && toValue(local.propertiesDocument.root);
    const before = valueAt(root, pointer);
    return [{
      kind: 'securityBlock', fileName: local.propertiesFileName, pointer,
      before: withoutSecrets(before), after: withoutSecrets(withManagedIdentity(before, desiredBlock(target, cloud, application.appId))),
      claim: fieldOf(valueAt(root, pointer.slice(0, -1)), `${parameterName}:TenantId`) !== undefined, hadSecret: hasSecret,
    }];
  },
  connector: ({ state: { application, deployed, local, linked }, input: { target, cloud } }) => {
    const { title, files, settings } = local.connector;
    const { environment } = target;
    const link: MadeThing[] = linked ? [] : [{ kind: 'link', environment, before: { present: files.settings !== undefined, connectorId: settings.connectorId, environment: settings.environment } }];
    if (!deployed) return [{ kind: 'connector', environment, title }, ...link];
    const block = deployedBlock(deployed, local.block);
    const differs = block && blockDifferences(block, desiredBlock(target, cloud, application?.appId ?? ''), 'service').length > 0;
    if (!differs) return link;
    const before = withoutSecrets(valueAt({ properties: deployed.properties }, block.pointer));
    return [{ kind: 'deployedBlock', environment, name: deployed.name, pointer: local.block.pointer, before, clientId: application?.appId ?? '' }, ...link];
  },
  redirectUri: ({ state, context }) => {
    const { redirectUrl } = settledIdentity(state, context);
    return state.application && redirectUrl !== undefined ? [{ kind: 'redirectUri', ...keyOf(state.application), redirectUrl }] : [];
  },
  federatedCredential: (run) => {
    if (!run.state.application) return [];
    const { credential, existing } = credentialToWrite(run);
    return [{ kind: 'federatedCredential', ...keyOf(run.state.application), after: credential, ...(existing && { before: existing }) }];
  },
};

function keyOf({ appId, id }: { readonly appId: string; readonly id: string }): MadeApplicationKey {
  return { appId, objectId: id };
}
