import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { newConnector } from '../../src/vscode/commands/new-connector.ts';
import { needsSandbox, openSandboxStudio, readText, writeText, type SandboxStudio } from './sandbox-studio.ts';

describe('New Connector', () => {
  let test: SandboxStudio;

  before(async function () {
    needsSandbox(this);
    test = await openSandboxStudio();
  });
  after(() => test?.dispose());

  it('writes the Graph template in JSON and YAML, opens the definition and finds the connector', async () => {
    for (const format of ['json', 'yaml'] as const) {
      const folder = await newConnector(test.studio, { template: 'graphCurrentUser', title: `Graph ${format}`, format, parent: test.parent, folderName: format });
      assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), vscode.Uri.joinPath(folder, `apiDefinition.swagger.${format}`).toString());
      const connector = await test.studio.connectors.connectorAt(folder);
      assert.equal(connector?.title, `Graph ${format}`);
      assert.deepEqual(connector.problems.filter(({ severity }) => severity === 'error'), []);
      assert.deepEqual(connector.security.map(({ scopes, hasSecret }) => ({ scopes, hasSecret })), [{ scopes: ['User.Read'], hasSecret: false }]);
    }
  });

  it('writes a blank connector with the host that was given', async () => {
    const folder = await newConnector(test.studio, { template: 'blank', title: 'Blank', host: 'api.contoso.example', format: 'json', parent: test.parent, folderName: 'blank' });
    assert.equal((await test.studio.connectors.connectorAt(folder))?.host, 'api.contoso.example');
  });

  it('never overwrites', async () => {
    const folder = vscode.Uri.joinPath(test.parent, 'taken');
    await vscode.workspace.fs.createDirectory(folder);
    await writeText(folder, 'apiProperties.json', 'mine');
    await assert.rejects(newConnector(test.studio, { template: 'graphCurrentUser', title: 'X', format: 'json', parent: test.parent, folderName: 'taken' }), /exists already/);
    assert.equal(await readText(folder, 'apiProperties.json'), 'mine');
    await assert.rejects(async () => readText(folder, 'apiDefinition.swagger.json'), 'half of the pair was written');
  });
});
