/** What a person reads when the surroundings are not as they should be: the reason, the next step, and nothing written. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type StudioWindow } from '../rig/window.ts';
import { configure, graphJob, newConnector, startConfigure } from './main-job.ts';
import { openStudio, type OpenStudio, type StudioOptions } from './open-studio.ts';

async function inWindow(options: StudioOptions, body: (studio: OpenStudio, window: StudioWindow) => Promise<void>): Promise<void> {
  const studio = await openStudio(options);
  try {
    const window = await studio.openWindow();
    await newConnector(studio, window, graphJob);
    await body(studio, window);
    assert.equal(studio.sandbox.state().applications.length, 0, 'an app was written');
    assert.equal(studio.sandbox.state().connectors.length, 0, 'a connector was written');
  } finally {
    await studio.stop();
  }
}

describe('Configure Managed Identity', { timeout: 300_000 }, () => {
  test('without Azure CLI and own client id says what each way to a Graph token lacks', () =>
    inWindow({ env: { AZ_STANDIN_MODE: 'missing' } }, async (_studio, window) => {
      await startConfigure(window, graphJob);
      const notification = await window.notifications.waitFor(/Azure CLI/, 30_000);
      assert.match(notification.text, /Microsoft Graph/);
      assert.match(notification.text, /az login/);
      assert.ok((await notification.buttons()).includes('Open Settings'));
    }));

  test('with another user in Azure CLI names both accounts', () =>
    inWindow({ env: { AZ_STANDIN_MODE: 'other-account', AZ_STANDIN_OTHER_ACCOUNT: 'otto@woodgrove.example' } }, async (_studio, window) => {
      await startConfigure(window, graphJob);
      const notification = await window.notifications.waitFor(/Azure CLI/, 30_000);
      assert.match(notification.text, /otto@woodgrove\.example/);
      assert.match(notification.text, /mina@woodgrove\.example/);
    }));

  test('offline, and without the right to register apps, stops with the reason and goes on later', () =>
    inWindow({}, async (studio, window) => {
      studio.sandbox.faults.add({ match: { host: 'api.bap.microsoft.com' }, kind: 'reset-before' });
      await startConfigure(window, graphJob);
      const offline = await window.notifications.waitFor(/api\.bap\.microsoft\.com/, 60_000);
      assert.ok((await offline.buttons()).includes('Try Again'));
      studio.sandbox.faults.clear();
      await window.notifications.clear();

      studio.sandbox.turn({ registrationAllowed: false });
      await configure(window, graphJob, { newApplication: true });
      await window.notifications.clear();
      await window.editors.clickLens(/Apply/);
      const refused = await window.notifications.waitFor(/may not register/, 60_000);
      assert.match(refused.text, /Application Administrator/);
      assert.match(refused.text, /request id [0-9a-f-]{36}/);
    }));
});
