/**
 * Federated credentials of an app whose connector is gone: what to remove where Entra's limit of 20 is reached (Graph docs,
 * federatedIdentityCredential; Entra docs on workload identity ask for dangling ones to be deleted). Offered are only those
 * that can be decided: the connector's name says that this user made it in an environment that the user may see, and it is
 * not there. Whose connectors others have made cannot be seen for certain, so their credentials are never offered.
 */
import type { ApplicationRegistration, FederatedCredential } from '../connector/app-registration.ts';
import { parseSubject, CONNECTORS_APPLICATION_ID } from '../connector/connector-subject.ts';
import { sameGuid } from '../connector/difference.ts';
import { findApiNameOrigin } from '../connector/read-api-name.ts';
import { changeJournal, type Change, type ChangeJournal, type ChangeStep } from './changes.ts';
import { isServiceFailure } from './errors.ts';
import { noteEntry, type RunOwner } from './journal.ts';
import type { ClockPort, ConnectorPort, DirectoryPort, EnvironmentsPort, JournalPort } from './ports.ts';
import { subjectOrigin, type OriginKnowledge } from './subject-origin.ts';

export interface DanglingInput {
  readonly application: ApplicationRegistration;
  readonly tenantId: string;
  readonly userObjectId: string;
  readonly userName?: string;
  readonly ports: {
    readonly directory: Pick<DirectoryPort, 'federatedCredentials' | 'deleteFederatedCredential'>;
    readonly connectors: Pick<ConnectorPort, 'connector'>;
    readonly environments: EnvironmentsPort;
  };
}

export interface CredentialUse {
  readonly credential: FederatedCredential;
  /** `gone`: its connector is; only such a one may be removed. */
  readonly verdict: 'gone' | 'there' | 'undecided';
  /** Complete sentences. */
  readonly words: string;
  /** Where its connector is, or was. */
  readonly connector?: { readonly environment: string; readonly name: string };
}

/** Of every credential of the app, in its order. Throws what the ports throw, but for single environments that refuse. */
export async function credentialUses({ application, ports, ...who }: DanglingInput, signal?: AbortSignal): Promise<readonly CredentialUse[]> {
  const [credentials, environments] = await Promise.all([ports.directory.federatedCredentials(application.id, signal), ports.environments.list(signal)]);
  const knowledge: OriginKnowledge = { tenantId: who.tenantId, environments, people: [{ objectId: who.userObjectId, name: who.userName ?? 'this account' }] };
  const uses: CredentialUse[] = [];
  for (const credential of credentials) uses.push(await useOf(credential, who, knowledge, ports.connectors, signal));
  return uses;
}

async function useOf(credential: FederatedCredential, { tenantId, userObjectId }: Pick<DanglingInput, 'tenantId' | 'userObjectId'>, knowledge: OriginKnowledge, connectors: DanglingInput['ports']['connectors'], signal?: AbortSignal): Promise<CredentialUse> {
  const { words } = subjectOrigin(credential.subject, knowledge);
  const undecided = (why: string): CredentialUse => ({ credential, verdict: 'undecided', words: `${words} ${why}` });
  const parsed = credential.subject ? parseSubject(credential.subject) : undefined;
  if (!parsed?.apiName || parsed.applicationId !== CONNECTORS_APPLICATION_ID || !sameGuid(parsed.tenantId, tenantId)) return undecided('Nothing here tells whether it is still in use.');
  const environments = knowledge.environments.map(({ name }) => name);
  const { environment, creator, certain } = findApiNameOrigin(parsed.apiName, { environments, people: [userObjectId.toLowerCase()] });
  if (environment === undefined || !certain) return undecided('Its environment cannot be told for certain, so neither can whether the connector exists.');
  if (!sameGuid(creator, userObjectId)) return undecided('Connectors that others have made may be hidden from this account.');
  const connector = { environment, name: `shared_${parsed.apiName}` };
  try {
    const found = await connectors.connector(environment, connector.name, signal);
    return found
      ? { credential, connector, verdict: 'there', words: `${words} The connector is there.` }
      : { credential, connector, verdict: 'gone', words: `${words} The connector is no longer there.` };
  } catch (error) {
    if (signal?.aborted || !isServiceFailure(error)) throw error;
    return undecided('The environment did not answer whether the connector exists.');
  }
}

/** The removal of credentials whose connector is gone, each looked at again right before: credential and connector. */
export function removalsOf(input: DanglingInput, uses: readonly CredentialUse[]): readonly Change[] {
  return uses.filter(({ verdict }) => verdict === 'gone').map((use) => removalOf(input, use));
}

function removalOf({ application, ports: { directory, connectors } }: DanglingInput, { credential, connector, words }: CredentialUse): Change {
  const { name, issuer, subject } = credential;
  const key = `federatedCredential ${name}`;
  const step: Omit<ChangeStep, 'action'> = { key, resource: `Federated credential "${name}" on "${application.displayName}"`, fields: [], note: words };
  return {
    key,
    look: async (signal) => {
      const current = (await directory.federatedCredentials(application.id, signal)).find((candidate) => candidate.name === name);
      if (!current) return { ...step, action: 'keep', gone: true, note: 'It is no longer there.' };
      if (current.issuer !== issuer || current.subject !== subject) return { ...step, action: 'keep', note: 'It belongs to something else by now.' };
      if (connector && await connectors.connector(connector.environment, connector.name, signal)) return { ...step, action: 'keep', note: 'Its connector is there again.' };
      return { ...step, action: 'remove', fields: [{ name: 'issuer', before: issuer }, { name: 'subject', before: subject ?? '' }] };
    },
    write: (signal) => directory.deleteFederatedCredential(application.id, name, signal),
  };
}

/** Notes the removals with the connector that room is made for. */
export function removalJournal(owner: RunOwner, journal: JournalPort, clock: ClockPort): ChangeJournal {
  return changeJournal((key) => ({ step: `remove ${key}` }), (entry) => noteEntry(journal, clock, owner, entry));
}
