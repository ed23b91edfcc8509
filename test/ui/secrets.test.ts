/** A connector with a secret goes on without, by a person's means: audited, migrated, connected, one secret retired. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { secretfulFiles } from '../host/secretful-connector.ts';
import { poll } from '../rig/waiting.ts';
import { type StudioWindow } from '../rig/window.ts';
import { apiNameOf } from '../sandbox/power-apps/connector-names.ts';
import { defaultEnvironment, maker } from '../sandbox/preset-data.ts';
import { consent } from './main-job.ts';
import { openStudio, type OpenStudio } from './open-studio.ts';

const connectorId = `shared_${apiNameOf('Expenses', defaultEnvironment.name, maker.objectId)}`;
const picture = (name: string): string => `out/ui/secrets-${name}.png`;

describe('from a secret to none, in a real window', () => {
  let studio: OpenStudio;
  let window: StudioWindow;

  before(async () => {
    studio = await openStudio({
      sandbox: { preset: 'secretful' },
      prepareWorkspace: (directory) => {
        mkdirSync(join(directory, 'expenses'));
        for (const [name, text] of secretfulFiles(connectorId, defaultEnvironment.name, maker.tenantId)) writeFileSync(join(directory, 'expenses', name), text);
      },
    });
    window = await studio.openWindow();
  });
  after(() => studio?.stop());

  const pictured = async (name: string, body: () => Promise<void>): Promise<void> => {
    try {
      await body();
    } catch (error) {
      await window.screenshot(picture(`${name}-failed`));
      throw error;
    }
  };
  const secrets = (): (string | null)[] => studio.sandbox.state().applications.find(({ displayName }) => displayName === 'Woodgrove Expenses')?.passwordCredentials.map(({ displayName }) => displayName) ?? [];
  /** VS Code shows no more than three notifications in 800 ms; the sandbox answers faster than any service. */
  const breathe = (): Promise<void> => window.page.waitForTimeout(1_500);
  const callThrough = async (start: () => Promise<void>): Promise<void> => {
    await breathe();
    await window.notifications.clear();
    await consent(await window.newTab(start));
    await window.quickInput.choose(/GET \/v1\.0\/me/);
    await window.editors.waitForActive(/^Test – Expenses/, 60_000);
    assert.match(await window.editors.text(), /HTTP\/1\.1 200[^]*mina@woodgrove\.example/);
  };

  test('the audit shows what expires first, as a table and in the tree', { timeout: 180_000 }, () => pictured('audit', async () => {
    await window.views.openContainer('Connectors');
    await window.runCommand('Connectors: Audit Secrets');
    await window.allowSignIn();
    await window.editors.waitForActive(/^Secrets/, 60_000);
    const text = await window.editors.text();
    const table = text.slice(text.indexOf('Ends'), text.indexOf('What to do'));
    assert.match(table, /Payroll[^]*Travel {2}[^]*Expenses/);
    assert.equal(studio.sandbox.state().writes, 0);
    await poll('the lenses', async () => (await window.editors.lenses()).some((lens) => lens.includes('Export CSV')));
    await window.notifications.clear();
    const deployed = window.views.view('Deployed');
    await deployed.expandPane();
    const row = await deployed.item(/mina@woodgrove\.example/, 'Development', 'Travel');
    assert.match((await row.textContent()) ?? '', /Travel.*secret ends in 12 days/);
    assert.match((await row.getAttribute('aria-label')) ?? '', /secret ends in 12 days/);
    await window.screenshot(picture('audit'));
  }));

  test('the connector works with its secret, and moves to managed identity', { timeout: 240_000 }, () => pictured('migrate', async () => {
    await window.openFile('expenses/apiProperties.json');
    await callThrough(() => window.runCommand('Connectors: Test Connection'));

    await window.editors.activate(/^Secrets/);
    await window.editors.clickLens(/Configure/);
    await window.quickInput.choose('Expenses', { title: /Migrate from Secret/ });
    await window.editors.waitForActive(/^Plan – Expenses/, 60_000);
    const plan = (await window.editors.text()).replaceAll(/\r?\n#\s+/g, ' ');
    assert.match(plan, /2 client secrets: "Power Platform \(old\)".*does not touch them/);
    await window.notifications.clear();
    await window.screenshot(picture('plan'));
    await window.editors.clickLens(/Apply/);
    await window.editors.waitForActive(/^Summary/, 120_000);
    assert.deepEqual(studio.sandbox.state().connectors.find(({ name }) => name === connectorId)?.secretsHeld, []);
    assert.deepEqual(secrets(), ['Power Platform', 'Power Platform (old)']);
  }));

  test('no secret is retired before a connection has worked; then one is', { timeout: 240_000 }, () => pictured('retire', async () => {
    await window.notifications.clear();
    await window.runCommand('Connectors: Retire Secret...');
    const refusal = await window.notifications.waitFor(/Run Test Connection first/, 60_000);
    assert.deepEqual((await refusal.buttons())[0], 'Test Connection');
    await callThrough(async () => {
      await window.runCommand('Connectors: Test Connection');
      await (await window.notifications.waitFor(/federated credential was written/)).click('Test Now');
    });
    await (await window.notifications.waitFor(/has connected without a secret.*2 client secrets/, 30_000)).click('Retire a Secret');
    await window.quickInput.waitFor(/Retire Secret – Woodgrove Expenses/, 60_000);
    await window.screenshot(picture('pick'));
    await window.quickInput.choose(/Power Platform \(old\)/, { title: /Retire Secret/ });
    await window.editors.waitForActive(/^Retire a client secret of Woodgrove Expenses/, 60_000);
    const plan = (await window.editors.text()).replaceAll(/\r?\n#\s+/g, ' ');
    assert.match(plan, /- remove {2}Client secret "Power Platform \(old\)" of "Woodgrove Expenses"/);
    assert.match(plan, /WARNING: another connector signs in.*"Travel Expenses" in Development/);
    assert.deepEqual(secrets(), ['Power Platform', 'Power Platform (old)']);
    await window.notifications.clear();
    await window.screenshot(picture('retire-plan'));
    await window.editors.clickLens(/Apply/);
    await window.notifications.waitFor(/“Woodgrove Expenses” has one left/, 60_000);
    await window.screenshot(picture('retired'));
    assert.deepEqual(secrets(), ['Power Platform']);
    assert.equal(studio.sandbox.traffic.writes.filter(({ path }) => path.endsWith('/removePassword')).length, 1);
    assert.deepEqual(studio.sandbox.state().violations, []);
  }));
});
