/**
 * Audit Secrets: how every connector of every environment that the user may see signs in, when that ends, and whether the
 * trust of those without a secret still holds. Reads only. Each app is read once however many connectors share it, and
 * many by one request; what cannot be read is said in its row, and the rest is there all the same.
 */
import type { ApplicationRegistration, FederatedCredential } from '../../connector/app-registration.ts';
import { isGuid } from '../../connector/difference.ts';
import { isServiceFailure } from '../errors.ts';
import type { IdentityCloud } from '../ports.ts';
import type { AuditReport } from './audit-model.ts';
import { auditedConnectors, auditRow, failedEnvironmentRow, sortedRows, type AuditedConnector, type ReadApplication } from './audit-rows.ts';
import { mapBounded } from '../../connector/bounded-work.ts';
import { REQUESTS_AT_ONCE, surveyConnectors, type SurveyPorts } from './survey.ts';

export interface AuditDirectoryPort {
  /** Those of the tenant's apps that have one of these client ids. */
  applicationsByAppIds(appIds: readonly string[], signal?: AbortSignal): Promise<readonly ApplicationRegistration[]>;
  federatedCredentials(applicationObjectId: string, signal?: AbortSignal): Promise<readonly FederatedCredential[]>;
}

export interface AuditPorts extends SurveyPorts {
  /** Or why there is none, in words for the user. */
  readonly directory: AuditDirectoryPort | string;
}

export interface AuditProgress {
  readonly environments: number;
  readonly environmentsDone: number;
  readonly connectors: number;
  readonly applications: number;
  readonly applicationsDone: number;
}

export interface AuditOptions {
  readonly tenantId: string;
  readonly cloud: IdentityCloud;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly onProgress?: (progress: AuditProgress) => void;
  readonly signal?: AbortSignal;
}

/** Client ids in one request: what Graph takes by default (Graph docs, filter-query-parameter). */
const IDS_PER_REQUEST = 15;

/** Throws where the environments cannot be listed, and the signal's reason at once when it is aborted. */
export async function auditSecrets(ports: AuditPorts, { tenantId, cloud, now, onProgress, signal }: AuditOptions): Promise<AuditReport> {
  let progress: AuditProgress = { environments: 0, environmentsDone: 0, connectors: 0, applications: 0, applicationsDone: 0 };
  const report = (change: Partial<AuditProgress>): void => {
    progress = { ...progress, ...change };
    onProgress?.(progress);
  };
  const survey = await untilAborted(surveyConnectors(ports, auditedConnectors, { signal, onProgress: report }), signal);
  const connectors = survey.environments.flatMap(({ items }) => items);
  const { applications, unread } = await readApplications(ports.directory, connectors, report, signal);
  const environments = survey.environments.map(({ environment }) => environment);
  const failed = survey.environments.filter(({ error }) => error !== undefined);
  const context = { tenantId, cloud, now, environments, applications };
  return {
    version: 1,
    auditedAt: new Date(now).toISOString(),
    tenantId,
    environments: environments.length,
    environmentsFailed: failed.length,
    connectors: progress.connectors,
    ...(unread === undefined ? {} : { directoryUnread: unread }),
    rows: sortedRows([...connectors.map((connector) => auditRow(connector, context)), ...failed.map(({ environment, error }) => failedEnvironmentRow(environment, wordsOf(error)))]),
  };
}

interface ReadApplications {
  readonly applications: ReadonlyMap<string, ReadApplication | undefined>;
  readonly unread?: string;
}

async function readApplications(directory: AuditDirectoryPort | string, connectors: readonly AuditedConnector[], report: (change: Partial<AuditProgress>) => void, signal: AbortSignal | undefined): Promise<ReadApplications> {
  const secretless = new Map<string, boolean>();
  for (const { row: { clientId, credential } } of connectors) {
    if (!clientId || !isGuid(clientId)) continue;
    const key = clientId.toLowerCase();
    secretless.set(key, (secretless.get(key) ?? false) || credential === 'managedIdentity');
  }
  const clientIds = [...secretless.keys()];
  if (typeof directory === 'string') return { applications: new Map(), unread: directory };
  const applications = new Map<string, ReadApplication | undefined>();
  let unread: string | undefined;
  let applicationsDone = 0;
  report({ applications: clientIds.length });
  const batches = Array.from({ length: Math.ceil(clientIds.length / IDS_PER_REQUEST) }, (_none, index) => clientIds.slice(index * IDS_PER_REQUEST, (index + 1) * IDS_PER_REQUEST));
  await mapBounded(batches, REQUESTS_AT_ONCE, async (batch) => {
    const found = await orWords(directory.applicationsByAppIds(batch, signal), signal);
    if (typeof found === 'string') {
      unread ??= found;
    } else {
      for (const key of batch) applications.set(key, undefined);
      for (const application of found) applications.set(application.appId.toLowerCase(), { application });
    }
    applicationsDone += batch.length;
    report({ applicationsDone });
  }, signal);
  const trusting = [...applications.values()].flatMap((read) => (read && secretless.get(read.application.appId.toLowerCase()) ? [read.application] : []));
  await mapBounded(trusting, REQUESTS_AT_ONCE, async (application) => {
    const federatedCredentials = await orWords(directory.federatedCredentials(application.id, signal), signal);
    applications.set(application.appId.toLowerCase(), { application, federatedCredentials });
  }, signal);
  return { applications, unread };
}

/** The answer, or in words why there is none; what is neither a service's failure nor a missing sign-in is thrown. */
async function orWords<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T | string> {
  try {
    return await answer;
  } catch (error) {
    signal?.throwIfAborted();
    if (!isServiceFailure(error) && !(error instanceof Error && error.name === 'TokenUnavailableError')) throw error;
    return wordsOf(error);
  }
}

function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message.trim() : String(error);
  const sentence = /[.!?)]$/.test(message) ? message : `${message}.`;
  return isServiceFailure(error) && error.requestId ? `${sentence} (${error.code}, request id ${error.requestId})` : sentence;
}

/** A list that does not listen to the signal must not hold up the user either. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const [result] = await mapBounded([work], 1, (one) => one, signal);
  return result as T;
}
