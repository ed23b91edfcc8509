/** The authoring commands as menus, keybindings and other extensions call them, with answers in place of questions. */
import assert from 'node:assert/strict';
import { parse, stringify } from 'yaml';
import * as vscode from 'vscode';
import { writeSample, type Format, type Sample } from './authoring-sample.ts';
import { needsSandbox, openSandboxStudio, type SandboxStudio } from './sandbox-studio.ts';
import { eventually, remove, saveNothingUnasked, workspaceFolder, write } from './workspace-files.ts';

type Data = Record<string, unknown>;

for (const format of ['json', 'yaml'] satisfies Format[]) {
  const home = `authoring-commands-${format}`;

  describe(`authoring commands in ${format.toUpperCase()}`, () => {
    let sample: Sample;
    let count = 0;

    before(async () => {
      await saveNothingUnasked();
      await vscode.extensions.getExtension('connector-studio.connector-studio')?.activate();
    });

    beforeEach(async () => {
      sample = await writeSample(`${home}/library-${++count}`, format);
      await findWhatIsWritten();
    });

    afterEach(async () => {
      for (const { isDirty, uri } of vscode.workspace.textDocuments) {
        if (!isDirty) continue;
        await vscode.window.showTextDocument(uri);
        await vscode.commands.executeCommand('workbench.action.files.revert');
      }
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    after(() => remove(home));

    const operation = { kind: 'action', method: 'post', path: '/shelves', operationId: 'AddShelf', summary: 'Add a shelf', description: 'Adds a shelf.', parameters: [], body: true };

    it('adds an operation: unsaved, revealed, nothing else touched, and undone at once', async () => {
      const before = await textOf(sample.definition);
      assert.equal(await run('addOperation', sample.definition, operation), 'AddShelf');
      const after = await textOf(sample.definition);
      assert.ok(isInsertion(before, after), after);
      const { paths } = dataIn(after, format) as { paths: Record<string, Record<string, { operationId: string; parameters: unknown[] }>> };
      assert.equal(paths['/shelves']?.['post']?.operationId, 'AddShelf');
      assert.equal(paths['/shelves']?.['post']?.parameters.length, 1);

      const editor = activeEditor(sample.definition);
      assert.match(editor.document.lineAt(editor.selection.start.line).text, /^\s*"?post"?:/);
      assert.equal(editor.document.isDirty, true);
      assert.equal(await storedText(sample.definition), before);
      await vscode.commands.executeCommand('undo');
      assert.equal(await textOf(sample.definition), before);
    });

    it('works on the connector that the editor shows, and takes answers as a keybinding gives them', async () => {
      await vscode.window.showTextDocument(sample.properties);
      assert.equal(await run('addOperation', { ...operation, operationId: 'AddShelfByKey' }), 'AddShelfByKey');
      assert.match(await textOf(sample.definition), /AddShelfByKey/);
    });

    it('adds a webhook trigger with the operation that ends it', async () => {
      await run('addOperation', sample.definition, {
        kind: 'webhookTrigger', method: 'post', path: '/hooks', operationId: 'WhenShelved', summary: 'When a book is shelved', description: 'Fires when a book is shelved.',
        parameters: [], callbackField: 'callbackUrl', unsubscribePath: '/hooks/{subscriptionId}',
      });
      const { paths } = dataIn(await textOf(sample.definition), format) as { paths: Record<string, Record<string, { operationId: string }>> };
      assert.deepEqual([paths['/hooks']?.['post']?.operationId, paths['/hooks/{subscriptionId}']?.['delete']?.operationId], ['WhenShelved', 'DeleteWhenShelved']);
    });

    it('changes nothing where the form is refused', async () => {
      const before = await textOf(sample.definition);
      assert.equal(await run('addOperation', sample.definition, { ...operation, operationId: 'listshelves' }), undefined);
      assert.equal(await run('addOperation', sample.definition, { ...operation, method: 'get', body: false }), undefined);
      assert.equal(await textOf(sample.definition), before);
    });

    it('adds a policy behind the others', async () => {
      const before = await textOf(sample.properties);
      await run('addPolicy', sample.definition, { templateId: 'setqueryparameter', title: 'Version', operations: ['ListBooks'], section: undefined, parameters: { name: 'api-version', value: '2', existsAction: '' } });
      const after = await textOf(sample.properties);
      assert.ok(isInsertion(before, after), after);
      const { properties } = dataIn(after, format) as { properties: { policyTemplateInstances: unknown[] } };
      assert.deepEqual(properties.policyTemplateInstances[1], {
        templateId: 'setqueryparameter',
        title: 'Version',
        parameters: { 'x-ms-apimTemplate-operationName': ['ListBooks'], 'x-ms-apimTemplateParameter.name': 'api-version', 'x-ms-apimTemplateParameter.value': '2' },
      });
      const editor = activeEditor(sample.properties);
      assert.ok(editor.document.offsetAt(editor.selection.start) > before.indexOf('setheader'));
      await vscode.commands.executeCommand('undo');
      assert.equal(await textOf(sample.properties), before);
    });

    it('replaces the way to sign in in both files, once that is agreed to', async () => {
      const before = [await textOf(sample.definition), await textOf(sample.properties)];
      await run('addSecurity', sample.definition, { kind: 'apiKey', name: 'X-API-Key', in: 'header', label: 'API Key', replace: false });
      assert.deepEqual([await textOf(sample.definition), await textOf(sample.properties)], before);

      await run('addSecurity', sample.definition, { kind: 'apiKey', name: 'X-API-Key', in: 'header', label: 'API Key', replace: true });
      const definition = dataIn(await textOf(sample.definition), format);
      assert.deepEqual([definition['securityDefinitions'], definition['security']], [{ api_key: { type: 'apiKey', in: 'header', name: 'X-API-Key' } }, [{ api_key: [] }]]);
      const { properties } = dataIn(await textOf(sample.properties), format) as { properties: { connectionParameters: Data; policyTemplateInstances: unknown } };
      assert.deepEqual(Object.keys(properties.connectionParameters), ['api_key']);
      const former = dataIn(before[1] ?? '', format) as { properties: { policyTemplateInstances: unknown } };
      assert.deepEqual(properties.policyTemplateInstances, former.properties.policyTemplateInstances);
      assert.equal(activeEditor(sample.properties).document.isDirty, true);
      assert.deepEqual([await storedText(sample.definition), await storedText(sample.properties)], before);
      await vscode.commands.executeCommand('undo');
      assert.deepEqual([await textOf(sample.definition), await textOf(sample.properties)], before);
    });

    it('sorts the file that it is called on, and both files of a connector', async () => {
      const before = await textOf(sample.definition);
      await run('sortAndFormat', sample.definition);
      const sorted = await textOf(sample.definition);
      assert.notEqual(sorted, before);
      assert.deepEqual(dataIn(sorted, format), dataIn(before, format));
      assert.equal(await textOf(sample.properties), await storedText(sample.properties));
      await vscode.window.showTextDocument(sample.definition);
      await vscode.commands.executeCommand('undo');
      assert.equal(await textOf(sample.definition), before);

      await run('sortAndFormat', vscode.Uri.joinPath(sample.definition, '..'));
      assert.equal(await textOf(sample.definition), sorted);
    });

    const other: Format = format === 'json' ? 'yaml' : 'json';
    const convert = format === 'json' ? 'convertToYaml' : 'convertToJson';
    const inOther = (uri: vscode.Uri): vscode.Uri => uri.with({ path: uri.path.replace(new RegExp(`${format}$`), other) });

    it('converts a file, has settings.json follow, and undo brings the old one back', async () => {
      const settings = await write(`${home}/library-${count}/settings.json`, `{\n  "apiDefinition": "apiDefinition.swagger.${format}", // mine\n  "apiProperties": "./apiProperties.${format}"\n}\n`);
      const before = await textOf(sample.definition);
      const [converted] = await run<vscode.Uri[]>(convert, sample.definition) ?? [];
      assert.equal(converted?.toString(), inOther(sample.definition).toString());
      assert.equal(await exists(sample.definition), false);
      assert.deepEqual(dataIn(await storedText(converted), other), dataIn(before, format));
      assert.equal(await storedText(settings), `{\n  "apiDefinition": "apiDefinition.swagger.${other}", // mine\n  "apiProperties": "./apiProperties.${format}"\n}\n`);
      activeEditor(converted);

      await vscode.commands.executeCommand('undo');
      await eventually('the old file', () => exists(sample.definition));
      assert.equal(await storedText(sample.definition), before);
      assert.equal(await exists(converted), false);
      assert.match(await textOf(settings), new RegExp(`"apiDefinition.swagger.${format}"`));
    });

    it('converts both files of a connector, with what is unsaved', async () => {
      const editor = await vscode.window.showTextDocument(sample.properties);
      const at = editor.document.positionAt(editor.document.getText().indexOf('#1c6dd0'));
      await editor.edit((edit) => edit.replace(new vscode.Range(at, at.translate(0, 7)), '#123456'));
      const converted = await run<vscode.Uri[]>(convert, vscode.Uri.joinPath(sample.definition, '..'));
      assert.deepEqual(converted?.map(String), [inOther(sample.definition), inOther(sample.properties)].map(String));
      assert.match(await storedText(inOther(sample.properties)), /#123456/);
      assert.equal(await exists(sample.properties), false);
    });

    it('converts all that is selected in the explorer', async () => {
      const converted = await run<vscode.Uri[]>(convert, sample.properties, [sample.properties, sample.definition]);
      assert.deepEqual(converted?.map(String), [inOther(sample.properties), inOther(sample.definition)].map(String));
    });

    it('overwrites no file', async () => {
      await vscode.workspace.fs.writeFile(inOther(sample.properties), new TextEncoder().encode('mine'));
      const before = await storedText(sample.properties);
      assert.equal(await run(convert, sample.properties), undefined);
      await findWhatIsWritten();
      // Of two files of that name, one is in use.
      assert.equal(await run(convert, sample.properties), undefined);
      assert.ok(await exists(sample.definition));
      assert.equal(await storedText(inOther(sample.properties)), 'mine');
      assert.equal(await storedText(sample.properties), before);
    });

    it('imports an OpenAPI document and reports what is lost', async () => {
      const source = await write(`${home}/pets.openapi.${format}`, written({
        openapi: '3.0.3',
        info: { title: 'Pets', version: '1', description: 'Keeps pets.' },
        servers: [{ url: 'https://pets.example/v1' }],
        paths: { '/pets': { get: { summary: 'List pets', description: 'Lists pets.', responses: { 200: { description: 'OK', links: { next: { operationId: 'x' } } } } } } },
      }, format));
      const folder = await run<vscode.Uri>('importOpenApi', source, { title: 'My Pets', format, parent: vscode.Uri.joinPath(workspaceFolder(), home), folderName: `pets-${count}` });
      assert.ok(folder);
      const definition = dataIn(await storedText(vscode.Uri.joinPath(folder, `apiDefinition.swagger.${format}`)), format);
      assert.deepEqual([definition['swagger'], (definition['info'] as Data)['title'], definition['host']], ['2.0', 'My Pets', 'pets.example']);
      assert.ok(await exists(vscode.Uri.joinPath(folder, `apiProperties.${format}`)));
      const report = vscode.window.activeTextEditor?.document;
      assert.deepEqual([report?.uri.scheme, report?.languageId], ['connector-studio', 'markdown']);
      assert.match(report?.getText() ?? '', /## Left out[^]*links/);
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(({ label }) => label);
      assert.ok(tabs.includes(`apiDefinition.swagger.${format}`), tabs.join());
    });

    it('imports nothing that is no OpenAPI document, and nothing over http', async () => {
      const source = await write(`${home}/no.${format}`, written({ asyncapi: '2.0.0' }, format));
      const place = { title: 'No', format, parent: vscode.Uri.joinPath(workspaceFolder(), home), folderName: 'no' };
      assert.equal(await run('importOpenApi', source, place), undefined);
      assert.equal(await run('importOpenApi', undefined, { ...place, source: 'http://localhost/openapi.json' }), undefined);
      assert.equal(await exists(vscode.Uri.joinPath(place.parent, 'no')), false);
    });
  });
}

describe('authoring commands across formats', () => {
  before(saveNothingUnasked);
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(() => remove('authoring-commands-across'));

  it('converts YAML with comments once it is agreed to', async () => {
    await write('authoring-commands-across/commented/apiDefinition.swagger.yaml', 'swagger: "2.0"\ninfo: {title: Commented, version: "1.0"}\nhost: example.com\npaths: {}\n');
    const properties = await write('authoring-commands-across/commented/apiProperties.yaml', '# ours\nproperties:\n  iconBrandColor: "#1c6dd0" # blue\n');
    await findWhatIsWritten();
    const [converted] = await run<vscode.Uri[]>('convertToJson', properties, { confirmed: true }) ?? [];
    assert.ok(converted);
    assert.equal(await storedText(converted), '{\n  "properties": {\n    "iconBrandColor": "#1c6dd0"\n  }\n}\n');
  });

  it('says so where there is nothing to convert', async () => {
    const { definition } = await writeSample('authoring-commands-across/yaml', 'yaml');
    await findWhatIsWritten();
    assert.equal(await run('convertToYaml', definition), undefined);
    assert.ok(await exists(definition));
  });

  it('mends everything that can be mended in the workspace', async () => {
    const { definition } = await writeSample('authoring-commands-across/faulty', 'json', (data) => ({
      ...data, definitions: { Shelf: { type: 'object', properties: { id: { type: 'string', description: 'The id.', 'x-ms-visibility': 'Advanced' } } } },
    }));
    await findWhatIsWritten();
    assert.ok((await run<number>('fixAllInWorkspace') ?? 0) >= 1);
    assert.match(await textOf(definition), /"x-ms-visibility": "advanced"/);
    await vscode.window.showTextDocument(definition);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});

describe('importing from a URL', function () {
  this.timeout(60_000);
  let test: SandboxStudio;

  before(async function () {
    needsSandbox(this);
    test = await openSandboxStudio();
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    test?.dispose();
  });

  it('fetches the document through the proxy of the company', async () => {
    const definition = { swagger: '2.0', info: { title: 'Stored', version: '1.0', description: 'A definition in a storage account.' }, host: 'stored.example', basePath: '/', schemes: ['https'], paths: { '/a': { get: { operationId: 'GetA', summary: 'Get a', description: 'Gets a.', responses: { 200: { description: 'OK' } } } } } };
    const { name } = await test.clients.connectors.create(test.environment, { definition, properties: { iconBrandColor: '#1c6dd0', connectionParameters: {} } });
    const deployed = await test.clients.connectors.connector(test.environment, name);
    const url = (deployed?.properties['apiDefinitions'] as { originalSwaggerUrl?: string } | undefined)?.originalSwaggerUrl;
    assert.ok(url);
    const folder = await run<vscode.Uri>('importOpenApi', undefined, { source: url, title: 'Fetched', format: 'json', parent: test.parent, folderName: 'fetched' });
    assert.ok(folder);
    const imported = dataIn(await storedText(vscode.Uri.joinPath(folder, 'apiDefinition.swagger.json')), 'json');
    assert.deepEqual([imported['host'], (imported['info'] as Data)['title']], ['stored.example', 'Fetched']);
  });
});

async function run<T>(command: string, ...given: unknown[]): Promise<T | undefined> {
  return vscode.commands.executeCommand<T | undefined>(`connectorStudio.${command}`, ...given);
}

/** The watcher tells of new folders in its own time. */
async function findWhatIsWritten(): Promise<void> {
  await vscode.commands.executeCommand('connectorStudio.refreshWorkspace');
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

async function storedText(uri: vscode.Uri | undefined): Promise<string> {
  assert.ok(uri);
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

async function exists(uri: vscode.Uri | undefined): Promise<boolean> {
  return uri !== undefined && vscode.workspace.fs.stat(uri).then(() => true, () => false);
}

function activeEditor(uri: vscode.Uri | undefined): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor && uri);
  assert.equal(editor.document.uri.toString(), uri.toString());
  return editor;
}

function dataIn(text: string, format: Format): Data {
  return (format === 'json' ? JSON.parse(text) : parse(text)) as Data;
}

function written(data: unknown, format: Format): string {
  return format === 'json' ? JSON.stringify(data, null, 2) : stringify(data);
}

/** Whether `after` is `before` with something put in at one place. */
function isInsertion(before: string, after: string): boolean {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  return after.length > before.length && after.endsWith(before.slice(start));
}
