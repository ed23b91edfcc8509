import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { applyOpenPlan } from '../../src/vscode/commands/apply-plan.ts';
import { configureManagedIdentity } from '../../src/vscode/commands/configure-managed-identity.ts';
import { explainSignInError } from '../../src/vscode/commands/explain-sign-in-error.ts';
import { newConnector } from '../../src/vscode/commands/new-connector.ts';
import type { Connector } from '../../src/connector/connector.ts';
import { control, needsSandbox, openSandboxStudio, sandboxState, type SandboxStudio } from './sandbox-studio.ts';

describe('Explain Sign-in Error', function () {
  this.timeout(60_000);
  let test: SandboxStudio;
  let folder: vscode.Uri;

  const connector = async (): Promise<Connector> => {
    const found = await test.studio.connectors.connectorAt(folder);
    assert.ok(found);
    return found;
  };
  const lens = (title: RegExp) => test.shown.at(-1)?.lenses?.find((one) => title.test(one.title));

  before(async function () {
    needsSandbox(this);
    test = await openSandboxStudio();
    folder = await newConnector(test.studio, { template: 'graphCurrentUser', title: 'Explained', format: 'json', parent: test.parent, folderName: 'explained' });
    await configureManagedIdentity(test.studio, test.plans, { connector: await connector(), environment: test.environment, application: { kind: 'new', displayName: 'Explained' }, scopes: ['User.Read'] });
    assert.ok(await applyOpenPlan(test.studio, test.plans, 'Plan – Explained'));
  });
  after(() => test?.dispose());

  it('explains the error of a failed connection by what is wrong now, and repairs it by a plan', async () => {
    const { settings, security: [block] } = await connector();
    const place = [settings.environment ?? '', settings.connectorId ?? ''] as const;
    const application = await test.clients.directory.applicationByAppId(block?.clientId ?? '');
    const [credential] = await test.clients.directory.federatedCredentials(application?.id ?? '');
    assert.ok(application && credential?.subject);
    await test.clients.directory.upsertFederatedCredential(application.id, { ...credential, subject: credential.subject.toUpperCase() });
    const { name } = await test.clients.connections.create(...place, 'Fails');
    await control('POST', '/consent', { link: await test.clients.connections.consentLink(...place, name), decision: 'accept' });
    const failed = (await test.clients.connections.list(...place)).find((connection) => connection.name === name);
    assert.match(failed?.error?.message ?? '', /AADSTS7002138/);
    const { writes } = await sandboxState();

    // No connector is given: the message names it.
    const explanation = await explainSignInError(test.studio, { text: failed?.error?.message });
    assert.equal((await sandboxState()).writes, writes, 'explaining writes nothing');
    assert.deepEqual(explanation.codes.map(({ code }) => code), ['AADSTS7002138']);
    assert.deepEqual([explanation.causes[0]?.subject, explanation.causes[0]?.caseOnly], ['subject', true]);
    const shown = test.shown.at(-1);
    assert.equal(shown?.title, 'Sign-in Error – Explained');
    assert.match(shown.content, /^# Sign-in error of Explained: AADSTS7002138\n/);
    assert.match(shown.content, /the likely cause first\n\n! error +subject \(upper and lower case\)/);
    assert.match(shown.content, /correlation id [0-9a-f-]{36}/);

    const [, answers] = lens(/Repair/)?.arguments ?? [];
    const plan = await configureManagedIdentity(test.studio, test.plans, { connector: await connector(), ...answers as object });
    assert.deepEqual(plan.steps.filter(({ action }) => action !== 'keep').map(({ id }) => id), ['federatedCredential']);
    assert.ok(await applyOpenPlan(test.studio, test.plans, 'Plan – Explained'));

    const again = await explainSignInError(test.studio, { text: failed?.error?.message, connector: await connector() });
    assert.deepEqual(again.causes, []);
    assert.equal(lens(/Repair/), undefined);
    assert.match(test.shown.at(-1)?.content.replaceAll('\n# ', ' ') ?? '', /agree now\. .*Delete the connection and make a new one/);
  });

  it('says that a message is about another app, and offers Microsoft\'s page', async () => {
    const { contradictions } = await explainSignInError(test.studio, {
      connector: await connector(),
      text: '{"error":"invalid_request","error_description":"AADSTS50011: The redirect URI \'https://global.consent.azure-apim.net/redirect\' specified in the request does not match the redirect URIs configured for the application \'11111111-2222-3333-4444-555555555555\'."}',
    });
    assert.deepEqual(contradictions.map(({ subject }) => subject), ['client id', 'redirect URI']);
    assert.deepEqual(lens(/AADSTS50011/)?.arguments, ['https://login.microsoftonline.com/error?code=50011']);
  });

  it('explains a deployed connector that has no files', async () => {
    const { settings } = await connector();
    const deployed = await test.clients.connectors.connector(settings.environment ?? '', settings.connectorId ?? '');
    assert.ok(deployed);
    const explanation = await explainSignInError(test.studio, { deployed, text: 'AADSTS700213: No matching federated identity record found.' });
    assert.deepEqual(explanation.causes, []);
    assert.equal(test.shown.at(-1)?.title, 'Sign-in Error – Explained');
    assert.equal(lens(/Verify/), undefined);
  });

  it('explains the message alone where nothing is deployed or nothing can be read', async () => {
    const other = await newConnector(test.studio, { template: 'graphCurrentUser', title: 'Local', format: 'json', parent: test.parent, folderName: 'local-explained' });
    const local = await test.studio.connectors.connectorAt(other);
    await explainSignInError(test.studio, { connector: local, text: 'AADSTS53003: Blocked.' });
    assert.match(test.shown.at(-1)?.content ?? '', /settings\.json names no deployed connector/);

    await control('POST', '/faults', { match: { host: 'api.bap.microsoft.com' }, kind: 'reset-before' });
    try {
      const { codes } = await explainSignInError(test.studio, { connector: await connector(), text: 'AADSTS700213: No.' });
      assert.equal(codes.length, 1);
      assert.match(test.shown.at(-1)?.content.replaceAll('\n# ', ' ') ?? '', /could not be read, so the message is explained alone/);
      assert.ok(lens(/Configure Managed Identity/));
    } finally {
      await control('DELETE' as 'POST', '/faults');
    }
  });

  it('names codes that are unknown as such', async () => {
    const { codes } = await explainSignInError(test.studio, { connector: await connector(), text: 'AADSTS9999999: New.' });
    assert.equal(codes[0]?.meaning, undefined);
    assert.match(test.shown.at(-1)?.content ?? '', /not known here/);
  });
});
