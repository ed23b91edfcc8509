/** The write of each step. Called only right after the step was looked at again and found to be what the plan showed. */
import type { ApplicationRegistration, FederatedCredential } from '../connector/app-registration.ts';
import type { DeployedConnector } from '../connector/deployed-connector.ts';
import { managedIdentityEdits } from '../connector/managed-identity-shape.ts';
import { deployedBlock, readDeployed } from './actual-state.ts';
import { blockDifferences, desiredBlock, desiredPermissions, permissionsWith, redirectUrisWith, uniqueNameOf } from './desired-state.ts';
import { isServiceFailure, NotReplicatedError } from './errors.ts';
import { credentialDescription } from './federated-credential.ts';
import { outcomeUnknown } from './journal.ts';
import { permissionsOfOthers, redirectUrisOfOthers } from './overwritten.ts';
import type { StepId } from './plan-model.ts';
import { credentialChoice, settledIdentity } from './plan-steps.ts';
import type { ServiceFailure } from './ports.ts';
import { whileReplicating } from './replication.ts';
import { lookAgain, replicationWait, type Run } from './run.ts';

/** Ids for the journal. */
type Detail = Readonly<Record<string, string>>;

export async function writeStep(run: Run, id: StepId): Promise<Detail> {
  return WRITERS[id](run);
}

const WRITERS: Readonly<Record<StepId, (run: Run) => Promise<Detail>>> = {
  application: writeApplication,
  permissions: writePermissions,
  servicePrincipal: writeServicePrincipal,
  securityBlock: writeSecurityBlock,
  connector: writeConnector,
  redirectUri: writeRedirectUri,
  federatedCredential: writeFederatedCredential,
};

async function writeApplication(run: Run): Promise<Detail> {
  const { state, input: { target, ports: { directory }, signal } } = run;
  if (state.application && state.deletedSince !== undefined) {
    return restoreApplication(run, state.application, state.deletedSince);
  }
  if (state.application) {
    await directory.updateApplication(state.application.id, { signInAudience: 'AzureADMyOrg' }, signal);
    run.state = { ...state, application: { ...state.application, signInAudience: 'AzureADMyOrg' }, right: { to: 'change', held: 'yes' } };
    return idsOf(state.application);
  }
  const { title } = state.local.connector;
  const uniqueName = uniqueNameOf(target, title);
  // With its permissions, so that no moment exists in which the app lacks them, and one write less meets a replica that lags.
  const { requiredResourceAccess } = desiredPermissions([], state.resource, target.scopes, target.resourceUri);
  // That it was there, and is not found, is lag: a run that ended right after its create has left it.
  const application = await whileReplicating(() => directory.upsertApplication(uniqueName, {
    displayName: target.application.kind === 'new' ? target.application.displayName : title,
    signInAudience: 'AzureADMyOrg',
    requiredResourceAccess,
    notes: `For the custom connector "${title}" in the environment "${target.environmentDisplayName}". Made by Connector Studio.`.slice(0, 1024),
  }, signal), { ...replicationWait(run, 'application'), ours: true });
  if (!application) throw new TypeError('An app registration that was saved is there.');
  run.state = { ...state, application };
  return { ...idsOf(application), uniqueName };
}

/** What else the app has, and could not be read while it was deleted, is read by the steps that it concerns. */
async function restoreApplication(run: Run, deleted: ApplicationRegistration, since: string): Promise<Detail> {
  const { ports: { directory }, signal } = run.input;
  await directory.restoreApplication(deleted.id, signal);
  if (deleted.signInAudience !== undefined && deleted.signInAudience !== 'AzureADMyOrg') {
    const change = (): Promise<void> => directory.updateApplication(deleted.id, { signInAudience: 'AzureADMyOrg' }, signal);
    await whileReplicating(async () => { await change(); return true; }, { ...replicationWait(run, 'application'), ours: true });
  }
  run.state = { ...run.state, application: { ...deleted, signInAudience: 'AzureADMyOrg' }, deletedSince: undefined };
  return { ...idsOf(deleted), restored: since || 'yes' };
}

async function writePermissions(run: Run): Promise<Detail> {
  const { state, input: { target, ports: { directory }, signal } } = run;
  const application = presentApplication(run);
  const wanted = (present: ApplicationRegistration['requiredResourceAccess']) => desiredPermissions(present, state.resource, target.scopes, target.resourceUri);
  const { missing } = wanted(application.requiredResourceAccess);
  let { requiredResourceAccess } = wanted(application.requiredResourceAccess);
  for (let round = 1; ; round += 1) {
    const change = { requiredResourceAccess };
    await sent(run, 'permissions', () => directory.updateApplication(application.id, change, signal));
    const seen = round < WRITING_ROUNDS ? await directory.applicationByAppId(application.appId, signal) : undefined;
    const theirs = seen ? permissionsOfOthers(run, seen.requiredResourceAccess, application.requiredResourceAccess) : [];
    if (theirs.length === 0) break;
    requiredResourceAccess = wanted(permissionsWith(application.requiredResourceAccess, theirs)).requiredResourceAccess;
  }
  run.state = { ...state, application: { ...application, requiredResourceAccess } };
  return { ...idsOf(application), scopes: missing.join(' ') };
}

async function writeServicePrincipal(run: Run): Promise<Detail> {
  const { ports: { directory }, signal } = run.input;
  const application = presentApplication(run);
  await sent(run, 'servicePrincipal', async () => {
    try {
      await directory.createServicePrincipal(application.appId, signal);
    } catch (error) {
      if (!isServiceFailure(error) || error.status !== 409) throw error;
      await conflictingServicePrincipal(run, application.appId, error);
    }
  });
  run.state = { ...run.state, servicePrincipal: true };
  return idsOf(application);
}

