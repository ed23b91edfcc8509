/**
 * Retiring one client secret of the app registration behind a connector that has moved to managed identity: a plan of a
 * single change (changes.ts). Entra cannot bring a removed secret back (Graph docs, application-removepassword), so it
 * is shown who else may use it, and a connection must have worked without it (connection-proof.ts).
 */
import type { ApplicationRegistration } from '../../connector/app-registration.ts';
import { sameGuid } from '../../connector/difference.ts';
import type { SecurityBlock } from '../../connector/connector.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import { rightToChange, type Right } from '../account-rights.ts';
import { deployedBlock } from '../actual-state.ts';
import { changeJournal, planChanges, type Change, type ChangeJournal, type ChangePlace, type ChangePlan, type ChangeStep } from '../changes.ts';
import { isServiceFailure, PlanRefusedError } from '../errors.ts';
import { noteEntry, type RunOwner } from '../journal.ts';
import type { PlanField } from '../plan-model.ts';
import type { ClockPort, ConnectorPort, DirectoryPort, JournalPort, JournalRecord } from '../ports.ts';
import { appSecrets, describeSecret, type AppSecret } from './app-secrets.ts';
import { plainName } from './audit-words.ts';
import type { ClientIdUsers } from './client-id-users.ts';
import { proofOf, type ProvedBlock } from './connection-proof.ts';

export interface RetirementPorts {
  readonly directory: Pick<DirectoryPort, 'applicationByAppId' | 'removePassword' | 'accountRoles' | 'owners'>;
  readonly connectors: Pick<ConnectorPort, 'connector'>;
  readonly journal: JournalPort;
  readonly clock: ClockPort;
}

export interface Retirement {
  readonly place: ChangePlace;
  readonly owner: RunOwner;
  /** The deployed connector that needs the secret no more. */
  readonly connectorName: string;
  readonly block: Pick<SecurityBlock, 'parameterName' | 'setName'>;
  readonly clientId: string;
  readonly keyId: string;
  readonly ports: RetirementPorts;
}

/** What is shown beside the step. */
export interface Surroundings {
  readonly others: ClientIdUsers;
  /** Certificates and keys of the app; undefined where they may not be read. */
  readonly keys?: readonly { readonly displayName?: string | null; readonly endDateTime?: string | null }[];
}

const RETIRE = 'retireSecret';

/** The deployed block in the words of a proof; undefined where the connector has no such parameter. */
export function provedBlockOf(deployed: DeployedConnector, block: Pick<SecurityBlock, 'parameterName' | 'setName'>): (ProvedBlock & { readonly credential: SecurityBlock['credential'] }) | undefined {
  const found = deployedBlock(deployed, block);
  const { changedTime } = deployed.properties;
  return found && {
    connectorName: deployed.name, parameterName: found.parameterName, setName: found.setName, clientId: found.clientId, credential: found.credential,
    ...(typeof changedTime === 'string' ? { changedTime } : {}),
  };
}

/**
 * Each look reads connector, journal and app anew. Throws PlanRefusedError: `stillNeeded` where the deployed connector
 * does not use managed identity with this app, `notProven` where no connection has worked since it does,
 * `applicationNotFound`; besides what the ports throw.
 */
export function retirementChange(retirement: Retirement): Change {
  const { clientId, keyId, ports: { directory, clock } } = retirement;
  const key = `secret ${keyId}`;
  let objectId: string | undefined;
  const find = async (signal: AbortSignal | undefined): Promise<{ readonly application: ApplicationRegistration; readonly secret?: AppSecret }> => {
    const application = await directory.applicationByAppId(clientId, signal);
    if (!application) throw applicationGone(clientId, retirement.place.tenantId);
    objectId = application.id;
    return { application, secret: appSecrets(application, clock.now()).find((candidate) => candidate.keyId === keyId) };
  };
  return {
    key,
    look: async (signal) => {
      await assertDispensable(retirement, signal);
      const { application, secret } = await find(signal);
      // Replicas may still show what is gone; a key id never comes back.
      const retired = retiredKeys(await retirement.ports.journal.load()).has(keyId);
      return secret && !retired ? removalStep(key, application, secret) : { key, action: 'keep', resource: `Client secret ${keyId} of "${application.displayName}"`, fields: [], note: 'It is not there any more.' };
    },
    write: async (signal) => {
      if (objectId === undefined) throw new TypeError('A secret is looked at before it is removed.');
      try {
        await directory.removePassword(objectId, keyId, signal);
      } catch (error) {
        // Graph answers 400 for a key that is gone, which a replica that was behind had still shown.
        if (!isServiceFailure(error) || error.status !== 400 || (await find(signal)).secret) throw error;
      }
    },
  };
}

