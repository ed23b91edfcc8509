import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CONNECTOR_FILE_GLOB, findConnectorFiles, isConnectorFileName } from '../../../src/connector/connector-files.ts';

const folder = 'file:///w/My%20Connector';

/** The names found, without the folder. */
function found(entries: readonly string[], settings?: string): Record<string, string | undefined> | undefined {
  const files = findConnectorFiles(folder, entries, settings);
  if (!files) return undefined;
  const { definition, properties, settings: settingsFile, script, icon } = files;
  const short = Object.entries({ definition, properties, settings: settingsFile, script, icon }).filter(([, uri]) => uri !== undefined);
  return Object.fromEntries(short.map(([kind, uri]) => [kind, uri?.slice(folder.length + 1)]));
}

describe('files that form a connector', () => {
  test('the pair, with what stands beside it', () => {
    assert.deepEqual(found(['readme.md', 'script.csx', 'icon.png', 'apiProperties.json', 'apiDefinition.swagger.json']), {
      definition: 'apiDefinition.swagger.json', properties: 'apiProperties.json', script: 'script.csx', icon: 'icon.png',
    });
    assert.deepEqual(findConnectorFiles(`${folder}/`, ['apiProperties.json', 'apiDefinition.swagger.json'])?.folder, folder);
    assert.deepEqual(findConnectorFiles(folder, ['apiProperties.json', 'apiDefinition.swagger.json'])?.folderName, 'My Connector');
  });

  test('YAML, and names in any case', () => {
    assert.deepEqual(found(['apiProperties.yaml', 'apiDefinition.swagger.yml']), { definition: 'apiDefinition.swagger.yml', properties: 'apiProperties.yaml' });
    assert.deepEqual(found(['apiproperties.JSON', 'apidefinition.swagger.json']), { definition: 'apidefinition.swagger.json', properties: 'apiproperties.JSON' });
  });

  test('the definition under the name of pac, or misspelt, beside properties only', () => {
    assert.equal(found(['apiProperties.json', 'apiDefinition.json'])?.['definition'], 'apiDefinition.json');
    assert.equal(found(['apiProperties.json', 'apiDefination.swagger.json'])?.['definition'], 'apiDefination.swagger.json');
    assert.equal(found(['apiProperties.json', 'other.swagger.json', 'apiDefinition.swagger.json'])?.['definition'], 'apiDefinition.swagger.json');
    assert.equal(found(['apiDefinition.json']), undefined);
    assert.equal(found(['petstore.swagger.json']), undefined);
  });

  test('one half is a connector where its name leaves no doubt', () => {
    assert.deepEqual(found(['apiProperties.json']), { properties: 'apiProperties.json' });
    assert.deepEqual(found(['apiDefinition.swagger.yaml']), { definition: 'apiDefinition.swagger.yaml' });
  });

  test('a pair named by settings.json', () => {
    const settings = '{ "connectorId": "shared_x", "apiProperties": "./props.json", "apiDefinition": "petstore.yaml", "icon": "logo.png", "script": "code.csx" }';
    assert.deepEqual(found(['props.json', 'petstore.yaml', 'logo.png', 'code.csx', 'settings.json', 'icon.png'], settings), {
      definition: 'petstore.yaml', properties: 'props.json', settings: 'settings.json', script: 'code.csx', icon: 'logo.png',
    });
  });

  test('settings.json names files of its own folder only, and only those that are there', () => {
    const settings = '{ "apiProperties": "../secret.json", "apiDefinition": "gone.json" }';
    assert.equal(found(['settings.json', 'secret.json'], settings), undefined);
    assert.deepEqual(found(['settings.json', 'apiProperties.json'], settings), { properties: 'apiProperties.json', settings: 'settings.json' });
  });

  test("VS Code's settings.json is never one", () => {
    const settings = '{ "editor.tabSize": 2, "apiProperties": "a.json", "apiDefinition": "b.json" }';
    assert.equal(found(['settings.json', 'a.json', 'b.json'], settings), undefined);
    assert.equal(found(['apiProperties.json', 'settings.json'], '{ "files.eol": "\\n" }')?.['settings'], undefined);
    assert.equal(findConnectorFiles('file:///w/.vscode', ['settings.json', 'a.json'], '{ "apiProperties": "a.json" }'), undefined);
  });

  test('settings that are broken, foreign or of no object are left out of account', () => {
    for (const text of ['', '[]', '"x"', '{', '{"name": "x"}', 'null']) {
      assert.deepEqual(found(['apiProperties.json', 'settings.json'], text), { properties: 'apiProperties.json' }, text);
    }
  });

  test('names are escaped as VS Code writes URIs', () => {
    assert.equal(found(['apiProperties.json', "A & B's (1) ü#.swagger.json"])?.['definition'], 'A%20%26%20B%27s%20%281%29%20%C3%BC%23.swagger.json');
  });

  test('other folders hold none', () => {
    assert.equal(found([]), undefined);
    assert.equal(found(['package.json', 'openapi.yaml', 'icon.png', 'script.csx']), undefined);
  });

  test('a folder name that is no valid escape is shown as it is', () => {
    assert.equal(findConnectorFiles('file:///w/100%', ['apiProperties.json'])?.folderName, '100%');
  });
});

describe('files worth watching', () => {
  test('by name', () => {
    for (const name of ['apiProperties.json', 'APIPROPERTIES.yml', 'apiDefinition.swagger.yaml', 'apiDefinition.json', 'x.swagger.json', 'settings.json', 'icon.png', 'script.csx']) {
      assert.equal(isConnectorFileName(name), true, name);
    }
    for (const name of ['package.json', 'swagger.json', 'apiProperties.json.bak', 'icon.svg', 'openapi.yaml']) assert.equal(isConnectorFileName(name), false, name);
  });

  test('the glob has balanced braces and one alternative a name', () => {
    assert.match(CONNECTOR_FILE_GLOB, /^\*\*\/\{[^{}]+\}$/);
  });
});
