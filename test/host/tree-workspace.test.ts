import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { WorkspaceNode } from '../../src/vscode/tree/nodes.ts';
import { WorkspaceTree } from '../../src/vscode/tree/workspace-tree.ts';
import { WatchedWorkspaceConnectors } from '../../src/vscode/workspace-connectors.ts';
import { definition, eventually, properties, remove, saveNothingUnasked, workspaceFolder, write } from './workspace-files.ts';

describe('the Workspace view', () => {
  let connectors: WatchedWorkspaceConnectors;
  let tree: WorkspaceTree;

  before(async () => {
    await saveNothingUnasked();
    await write('tree/graph/apiDefinition.swagger.json', definition('Tree Graph'));
    await write('tree/graph/apiProperties.json', properties());
    await write('tree/half/apiProperties.json', properties());
    await write('tree/other/settings.json', { 'editor.fontSize': 12 });
    await write('tree/other/package.json', { name: 'none of ours' });
    connectors = new WatchedWorkspaceConnectors(() => Promise.resolve(undefined));
    tree = new WorkspaceTree({ connectors, run: async (_title, body) => body() });
  });

  after(async () => {
    connectors.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await remove('tree');
  });

  const roots = async (): Promise<string[]> => {
    const nodes = await tree.getChildren();
    return nodes.map((node) => label(tree, node)).filter((name) => name.startsWith('Tree') || ['half', 'other', 'late', 'Late'].includes(name));
  };

  it('shows connector folders, half ones too, and no other', async () => {
    assert.deepEqual((await roots()).sort(), ['Tree Graph', 'half']);
  });

  it('shows operations, security and problems', async () => {
    const graph = await rootCalled(tree, 'Tree Graph');
    assert.deepEqual((await tree.getChildren(graph)).map((node) => label(tree, node)), ['Operations', 'Security']);
    assert.deepEqual(await labels(tree, 'Tree Graph', 'Operations'), ['Get me · GET /v1.0/me']);
    const rows = await labels(tree, 'Tree Graph', 'Security');
    assert.ok(rows.includes('Client ID · 11111111-2222-3333-4444-555555555555'), rows.join('\n'));
    assert.ok(rows.includes('Resource · https://graph.microsoft.com/'), rows.join('\n'));
    assert.ok(rows.every((row) => !row.includes('for-tests-only')), 'the secret is shown');
    assert.ok((await labels(tree, 'half', 'Problems')).length > 0);
  });

  it('gives each item an accessible name, and branches an id of their own', async () => {
    const ids: string[] = [];
    const visit = async (nodes: readonly WorkspaceNode[]): Promise<void> => {
      for (const node of nodes) {
        const item = tree.getTreeItem(node);
        assert.ok(item.accessibilityInformation?.label, `${String(item.label)} has no accessible name`);
        if (item.collapsibleState !== vscode.TreeItemCollapsibleState.None) ids.push(item.id ?? '');
        await visit(await tree.getChildren(node));
      }
    };
    await visit(await tree.getChildren());
    assert.ok(ids.every((id) => id !== ''));
    assert.equal(new Set(ids).size, ids.length);
  });

  it('follows new, changed and deleted folders', async () => {
    let changes = 0;
    const subscription = connectors.onDidChange(() => changes++);
    await write('tree/late/apiDefinition.swagger.json', definition('Tree Late'));
    await write('tree/late/apiProperties.json', properties());
    await eventually('the new connector', async () => changes > 0 && (await roots()).includes('Tree Late'));
    await write('tree/late/apiDefinition.swagger.json', definition('Tree Later'));
    await eventually('the new title', async () => (await roots()).includes('Tree Later'));
    await remove('tree/late');
    await eventually('the deletion', async () => !(await roots()).includes('Tree Later'));
    subscription.dispose();
  });

  it('reads what is open in an editor rather than the disk', async () => {
    const uri = vscode.Uri.joinPath(workspaceFolder(), 'tree/graph/apiDefinition.swagger.json');
    const editor = await vscode.window.showTextDocument(uri);
    const at = editor.document.getText().indexOf('Tree Graph');
    await editor.edit((edit) => edit.insert(editor.document.positionAt(at), 'Tree '));
    await eventually('the unsaved title', async () => (await roots()).includes('Tree Tree Graph'));
    assert.ok(editor.document.isDirty);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually('the title on disk', async () => (await roots()).includes('Tree Graph'));
  });

  it('parses a connector once for a version of its files', async () => {
    const uri = vscode.Uri.joinPath(workspaceFolder(), 'tree/graph');
    const before = await connectors.connectorAt(uri);
    await connectors.refresh();
    assert.ok(before);
    assert.equal(await connectors.connectorAt(uri), before);
    assert.equal(await connectors.connectorAt(vscode.Uri.joinPath(uri, 'apiProperties.json')), before);
    assert.equal(await connectors.connectorAt(vscode.Uri.joinPath(uri, '../other/package.json')), undefined);
  });

  it('reveals an operation in its file', async () => {
    const graph = await rootCalled(tree, 'Tree Graph');
    const [operations] = await tree.getChildren(graph);
    const [operation] = await tree.getChildren(operations);
    assert.ok(operation);
    const { command } = tree.getTreeItem(operation);
    await vscode.commands.executeCommand(command?.command ?? '', ...(command?.arguments ?? []) as unknown[]);
    const editor = vscode.window.activeTextEditor;
    assert.match(editor?.document.uri.path ?? '', /tree\/graph\/apiDefinition\.swagger\.json$/);
    assert.match(editor?.document.lineAt(editor.selection.active.line).text ?? '', /"get"/);
  });

  it('copies a value', async () => {
    const graph = await rootCalled(tree, 'Tree Graph');
    const security = (await tree.getChildren(graph)).find((node) => label(tree, node) === 'Security');
    const clientId = (await tree.getChildren(security)).find((node) => label(tree, node) === 'Client ID');
    assert.ok(clientId && /\bcopyable\b/.test(tree.getTreeItem(clientId).contextValue ?? ''));
    await vscode.commands.executeCommand('connectorStudio.copyValue', clientId);
    assert.equal(await vscode.env.clipboard.readText(), '11111111-2222-3333-4444-555555555555');
  });
});

function label(tree: WorkspaceTree, node: WorkspaceNode): string {
  return String(tree.getTreeItem(node).label);
}

async function rootCalled(tree: WorkspaceTree, name: string): Promise<WorkspaceNode> {
  const found = (await tree.getChildren()).find((node) => label(tree, node) === name);
  assert.ok(found, `no connector ${name}`);
  return found;
}

/** Of the children of a connector's branch, as `label · description`. */
async function labels(tree: WorkspaceTree, root: string, branch: string): Promise<string[]> {
  const node = (await tree.getChildren(await rootCalled(tree, root))).find((child) => label(tree, child) === branch);
  assert.ok(node, `no ${branch} in ${root}`);
  const items = (await tree.getChildren(node)).map((child) => tree.getTreeItem(child));
  return items.map((item) => (item.description ? `${String(item.label)} · ${String(item.description)}` : String(item.label)));
}
