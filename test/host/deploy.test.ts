import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { Connector } from '../../src/connector/connector.ts';
import { deployConnector } from '../../src/vscode/commands/deploy-connector.ts';
import { newConnector } from '../../src/vscode/commands/new-connector.ts';
import { needsSandbox, openSandboxStudio, readText, sandboxState, typeOver, writeText, type SandboxStudio } from './sandbox-studio.ts';

describe('Deploy Connector', function () {
  this.timeout(60_000);
  let test: SandboxStudio;
  let environment: string;

  before(async function () {
    needsSandbox(this);
    test = await openSandboxStudio();
    environment = test.environment;
  });
  after(() => test?.dispose());

  async function keyConnector(title: string): Promise<{ folder: vscode.Uri; connector: Connector }> {
    const folder = await newConnector(test.studio, { template: 'graphCurrentUser', title, format: 'yaml', parent: test.parent, folderName: title });
    await writeText(folder, 'apiProperties.yaml', 'properties:\n  # a comment\n  connectionParameters:\n    api_key:\n      type: securestring\n  iconBrandColor: "#123456"\n  capabilities: []\n');
    await test.studio.connectors.refresh();
    const connector = await test.studio.connectors.connectorAt(folder);
    assert.ok(connector);
    return { folder, connector };
  }

  it('creates, writes the link beside what settings.json says already, then updates', async () => {
    const { folder, connector } = await keyConnector('Keyed');
    await writeText(folder, 'settings.json', '{\n  "apiDefinition": "apiDefinition.swagger.yaml",\n  "mine": 1\n}\n');
    await test.studio.connectors.refresh();
    const created = await deployConnector(test.studio, { connector, environment, confirmed: true });
    assert.equal(created.created, true);
    const settings = JSON.parse(await readText(folder, 'settings.json')) as Record<string, unknown>;
    assert.equal(settings['connectorId'], created.name);
    assert.equal(settings['environment'], environment);
    assert.equal(settings['mine'], 1);

    const linked = await test.studio.connectors.connectorAt(folder);
    assert.ok(linked);
    const updated = await deployConnector(test.studio, { connector: linked, environment, confirmed: true });
    assert.deepEqual({ name: updated.name, created: updated.created }, { name: created.name, created: false });
    assert.equal((await sandboxState()).connectors.filter(({ displayName }) => displayName === 'Keyed').length, 1);
  });

  it('refuses problems before anything is sent', async () => {
    const { folder, connector } = await keyConnector('Broken');
    await typeOver(folder, 'apiDefinition.swagger.yaml', 'swagger: "2.0"\ninfo: [');
    const { writes } = await sandboxState();
    await assert.rejects(deployConnector(test.studio, { connector, environment, confirmed: true }), /“.*” cannot be deployed yet: .*apiDefinition/);
    assert.equal((await sandboxState()).writes, writes);
  });

  it('names an environment that the account does not see', async () => {
    const { connector } = await keyConnector('Nowhere');
    await assert.rejects(deployConnector(test.studio, { connector, environment: 'not-there', confirmed: true }), /does not see the environment not-there/);
  });
});
