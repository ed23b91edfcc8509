/** From the command line to what the engine plans and applies. */
import type { Connector } from '../../connector/connector.ts';
import { isGuid } from '../../connector/difference.ts';
import type { IdentityInput } from '../../identity/actual-state.ts';
import type { ApplicationChoice, IdentityTarget } from '../../identity/plan-model.ts';
import type { IdentityPorts } from '../../identity/ports.ts';
import { systemClock } from '../../identity/system-clock.ts';
import { targetFromBlock } from '../../identity/target.ts';
import type { Terminal } from '../main.ts';
import { UsageError } from '../usage-error.ts';
import { blockNamed, connectorIn, filesOf } from './connector-on-disk.ts';
import { journalOnDisk } from './journal-on-disk.ts';
import type { IdentityOptions } from './options.ts';
import { environmentNamed, placeOf, startSession, type IdentitySession } from './session.ts';

export interface Chosen {
  readonly connector: Connector;
  readonly target: IdentityTarget;
  readonly session: IdentitySession;
}

/** Reads the files before anybody is signed in: what is wrong with the command line shows at once. */
export async function choose(options: IdentityOptions, terminal: Terminal, signal: AbortSignal): Promise<Chosen> {
  const connector = await connectorIn(folderArgument(options), terminal.cwd);
  const block = blockNamed(connector, options.parameter);
  const application = applicationChoice(options, connector);
  const environmentName = options.environment ?? connector.settings.environment;
  if (environmentName === undefined) throw new UsageError('Say --environment: settings.json names none.');
  const session = await startSession(options, terminal, signal);
  const environment = await environmentNamed(environmentName, session, signal);
  const target = targetFromBlock(block, connector.title, placeOf(session, environment));
  return { connector, session, target: chosenTarget(target, application, options) };
}

function folderArgument({ positionals, connector }: IdentityOptions): string {
  const [folder, ...more] = [...positionals, ...(connector === undefined ? [] : [connector])];
  if (folder === undefined) throw new UsageError('Name the connector\'s folder.');
  if (more.length > 0) throw new UsageError(`This is about one connector, and ${more.length + 1} folders are named.`);
  return folder;
}

function applicationChoice({ app, newApp }: IdentityOptions, { title }: Connector): ApplicationChoice | undefined {
  if (app !== undefined && !isGuid(app)) throw new UsageError(`--app-id takes the client id of an app registration, a GUID, not "${app}".`);
  if (app !== undefined) return { kind: 'existing', appId: app };
  return newApp === undefined ? undefined : { kind: 'new', displayName: newApp.trim() || title };
}

function chosenTarget(target: IdentityTarget, application: ApplicationChoice | undefined, { resource, scopes }: IdentityOptions): IdentityTarget {
  return { ...target, ...(application && { application }), ...(resource !== undefined && { resourceUri: resource }), ...(scopes && { scopes }) };
}

export function portsFor({ directory, connectors }: IdentitySession, connector: Connector, environment: string): IdentityPorts {
  return { directory, connectors, files: filesOf(connector), journal: journalOnDisk(connector.files.folder, environment), clock: systemClock };
}

export function inputFor({ connector, target, session }: Chosen, signal: AbortSignal): IdentityInput {
  return { connector, target, cloud: session.cloud, ports: portsFor(session, connector, target.environment), signal };
}
