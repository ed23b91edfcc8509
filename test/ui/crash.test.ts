/**
 * Ends the extension host in the middle of a run, between each write and the news of it, opens the window anew and
 * runs the command again: the same end every time, nothing made twice.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { newConnectorFiles } from '../../src/connector/new-connector.ts';
import { type StudioWindow } from '../rig/window.ts';
import { configure, proveTrust, type MainJob } from './main-job.ts';
import { openStudio, type OpenStudio } from './open-studio.ts';

describe('a run that ends after any of its writes', () => {
  let studio: OpenStudio;
  let window: StudioWindow;

  before(async () => {
    studio = await openStudio();
    window = await studio.openWindow();
  });
  after(() => studio?.stop());

  test('converges when it is run again', { timeout: 900_000 }, async (t) => {
    let struck = true;
    let write = 0;
    while (struck) {
      write += 1;
      const job: MainJob = { title: `Crash ${write}`, folderName: `crash-${write}`, format: write % 2 === 0 ? 'yaml' : 'json', environment: 'Development' };
      studio.sandbox.reset();
      createConnector(studio, job);
      struck = await crashAfterWrite(studio, window, job, write);
      proveTrust(studio, job);
      if (struck) t.diagnostic(`ended after write ${write}: the second run came to the same end`);
    }
    // App, service principal, connector, redirect URI, credential: fewer would mean that the loop proves little.
    assert.ok(write > 5, `only ${write - 1} writes were met`);
  });
});

function createConnector(studio: OpenStudio, job: MainJob): void {
  const folder = join(studio.workspace, job.folderName);
  mkdirSync(folder);
  for (const { name, content } of newConnectorFiles({ template: 'graphCurrentUser', title: job.title, description: job.title, format: job.format })) {
    writeFileSync(join(folder, name), content);
  }
}

/** @returns false when the run had fewer writes and so was never ended. */
async function crashAfterWrite(studio: OpenStudio, window: StudioWindow, job: MainJob, write: number): Promise<boolean> {
  await plan(window, job, true);
  let ended = false;
  studio.sandbox.faults.add({
    match: { write: true },
    number: write,
    kind: 'reset-after',
    meanwhile: () => {
      ended = true;
      studio.server.killExtensionHosts();
    },
  });
  await window.editors.clickLens(/Apply/);
  while (!ended) {
    if (/^Summary/.test(await window.editors.activeTitle())) return false;
    await window.page.waitForTimeout(200);
  }
  await window.reload();
  await plan(window, job, !fileNamesTheApp(studio, job));
  // After the last write nothing is left but the news of it.
  if ((await window.editors.text()).includes('There is nothing to do.')) return true;
  await window.editors.clickLens(/Apply/);
  await window.editors.waitForActive(/^Summary/, 120_000);
  return true;
}

/** Until the file names the app, the wizard cannot offer it: the user asks for a new one again, and gets the same. */
function fileNamesTheApp(studio: OpenStudio, job: MainJob): boolean {
  const block = readFileSync(join(studio.workspace, job.folderName, `apiProperties.${job.format}`), 'utf8');
  return studio.sandbox.state().applications.some(({ appId }) => block.includes(appId));
}

async function plan(window: StudioWindow, job: MainJob, newApplication: boolean): Promise<void> {
  await window.notifications.clear();
  await window.runCommand('View: Close All Editors');
  await configure(window, job, { newApplication });
}
