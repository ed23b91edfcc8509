/**
 * The main job, done in the window by a person's means: from an empty folder to a connector without secret whose call
 * to Microsoft Graph answers 200, and then the same again, which must change nothing. `npm start -- --headless` shows
 * it; main-job.test.ts proves it.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from 'playwright-core';
import { type StudioWindow } from '../rig/window.ts';
import { type ConnectorState, type SandboxState } from '../sandbox/state-dump.ts';
import { type OpenStudio } from './open-studio.ts';

export interface MainJob {
  readonly title: string;
  readonly folderName: string;
  readonly format: 'json' | 'yaml';
  /** The environment's display name. */
  readonly environment: string;
}

export interface MainJobOptions {
  readonly job: MainJob;
  readonly say: (line: string) => void;
  /** Called when the window shows something worth a picture. */
  readonly picture?: (name: 'tree' | 'plan' | 'summary' | 'test') => Promise<void>;
}

export const graphJob: MainJob = { title: 'MS Graph - No Secret', folderName: 'ms-graph', format: 'json', environment: 'Development' };

const view = 'Connectors';

export async function runMainJob(studio: OpenStudio, window: StudioWindow, options: MainJobOptions): Promise<void> {
  const { job, say, picture } = options;
  await newConnector(studio, window, job);
  say(`New Connector: ${job.folderName} from the template "Microsoft Graph, current user", in ${job.format.toUpperCase()}`);

  const before = studio.sandbox.state().writes;
  await configure(window, job, { newApplication: true });
  const plan = await window.editors.text();
  assert.equal(studio.sandbox.state().writes, before, 'something was written before the plan was applied');
  assert.match(plan, /create/i);
  say('Configure Managed Identity: signed in, the plan is shown, nothing has been written');
  await picture?.('plan');

  await window.notifications.clear();
  await window.editors.clickLens(/Apply/);
  await window.editors.waitForActive(/^Summary/, 120_000);
  say('Apply: every step done, the summary is shown');
  await window.notifications.clear();
  await picture?.('summary');
  const connector = proveTrust(studio, job);
  say(`The app registration trusts ${connector.name}: redirect URI and federated credential agree byte for byte`);

  await verify(window, job);
  say('Verify Managed Identity: everything agrees');

  await testConnection(window);
  await window.editors.waitForActive(/^Test/, 60_000);
  const response = await window.editors.text();
  assert.match(response, /200/);
  assert.match(response, /mina@woodgrove\.example/);
  say('Test Connection: signed in, GET /v1.0/me answered 200');
  await picture?.('test');

  await showDeployed(window, job);
  await picture?.('tree');

  const writes = studio.sandbox.state().writes;
  await configure(window, job, { newApplication: false });
  await window.notifications.waitFor(/nothing to do/);
  assert.doesNotMatch(await window.editors.text(), /^[+-]/m, 'the second plan has something to do');
  assert.equal(studio.sandbox.state().writes, writes, 'the second run wrote something');
  await window.notifications.clear();
  say('Configure Managed Identity again: the plan has nothing to do, no write');
}

export async function newConnector(studio: OpenStudio, window: StudioWindow, job: MainJob): Promise<void> {
  await window.views.openContainer(view);
  await window.runCommand('Connectors: New Connector...');
  const { quickInput } = window;
  await quickInput.choose('Microsoft Graph, current user', { title: /New Connector/ });
  await quickInput.enter(job.title, { title: /\(2\/5\)/ });
  await quickInput.choose(job.format.toUpperCase(), { title: /\(3\/5\)/ });
  await quickInput.choose(/contoso-connectors/, { title: /\(4\/5\)/ });
  await quickInput.enter(job.folderName, { title: /\(5\/5\)/ });
  await window.editors.waitForActive(`apiDefinition.swagger.${job.format}`);
  assert.ok(readFileSync(join(studio.workspace, job.folderName, `apiProperties.${job.format}`), 'utf8').includes('oAuthSettings'));
}

/** Up to the wizard's first question, signed in. */
export async function startConfigure(window: StudioWindow, job: MainJob): Promise<void> {
  await window.openFile(`${job.folderName}/apiProperties.${job.format}`);
  await window.runCommand('Connectors: Configure Managed Identity');
  await allowWhenAsked(window);
}

