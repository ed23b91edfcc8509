import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { applyOpenPlan } from '../../src/vscode/commands/apply-plan.ts';
import { auditSecrets } from '../../src/vscode/commands/audit-secrets.ts';
import { exportAudit } from '../../src/vscode/commands/export-audit.ts';
import { migrateFromSecret } from '../../src/vscode/commands/migrate-from-secret.ts';
import { retireSecret } from '../../src/vscode/commands/retire-secret.ts';
import { testConnection } from '../../src/vscode/commands/test-connection.ts';
import { badgeUri, secretState } from '../../src/vscode/tree/secret-badges.ts';
import { control, needsSandbox, openSandboxStudio, sandboxState, writeText, type SandboxStudio } from './sandbox-studio.ts';
import { secretfulFiles } from './secretful-connector.ts';

const appName = 'Woodgrove Expenses';
const oldKey = '1b1e8d05-f3c2-4a97-8d46-e07b52c9a1f3';

describe('Migrate from Secret, Retire Secret, Audit Secrets', function () {
  this.timeout(90_000);
  let test: SandboxStudio;
  let folder: vscode.Uri;
  let connectorId: string;

  const connector = async () => {
    const found = await test.studio.connectors.connectorAt(folder);
    assert.ok(found);
    return found;
  };
  const connect = async (name: string): Promise<string> => {
    const place = [test.environment, connectorId] as const;
    const connection = await test.clients.connections.create(...place, name);
    await control('POST', '/consent', { link: await test.clients.connections.consentLink(...place, connection.name), decision: 'accept' });
    return connection.name;
  };
  const secretsLeft = async (): Promise<(string | null)[]> =>
    (await sandboxState()).applications.find(({ displayName }) => displayName === appName)?.passwordCredentials.map(({ displayName }) => displayName) ?? [];
  const writesToGraph = async (): Promise<string[]> =>
    (await control<{ method: string; host: string; path: string }[]>('GET', '/writes')).filter(({ host }) => host === 'graph.microsoft.com').map(({ method, path }) => `${method} ${path}`);

  before(async function () {
    needsSandbox(this);
    test = await openSandboxStudio('secretful');
    const deployed = (await test.clients.connectors.list(test.environment)).find(({ displayName }) => displayName === 'Expenses');
    assert.ok(deployed);
    connectorId = deployed.name;
    folder = vscode.Uri.joinPath(test.parent, 'expenses');
    const { tenantId } = await sandboxState();
    for (const [name, text] of secretfulFiles(connectorId, test.environment, tenantId)) await writeText(folder, name, text);
    await test.studio.connectors.refresh();
  });
  after(() => test?.dispose());

  it('works with its secret at first, which is then not to be retired', async () => {
    await connect('With the secret');
    assert.equal((await testConnection(test.studio, { connector: await connector(), operationId: 'GetMe', testNow: true })).status, 200);
    assert.deepEqual(test.shown.at(-1)?.lenses, []);
    await assert.rejects(retireSecret(test.studio, test.plans, { connector: await connector() }), /does not use managed identity.*Migrate it first/);
  });

  it('plans the move with the app that it has, and lists the app\'s secrets', async () => {
    const { writes } = await sandboxState();
    const plan = await migrateFromSecret(test.studio, test.plans, { connector: await connector() });
    assert.equal((await sandboxState()).writes, writes);
    assert.deepEqual(plan?.target.application, { kind: 'existing', appId: 'a94c7d3e-50b8-4e12-9f6a-c83d10e5b276' });
    assert.match(plan?.remarks.join('\n') ?? '', /2 client secrets: "Power Platform \(old\)" \(k9z…\), expired .*; "Power Platform" \(x7Q…\), until .*does not touch them.*Retire Secret/);
    await applyOpenPlan(test.studio, test.plans, 'Plan – Expenses');
    const state = await sandboxState();
    assert.deepEqual(state.connectors.find(({ name }) => name === connectorId)?.secretsHeld, []);
    assert.deepEqual(await secretsLeft(), ['Power Platform', 'Power Platform (old)']);
    assert.equal(await migrateFromSecret(test.studio, test.plans, { connector: await connector() }), undefined);
  });

  it('retires nothing before a new connection has worked', async () => {
    await assert.rejects(retireSecret(test.studio, test.plans, { connector: await connector(), keyId: oldKey }), /No connection of “?"?Expenses.*Run Test Connection first/);
    await connect('Without a secret');
    assert.equal((await testConnection(test.studio, { connector: await connector(), operationId: 'GetMe', testNow: true })).status, 200);
    assert.deepEqual(test.shown.at(-1)?.lenses?.map(({ command }) => command), ['connectorStudio.retireSecret']);
  });

  it('retires one secret by a plan that warns of who else may use it', async () => {
    const before = await writesToGraph();
    const plan = await retireSecret(test.studio, test.plans, { connector: await connector(), keyId: oldKey });
    assert.ok(plan);
    const { title = '', content = '' } = test.shown.at(-1) ?? {};
    const words = content.replaceAll(/\n#\s+/g, ' ');
    assert.match(words, /WARNING: another connector signs in with this app and a client secret, perhaps this one: "Travel Expenses" in Development/);
    assert.match(words, /WARNING: connectors could not be looked for in Finance \(restricted\)/);
    assert.match(words, /WARNING: the app has a redirect URI of something else.*expenses\.woodgrove\.example/);
    assert.match(words, /keeps its other client secret: "Power Platform" \(x7Q…\)/);
    assert.deepEqual(await writesToGraph(), before);
    // Two clicks at once: the second finds the first one under way.
    const [first, second] = await Promise.allSettled([test.plans.findChanges(title)?.apply(), test.plans.findChanges(title)?.apply()]);
    assert.equal(first.status, 'fulfilled');
    assert.equal(second.status, 'rejected');
    assert.deepEqual((await writesToGraph()).slice(before.length).map((line) => line.replace(/[0-9a-f-]{36}/, '…')), ['POST /v1.0/applications/…/removePassword']);
    assert.deepEqual(await secretsLeft(), ['Power Platform']);
    assert.equal(test.plans.findChanges(title), undefined);
  });

  it('tells that a secret is gone that somebody else has removed meanwhile', async () => {
    const plan = await retireSecret(test.studio, test.plans, { connector: await connector(), keyId: oldKey });
    assert.deepEqual(plan?.steps.map(({ action }) => action), ['keep']);
    assert.deepEqual(test.shown.at(-1)?.lenses, []);
  });

  it('audits every environment, badges the tree and exports', async () => {
    const report = await auditSecrets(test.studio);
    assert.deepEqual([report.environments, report.environmentsFailed, report.connectors], [4, 1, 10]);
    assert.equal(report.rows[0]?.connectorTitle, 'Payroll');
    const shown = test.shown.at(-1);
    assert.deepEqual(shown?.lenses?.map(({ command }) => command), ['connectorStudio.exportAudit', 'connectorStudio.exportAudit', 'connectorStudio.migrateFromAudit', 'connectorStudio.auditSecrets']);
    assert.match(shown?.content ?? '', /Found +10 connectors in 4 environments/);

    const stateOf = (title: string) => {
      const row = report.rows.find(({ connectorTitle }) => connectorTitle === title);
      return secretState(test.studio.audits.rowsOf(row?.environment ?? '', row?.connectorName ?? ''));
    };
    assert.deepEqual(stateOf('Travel'), { badge: '12', severity: 'warning', words: 'secret ends in 12 days' });
    assert.deepEqual(stateOf('Payroll'), { badge: '!', severity: 'error', words: 'secret expired' });
    assert.deepEqual(stateOf('Calendar'), { badge: '!', severity: 'error', words: 'trust does not hold' });
    assert.deepEqual(stateOf('Expenses'), { severity: 'none', words: 'no secret' });
    assert.equal(stateOf('Weather'), undefined);
    const { environment: place = '', connectorName = '' } = report.rows.find(({ connectorTitle }) => connectorTitle === 'Travel') ?? {};
    test.studio.audits.forget(place, connectorName);
    assert.equal(stateOf('Travel'), undefined);
    const environment = { name: 'Default-1', displayName: 'Default', isDefault: true };
    assert.equal(badgeUri({ environment, connector: { name: 'shared_x', displayName: 'X', environment: 'Default-1', properties: {} } }, []), undefined);

    const csv = await exportAudit(test.studio, { format: 'csv', file: vscode.Uri.joinPath(test.parent, 'audit.csv') });
    const bytes = await vscode.workspace.fs.readFile(csv);
    assert.deepEqual([...bytes.slice(0, 3)], [0xEF, 0xBB, 0xBF]);
    assert.equal(new TextDecoder().decode(bytes).split('\r\n').length, 13);
    const json = await exportAudit(test.studio, { format: 'json', file: vscode.Uri.joinPath(test.parent, 'audit.json') });
    assert.deepEqual(JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(json))), JSON.parse(JSON.stringify(report)));
  });

  it('forgets the audit with the account, and has nothing to export then', async () => {
    test.studio.audits.show(undefined);
    await assert.rejects(exportAudit(test.studio, { format: 'csv' }), /Run Audit Secrets first/);
  });

  it('leaves no secret and no token in the log', () => {
    assert.doesNotMatch(test.logged.join('\n'), /preset-client-secret|eyJ[\w-]{10,}\./);
  });
});
