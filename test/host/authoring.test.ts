/** Each language feature through VS Code's own commands, in JSON and in YAML. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { writeSample, type Format, type Sample } from './authoring-sample.ts';
import { eventually, remove, saveNothingUnasked } from './workspace-files.ts';

for (const format of ['json', 'yaml'] satisfies Format[]) {
  describe(`connector files in ${format.toUpperCase()}`, () => {
    let sample: Sample;

    before(async () => {
      await saveNothingUnasked();
      await vscode.extensions.getExtension('connector-studio.connector-studio')?.activate();
      sample = await writeSample(`authoring-${format}/library`, format);
    });

    afterEach(async () => {
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    after(() => remove(`authoring-${format}`));

    it('says nothing about a sound connector', async () => {
      await vscode.window.showTextDocument(sample.properties);
      await vscode.window.showTextDocument(sample.definition);
      // That the check has run is told by a fault that it finds.
      await edited('ListShelves"', 'ListShelf"', async () => {
        await eventually('a finding', () => Promise.resolve(ours(sample.definition).length > 0));
      });
      await eventually('no finding', () => Promise.resolve([...ours(sample.definition), ...ours(sample.properties)].length === 0));
    });

    it('completes operationIds where one is called', async () => {
      const document = await vscode.workspace.openTextDocument(sample.definition);
      const call = document.getText().lastIndexOf('ListShelves');
      const labels = await completions(sample.definition, document.positionAt(call + 4));
      assert.ok(labels.includes('ListShelves') && labels.includes('ListBooks'), labels.join());
    });

    it('completes references to definitions', async () => {
      const document = await vscode.workspace.openTextDocument(sample.definition);
      const labels = await completions(sample.definition, document.positionAt(document.getText().indexOf('#/definitions/Shelf') + 15));
      assert.ok(labels.some((label) => label.includes('Shelf')), labels.join());
    });

    it('completes what the schema knows', async () => {
      const { document } = await vscode.window.showTextDocument(sample.properties);
      const place = document.getText().indexOf('redirectMode') + 3;
      const labels = await completions(sample.properties, document.positionAt(place));
      assert.ok(labels.some((label) => /^"?(?:redirectMode|clientSecret|redirectUrl)"?$/.test(label)), labels.slice(0, 40).join());
    });

    it('goes from a policy to its operation, and finds all that names it', async () => {
      const document = await vscode.workspace.openTextDocument(sample.properties);
      const at = document.positionAt(document.getText().indexOf('ListShelves') + 3);
      const targets = await vscode.commands.executeCommand<vscode.LocationLink[]>('vscode.executeDefinitionProvider', sample.properties, at);
      assert.equal(targets[0]?.targetUri.toString(), sample.definition.toString());
      const references = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', sample.properties, at);
      const files = references.map(({ uri }) => uri.path.slice(uri.path.lastIndexOf('/') + 1)).sort();
      assert.deepEqual(files, [`apiDefinition.swagger.${format}`, `apiDefinition.swagger.${format}`, `apiProperties.${format}`, `apiProperties.${format}`, 'script.csx']);
    });

    it('renames an operation in all files', async () => {
      const document = await vscode.workspace.openTextDocument(sample.definition);
      const at = document.positionAt(document.getText().indexOf('ListShelves') + 3);
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', sample.definition, at, 'GetShelves');
      assert.equal(edit.size, 3);
      assert.equal(edit.entries().reduce((sum, [, edits]) => sum + edits.length, 0), 5);
    });

    it('refuses a name that is taken', async () => {
      const document = await vscode.workspace.openTextDocument(sample.definition);
      const at = document.positionAt(document.getText().indexOf('ListShelves') + 3);
      await assert.rejects(Promise.resolve(vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', sample.definition, at, 'listbooks')));
    });

    it('tells on hover what an operation is', async () => {
      const document = await vscode.workspace.openTextDocument(sample.properties);
      const at = document.positionAt(document.getText().indexOf('ListShelves') + 3);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', sample.properties, at);
      const text = hovers.flatMap(({ contents }) => contents).map((content) => (typeof content === 'string' ? content : content.value)).join('\n');
      assert.match(text, /GET/);
      assert.match(text, /\/shelves/);
    });

    it('outlines operations and finds them in the workspace', async () => {
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', sample.definition);
      const names = flattened(symbols).map(({ name }) => name);
      assert.ok(names.some((name) => name.includes('ListBooks')), names.join());
      const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', 'ListBooks');
      assert.ok(found.some(({ name, location }) => name === 'ListBooks' && location.uri.toString() === sample.definition.toString()), found.map(({ name }) => name).join());
    });

    it('folds operations', async () => {
      const document = await vscode.workspace.openTextDocument(sample.definition);
      const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', sample.definition);
      const line = document.positionAt(document.getText().indexOf('/shelves/{shelfId}')).line;
      assert.ok(ranges.some(({ start }) => start === line), JSON.stringify(ranges.slice(0, 20)));
    });

    it('counts references and offers to test an operation', async () => {
      await vscode.window.showTextDocument(sample.definition);
      const lenses = await eventually('lenses', async () => {
        const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', sample.definition, 100);
        return found.length > 3 ? found : undefined;
      });
      const titles = lenses.map(({ command }) => command?.title ?? '');
      assert.ok(titles.includes('4 references'), titles.join());
      assert.ok(titles.some((title) => /Test Operation/.test(title)), titles.join());
    });

    it('mends what a quick fix can mend, and all of it at once', async () => {
      const faulty = await writeSample(`authoring-${format}/faulty`, format, (definition) => ({
        ...definition,
        definitions: { Shelf: { type: 'object', properties: { id: { type: 'string', description: 'The id.', 'x-ms-visibility': 'Advanced' }, name: { type: 'string', description: 'The name.', 'x-ms-visibility': 'Internal' } } } },
      }));
      const { document } = await vscode.window.showTextDocument(faulty.definition);
      const [first] = await eventually('two findings', () => Promise.resolve(ours(faulty.definition).length === 2 ? ours(faulty.definition) : undefined));
      assert.ok(first);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', faulty.definition, first.range);
      const titles = actions.map(({ title }) => title);
      assert.ok(titles.includes('Write "advanced"'), titles.join());
      const all = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', faulty.definition, new vscode.Range(0, 0, 0, 0), vscode.CodeActionKind.SourceFixAll.value);
      const fixAll = all.find(({ kind }) => kind !== undefined && vscode.CodeActionKind.SourceFixAll.contains(kind));
      assert.ok(fixAll?.edit, all.map(({ title }) => title).join());
      await vscode.workspace.applyEdit(fixAll.edit);
      await eventually('no finding', () => Promise.resolve(ours(faulty.definition).length === 0));
      assert.ok(document.getText().includes('advanced') && document.getText().includes('internal'));
    });
  });
}

async function edited(before: string, after: string, body: () => Promise<void>): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  // YAML has the name without quotes.
  const text = editor.document.getText();
  const wanted = text.includes(before) ? before : before.replace('"', '');
  const at = text.lastIndexOf(wanted);
  await editor.edit((edit) => edit.replace(new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + wanted.length)), wanted === before ? after : after.replace('"', '')));
  await body();
  await vscode.commands.executeCommand('undo');
}

async function completions(uri: vscode.Uri, position: vscode.Position): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, position);
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Connector Studio');
}

function flattened(symbols: readonly vscode.DocumentSymbol[]): vscode.DocumentSymbol[] {
  return symbols.flatMap((symbol) => [symbol, ...flattened(symbol.children)]);
}
