/** The Workspace view: connectors of the open folders with their operations, security and problems. */
import * as vscode from 'vscode';
import type { Connector, FileFormat } from '../../connector/connector.ts';
import type { Studio, WorkspaceConnectors } from '../studio.ts';
import { COLLAPSED, ERROR_ICON, hasAppRegistration, item, LEAF, onClick, operationItem, operationTooltip, remarkItem, tooltip, valueItem, WARNING_ICON } from './items.ts';
import type { WorkspaceConnectorNode, WorkspaceGroupNode, WorkspaceNode, WorkspaceProblemNode, WorkspaceSecurityNode } from './nodes.ts';
import { credentialIcon, credentialText, identityRows, otherParameterRow, securityRows } from './security-rows.ts';

export class WorkspaceTree implements vscode.TreeDataProvider<WorkspaceNode> {
  readonly #connectors: WorkspaceConnectors;
  readonly #run: Studio['run'];

  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor({ connectors, run }: Pick<Studio, 'connectors' | 'run'>) {
    this.#connectors = connectors;
    this.#run = run;
    this.onDidChangeTreeData = connectors.onDidChange;
  }

  async getChildren(node?: WorkspaceNode): Promise<WorkspaceNode[]> {
    if (node) return childrenOf(node);
    // VS Code itself would leave the view blank without a word.
    const connectors = await this.#run(vscode.l10n.t('Workspace connectors'), () => this.#connectors.all()) ?? [];
    await vscode.commands.executeCommand('setContext', 'connectorStudio.workspaceState', connectors.length > 0 ? 'ready' : 'empty');
    return connectors.map((connector) => ({ kind: 'workspaceConnector', connector }));
  }

  getTreeItem(node: WorkspaceNode): vscode.TreeItem {
    switch (node.kind) {
      case 'workspaceConnector':
        return connectorItem(node);
      case 'workspaceGroup':
        return groupItem(node);
      case 'workspaceOperation':
        return operationItem(node.operation, { context: ['workspaceOperation', 'inFile'], command: revealOnClick(node) });
      case 'workspaceSecurity':
        return securityItem(node);
      case 'workspaceProblem':
        return problemItem(node);
      case 'value':
        return valueItem(node);
      case 'remark':
        return remarkItem(node);
    }
  }

  resolveTreeItem(treeItem: vscode.TreeItem, node: WorkspaceNode): vscode.TreeItem {
    treeItem.tooltip = tooltipOf(node);
    return treeItem;
  }
}

function childrenOf(node: WorkspaceNode): WorkspaceNode[] {
  switch (node.kind) {
    case 'workspaceConnector':
      return connectorChildren(node.connector);
    case 'workspaceGroup':
      return groupChildren(node);
    case 'workspaceSecurity':
      return [...securityRows(node.block, { deployed: false }), ...identityRows(node.block, { deployed: false })];
    case 'workspaceOperation':
    case 'workspaceProblem':
    case 'value':
    case 'remark':
      return [];
  }
}

function connectorChildren(connector: Connector): WorkspaceNode[] {
  const onlyBlock = connector.otherParameters.length === 0 && connector.security.length === 1 ? connector.security[0] : undefined;
  return [
    { kind: 'workspaceGroup', group: 'operations', connector },
    // A level less to open for the usual connector.
    onlyBlock ? { kind: 'workspaceSecurity', connector, block: onlyBlock } : { kind: 'workspaceGroup', group: 'security', connector },
    ...(connector.problems.length > 0 ? [{ kind: 'workspaceGroup', group: 'problems', connector } as const] : []),
  ];
}

function groupChildren({ group, connector }: WorkspaceGroupNode): WorkspaceNode[] {
  switch (group) {
    case 'operations':
      return connector.operations.map((operation) => ({ kind: 'workspaceOperation', connector, operation }));
    case 'security':
      return [
        ...connector.security.map((block) => ({ kind: 'workspaceSecurity', connector, block }) as const),
        ...connector.otherParameters.map(otherParameterRow),
      ];
    case 'problems':
      return connector.problems.map((problem) => ({ kind: 'workspaceProblem', connector, problem }));
  }
}

