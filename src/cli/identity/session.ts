/** Who is signed in, to which cloud, and the clients of the services for that account. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readCloudFile } from '../../cloud/cloud-file.ts';
import { cloudByName, cloudNames, type Cloud } from '../../cloud/clouds.ts';
import { countedClient, type CountedClient } from '../../cloud/counted-client.ts';
import { createDirectory, directoryScopes, type Directory } from '../../cloud/entra/directory.ts';
import { credentialOfEnvironment } from '../../cloud/plain-credential.ts';
import { createConnections, type Connections } from '../../cloud/power-platform/connections.ts';
import { createConnectors, type Connectors } from '../../cloud/power-platform/connectors.ts';
import { createEnvironments, type Environment, type Environments } from '../../cloud/power-platform/environments.ts';
import { createTokens, sourceNames, type AccessToken, type Tokens } from '../../cloud/tokens.ts';
import { sameEnvironment } from '../../connector/environment-name.ts';
import { compareIdentities } from '../../identity/identities.ts';
import type { SignedInIdentity } from '../../identity/ports.ts';
import type { TargetPlace } from '../../identity/target.ts';
import { reasonOf } from '../failure-reason.ts';
import type { Terminal } from '../main.ts';
import { UsageError } from '../usage-error.ts';
import { IdentityCommandError } from './failure.ts';
import type { IdentityOptions } from './options.ts';

export interface IdentitySession {
  readonly cloud: Cloud;
  readonly identity: SignedInIdentity;
  readonly directory: Directory;
  readonly connections: Connections;
  readonly connectors: Connectors;
  readonly environments: Environments;
  readonly sent: CountedClient;
}

/** Throws TokenUnavailableError, or IdentityCommandError where the two sign-ins are not of one account. */
export async function startSession({ cloud: cloudName, tenant }: Pick<IdentityOptions, 'cloud' | 'tenant'>, { cwd, err }: Pick<Terminal, 'cwd' | 'err'>, signal: AbortSignal): Promise<IdentitySession> {
  const cloud = await chosenCloud(cloudName ?? process.env['CONNECTOR_STUDIO_CLOUD'], cwd);
  const wanted = tenant ?? process.env['AZURE_TENANT_ID'] ?? '';
  const credential = credentialOfEnvironment(cloud, process.env);
  const options = { cloud, useAzureCli: true, credential };
  const graph = await createTokens(options).get('graph', { tenantId: wanted, requiredScopes: directoryScopes, signal });
  const { tenantId, objectId } = graph.claims;
  const tokens = startingWith(graph, createTokens({ ...options, userObjectId: objectId }));
  const powerApps = await tokens.get('powerApps', { tenantId, signal });
  const difference = compareIdentities([identityOf(graph), identityOf(powerApps)]);
  if (difference) throw new IdentityCommandError('otherAccount', difference.message);
  const sent = countedClient();
  const context = { cloud, tokens, tenantId, httpClient: sent.client, onWait: (message: string) => err(`${message}\n`) };
  return {
    cloud, sent,
    identity: identityOf(graph),
    directory: createDirectory(context),
    connectors: createConnectors(context),
    connections: createConnections(context),
    environments: createEnvironments(context),
  };
}

/** Asking Azure CLI takes a second: the token that told who is signed in serves until it has to be renewed. */
function startingWith(first: AccessToken, tokens: Tokens): Tokens {
  let kept: AccessToken | undefined = first;
  return {
    get: async (service, request) => {
      const serves = service === 'graph' && request.claims === undefined && kept !== undefined && kept.claims.expiresOn - Date.now() > RENEWAL_MARGIN;
      return serves && kept ? kept : tokens.get(service, request);
    },
    forget: (service, tenantId) => {
      if (service === 'graph') kept = undefined;
      tokens.forget(service, tenantId);
    },
  };
}

const RENEWAL_MARGIN = 5 * 60_000;

function identityOf({ claims, source }: AccessToken): SignedInIdentity {
  return { tenantId: claims.tenantId, objectId: claims.objectId, userName: claims.userName, source: sourceNames[source] };
}

/** @throws {UsageError} */
export async function chosenCloud(name: string | undefined, cwd: string): Promise<Cloud> {
  if (!name) return cloudByName('public');
  const known = cloudNames.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (known) return cloudByName(known);
  if (!/\.json$/i.test(name)) throw new UsageError(`There is no cloud "${name}". The clouds are ${cloudNames.map((cloud) => cloud.toLowerCase()).join(', ')}, or a JSON file that describes one.`);
  let text: string;
  try {
    text = await readFile(resolve(cwd, name), 'utf8');
  } catch (error) {
    throw new UsageError(`The cloud file ${name} could not be read: ${reasonOf(error)}.`);
  }
  return readCloudFile(text);
}

/** By id, else by display name; both without regard to case. */
export async function environmentNamed(name: string, { environments, identity }: IdentitySession, signal: AbortSignal): Promise<Environment> {
  const all = await environments.list(signal);
  const byId = all.find((environment) => sameEnvironment(environment.name, name));
  const byTitle = all.filter(({ displayName }) => displayName.toLowerCase() === name.toLowerCase());
  const found = byId ?? (byTitle.length === 1 ? byTitle[0] : undefined);
  if (found) return found;
  if (byTitle.length > 1) throw new IdentityCommandError('environmentNotFound', `${byTitle.length} environments are called "${name}": ${byTitle.map((environment) => environment.name).join(', ')}.`, 'Say which by its id.');
  const seen = all.map((environment) => `${environment.displayName} (${environment.name})`).join(', ');
  throw new IdentityCommandError('environmentNotFound', `${identity.userName ?? identity.objectId} sees no environment "${name}".`, seen ? `It sees ${seen}.` : 'It sees none at all.');
}

export function placeOf({ identity, cloud }: IdentitySession, environment: Environment): TargetPlace {
  return {
    tenantId: identity.tenantId, userObjectId: identity.objectId, ...(identity.userName !== undefined && { userName: identity.userName }),
    cloud: cloud.name, environment: environment.name, environmentDisplayName: environment.displayName,
  };
}