/** One that a lost answer of ours has made may not show yet. Throws the conflict where none ever shows. */
async function conflictingServicePrincipal(run: Run, appId: string, conflict: ServiceFailure): Promise<void> {
  const { ports: { directory }, signal } = run.input;
  try {
    await whileReplicating(async () => await directory.servicePrincipalExists(appId, signal) || undefined, { ...replicationWait(run, 'servicePrincipal'), ours: true });
  } catch (error) {
    throw error instanceof NotReplicatedError ? conflict : error;
  }
}

async function writeSecurityBlock(run: Run): Promise<Detail> {
  const { state: { local }, input: { target, cloud, ports: { files } } } = run;
  const edits = managedIdentityEdits(local.propertiesDocument, local.block.pointer, desiredBlock(target, cloud, presentApplication(run).appId));
  await files.editProperties(local.propertiesText, edits);
  await lookAgain(run, 'securityBlock');
  return { file: local.propertiesFileName };
}

async function writeConnector(run: Run): Promise<Detail> {
  const { input: { target, ports: { connectors, files }, signal } } = run;
  const { local, linked } = run.state;
  let { deployed } = run.state;
  if (!deployed) {
    deployed = await createConnector(run);
  } else if (deployedDiffers(run, deployed)) {
    await connectors.update(target.environment, deployed.name, local.content, signal);
    deployed = await connectors.connector(target.environment, deployed.name, signal) ?? deployed;
  }
  run.state = { ...run.state, deployed };
  // Right after the create: from here on a crash costs nothing.
  if (!linked) await files.writeConnectorId(deployed.name, target.environment);
  await lookAgain(run, 'securityBlock');
  run.state = { ...run.state, linked: true };
  return { connectorName: deployed.name, environment: target.environment };
}

/** The one write that is not idempotent. Where its answer is lost the connector is looked for before anyone tries again. */
async function createConnector(run: Run): Promise<DeployedConnector> {
  const { state: { local, application }, input } = run;
  const { target, ports: { connectors }, signal } = input;
  try {
    return await connectors.create(target.environment, local.content, signal);
  } catch (error) {
    if (signal?.aborted || !isServiceFailure(error) || !outcomeUnknown(error)) throw error;
    const { deployed } = await readDeployed(input, local, application, run.journal.record);
    if (!deployed) throw error;
    return deployed;
  }
}

function deployedDiffers({ state: { local, application }, context: { target, cloud } }: Run, deployed: DeployedConnector): boolean {
  const block = deployedBlock(deployed, local.block);
  return !block || blockDifferences(block, desiredBlock(target, cloud, application?.appId ?? ''), 'service').length > 0;
}

async function writeRedirectUri(run: Run): Promise<Detail> {
  const { ports: { directory }, signal } = run.input;
  const application = presentApplication(run);
  const { redirectUrl, predicted } = settledIdentity(run.state, run.context);
  if (predicted || redirectUrl === undefined) throw new TypeError('A redirect URI is written only after it was read back.');
  let redirectUris = redirectUrisWith(application.redirectUris, redirectUrl);
  for (let round = 1; ; round += 1) {
    const change = { redirectUris };
    await sent(run, 'redirectUri', () => directory.updateApplication(application.id, change, signal));
    const seen = round < WRITING_ROUNDS ? await directory.applicationByAppId(application.appId, signal) : undefined;
    const theirs = seen ? redirectUrisOfOthers(seen.redirectUris, application.redirectUris, redirectUrl) : [];
    if (theirs.length === 0) break;
    redirectUris = [...application.redirectUris, ...theirs, redirectUrl];
  }
  run.state = { ...run.state, application: { ...application, redirectUris } };
  return { ...idsOf(application), redirectUrl };
}

/** Somebody who overwrites ours that often is no accident. */
const WRITING_ROUNDS = 3;

async function writeFederatedCredential(run: Run): Promise<Detail> {
  const { ports: { directory }, signal } = run.input;
  const application = presentApplication(run);
  const { credential } = credentialToWrite(run);
  const { name, issuer, subject, audiences } = credential;
  await sent(run, 'federatedCredential', () => directory.upsertFederatedCredential(application.id, credential, signal));
  run.state = { ...run.state, credentials: [...run.state.credentials.filter((other) => other.name !== name), credential] };
  return { ...idsOf(application), name, issuer, subject: subject ?? '', audience: audiences.join(' ') };
}

/** The credential as it is written, and the one that it takes the place of. Throws TypeError before the identity was read back. */
export function credentialToWrite({ state, context, input: { target } }: Run): { readonly credential: FederatedCredential; readonly existing?: FederatedCredential } {
  const { issuer, subject, audience, predicted } = settledIdentity(state, context);
  if (predicted) throw new TypeError('A federated credential is written only after its values were read back.');
  const { name, existing } = credentialChoice(state, context);
  const description = existing?.description ?? credentialDescription(state.local.connector.title, target.environmentDisplayName);
  return { credential: { name, issuer, subject, audiences: [audience], description }, existing };
}

/** A write without answer, repeated while Entra does not know our new app. */
async function sent(run: Run, step: StepId, write: () => Promise<void>): Promise<void> {
  await whileReplicating(async () => { await write(); return true; }, replicationWait(run, step));
}

function presentApplication({ state: { application } }: Run): ApplicationRegistration {
  if (!application) throw new TypeError('The app registration step comes before every step that needs it.');
  return application;
}

function idsOf({ appId, id }: ApplicationRegistration): Detail {
  return { appId, objectId: id };
}
