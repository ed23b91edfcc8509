import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { graphJob, proveTrust, runMainJob, verify, type MainJob } from './main-job.ts';
import { openStudio, type OpenStudio } from './open-studio.ts';
import { type StudioWindow } from '../rig/window.ts';

/** Jobs share a window: the second starts with the first one's connector in the workspace and the tenant. */
const jobs: readonly MainJob[] = [graphJob, { ...graphJob, title: 'MS Graph YAML', folderName: 'ms-graph-yaml', format: 'yaml', environment: 'Woodgrove (default)' }];

describe('the main job in a real window', () => {
  let studio: OpenStudio;
  let window: StudioWindow;

  before(async () => {
    studio = await openStudio();
    window = await studio.openWindow();
  });
  after(() => studio?.stop());

  for (const job of jobs) {
    test(`goes secretless in ${job.format.toUpperCase()}`, { timeout: 300_000 }, async (t) => {
      try {
        await runMainJob(studio, window, { job, say: (line) => t.diagnostic(line) });
        proveTrust(studio, job);
      } catch (error) {
        await window.screenshot(`out/ui/main-job-${job.format}.png`);
        throw error;
      }
    });
  }

  test('a subject in another case is refused by the tenant and found by Verify', { timeout: 120_000 }, async () => {
    const connector = proveTrust(studio, graphJob);
    const application = studio.sandbox.state().applications.find(({ displayName }) => displayName === graphJob.title);
    assert.ok(application);
    const [credential] = application.federatedCredentials;
    assert.ok(credential?.subject);
    const request = { issuer: credential.issuer, audience: credential.audiences[0] ?? '', clientId: application.appId, tenantId: studio.sandbox.tenantId };
    await assert.rejects(studio.sandbox.requestFederatedToken({ ...request, subject: credential.subject.toUpperCase() }), /AADSTS7002138/);

    studio.sandbox.changeCredentialSubject(application.appId, credential.subject.replace(/_(.)/, (_all, letter: string) => `_${letter.toUpperCase()}`));
    const report = await verify(window, graphJob);
    assert.match(report, /case/i, `Verify does not speak of ${connector.name}'s case`);
  });

  test('nothing reached for a host outside the cloud, and no token was written down', () => {
    assert.deepEqual(studio.sandbox.state().unknownHosts.filter((host) => /microsoft|azure|powerapps/.test(host)), []);
  });
});
