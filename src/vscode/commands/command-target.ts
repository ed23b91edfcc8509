/** What a command was invoked on: a tree node, a file or folder, or nothing. */
import * as vscode from 'vscode';
import type { Environment } from '../../cloud/power-platform/environments.ts';
import type { Connector, Operation, Pointer } from '../../connector/connector.ts';
import { sameEnvironment } from '../../connector/environment-name.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import type { Studio } from '../studio.ts';
import { isNode } from '../tree/nodes.ts';

export interface CommandTarget {
  /** In the workspace. */
  readonly connector?: Connector;
  readonly parameterPointer?: Pointer;
  readonly environment?: Environment;
  readonly deployed?: DeployedConnector;
  readonly operation?: Operation;
}

/** @param argument the command's first argument. For a deployed connector its workspace files are found by their link. */
export async function commandTarget(studio: Studio, argument: unknown): Promise<CommandTarget> {
  if (argument instanceof vscode.Uri) {
    const connector = await studio.connectors.connectorAt(argument);
    if (connector) return { connector };
    throw new Error(vscode.l10n.t('{0} does not belong to a connector. A connector is a folder with an apiDefinition and an apiProperties file.', vscode.workspace.asRelativePath(argument)));
  }
  if (isNode(argument, 'workspaceConnector', 'workspaceGroup', 'workspaceProblem')) return { connector: argument.connector };
  if (isNode(argument, 'workspaceSecurity')) return { connector: argument.connector, parameterPointer: argument.block.pointer };
  if (isNode(argument, 'workspaceOperation')) return { connector: argument.connector, operation: argument.operation };
  if (isNode(argument, 'environment')) return { environment: argument.environment };
  if (isNode(argument, 'deployedConnector', 'deployedSecurity', 'deployedIdentity', 'deployedOperations', 'deployedOperation', 'deployedConnections', 'deployedConnection', 'deployedScript')) {
    const { environment, connector: deployed } = argument;
    const local = (await studio.connectors.all()).find((connector) => isLinked(connector, environment.name, deployed.name));
    return { connector: local, environment, deployed, operation: argument.kind === 'deployedOperation' ? argument.operation : undefined };
  }
  const connector = await connectorInSight(studio);
  return connector ? { connector } : {};
}

/** From the palette a command works on what the user looks at: a connector's file, or a report on a connector. */
async function connectorInSight({ connectors, documents }: Studio): Promise<Connector | undefined> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (!uri) return undefined;
  const folder = documents.connectorFolderOf(uri);
  return connectors.connectorAt(folder === undefined ? uri : vscode.Uri.parse(folder, true));
}

/** Whether the connector's settings.json names the deployed one; a link without environment counts for each. */
export function isLinked(connector: Connector, environment: string, name: string): boolean {
  const { connectorId, environment: linkedTo } = connector.settings;
  return connectorId === name && (linkedTo === undefined || sameEnvironment(linkedTo, environment));
}
