/**
 * The way by hand, by a person's means: Power Platform shows two subjects, so none is taken; the right values are pasted
 * from the maker portal, and mistakes are named as they are typed.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { poll } from '../rig/waiting.ts';
import { type StudioWindow } from '../rig/window.ts';
import { configure, graphJob, newConnector, proveTrust, testConnection } from './main-job.ts';
import { openStudio, type OpenStudio } from './open-studio.ts';

const picture = (name: string): string => `out/ui/enter-identity-${name}.png`;

describe('entering the identity by hand in a real window', () => {
  let studio: OpenStudio;
  let window: StudioWindow;

  before(async () => {
    studio = await openStudio({ sandbox: { switches: { subjectShownTwice: true } } });
    window = await studio.openWindow();
  });
  after(() => studio?.stop());

  const generated = (): { redirectUrl: string; Issuer: string; Subject: string } => {
    const connector = studio.sandbox.state().connectors.find(({ displayName }) => displayName === graphJob.title);
    assert.ok(connector);
    const { oAuthSettings } = (connector.properties['connectionParameters'] as { token: { oAuthSettings: Record<string, unknown> } }).token;
    const { Issuer, Subject } = (oAuthSettings['properties'] as { FederatedIdentityCredentials: { Issuer: string; Subject: string } }).FederatedIdentityCredentials;
    return { redirectUrl: String(oAuthSettings['redirectUrl']), Issuer, Subject };
  };
  /** Types it, and waits for what is said about it. */
  const said = async (text: string, about: RegExp): Promise<void> => {
    await window.quickInput.type(text);
    await poll(`a message ${about}`, async () => about.test(await window.quickInput.message()), () => window.quickInput.message());
  };

  test('nothing is written until the values are right, and then the connector works', { timeout: 300_000 }, async () => {
    try {
      await newConnector(studio, window, graphJob);
      await configure(window, graphJob, { newApplication: true });
      await window.notifications.clear();
      await window.editors.clickLens(/Apply/);
      const offered = await window.notifications.waitFor(/2 different values for its subject/, 120_000);
      assert.match(offered.text, /so none was taken/);
      await window.screenshot(picture('offer'));
      assert.deepEqual(studio.sandbox.state().applications.map(({ redirectUris, federatedCredentials }) => [...redirectUris, ...federatedCredentials]), [[]]);
      const { writes } = studio.sandbox.state();

      const portal = await window.newTab(() => offered.click('Enter the Values by Hand'));
      assert.match(portal.url(), /make\.powerautomate\.com|chrome-error/);
      await portal.close();

      const { redirectUrl, Issuer, Subject } = generated();
      await window.quickInput.waitFor(/\(1\/3\)/);
      await said(redirectUrl.replace('https:', 'http:'), /not an https URL/);
      await said(`${redirectUrl}(1)`, /does not take in redirect URIs/);
      await window.quickInput.enter(redirectUrl);

      await window.quickInput.waitFor(/\(2\/3\)/);
      assert.equal(await window.quickInput.value(), Issuer, 'the usual issuer is suggested');
      await said(`https://sts.windows.net/${studio.sandbox.tenantId}/`, /version 1\.0.*Expected: https:\/\/login\.microsoftonline\.com/);
      await said(Issuer.replace(studio.sandbox.tenantId, 'common'), /names the tenant "common"/);
      await window.quickInput.enter(Issuer);

      await window.quickInput.waitFor(/\(3\/3\)/);
      const tenantSegment = /\/t\/([^/]+)\//.exec(Subject)?.[1] ?? '';
      await said(Subject.replace(tenantSegment, studio.sandbox.tenantId), /tenant segment ".+" is a GUID as text.*Expected: \/eid1/);
      await said(Subject.replace(tenantSegment, tenantSegment.toUpperCase()), /letters in another case/);
      await window.screenshot(picture('lint'));
      await window.quickInput.accept();
      await window.quickInput.waitFor(/\(3\/3\)/);
      assert.equal(studio.sandbox.state().writes, writes, 'something was written on the way');
      await window.quickInput.enter(Subject);

      // The tab is the one of the first plan: only its text tells that the second has come.
      await poll('the plan with the subject', async () => (await window.editors.text()).replaceAll(/\s/g, '').includes(Subject), () => window.editors.text(), 60_000);
      await window.notifications.clear();
      await window.editors.clickLens(/Apply/);
      await window.editors.waitForActive(/^Summary/, 120_000);
      assert.match((await window.editors.text()).replaceAll(/\r?\n#\s+/g, ' '), /subject was pasted from the maker portal/);
      await window.screenshot(picture('summary'));
      await window.notifications.clear();
      proveTrust(studio, graphJob);

      await testConnection(window);
      await window.editors.waitForActive(/^Test/, 60_000);
      assert.match(await window.editors.text(), /200/);
    } catch (error) {
      await window.screenshot(picture('failed'));
      throw error;
    }
  });
});
