import assert from 'node:assert/strict';
import { configureManagedIdentity } from '../../src/vscode/commands/configure-managed-identity.ts';
import { handOffPlan } from '../../src/vscode/commands/hand-off-plan.ts';
import { newConnector } from '../../src/vscode/commands/new-connector.ts';
import { needsSandbox, openSandboxStudio, sandboxState, type SandboxStudio } from './sandbox-studio.ts';

describe('Hand Off to an Administrator', function () {
  this.timeout(60_000);
  let test: SandboxStudio;

  before(async function () {
    needsSandbox(this);
    test = await openSandboxStudio();
  });
  after(() => test?.dispose());

  it('opens the open plan in each form, and writes nothing', async () => {
    const folder = await newConnector(test.studio, { template: 'graphCurrentUser', title: 'Handed off', format: 'json', parent: test.parent, folderName: 'handed-off' });
    const connector = await test.studio.connectors.connectorAt(folder);
    assert.ok(connector);
    await configureManagedIdentity(test.studio, test.plans, { connector, environment: test.environment, application: { kind: 'new', displayName: 'Handed off' }, scopes: ['User.Read'] });
    const { writes } = await sandboxState();
    for (const [form, language, words] of [
      ['bash', 'shellscript', /^#!\/usr\/bin\/env bash/],
      ['powershell', 'powershell', /Invoke-RestMethod/],
      ['bicep', 'plaintext', /resource app 'Microsoft\.Graph\/applications@v1\.0'/],
      ['checklist', 'markdown', /^# Managed identity for Handed off/],
    ] as const) {
      const document = await handOffPlan(test.studio, test.plans, 'Plan – Handed off', { form });
      assert.equal(document.languageId, language);
      assert.match(document.getText(), words);
      assert.match(document.getText(), /Not yet:|## Afterwards/, 'the rest comes once the connector is saved');
    }
    assert.equal((await sandboxState()).writes, writes);
  });

  it('needs an open plan', async () => {
    await assert.rejects(handOffPlan(test.studio, test.plans, 'Plan – none', { form: 'bash' }), /No plan is open/);
  });
});
