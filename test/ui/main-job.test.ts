import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { graphJob, proveTrust, runMainJob, verify, type MainJob } from './main-job.ts';
import { openStudio, type OpenStudio } from './open-studio.ts';
import { type StudioWindow } from '../rig/window.ts';

/** Jobs share a window: the second starts with the first one's connector in the workspace and the tenant. */
const jobs: readonly MainJob[] = [graphJob, { ...graphJob, title: 'MS Graph YAML', folderName: 'ms-graph-yaml', format: 'yaml', environment: 'Woodgrove (default)' }];

/** Access tokens and assertions are JSON Web Tokens; a secret would be an Entra client secret. */
const token = /eyJ[\w-]{10,}\.[\w-]{10,}|clientSecret"?: ?"[^"]/;

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

  // The log channel is searched in test/host/configure.test.ts: this VS Code has no native logger, and shows it empty.
  test('no token, secret or assertion is in the journal or any other file that the run left', () => {
    const files = globSync('**/*', { cwd: studio.server.dataDirectory, withFileTypes: true, exclude: (entry) => entry.name === 'extensions' }).filter((entry) => entry.isFile());
    const texts = files.map((entry) => ({ path: join(entry.parentPath, entry.name), text: readFileSync(join(entry.parentPath, entry.name), 'latin1') }));
    assert.ok(texts.some(({ text }) => text.includes('"federatedCredential"')), 'the journal was not among the files');
    assert.deepEqual(texts.filter(({ text }) => token.test(text)).map(({ path }) => path), []);
    assert.doesNotMatch(studio.server.output(), token);
    assert.deepEqual(studio.sandbox.state().unknownHosts, []);
  });
});
