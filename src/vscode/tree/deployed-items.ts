/** How the nodes of the Deployed view look. */
import * as vscode from 'vscode';
import type { AuditRow } from '../../identity/secrets/audit-model.ts';
import { COLLAPSED, ERROR_ICON, hasAppRegistration, item, onClick, operationItem, operationTooltip, remarkItem, tooltip, valueItem, WARNING_ICON } from './items.ts';
import type { DeployedConnectionNode, DeployedConnectorNode, DeployedNode, EnvironmentNode } from './nodes.ts';
import { badgeUri, secretState } from './secret-badges.ts';
import { credentialIcon, credentialText } from './security-rows.ts';

/** @param audited what the last audit has found of a connector */
export function deployedItem(node: DeployedNode, audited: readonly AuditRow[] = []): vscode.TreeItem {
  switch (node.kind) {
    case 'account':
      return item({
        id: idOf(node),
        label: node.account.label,
        collapsibleState: COLLAPSED,
        icon: new vscode.ThemeIcon('account'),
        context: ['account'],
        spoken: vscode.l10n.t('Account {0}, tenant {1}', node.account.label, node.account.tenantId),
        description: node.account.tenantId,
      });
    case 'environment':
      return environmentItem(node);
    case 'deployedConnector':
      return connectorItem(node, audited);
    case 'deployedSecurity':
      return item({
        id: idOf(node),
        label: vscode.l10n.t('Security'),
        collapsibleState: COLLAPSED,
        description: [node.block.setName, credentialText(node.block, { deployed: true })].filter(Boolean).join(' · '),
        icon: credentialIcon(node.block),
        context: ['deployedSecurity', hasAppRegistration(node.block) && 'hasAppRegistration'],
      });
    case 'deployedIdentity':
      return item({
        id: idOf(node),
        label: vscode.l10n.t('Managed identity'),
        collapsibleState: COLLAPSED,
        description: node.block.subject ? node.block.setName : vscode.l10n.t('not generated yet'),
        icon: new vscode.ThemeIcon('shield'),
        context: ['deployedIdentity'],
      });
    case 'deployedOperations':
      return item({ id: idOf(node), label: vscode.l10n.t('Operations'), collapsibleState: COLLAPSED, icon: new vscode.ThemeIcon('symbol-interface'), context: ['deployedOperations'] });
    case 'deployedOperation':
      return operationItem(node.operation, { context: ['deployedOperation'] });
    case 'deployedTriggers':
      return item({ id: idOf(node), label: vscode.l10n.t('Triggers'), collapsibleState: COLLAPSED, description: String(node.operations.length), icon: new vscode.ThemeIcon('zap') });
    case 'deployedConnections':
      return item({ id: idOf(node), label: vscode.l10n.t('Connections'), collapsibleState: COLLAPSED, icon: new vscode.ThemeIcon('debug-disconnect'), context: ['deployedConnections'] });
    case 'deployedConnection':
      return connectionItem(node);
    case 'deployedPolicies':
      return item({ id: idOf(node), label: vscode.l10n.t('Policies'), collapsibleState: COLLAPSED, description: String(node.policies.length), icon: new vscode.ThemeIcon('law') });
    case 'deployedScript':
      return item({ label: vscode.l10n.t('Script'), icon: new vscode.ThemeIcon('file-code'), command: onClick(vscode.l10n.t('Open Script'), 'connectorStudio.openDeployedScript', node) });
    case 'value':
      return valueItem(node);
    case 'failure':
      return item({
        label: node.message,
        icon: ERROR_ICON,
        context: ['failure'],
        command: onClick(vscode.l10n.t('Try Again'), 'connectorStudio.refreshDeployed', node),
        spoken: vscode.l10n.t('Error: {0} Press Enter to try again.', node.message),
      });
    case 'remark':
      return remarkItem(node);
    case 'loadMore':
      return item({
        label: vscode.l10n.t('Load more'),
        description: vscode.l10n.t('{0} left', node.remaining),
        icon: new vscode.ThemeIcon('ellipsis'),
        command: onClick(vscode.l10n.t('Load More'), 'connectorStudio.loadMore', node),
      });
  }
}

