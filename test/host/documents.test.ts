import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { VirtualStudioDocuments } from '../../src/vscode/studio-documents.ts';

describe('studio documents', () => {
  let documents: VirtualStudioDocuments;

  before(() => {
    documents = new VirtualStudioDocuments();
  });

  after(async () => {
    documents.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('opens a plan in the diff language, and nothing can be typed into it', async () => {
    const { document } = await documents.show({ title: 'Plan – A/B', language: 'diff', content: '+ one\n' });
    assert.equal(document.languageId, 'diff');
    assert.equal(document.uri.path.slice(1).includes('/'), false);
    assert.equal(document.getText(), '+ one\n');
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(document.getText(), '+ one\n');
  });

  it('replaces the content of a document of the same title', async () => {
    const first = await documents.show({ title: 'Report', language: 'markdown', content: '# Old\n' });
    const second = await documents.show({ title: 'Report', language: 'markdown', content: '# New\n' });
    assert.equal(second.document.getText(), '# New\n');
    assert.equal(first.document.uri.toString(), second.document.uri.toString());
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ label }) => label.startsWith('Report'));
    assert.equal(tabs.length, 1);
  });

  it('puts lenses on the first line, and takes them away again', async () => {
    const { document } = await documents.show({ title: 'Lenses', language: 'json', content: '{}', lenses: [{ title: 'Apply', command: 'connectorStudio.applyPlan', arguments: ['Lenses'] }] });
    assert.deepEqual(await lenses(document.uri), [['Apply', 'connectorStudio.applyPlan', ['Lenses']]]);
    await documents.show({ title: 'Lenses', language: 'json', content: '{}' });
    assert.deepEqual(await lenses(document.uri), []);
  });

  it('says so where the content is gone', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('connector-studio:/Plan of yesterday.diff'));
    assert.match(document.getText(), /Run the command again/);
  });
});

async function lenses(uri: vscode.Uri): Promise<unknown[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  return found.map(({ command }) => [command?.title, command?.command, command?.arguments]);
}
