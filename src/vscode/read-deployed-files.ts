/** One deployed connector as the files that it would be deployed from; loaded when the first is opened. */
import * as vscode from 'vscode';
import { downloadedFiles, type DownloadedConnector, type DownloadedFile } from '../connector/downloaded-files.ts';
import { redactSecrets } from '../connector/redact-secrets.ts';
import type { DeployedConnector } from '../connector/deployed-connector.ts';
import type { CloudClients } from './cloud-clients.ts';

/** For reading: values that may be secrets are replaced. @throws FileSystemError where it does not exist, ServiceError */
export async function readDeployedFiles(clients: CloudClients, environment: string, connectorName: string): Promise<readonly DownloadedFile[]> {
  const deployed = await clients.connectors.connector(environment, connectorName);
  if (!deployed) throw vscode.FileSystemError.FileNotFound(vscode.l10n.t('The connector {0} does not exist any more. Refresh the list.', connectorName));
  const { definition, ...rest } = await downloadConnector(clients, deployed);
  return downloadedFiles({ ...rest, definition, deployed: { ...deployed, properties: redactSecrets(deployed.properties) as DeployedConnector['properties'] } });
}

/** Everything of it that a folder holds. @throws ServiceError; Error where the service gives no definition */
export async function downloadConnector({ connectors }: CloudClients, deployed: DeployedConnector, signal?: AbortSignal): Promise<DownloadedConnector> {
  const [definition, icon, script] = await Promise.all([
    connectors.originalDefinition(deployed, signal),
    // A missing picture is no reason to have nothing.
    connectors.icon(deployed, signal).catch((error: unknown) => ignoreMissing(error, signal)),
    connectors.script(deployed, signal),
  ]);
  if (!definition) throw new Error(vscode.l10n.t('The service gives no definition for “{0}”.', deployed.displayName));
  return { deployed, definition, ...(icon && { icon }), ...(script !== undefined && { script }) };
}

function ignoreMissing(error: unknown, signal: AbortSignal | undefined): undefined {
  signal?.throwIfAborted();
  if (error instanceof Error && error.name === 'ServiceError') return undefined;
  throw error;
}
