import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { definition, eventually, properties, remove, saveNothingUnasked, write } from './workspace-files.ts';

describe('apiProperties in the editor', () => {
  before(async () => {
    await saveNothingUnasked();
    await vscode.extensions.getExtension('connector-studio.connector-studio')?.activate();
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await remove('language');
  });

  it('offers to configure managed identity where there is a secret', async () => {
    await write('language/secret/apiDefinition.swagger.json', definition('Secret'));
    const uri = await write('language/secret/apiProperties.json', properties());
    const { document } = await vscode.window.showTextDocument(uri);
    const found = await eventually('lenses', async () => atLeast(2, await lenses(uri)));
    assert.deepEqual(found.map(({ command }) => command?.title), ['$(key) Client secret', 'Configure Managed Identity']);
    assert.equal(found[1]?.command?.command, 'connectorStudio.configureManagedIdentity');
    assert.match(document.lineAt(found[0]?.range.start.line ?? 0).text, /"token"/);
  });

  it('offers to verify it where it is there, in YAML too', async () => {
    await write('language/secretless/apiDefinition.swagger.yaml', 'swagger: "2.0"\ninfo: {title: Secretless, version: "1.0"}\nhost: graph.microsoft.com\npaths: {}\n');
    const uri = await write('language/secretless/apiProperties.yaml', [
      'properties:',
      '  connectionParameters:',
      '    token:',
      '      type: oauthSetting',
      '      oAuthSettings:',
      '        identityProvider: aad',
      '        clientId: 11111111-2222-3333-4444-555555555555',
      '        clientAssertionType: GenericFederatedIdentityCredential',
      '',
    ].join('\n'));
    await vscode.window.showTextDocument(uri);
    const found = await eventually('lenses', async () => atLeast(2, await lenses(uri)));
    assert.ok(found.some(({ command }) => command?.command === 'connectorStudio.verifyManagedIdentity'), JSON.stringify(found));
  });

  it('follows what is typed', async () => {
    const uri = await write('language/typed/apiProperties.json', '{ "properties": {} }');
    await write('language/typed/apiDefinition.swagger.json', definition('Typed'));
    const editor = await vscode.window.showTextDocument(uri);
    assert.deepEqual(await lenses(uri), []);
    const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
    await editor.edit((edit) => edit.replace(all, JSON.stringify(properties(), undefined, 2)));
    await eventually('lenses', async () => atLeast(2, await lenses(uri)));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('marks problems, and takes them back when they are mended', async () => {
    await write('language/broken/apiDefinition.swagger.json', definition('Broken'));
    const uri = await write('language/broken/apiProperties.json', '{ "connectionParameters": {} }');
    const editor = await vscode.window.showTextDocument(uri);
    const [problem] = await eventually('a diagnostic', async () => atLeast(1, ours(uri)));
    assert.match(problem?.message ?? '', /properties/);
    const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
    await editor.edit((edit) => edit.replace(all, JSON.stringify(properties({ redirectMode: 'GlobalPerConnector' }), undefined, 2)));
    await eventually('that diagnostic gone', async () => ours(uri).every(({ message }) => !/"properties"/.test(message)));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('leaves broken JSON to VS Code where that shows it', async () => {
    await write('language/comma/apiDefinition.swagger.json', definition('Comma'));
    const uri = await write('language/comma/apiProperties.json', `${JSON.stringify(properties({ redirectMode: 'GlobalPerConnector' }), undefined, 2).replace(/\}\s*$/, ', }')}\n`);
    await vscode.window.showTextDocument(uri);
    await eventually('its own diagnostic', async () => vscode.languages.getDiagnostics(uri).some(({ source }) => source !== 'Connector Studio'));
    await eventually('ours gone', async () => ours(uri).every(({ code }) => (typeof code === 'object' ? code.value : code) !== 'json-trailing-comma'));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, new vscode.Range(0, 0, 100, 0));
    assert.ok(actions.some(({ title }) => /comma/i.test(title)), actions.map(({ title }) => title).join());
  });

  it('leaves other files alone', async () => {
    const uri = await write('language/other/config.json', properties());
    await vscode.window.showTextDocument(uri);
    assert.deepEqual(await lenses(uri), []);
    assert.deepEqual(ours(uri), []);
  });
});

async function lenses(uri: vscode.Uri): Promise<vscode.CodeLens[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  return found.filter(({ command }) => command?.command.startsWith('connectorStudio.'));
}

function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Connector Studio');
}

function atLeast<T>(count: number, found: T[]): T[] | undefined {
  return found.length >= count ? found : undefined;
}
