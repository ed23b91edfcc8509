import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Environment } from '../../src/cloud/power-platform/environments.ts';
import type { DeployedConnector } from '../../src/connector/deployed-connector.ts';
import { compareEnvironments, Comparisons, compareWithDeployed } from '../../src/vscode/commands/life-cycle/compare-connector.ts';
import { snapshots } from '../../src/vscode/commands/life-cycle/connector-snapshots.ts';
import { deleteConnector } from '../../src/vscode/commands/life-cycle/delete-connector.ts';
import { downloadAllConnectors, downloadConnector } from '../../src/vscode/commands/life-cycle/download-connector.ts';
import { promoteConnector } from '../../src/vscode/commands/life-cycle/promote-connector.ts';
import { restoreConnector } from '../../src/vscode/commands/life-cycle/restore-connector.ts';
import { deployConnector } from '../../src/vscode/commands/deploy-connector.ts';
import { readDeployedFiles } from '../../src/vscode/read-deployed-files.ts';
import { control, needsSandbox, openSandboxStudio, readText, sandboxState, typeOver, type SandboxStudio } from './sandbox-studio.ts';

describe('the life cycle of a deployed connector', function () {
  this.timeout(60_000);
  let test: SandboxStudio;
  let comparisons: Comparisons;
  let environments: readonly Environment[];
  let weather: DeployedConnector;

  before(async function () {
    needsSandbox(this);
    test = await openSandboxStudio();
    await control('POST', '/reset', { preset: 'established', switches: { subjectDelayMs: 0 } });
    comparisons = new Comparisons();
    environments = await test.clients.environments.list();
    const found = (await test.clients.connectors.list(test.environment)).find(({ displayName }) => displayName === 'Weather');
    assert.ok(found);
    weather = found;
  });
  after(() => {
    comparisons?.dispose();
    test?.dispose();
  });

  const home = (): Environment => environments.find(({ name }) => name === test.environment) ?? assert.fail('no environment');

  it('downloads into a folder that deploys again without a change', async () => {
    const folder = await downloadConnector(test.studio, { environment: home(), deployed: weather, parent: test.parent });
    const settings = JSON.parse(await readText(folder, 'settings.json')) as Record<string, string>;
    assert.deepEqual([settings['connectorId'], settings['environment']], [weather.name, test.environment]);
    const before = (await sandboxState()).connectors.find(({ name }) => name === weather.name);
    const connector = await test.studio.connectors.connectorAt(folder);
    assert.ok(connector);
    assert.deepEqual((await compareWithDeployed(test.studio, comparisons, { connector })).files, []);
    await deployConnector(test.studio, { connector, environment: test.environment, confirmed: true });
    const after = (await sandboxState()).connectors.find(({ name }) => name === weather.name);
    // The description of a connector is that of its definition; this one was given another by its preset.
    const comparable = (connector: typeof after): unknown => JSON.parse(JSON.stringify(connector, (key, value: unknown) => (key === 'changedTime' || key === 'description' ? undefined : value)));
    assert.deepEqual(comparable(after), comparable(before));
  });

  it('shows what the files and the deployed connector differ in, and a download takes it back', async () => {
    const connector = (await test.studio.connectors.all()).find(({ settings }) => settings.connectorId === weather.name);
    assert.ok(connector);
    const folder = vscode.Uri.parse(connector.files.folder, true);
    const text = await readText(folder, 'apiDefinition.swagger.json');
    await typeOver(folder, 'apiDefinition.swagger.json', text.replace('"version": "1.0"', '"version": "1.1"'));
    await vscode.workspace.saveAll();
    const { files } = await compareWithDeployed(test.studio, comparisons, { connector });
    assert.deepEqual(files.map(({ name }) => name), ['apiDefinition.swagger.json']);
    assert.match(files[0]?.left ?? '', /"version": "1\.1"/);
    assert.equal(await downloadConnector(test.studio, { environment: home(), deployed: weather, confirmed: true }).then(String), folder.toString());
    assert.equal(await readText(folder, 'apiDefinition.swagger.json'), text);
  });

  it('downloads all connectors of an environment, each into a folder of its own', async () => {
    const parent = vscode.Uri.joinPath(test.parent, 'all');
    const folders = await downloadAllConnectors(test.studio, { environment: home(), parent });
    const listed = await test.clients.connectors.list(test.environment);
    assert.equal(new Set(folders.map(String)).size, listed.length);
    for (const folder of folders) assert.ok(JSON.parse(await readText(folder, 'apiProperties.json')));
  });

  it('shows a deployed connector as read-only files without secrets', async () => {
    const files = await readDeployedFiles(test.clients, test.environment, weather.name);
    assert.deepEqual(files.slice(0, 3).map(({ name }) => name), ['apiDefinition.swagger.json', 'apiProperties.json', 'settings.json']);
    await assert.rejects(readDeployedFiles(test.clients, test.environment, 'shared_gone'), /does not exist any more/);
  });

  it('promotes to another environment, keeps the client id there, and compares the two', async () => {
    const to = environments.find(({ name }) => name !== test.environment) ?? assert.fail('one environment only');
    const created = await promoteConnector(test.studio, comparisons, { environment: home(), deployed: weather, to, replaces: 'new', confirmed: true });
    assert.equal(created.created, true);
    assert.deepEqual((await compareEnvironments(test.studio, comparisons, { environment: home(), deployed: weather, other: to })).files, []);
    const again = await promoteConnector(test.studio, comparisons, { environment: home(), deployed: weather, to, replaces: created.name, confirmed: true });
    assert.deepEqual([again.created, again.name], [false, created.name]);
    assert.equal((await sandboxState()).connectors.filter(({ displayName }) => displayName === 'Weather').length, 2);
  });

  it('deletes only what was typed, keeps a copy, and restores it as files', async () => {
    const { writes } = await sandboxState();
    await assert.rejects(deleteConnector(test.studio, { environment: home(), deployed: weather, typedName: 'Wether' }), vscode.CancellationError);
    assert.equal((await sandboxState()).writes, writes);
    await deleteConnector(test.studio, { environment: home(), deployed: weather, typedName: 'Weather' });
    assert.ok(!(await sandboxState()).connectors.some(({ name }) => name === weather.name));
    const [snapshot] = await snapshots(test.studio.context);
    assert.equal(snapshot?.title, 'Weather');
    const folder = await restoreConnector(test.studio, { snapshot, parent: test.parent });
    const connector = await test.studio.connectors.connectorAt(folder);
    assert.ok(connector && connector.settings.connectorId === undefined);
    const { created } = await deployConnector(test.studio, { connector, environment: test.environment, confirmed: true });
    assert.equal(created, true);
  });
});
