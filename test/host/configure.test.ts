import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Connector } from '../../src/connector/connector.ts';
import { applyOpenPlan } from '../../src/vscode/commands/apply-plan.ts';
import { configureManagedIdentity, type ConfigureAnswers } from '../../src/vscode/commands/configure-managed-identity.ts';
import { newConnector } from '../../src/vscode/commands/new-connector.ts';
import { control, needsSandbox, openSandboxStudio, readText, sandboxState, typeOver, writeText, type SandboxStudio } from './sandbox-studio.ts';

describe('Configure Managed Identity', function () {
  this.timeout(60_000);
  let test: SandboxStudio;
  let environment: string;

  before(async function () {
    needsSandbox(this);
    test = await openSandboxStudio();
    environment = test.environment;
  });
  after(() => test?.dispose());

  async function create(title: string, format: 'json' | 'yaml' = 'json'): Promise<{ folder: vscode.Uri; connector: Connector }> {
    const folder = await newConnector(test.studio, { template: 'graphCurrentUser', title, format, parent: test.parent, folderName: title });
    const connector = await test.studio.connectors.connectorAt(folder);
    assert.ok(connector);
    return { folder, connector };
  }

  async function plan(connector: Connector, answers: ConfigureAnswers = {}) {
    const { title } = connector;
    return configureManagedIdentity(test.studio, test.plans, { connector, environment, application: { kind: 'new', displayName: title }, scopes: ['User.Read'], ...answers });
  }

  for (const format of ['json', 'yaml'] as const) {
    it(`plans without writing, applies, and has nothing to do the second time (${format})`, async () => {
      const { folder, connector } = await create(`Whole ${format}`, format);
      const { writes } = await sandboxState();
      const first = await plan(connector);
      assert.ok(first.steps.some(({ action }) => action === 'create'));
      assert.equal((await sandboxState()).writes, writes);
      assert.equal(test.shown.at(-1)?.language, 'diff');

      const result = await applyOpenPlan(test.studio, test.plans, `Plan – ${connector.title}`);
      assert.ok(result);
      assert.match(test.shown.at(-1)?.title ?? '', /^Summary/);
      const state = await sandboxState();
      const application = state.applications.find(({ appId }) => appId === result.appId);
      assert.deepEqual(application?.redirectUris, [result.redirectUrl]);
      assert.deepEqual(application?.federatedCredentials.map(({ subject }) => subject), [result.subject]);
      assert.ok((await readText(folder, `apiProperties.${format}`)).includes(result.appId));
      assert.equal((JSON.parse(await readText(folder, 'settings.json')) as { connectorId: string }).connectorId, result.connectorName);

      const again = await plan(connector, { application: { kind: 'existing', appId: result.appId } });
      assert.ok(again.steps.every(({ action }) => action === 'keep'));
      assert.equal(test.plans.find(`Plan – ${connector.title}`), undefined, 'an empty plan can be applied');
      assert.equal((await sandboxState()).writes, state.writes);
    });
  }

  it('edits a file with unsaved changes through its editor', async () => {
    const { folder, connector } = await create('Unsaved');
    const properties = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'apiProperties.json'));
    await typeOver(folder, 'apiProperties.json', properties.getText().replace(/(?<="iconBrandColor": ")#\w+/, '#123456'));
    assert.ok(properties.isDirty);
    await plan(connector);
    const result = await applyOpenPlan(test.studio, test.plans, 'Plan – Unsaved');
    assert.ok(result);
    assert.ok(!properties.isDirty);
    const text = await readText(folder, 'apiProperties.json');
    assert.match(text, /"iconBrandColor": "#123456"/);
    assert.ok(text.includes(result.appId));
  });

  it('shows a new plan, and writes nothing, when the file has changed since', async () => {
    const { folder, connector } = await create('Outdated');
    await plan(connector);
    const text = await readText(folder, 'apiDefinition.swagger.json');
    await typeOver(folder, 'apiDefinition.swagger.json', text.replace('"swagger"', '"x-note": "changed",\n  "swagger"'));
    const { writes } = await sandboxState();
    assert.equal(await applyOpenPlan(test.studio, test.plans, 'Plan – Outdated'), undefined);
    assert.equal((await sandboxState()).writes, writes);
    assert.equal(test.shown.at(-1)?.title, 'Plan – Outdated');
    assert.ok(await applyOpenPlan(test.studio, test.plans, 'Plan – Outdated'), 'the new plan cannot be applied');
  });

  it('applies a plan once, however often it is asked to', async () => {
    const { connector } = await create('Twice');
    await plan(connector);
    const runs = await Promise.allSettled([1, 2].map(() => applyOpenPlan(test.studio, test.plans, 'Plan – Twice')));
    assert.deepEqual(runs.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.match(String(runs.find((run) => run.status === 'rejected')?.reason), /is being applied already/);
    assert.equal((await sandboxState()).connectors.filter(({ displayName }) => displayName === 'Twice').length, 1);
  });

  it('puts right a parameter without oAuthSettings', async () => {
    const { folder, connector } = await create('Bare');
    await writeText(folder, 'apiProperties.json', JSON.stringify({ properties: { connectionParameters: { token: { type: 'oauthSetting' } }, iconBrandColor: '#123456' } }));
    await plan(connector, { resourceUri: 'https://graph.microsoft.com/' });
    assert.equal(test.shown.at(-1)?.title, 'Plan – Bare');
  });

  it('refuses a broken settings.json before anything is written', async () => {
    const { folder, connector } = await create('Settings');
    const { writes } = await sandboxState();
    await writeText(folder, 'settings.json', '{"connectorId" "shared_a"}');
    await assert.rejects(plan(connector), /settings/);
    assert.equal((await sandboxState()).writes, writes);
  });

  it('refuses a connector without OAuth and broken files, before anything is asked', async () => {
    const { folder, connector } = await create('Key');
    const { writes } = await sandboxState();
    await writeText(folder, 'apiProperties.json', JSON.stringify({ properties: { connectionParameters: { api_key: { type: 'securestring' } }, iconBrandColor: '#123456' } }));
    await assert.rejects(plan(connector), /no OAuth 2\.0 sign-in \(it uses securestring\)/);
    await writeText(folder, 'apiProperties.json', '{ "properties": ');
    await assert.rejects(plan(connector), /cannot be deployed yet/);
    assert.equal((await sandboxState()).writes, writes);
  });

  it('says which steps to take when the service refuses managed identity', async () => {
    const { connector } = await create('Refused');
    await plan(connector);
    await control('POST', '/switches', { managedIdentityRefused: true });
    try {
      await assert.rejects(applyOpenPlan(test.studio, test.plans, 'Plan – Refused'), /did not save the connector: .*request id .*maker portal/);
    } finally {
      await control('POST', '/switches', { managedIdentityRefused: false });
    }
    assert.ok(await applyOpenPlan(test.studio, test.plans, 'Plan – Refused'), 'the run does not go on');
  });

  it('logs requests with their ids, and no token, secret or assertion', () => {
    const log = test.logged.join('\n');
    assert.match(log, /PATCH graph\.microsoft\.com\/v1\.0\/applications.*request id [\w-]+/);
    assert.match(log, /POST api\.powerapps\.com/);
    assert.doesNotMatch(log, /eyJ[\w-]{10,}\.[\w-]{10,}|[?&]sig=(?!…|\*)|client_assertion|clientSecret"?: ?"[^"]/);
  });

  it('refuses to apply what is no longer open', async () => {
    const { connector } = await create('Closed');
    await plan(connector);
    await test.plans.close('Plan – Closed');
    await assert.rejects(applyOpenPlan(test.studio, test.plans, 'Plan – Closed'), /No plan is open/);
  });
});
