/**
 * All custom connectors that the user may see, environment by environment. One environment that cannot be read is told
 * and the others live; what is kept of a connector is what the caller makes of it, so that thousands fit into memory.
 */
import { connectionParametersOf } from '../../connector/connection-parameters.ts';
import type { OtherParameter, SecurityBlock } from '../../connector/connector.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import { readSecurityBlocks } from '../../connector/managed-identity-shape.ts';
import { isServiceFailure } from '../errors.ts';
import { mapBounded } from '../../connector/bounded-work.ts';

export interface SurveyedEnvironment {
  readonly name: string;
  readonly displayName: string;
}

export interface SurveyPorts {
  readonly environments: { list(signal?: AbortSignal): Promise<readonly SurveyedEnvironment[]> };
  readonly connectors: {
    list(environment: string, signal?: AbortSignal): Promise<readonly DeployedConnector[]>;
    connector(environment: string, name: string, signal?: AbortSignal): Promise<DeployedConnector | undefined>;
  };
}

/** A connector with what its `properties` say about signing in. */
export interface SurveyedConnector {
  readonly deployed: DeployedConnector;
  readonly security: readonly SecurityBlock[];
  readonly otherParameters: readonly OtherParameter[];
}

export interface SurveyProgress {
  readonly environments: number;
  readonly environmentsDone: number;
  readonly connectors: number;
}

export interface SurveyOptions {
  readonly onProgress?: (progress: SurveyProgress) => void;
  readonly signal?: AbortSignal;
}

export interface Survey<T> {
  /** In the order of the service's list. */
  readonly environments: readonly { readonly environment: SurveyedEnvironment; readonly items: readonly T[]; readonly error?: unknown }[];
}

/** Requests at once. Power Platform limits by user and minute; more would only be throttled (its API limits page). */
export const REQUESTS_AT_ONCE = 6;

/**
 * Throws where the environments themselves cannot be listed, and the signal's reason. A service's failure, or a missing
 * sign-in, below one environment is its `error`.
 */
export async function surveyConnectors<T>(ports: SurveyPorts, keep: (connector: SurveyedConnector, environment: SurveyedEnvironment) => readonly T[], { onProgress, signal }: SurveyOptions = {}): Promise<Survey<T>> {
  const environments = await ports.environments.list(signal);
  let environmentsDone = 0;
  let connectors = 0;
  const report = (): void => onProgress?.({ environments: environments.length, environmentsDone, connectors });
  report();
  const surveyed = await mapBounded(environments, REQUESTS_AT_ONCE, async (environment) => {
    try {
      const items: T[] = [];
      for (const listed of await ports.connectors.list(environment.name, signal)) {
        const connector = await complete(ports, readSecurity(listed), signal);
        items.push(...keep(connector, environment));
        connectors += 1;
      }
      return { environment, items };
    } catch (error) {
      signal?.throwIfAborted();
      if (!isServiceFailure(error) && !isMissingSignIn(error)) throw error;
      return { environment, items: [], error };
    } finally {
      environmentsDone += 1;
      if (!signal?.aborted) report();
    }
  }, signal);
  return { environments: surveyed };
}

/** A list may leave out part of the security settings; what is gone by the time it is read again stays as listed. */
async function complete({ connectors }: SurveyPorts, listed: SurveyedConnector, signal: AbortSignal | undefined): Promise<SurveyedConnector> {
  const { deployed } = listed;
  const tells = Object.keys(deployed.properties).some((name) => /^connectionParameter/i.test(name));
  if (tells && listed.security.every(isComplete)) return listed;
  const whole = await connectors.connector(deployed.environment, deployed.name, signal);
  return whole ? readSecurity(whole) : listed;
}

function isComplete({ clientId, credential, issuer, subject }: SecurityBlock): boolean {
  return clientId !== undefined && (credential !== 'managedIdentity' || (issuer !== undefined && subject !== undefined));
}

function readSecurity(deployed: DeployedConnector): SurveyedConnector {
  const otherParameters = connectionParametersOf(deployed.properties)
    // The hidden tenant claim belongs to its OAuth parameter.
    .filter(({ oauth, name }) => !oauth && !/:TenantId$/i.test(name))
    .map(({ name, setName, type }) => ({ name, setName, type }));
  return { deployed, security: readSecurityBlocks(deployed.properties), otherParameters };
}

function isMissingSignIn(error: unknown): boolean {
  return error instanceof Error && error.name === 'TokenUnavailableError';
}
