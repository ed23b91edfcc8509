import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type StudioWindow } from '../rig/window.ts';
import { openStudio, type OpenStudio } from './open-studio.ts';

describe('the packaged extension in a window', () => {
  let studio: OpenStudio;
  let window: StudioWindow;

  before(async () => {
    studio = await openStudio({ prepareWorkspace: (directory) => cpSync(join(import.meta.dirname, 'sample-workspace'), directory, { recursive: true }) });
    window = await studio.openWindow();
    await window.views.openContainer('Connectors');
  });

  after(() => studio.stop());

  it('shows the connectors of the workspace', async () => {
    const view = window.views.view('Workspace');
    await view.item('Woodgrove Orders');
    await view.item('Woodgrove Profile');
  });

  it('asks for a sign-in before it shows what is deployed, and reaches no service until then', async () => {
    assert.match(await window.views.view('Deployed').welcomeText(), /Sign in/);
    assert.deepEqual(studio.sandbox.traffic.requests, []);
    assert.deepEqual(studio.sandbox.traffic.unknownHosts, []);
  });

  it('offers its commands in the palette', async () => {
    await window.page.keyboard.press('F1');
    // The list holds the rows in sight alone.
    await window.quickInput.type('>Connectors: New');
    await window.quickInput.waitForRow(/^Connectors: New Connector/);
    await window.quickInput.cancel();
  });
});