export function deployedTooltip(node: DeployedNode): vscode.MarkdownString | string | undefined {
  switch (node.kind) {
    case 'account':
      return tooltip(node.account.label, [vscode.l10n.t('Tenant {0}', node.account.tenantId), vscode.l10n.t('User {0}', node.account.objectId)]);
    case 'environment': {
      const { displayName, name, sku, location, instanceUrl } = node.environment;
      return tooltip(displayName, [name, [sku, location].filter(Boolean).join(' · '), instanceUrl]);
    }
    case 'deployedConnector': {
      const { displayName, name, createdBy, createdTime } = node.connector;
      return tooltip(displayName, [
        name,
        createdBy?.displayName && vscode.l10n.t('Created by {0}', createdBy.displayName),
        createdTime && vscode.l10n.t('Created {0}', new Date(createdTime).toLocaleString(vscode.env.language)),
      ]);
    }
    case 'deployedOperation':
      return operationTooltip(node.operation);
    case 'failure':
      return `${node.message}\n\n${vscode.l10n.t('Click to try again.')}`;
    case 'value':
      return node.text;
    case 'deployedConnection': {
      const { displayName, name, status, error, createdByName, createdTime } = node.connection;
      return tooltip(displayName, [
        name, error?.message ?? status,
        createdByName && vscode.l10n.t('Created by {0}', createdByName),
        createdTime && vscode.l10n.t('Created {0}', new Date(createdTime).toLocaleString(vscode.env.language)),
      ]);
    }
    case 'deployedSecurity':
    case 'deployedIdentity':
    case 'deployedOperations':
    case 'deployedTriggers':
    case 'deployedConnections':
    case 'deployedPolicies':
    case 'deployedScript':
    case 'remark':
    case 'loadMore':
      return undefined;
  }
}

function connectionItem({ connection }: DeployedConnectionNode): vscode.TreeItem {
  const { displayName, createdByName, status, error } = connection;
  const connected = status === 'Connected';
  const state = connected ? vscode.l10n.t('connected') : error ? vscode.l10n.t('not connected') : status;
  return item({
    label: displayName,
    description: [createdByName, state].filter(Boolean).join(' · '),
    icon: connected ? new vscode.ThemeIcon('pass') : WARNING_ICON,
    context: ['deployedConnection', !connected && 'failedConnection'],
    spoken: [vscode.l10n.t('Connection {0}', displayName), createdByName && vscode.l10n.t('by {0}', createdByName), state].filter(Boolean).join(', '),
  });
}

function environmentItem(node: EnvironmentNode): vscode.TreeItem {
  const { displayName, isDefault, sku, location } = node.environment;
  const kind = isDefault ? vscode.l10n.t('Default') : sku;
  return item({
    id: idOf(node),
    label: displayName,
    collapsibleState: COLLAPSED,
    description: [kind, location].filter(Boolean).join(' · '),
    icon: new vscode.ThemeIcon('globe'),
    context: ['environment'],
    spoken: [vscode.l10n.t('Environment {0}', displayName), kind, location].filter(Boolean).join(', '),
  });
}

function connectorItem(node: DeployedConnectorNode, audited: readonly AuditRow[]): vscode.TreeItem {
  const { displayName, createdBy } = node.connector;
  const secret = secretState(audited)?.words;
  const treeItem = item({
    id: idOf(node),
    label: displayName,
    collapsibleState: COLLAPSED,
    description: [secret, createdBy?.displayName].filter(Boolean).join(' · ') || undefined,
    icon: new vscode.ThemeIcon('plug'),
    context: ['deployedConnector'],
    spoken: [vscode.l10n.t('Connector {0}', displayName), createdBy?.displayName && vscode.l10n.t('by {0}', createdBy.displayName), secret].filter(Boolean).join(', '),
  });
  treeItem.resourceUri = badgeUri(node, audited);
  return treeItem;
}

/** The same over refreshes, so that what is open stays open. */
function idOf(node: Extract<DeployedNode, { account: unknown }>): string {
  const { accountId, tenantId } = node.account;
  const parts = [
    accountId,
    tenantId,
    ...('environment' in node ? [node.environment.name] : []),
    ...('connector' in node ? [node.connector.name, node.kind] : []),
    ...('block' in node ? node.block.pointer : []),
  ];
  return parts.join('/');
}
