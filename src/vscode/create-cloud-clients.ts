/** The network chunk: imported when the first command or branch of the tree needs a service. */
import type { LogOutputChannel } from 'vscode';
import { createApplicationReader } from '../cloud/entra/application-reader.ts';
import { createDirectory } from '../cloud/entra/directory.ts';
import { createConnections } from '../cloud/power-platform/connections.ts';
import { createConnectors } from '../cloud/power-platform/connectors.ts';
import { createEnvironments } from '../cloud/power-platform/environments.ts';
import { createTokens, type SessionSource } from '../cloud/tokens.ts';
import type { CloudClients } from './cloud-clients.ts';
import { reportWait } from './commands/progress.ts';
import type { StudioSettings } from './settings.ts';
import type { SignedInAccount } from './studio.ts';

export function createCloudClients(settings: StudioSettings, account: SignedInAccount, sessions: SessionSource, log: LogOutputChannel): CloudClients {
  const { cloud } = settings;
  const { tenantId } = account;
  const tokens = createTokens({ cloud, sessions, ownClientId: settings.clientId, useAzureCli: settings.useAzureCli, userObjectId: account.objectId });
  const onWait = (message: string): void => {
    log.info(message);
    reportWait(message);
  };
  const context = { cloud, tokens, tenantId, log, onWait };
  return {
    cloud,
    tokens,
    directory: createDirectory(context),
    applicationReader: (scope) => createApplicationReader(context, scope),
    environments: createEnvironments(context),
    connectors: createConnectors(context),
    connections: createConnections(context),
  };
}