function connectorItem({ connector }: WorkspaceConnectorNode): vscode.TreeItem {
  const errors = errorCount(connector);
  const [block] = connector.security;
  const credential = block && credentialText(block, { deployed: false });
  return item({
    id: connector.files.folder,
    label: connector.title,
    collapsibleState: COLLAPSED,
    description: folderDescription(connector),
    icon: errors > 0 ? ERROR_ICON : new vscode.ThemeIcon('plug'),
    context: ['workspaceConnector', 'inFile', hasAppRegistration(block) && 'hasAppRegistration', hasFormat(connector, 'json') && 'hasJson', hasFormat(connector, 'yaml') && 'hasYaml'],
    spoken: [vscode.l10n.t('Connector {0}', connector.title), credential, errors > 0 && vscode.l10n.t('problems: {0}', errors)].filter(Boolean).join(', '),
  });
}

/** Whether there is something to convert. */
function hasFormat({ files: { definition, properties } }: Connector, format: FileFormat): boolean {
  return [definition, properties].some((file) => file !== undefined && /\.ya?ml$/i.test(file) === (format === 'yaml'));
}

function errorCount({ problems }: Connector): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}

/** The folder's path in the workspace, where it says more than the title. */
function folderDescription({ title, files }: Connector): string | undefined {
  const folder = vscode.Uri.parse(files.folder, true);
  const path = vscode.workspace.asRelativePath(folder);
  // A connector that is the workspace folder itself has no relative path.
  const shown = path === folder.fsPath ? files.folderName : path;
  return shown === title ? undefined : shown;
}

function groupItem(node: WorkspaceGroupNode): vscode.TreeItem {
  const { group, connector } = node;
  const id = `${connector.files.folder}#${group}`;
  switch (group) {
    case 'operations':
      return item({ id, label: vscode.l10n.t('Operations'), collapsibleState: stateFor(connector.operations.length), description: String(connector.operations.length), icon: new vscode.ThemeIcon('symbol-interface') });
    case 'security': {
      const count = connector.security.length + connector.otherParameters.length;
      return item({ id, label: vscode.l10n.t('Security'), collapsibleState: stateFor(count), description: count === 0 ? vscode.l10n.t('No authentication') : String(count), icon: new vscode.ThemeIcon(count === 0 ? 'unlock' : 'key') });
    }
    case 'problems':
      return item({ id, label: vscode.l10n.t('Problems'), collapsibleState: stateFor(connector.problems.length), description: String(connector.problems.length), icon: errorCount(connector) > 0 ? ERROR_ICON : WARNING_ICON });
  }
}

function securityItem(node: WorkspaceSecurityNode): vscode.TreeItem {
  const { connector, block } = node;
  const alone = connector.security.length === 1 && connector.otherParameters.length === 0;
  const credential = credentialText(block, { deployed: false });
  return item({
    id: `${connector.files.folder}#security/${block.pointer.join('/')}`,
    label: alone ? vscode.l10n.t('Security') : block.parameterName,
    collapsibleState: COLLAPSED,
    description: [block.setName, credential].filter(Boolean).join(' · '),
    icon: credentialIcon(block),
    context: ['workspaceSecurity', 'inFile', hasAppRegistration(block) && 'hasAppRegistration'],
  });
}

function problemItem(node: WorkspaceProblemNode): vscode.TreeItem {
  const { severity, message } = node.problem;
  return item({
    label: message,
    icon: severity === 'error' ? ERROR_ICON : WARNING_ICON,
    context: [node.problem.file !== undefined && 'inFile'],
    command: node.problem.file === undefined ? undefined : revealOnClick(node),
    spoken: severity === 'error' ? vscode.l10n.t('Error: {0}', message) : vscode.l10n.t('Warning: {0}', message),
  });
}

function tooltipOf(node: WorkspaceNode): vscode.MarkdownString | string | undefined {
  switch (node.kind) {
    case 'workspaceConnector': {
      const { title, description, host, basePath, settings, files } = node.connector;
      return tooltip(title, [
        description,
        host && `${host}${basePath ?? ''}`,
        settings.connectorId && vscode.l10n.t('Deployed as {0}', settings.connectorId),
        vscode.Uri.parse(files.folder, true).fsPath,
      ]);
    }
    case 'workspaceOperation':
      return operationTooltip(node.operation);
    case 'workspaceProblem':
      return node.problem.message;
    case 'value':
      return node.text;
    case 'workspaceGroup':
    case 'workspaceSecurity':
    case 'remark':
      return undefined;
  }
}

function revealOnClick(node: WorkspaceNode): vscode.Command {
  return onClick(vscode.l10n.t('Reveal in File'), 'connectorStudio.revealInFile', node);
}

function stateFor(count: number): vscode.TreeItemCollapsibleState {
  return count > 0 ? COLLAPSED : LEAF;
}
