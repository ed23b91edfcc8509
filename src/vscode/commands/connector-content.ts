/** The connectors a command can work on, as their files say now. */
import * as vscode from 'vscode';
import type { Connector } from '../../connector/connector.ts';
import { connectorContent } from '../../connector/deploy-content.ts';
import { readConnector } from '../../connector/read-connector.ts';
import type { ConnectorContent } from '../../connector/deployed-connector.ts';
import type { Studio } from '../studio.ts';
import { createConnectorFilesPort } from './connector-files-port.ts';

/** The given connector, else those of the workspace; refuses when there is none. */
export async function workspaceConnectors(studio: Studio, given: Connector | undefined): Promise<readonly Connector[]> {
  const connectors = given ? [given] : await studio.connectors.all();
  if (connectors.length > 0) return connectors;
  throw new Error(vscode.l10n.t('The workspace has no connector.'));
}

/** The connector read again, with what is unsaved in editors: a tree node or the workspace's list may lag behind. */
export async function currentConnector(studio: Studio, connector: Connector): Promise<Connector> {
  const { files } = await studio.connectors.connectorAt(vscode.Uri.parse(connector.files.folder, true)) ?? connector;
  const { definition, properties, settings } = await createConnectorFilesPort(files).read();
  return readConnector(files, { definition, properties, settings });
}

/** What is deployed to the environment, or an error that lists what keeps it from being sent. */
export function deployableContent(connector: Connector, environment?: string): Pick<ConnectorContent, 'definition' | 'properties'> {
  const content = connectorContent(connector, environment);
  if (!('problems' in content)) return content;
  throw new Error(vscode.l10n.t('“{0}” cannot be deployed yet: {1}', connector.title, content.problems.join(' ')));
}

/** Refuses a connector without a sign-in that managed identity could stand in for. */
export function requireOAuth({ title, security, otherParameters, problems }: Connector): void {
  if (security.length > 0) return;
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(vscode.l10n.t('The sign-in of “{0}” could not be read: {1}', title, errors.map(({ message }) => message).join(' ')));
  const others = [...new Set(otherParameters.map(({ type }) => type))];
  throw new Error(others.length > 0
    ? vscode.l10n.t('“{0}” has no OAuth 2.0 sign-in (it uses {1}), so there is no secret that a managed identity could replace. Add an oauthSetting parameter with the identity provider aad to apiProperties first.', title, others.join(', '))
    : vscode.l10n.t('“{0}” has no OAuth 2.0 sign-in. Add an oauthSetting parameter with the identity provider aad to apiProperties first.', title));
}