/** Key ids of the secrets that were removed from here. */
export function retiredKeys(record: JournalRecord | undefined): ReadonlySet<string> {
  return new Set(record?.entries.flatMap(({ step, state, detail }) => (step === RETIRE && state === 'done' ? detail?.['keyId'] ?? [] : [])));
}

function removalStep(key: string, application: ApplicationRegistration, secret: AppSecret): ChangeStep {
  const fields: PlanField[] = [
    { name: 'key id', before: secret.keyId },
    { name: 'name', before: secret.name ?? '(none)' },
    ...(secret.hint ? [{ name: 'begins with', before: secret.hint }] : []),
    { name: 'ends', before: secret.endsAt === undefined ? '(no end date)' : `${secret.endsAt.slice(0, 10)}${secret.expired ? ', expired' : ''}` },
    { name: 'client id', before: application.appId },
  ];
  return { key, action: 'remove', resource: `Client secret ${secret.name ? `"${secret.name}" ` : ''}of "${application.displayName}"`, fields, note: 'Nobody can bring it back: who still signs in with it fails from then on with AADSTS7000215.' };
}

async function assertDispensable({ place, connectorName, block, clientId, ports: { connectors, journal } }: Retirement, signal: AbortSignal | undefined): Promise<void> {
  const deployed = await connectors.connector(place.environment, connectorName, signal);
  const found = deployed && provedBlockOf(deployed, block);
  if (!found || found.credential !== 'managedIdentity' || !sameGuid(found.clientId, clientId)) {
    throw new PlanRefusedError('stillNeeded', `"${place.connectorTitle}" in ${place.environmentDisplayName} does not sign in to the app ${clientId} with managed identity, so it may need the secret and nothing was planned. Run Migrate from Secret first.`);
  }
  if (!proofOf(await journal.load(), found)) throw notProven(place);
}

export function notProven({ connectorTitle, environmentDisplayName }: Pick<ChangePlace, 'connectorTitle' | 'environmentDisplayName'>): PlanRefusedError {
  return new PlanRefusedError('notProven', `No connection of "${connectorTitle}" in ${environmentDisplayName} is known to have worked with managed identity, so its secrets are kept. Run Test Connection first: it makes a new connection and calls an operation. Then retire the secret.`);
}

function applicationGone(clientId: string, tenantId: string): PlanRefusedError {
  return new PlanRefusedError('applicationNotFound', `The app registration ${clientId} was not found in tenant ${tenantId}, so nothing was planned. It may belong to another tenant or have been deleted; its secrets end with it.`);
}

/** Shows the one removal and, as remarks, who and what else lives by this app. Writes nothing. */
export async function planRetirement(retirement: Retirement, surroundings: Surroundings, signal?: AbortSignal): Promise<ChangePlan> {
  const { place, clientId, keyId, ports: { directory, clock } } = retirement;
  const application = await directory.applicationByAppId(clientId, signal);
  const remarks = application ? [
    ...userRemarks(retirement, surroundings.others),
    ...otherCredentialRemarks(application, keyId, surroundings.keys, clock.now()),
    ...redirectRemarks(application),
    rightRemark(await rightToChange(directory, application.id, place.userObjectId, signal), place, application.displayName),
  ] : [];
  return planChanges({ heading: `Retire a client secret of ${plainName(application?.displayName ?? clientId)}`, place, remarks: warningsFirst(remarks) }, [retirementChange(retirement)], { now: () => clock.now(), signal });
}

function warningsFirst(remarks: readonly string[]): string[] {
  const warns = (remark: string): boolean => remark.startsWith('WARNING');
  return [...remarks.filter(warns), ...remarks.filter((remark) => !warns(remark))];
}