/** Walks the wizard to the plan. */
export async function configure(window: StudioWindow, job: MainJob, { newApplication }: { newApplication: boolean }): Promise<void> {
  const { quickInput } = window;
  await startConfigure(window, job);
  await quickInput.choose(job.environment);
  if (newApplication) {
    await quickInput.choose('New app registration…');
    await quickInput.enter(job.title, { title: /\(3\/4\)/ });
  } else {
    await quickInput.choose(job.title);
  }
  await quickInput.chooseMany(['User.Read'], { title: newApplication ? /\(4\/4\)/ : /\(3\/3\)/ });
  await window.editors.waitForActive(new RegExp(`^Plan – ${job.title}`), 60_000);
}

/** VS Code asks once for each account and extension; later sign-ins come silently. */
async function allowWhenAsked(window: StudioWindow): Promise<void> {
  const { dialog, quickInput } = window;
  for (let tries = 0; tries < 100; tries++) {
    if (await dialog.isShown()) return window.allowSignIn();
    if (await quickInput.root.isVisible() && (await quickInput.rows()).length > 0) return;
    await window.page.waitForTimeout(100);
  }
}

export async function verify(window: StudioWindow, job: MainJob): Promise<string> {
  await window.openFile(`${job.folderName}/apiProperties.${job.format}`);
  await window.runCommand('Connectors: Verify Managed Identity');
  await window.editors.waitForActive(/^Verif/, 60_000);
  return window.editors.text();
}

/** From the command to the operation's answer, with the consent given in the browser. */
export async function testConnection(window: StudioWindow): Promise<void> {
  await window.notifications.clear();
  const tab = await window.newTab(async () => {
    await window.runCommand('Connectors: Test Connection');
    await (await window.notifications.waitFor(/federated credential was written/)).click('Test Now');
  });
  await consent(tab);
  await window.quickInput.choose(/GET \/v1\.0\/me/);
}

export async function consent(tab: Page): Promise<void> {
  await tab.getByRole('button', { name: 'Accept' }).click().catch(async (error: unknown) => {
    throw new Error(`The page ${tab.url()} does not ask for consent: ${await tab.locator('body').innerText()}`, { cause: error });
  });
  await tab.waitForLoadState('load');
  await tab.close();
}

async function showDeployed(window: StudioWindow, job: MainJob): Promise<void> {
  await window.views.openContainer(view);
  const workspace = window.views.view('Workspace');
  await workspace.expandItem(job.title, /Security/);
  const deployed = window.views.view('Deployed');
  await deployed.expandPane();
  await deployed.expandItem(/mina@woodgrove\.example/, job.environment, job.title, 'Managed identity');
}

/** What the issue calls finished: one app, one redirect URI, one credential, no secret, and all of them agree. */
export function proveTrust(studio: OpenStudio, job: MainJob): ConnectorState {
  const state: SandboxState = studio.sandbox.state();
  assert.deepEqual(state.violations, [], 'Graph was asked something that its contract does not allow');
  const applications = state.applications.filter(({ displayName }) => displayName === job.title);
  assert.equal(applications.length, 1);
  const [application] = applications;
  assert.ok(application);
  const connectors = state.connectors.filter(({ displayName }) => displayName === job.title);
  assert.equal(connectors.length, 1);
  const [connector] = connectors;
  assert.ok(connector);

  const { oAuthSettings } = (connector.properties['connectionParameters'] as { token: { oAuthSettings: Record<string, unknown> } }).token;
  const generated = (oAuthSettings['properties'] as { FederatedIdentityCredentials: { Issuer: string; Subject: string; Audience: string } }).FederatedIdentityCredentials;
  assert.equal(application.signInAudience, 'AzureADMyOrg');
  assert.deepEqual(application.redirectUris, [oAuthSettings['redirectUrl']]);
  assert.deepEqual(
    application.federatedCredentials.map(({ issuer, subject, audiences }) => ({ issuer, subject, audiences })),
    [{ issuer: generated.Issuer, subject: generated.Subject, audiences: [generated.Audience] }],
  );
  assert.notEqual(generated.Subject, '');
  assert.deepEqual(application.passwordCredentials, []);
  assert.ok(application.hasServicePrincipal);
  assert.equal(oAuthSettings['clientId'], application.appId);
  assert.equal(oAuthSettings['clientSecret'], undefined);
  assert.deepEqual(connector.secretsHeld, []);

  const block = readFileSync(join(studio.workspace, job.folderName, `apiProperties.${job.format}`), 'utf8');
  assert.match(block, /GenericFederatedIdentityCredential/);
  assert.doesNotMatch(block, /clientSecret/);
  assert.ok(block.includes(application.appId));
  return connector;
}
