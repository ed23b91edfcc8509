import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Connector } from '../../src/connector/connector.ts';
import { applyOpenPlan } from '../../src/vscode/commands/apply-plan.ts';
import { configureManagedIdentity } from '../../src/vscode/commands/configure-managed-identity.ts';
import { newConnector } from '../../src/vscode/commands/new-connector.ts';
import { removeManagedIdentity, undoManagedIdentity } from '../../src/vscode/commands/undo-managed-identity.ts';
import { needsSandbox, openSandboxStudio, readText, sandboxState, writeText, type SandboxStudio } from './sandbox-studio.ts';

describe('Undo and Remove Managed Identity', function () {
  this.timeout(60_000);
  let test: SandboxStudio;

  before(async function () {
    needsSandbox(this);
    test = await openSandboxStudio();
  });
  after(() => test?.dispose());

  async function secretless(title: string): Promise<{ folder: vscode.Uri; connector: Connector; properties: string }> {
    const { studio, plans, environment, parent } = test;
    const folder = await newConnector(studio, { template: 'graphCurrentUser', title, format: 'json', parent, folderName: title });
    const properties = await readText(folder, 'apiProperties.json');
    const connector = await studio.connectors.connectorAt(folder);
    assert.ok(connector);
    await configureManagedIdentity(studio, plans, { connector, environment, application: { kind: 'new', displayName: title }, scopes: ['User.Read'] });
    assert.ok(await applyOpenPlan(studio, plans, `Plan – ${title}`));
    await studio.connectors.refresh();
    const linked = await studio.connectors.connectorAt(folder);
    assert.ok(linked);
    return { folder, connector: linked, properties };
  }

  async function applyChangesOf(heading: string, title: string): Promise<void> {
    const open = test.plans.findChanges(`${heading} – ${title}`);
    assert.ok(open, `No plan "${heading} – ${title}" is open.`);
    await open.apply();
  }

  it('takes a whole run back, with the writes of its plan', async () => {
    const before = await sandboxState();
    const { folder, connector, properties } = await secretless('Undone');
    const { writes } = await sandboxState();
    const plan = await undoManagedIdentity(test.studio, test.plans, { connector });
    assert.equal((await sandboxState()).writes, writes, 'planning writes nothing');
    assert.equal(test.shown.at(-1)?.title, 'Undo Managed Identity – Undone');
    await applyChangesOf('Undo Managed Identity', 'Undone');

    const state = await sandboxState();
    // The two files are written too, and no service sees that.
    assert.equal(state.writes - writes, plan!.steps.filter(({ action, key }) => action !== 'keep' && !/^(securityBlock|link)/.test(key)).length);
    assert.deepEqual(state.applications.map(({ appId }) => appId), before.applications.map(({ appId }) => appId));
    assert.ok(!state.connectors.some(({ displayName }) => displayName === 'Undone'));
    assert.equal(await readText(folder, 'apiProperties.json'), properties);
    await assert.rejects(async () => vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, 'settings.json')));
    assert.equal(await undoManagedIdentity(test.studio, test.plans, { connector, environment: (await test.clients.environments.list())[0] }), undefined, 'there is nothing left to undo');
  });

  it('removes the trust and keeps the connector', async () => {
    const { folder, connector } = await secretless('Removed');
    await removeManagedIdentity(test.studio, test.plans, { connector });
    await applyChangesOf('Remove Managed Identity', 'Removed');
    const state = await sandboxState();
    assert.ok(state.connectors.some(({ displayName }) => displayName === 'Removed'));
    assert.ok(!state.applications.some(({ displayName }) => displayName === 'Removed'), 'the app was ours');
    assert.doesNotMatch(await readText(folder, 'apiProperties.json'), /GenericFederatedIdentityCredential/);
    assert.equal(await removeManagedIdentity(test.studio, test.plans, { connector }), undefined);
  });

  it('leaves alone what has changed since the plan was shown, without asking again', async () => {
    const { folder, connector } = await secretless('Moved');
    await undoManagedIdentity(test.studio, test.plans, { connector });
    await writeText(folder, 'settings.json', '{ "connectorId": "shared_other", "environment": "other" }');
    const { writes } = await sandboxState();
    await applyChangesOf('Undo Managed Identity', 'Moved');
    // Leaving more alone than was shown needs no new consent.
    assert.ok((await sandboxState()).writes > writes);
    assert.match(await readText(folder, 'settings.json'), /shared_other/);
  });
});