function userRemarks({ place, connectorName }: Retirement, { users, unread }: ClientIdUsers): string[] {
  const others = users.filter((user) => user.connectorName !== connectorName || user.environment !== place.environment);
  const stillSecret = others.filter(({ credential }) => credential === 'secret');
  const names = (list: typeof others): string => list.map(({ connectorTitle, environmentDisplayName }) => `"${connectorTitle}" in ${environmentDisplayName}`).join('; ');
  const secretless = others.filter(({ credential }) => credential !== 'secret');
  return [
    stillSecret.length > 0
      ? `WARNING: ${stillSecret.length === 1 ? 'another connector signs' : `${stillSecret.length} other connectors sign`} in with this app and a client secret, perhaps this one: ${names(stillSecret)}. Migrate ${stillSecret.length === 1 ? 'it' : 'them'} first, or make sure that ${stillSecret.length === 1 ? 'it uses' : 'they use'} another secret.`
      : 'No other connector that this account can see signs in with this app and a client secret.',
    ...(secretless.length > 0 ? [`Not affected, since without a secret: ${names(secretless)}.`] : []),
    ...(unread.length > 0 ? [`WARNING: connectors could not be looked for in ${unread.join('; ')}.`] : []),
    'Web sites, scripts and services that use this app cannot be seen from here. The sign-in logs of the app in the Entra admin center show them.',
  ];
}

function otherCredentialRemarks(application: ApplicationRegistration, keyId: string, keys: Surroundings['keys'], now: number): string[] {
  const others = appSecrets(application, now).filter((secret) => secret.keyId !== keyId);
  const named = keys?.map(({ displayName, endDateTime }) => `${displayName ? `"${displayName}"` : 'without a name'}${endDateTime ? `, until ${endDateTime.slice(0, 10)}` : ''}`);
  return [
    others.length === 0 ? 'It is the last client secret of the app.' : `The app keeps ${others.length === 1 ? 'its other client secret' : `its ${others.length} other client secrets`}: ${others.map(describeSecret).join('; ')}.`,
    ...(named === undefined ? ['Whether the app has certificates could not be read with this account.'] : []),
    ...(named && named.length > 0 ? [`The app also has ${named.length === 1 ? 'a certificate' : `${named.length} certificates`}, which ${named.length === 1 ? 'is' : 'are'} kept: ${named.join('; ')}. Somebody signs in with ${named.length === 1 ? 'it' : 'them'} beside the connectors.`] : []),
  ];
}

/** Consent hosts seen in public: consent.azure-apim.net, consent.azure-apim.us, consent.azure-apihub.us. */
const CONNECTOR_REDIRECT = /^https:\/\/(?:[\w-]+\.)?consent\.azure-(?:apim|apihub)\.[a-z]+\/redirect(?:\/|$)/i;

function redirectRemarks({ redirectUris }: ApplicationRegistration): string[] {
  const foreign = redirectUris.filter((uri) => !CONNECTOR_REDIRECT.test(uri));
  if (foreign.length === 0) return [];
  return [`WARNING: the app has ${foreign.length === 1 ? 'a redirect URI' : `${foreign.length} redirect URIs`} of something else than a connector, which may use the secret: ${foreign.slice(0, 5).join(' ')}${foreign.length > 5 ? ' and more' : ''}.`];
}

/** Roles: Graph docs, rbac-apps-serviceprincipal-creds-apis. Permission: Graph docs, application-removepassword. */
function rightRemark(held: Right, { userName, userObjectId }: ChangePlace, appName: string): string {
  const account = userName ?? userObjectId;
  const needed = 'Application.ReadWrite.All, and being an owner of the app, Application Administrator or Cloud Application Administrator';
  if (held === 'yes') return `It takes ${needed}, which ${account} has.`;
  return `${held === 'no' ? `WARNING: ${account} does not own "${appName}" and has none of the roles that may change it, as far as its token tells, so Microsoft Entra will most likely refuse.` : `Whether ${account} may change "${appName}" could not be read.`} It takes ${needed}.`;
}

/** Key id and client id alone: neither the secret's name nor its first letters go into a file. */
export function retirementJournal({ owner, clientId, keyId, ports: { journal, clock } }: Retirement): ChangeJournal {
  return changeJournal(() => ({ step: RETIRE, detail: { keyId, clientId } }), (entry) => noteEntry(journal, clock, owner, entry));
}
