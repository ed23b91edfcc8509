/** What stands below each node of the Deployed view. Each call is one or two requests, made when a node is opened. */
import * as vscode from 'vscode';
import type { Connector } from '../../connector/connector.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import { fieldOf, textField } from '../../connector/json-value.ts';
import { readConnector } from '../../connector/read-connector.ts';
import type { CloudClients } from '../cloud-clients.ts';
import type { AccountNode, DeployedConnectionsNode, DeployedConnectorNode, DeployedNode, DeployedOperationsNode, EnvironmentNode, RemarkNode, ValueNode } from './nodes.ts';
import { identityRows, otherParameterRow, securityRows } from './security-rows.ts';

/** Node kinds that have children worth a request. */
export type BranchNode = AccountNode | EnvironmentNode | DeployedConnectorNode | DeployedOperationsNode | DeployedConnectionsNode;

export async function loadChildren(node: BranchNode, clients: CloudClients, signal: AbortSignal): Promise<readonly DeployedNode[]> {
  switch (node.kind) {
    case 'account':
      return environments(node, clients, signal);
    case 'environment':
      return connectors(node, clients, signal);
    case 'deployedConnector':
      return connectorParts(node, clients, signal);
    case 'deployedOperations':
      return operations(node, clients, signal);
    case 'deployedConnections':
      return connections(node, clients, signal);
  }
}

/** The children that need no request. */
export function knownChildren(node: Exclude<DeployedNode, BranchNode>): readonly DeployedNode[] {
  switch (node.kind) {
    case 'deployedSecurity':
      return [
        ...securityRows(node.block, { deployed: true }),
        ...(node.block.credential === 'managedIdentity' ? [] : identityRows(node.block, { deployed: true })),
      ];
    case 'deployedIdentity':
      return identityRows(node.block, { deployed: true });
    case 'deployedTriggers':
      return node.operations.map((operation) => ({ kind: 'deployedOperation', account: node.account, environment: node.environment, connector: node.connector, operation }));
    case 'deployedPolicies':
      return node.policies;
    case 'deployedOperation':
    case 'deployedConnection':
    case 'deployedScript':
    case 'value':
    case 'failure':
    case 'remark':
    case 'loadMore':
      return [];
  }
}

async function environments({ account }: AccountNode, clients: CloudClients, signal: AbortSignal): Promise<readonly DeployedNode[]> {
  const found = await clients.environments.list(signal);
  return [...found]
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.displayName.localeCompare(b.displayName))
    .map((environment) => ({ kind: 'environment', account, environment }));
}

async function connectors({ account, environment }: EnvironmentNode, clients: CloudClients, signal: AbortSignal): Promise<readonly DeployedNode[]> {
  const found = await clients.connectors.list(environment.name, signal);
  if (found.length === 0) return [remark(vscode.l10n.t('No custom connectors'))];
  return [...found]
    .sort((a, b) => a.displayName.localeCompare(b.displayName))
    .map((connector) => ({ kind: 'deployedConnector', account, environment, connector }));
}

/** The connector is read again: a list leaves out part of the security settings, and the subject may have come since. */
async function connectorParts(node: DeployedConnectorNode, clients: CloudClients, signal: AbortSignal): Promise<readonly DeployedNode[]> {
  const { account, environment } = node;
  const connector = await clients.connectors.connector(environment.name, node.connector.name, signal);
  if (!connector) return [remark(vscode.l10n.t('This connector does not exist any more.'))];
  const policies = policyRows(connector);
  const { security, otherParameters } = readAsFiles(connector, { properties: { properties: connector.properties } });
  return [
    ...security.flatMap((block): DeployedNode[] => [
      { kind: 'deployedSecurity', account, environment, connector, block },
      ...(block.credential === 'managedIdentity' ? [{ kind: 'deployedIdentity', account, environment, connector, block } as const] : []),
    ]),
    ...otherParameters.map(otherParameterRow),
    ...(security.length + otherParameters.length === 0 ? [remark(vscode.l10n.t('No authentication'))] : []),
    { kind: 'deployedOperations', account, environment, connector },
    ...(policies.length > 0 ? [{ kind: 'deployedPolicies', account, environment, connector, policies } as const] : []),
    ...(textField(connector.properties, 'scriptDefinitionUrl') === undefined ? [] : [{ kind: 'deployedScript', account, environment, connector } as const]),
    { kind: 'deployedConnections', account, environment, connector },
  ];
}

async function operations({ account, environment, connector }: DeployedOperationsNode, clients: CloudClients, signal: AbortSignal): Promise<readonly DeployedNode[]> {
  const definition = await clients.connectors.originalDefinition(connector, signal);
  if (!definition) return [remark(vscode.l10n.t('The service gives no definition for this connector.'))];
  const { operations: found } = readAsFiles(connector, { definition });
  if (found.length === 0) return [remark(vscode.l10n.t('No operations'))];
  const triggers = found.filter(({ trigger }) => trigger);
  return [
    ...(triggers.length > 0 ? [{ kind: 'deployedTriggers', account, environment, connector, operations: triggers } as const] : []),
    ...found.filter(({ trigger }) => !trigger).map((operation) => ({ kind: 'deployedOperation', account, environment, connector, operation }) as const),
  ];
}

async function connections({ account, environment, connector }: DeployedConnectionsNode, clients: CloudClients, signal: AbortSignal): Promise<readonly DeployedNode[]> {
  const found = await clients.connections.list(environment.name, connector.name, signal);
  if (found.length === 0) return [remark(vscode.l10n.t('No connections'))];
  return [...found].sort((a, b) => a.displayName.localeCompare(b.displayName)).map((connection) => ({ kind: 'deployedConnection', account, environment, connector, connection }));
}

/** The template of each policy, and the operations that it is for. */
function policyRows({ properties }: DeployedConnector): readonly ValueNode[] {
  const policies = fieldOf(properties, 'policyTemplateInstances');
  return (Array.isArray(policies) ? policies as unknown[] : []).map((policy) => {
    const template = textField(policy, 'templateId') ?? vscode.l10n.t('unknown template');
    const operations = fieldOf(fieldOf(policy, 'parameters'), 'x-ms-apimTemplate-operationName');
    const names = Array.isArray(operations) ? operations.filter((name) => typeof name === 'string') : [];
    return {
      kind: 'value', icon: 'law', label: textField(policy, 'title') ?? template,
      text: [template, names.length > 0 ? names.join(', ') : vscode.l10n.t('all operations')].join(' · '), value: template,
    };
  });
}

/** A deployed connector has the form of the files it was made from. */
function readAsFiles({ name }: DeployedConnector, parts: { readonly definition?: object; readonly properties?: object }): Connector {
  const files = { folder: '', folderName: name, definition: 'apiDefinition.swagger.json', properties: 'apiProperties.json' };
  return readConnector(files, { definition: JSON.stringify(parts.definition ?? {}), properties: JSON.stringify(parts.properties ?? {}) });
}

function remark(text: string): RemarkNode {
  return { kind: 'remark', text };
}
