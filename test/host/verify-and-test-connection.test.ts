import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { applyOpenPlan } from '../../src/vscode/commands/apply-plan.ts';
import { configureManagedIdentity } from '../../src/vscode/commands/configure-managed-identity.ts';
import { newConnector } from '../../src/vscode/commands/new-connector.ts';
import { testConnection } from '../../src/vscode/commands/test-connection.ts';
import { verifyManagedIdentity } from '../../src/vscode/commands/verify-managed-identity.ts';
import type { CloudClients } from '../../src/vscode/cloud-clients.ts';
import { control, needsSandbox, openSandboxStudio, type SandboxStudio } from './sandbox-studio.ts';

describe('Verify Managed Identity and Test Connection', function () {
  this.timeout(60_000);
  let test: SandboxStudio;
  let clients: CloudClients;
  let folder: vscode.Uri;

  const connector = async () => {
    const found = await test.studio.connectors.connectorAt(folder);
    assert.ok(found);
    return found;
  };

  before(async function () {
    needsSandbox(this);
    test = await openSandboxStudio();
    clients = test.clients;
    folder = await newConnector(test.studio, { template: 'graphCurrentUser', title: 'Trusted', format: 'json', parent: test.parent, folderName: 'trusted' });
    await configureManagedIdentity(test.studio, test.plans, { connector: await connector(), environment: test.environment, application: { kind: 'new', displayName: 'Trusted' }, scopes: ['User.Read'] });
    assert.ok(await applyOpenPlan(test.studio, test.plans, 'Plan – Trusted'));
  });
  after(() => test?.dispose());

  it('finds nothing wrong after a run', async () => {
    const report = await verifyManagedIdentity(test.studio, { connector: await connector() });
    assert.equal(report.ok, true);
    assert.match(test.shown.at(-1)?.content ?? '', /in order/);
    assert.ok(!test.shown.at(-1)?.lenses?.some(({ title }) => title.includes('Repair')));
  });

  it('calls the operation through a connection of the user\'s own', async () => {
    const { settings } = await connector();
    const place = [settings.environment ?? '', settings.connectorId ?? ''] as const;
    const { name } = await clients.connections.create(...place, 'Made before');
    await control('POST', '/consent', { link: await clients.connections.consentLink(...place, name), decision: 'accept' });
    const result = await testConnection(test.studio, { connector: await connector(), operationId: (await connector()).operations[0]?.operationId, testNow: true });
    assert.deepEqual(result, { connectionId: name, status: 200 });
    const document = test.shown.at(-1);
    assert.equal(document?.language, 'http');
    assert.match(document?.content ?? '', /^GET \/v1\.0\/me HTTP\/1\.1\n\nHTTP\/1\.1 200\n/);
  });

  it('says that a connector has to be deployed first', async () => {
    const other = await newConnector(test.studio, { template: 'graphCurrentUser', title: 'Local', format: 'json', parent: test.parent, folderName: 'local' });
    const local = await test.studio.connectors.connectorAt(other);
    await assert.rejects(testConnection(test.studio, { connector: local }), /has not been deployed yet/);
  });

  it('offers a repair for a redirect URI that is gone', async () => {
    const { security: [block] } = await connector();
    const application = await clients.directory.applicationByAppId(block?.clientId ?? '');
    assert.ok(application);
    await clients.directory.updateApplication(application.id, { redirectUris: [] });
    const report = await verifyManagedIdentity(test.studio, { connector: await connector() });
    assert.equal(report.ok, false);
    const repair = test.shown.at(-1)?.lenses?.find(({ title }) => title.includes('Repair'));
    const [, answers] = repair?.arguments ?? [];
    const plan = await configureManagedIdentity(test.studio, test.plans, { connector: await connector(), ...answers as object });
    assert.deepEqual(plan.steps.filter(({ action }) => action !== 'keep').map(({ id }) => id), ['redirectUri']);
    await applyOpenPlan(test.studio, test.plans, 'Plan – Trusted');
    assert.equal((await verifyManagedIdentity(test.studio, { connector: await connector() })).ok, true);
  });
});
