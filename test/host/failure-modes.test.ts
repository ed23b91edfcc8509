/** What the window does about failures that the engine has words for; the modes themselves are tested in test/unit/provisioning. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { directoryScopes } from '../../src/cloud/entra/directory.ts';
import { CONNECTORS_APPLICATION_ID, formatSubject } from '../../src/connector/connector-subject.ts';
import { predictApiName } from '../../src/connector/connector-name.ts';
import type { Connector } from '../../src/connector/connector.ts';
import type { ApplicationChoice } from '../../src/identity/plan-model.ts';
import { applyOpenPlan } from '../../src/vscode/commands/apply-plan.ts';
import { configureManagedIdentity } from '../../src/vscode/commands/configure-managed-identity.ts';
import { startIdentitySession, targetPlace } from '../../src/vscode/commands/identity-session.ts';
import { newConnector } from '../../src/vscode/commands/new-connector.ts';
import { planTarget, waysAround, type PlanSubject } from '../../src/vscode/commands/plan-target.ts';
import { withProgress } from '../../src/vscode/commands/progress.ts';
import { removeDanglingCredentials } from '../../src/vscode/commands/remove-dangling-credentials.ts';
import { createCloudClients } from '../../src/vscode/create-cloud-clients.ts';
import { describeFailure } from '../../src/vscode/failure.ts';
import { readSettings } from '../../src/vscode/settings.ts';
import { AccountSessions, type Authentication } from '../../src/vscode/sign-in/account-sessions.ts';
import type { Studio } from '../../src/vscode/studio.ts';
import { UserError } from '../../src/vscode/user-error.ts';
import { control, needsSandbox, openSandboxStudio, sandboxState, type SandboxStudio } from './sandbox-studio.ts';

const ownClientId = '0b6f2c1e-7d3a-4e58-9a41-c5d8e7f60213';

describe('failures on the way to managed identity', function () {
  this.timeout(60_000);
  let test: SandboxStudio;

  before(async function () {
    needsSandbox(this);
    test = await openSandboxStudio();
  });
  after(() => test?.dispose());
  afterEach(() => control('POST', '/switches', { stepUp: null, stepUpAnswer: 'accepted', registrationAllowed: true, directoryRoles: [], ownClients: [] }));

  async function create(title: string): Promise<Connector> {
    const folder = await newConnector(test.studio, { template: 'graphCurrentUser', title, format: 'json', parent: test.parent, folderName: title });
    return await test.studio.connectors.connectorAt(folder) ?? assert.fail();
  }

  async function plan(connector: Connector, studio = test.studio, application: ApplicationChoice = { kind: 'new', displayName: connector.title }) {
    return configureManagedIdentity(studio, test.plans, { connector, environment: test.environment, application, scopes: ['User.Read'] });
  }

  async function errorOf(body: Promise<unknown>): Promise<Error> {
    const error: unknown = await body.then(() => assert.fail('It went well.'), (reason: unknown) => reason);
    assert.ok(error instanceof Error);
    return error;
  }

  /** VS Code's own side of a sign-in: a challenge is met by a prompt alone. */
  async function studioWithOwnClient(answers: { accepts: boolean; prompts: number }): Promise<Studio> {
    await control('POST', '/switches', { ownClients: [{ clientId: ownClientId, scopes: directoryScopes }] });
    const account = await test.studio.signIn.current() ?? assert.fail();
    const label = { id: account.accountId, label: account.label };
    const authentication: Authentication = {
      getAccounts: async () => [label],
      onDidChangeSessions: new vscode.EventEmitter<vscode.AuthenticationSessionsChangeEvent>().event,
      getSession: (async (_provider: string, request: readonly string[] | vscode.AuthenticationWwwAuthenticateRequest, options: vscode.AuthenticationGetSessionOptions = {}) => {
        const challenge = 'wwwAuthenticate' in request ? /claims="([^"]+)"/.exec(request.wwwAuthenticate)?.[1] : undefined;
        if (challenge !== undefined && options.silent) return undefined;
        if (challenge !== undefined) answers.prompts += 1;
        if (challenge !== undefined && !answers.accepts) throw new Error('User did not consent to login.');
        const scopes = 'wwwAuthenticate' in request ? request.fallbackScopes : request;
        const { accessToken } = await control<{ accessToken: string }>('POST', '/token', { scopes, claims: challenge && Buffer.from(challenge, 'base64').toString() });
        return { id: 'session', accessToken, account: label, scopes: [...scopes ?? []] };
      }) as unknown as Authentication['getSession'],
    };
    const clients = createCloudClients({ ...readSettings(), clientId: ownClientId, useAzureCli: false }, account, new AccountSessions(authentication).source('microsoft', label), test.studio.log);
    return { ...test.studio, clients: async () => clients };
  }

  it('#19 meets a step-up in the middle of a run with one prompt, and goes on', async () => {
    const answers = { accepts: true, prompts: 0 };
    const studio = await studioWithOwnClient(answers);
    const connector = await create('Step up');
    await plan(connector, studio);
    assert.equal(answers.prompts, 0);
    await control('POST', '/switches', { stepUp: 'c1' });
    assert.ok(await applyOpenPlan(studio, test.plans, 'Plan – Step up'));
    assert.equal(answers.prompts, 1);
    assert.equal((await sandboxState()).applications.filter(({ displayName }) => displayName === 'Step up').length, 1);
  });

  it('#19 tells a declined step-up with what to do, and goes on when it is made', async () => {
    const answers = { accepts: false, prompts: 0 };
    const studio = await studioWithOwnClient(answers);
    const connector = await create('Declined');
    await plan(connector, studio);
    await control('POST', '/switches', { stepUp: 'c1' });
    const failure = describeFailure(await errorOf(applyOpenPlan(studio, test.plans, 'Plan – Declined')));
    assert.match(failure?.message ?? '', /^The tenant asks for a stronger sign-in \(Conditional Access\) before Microsoft Graph goes on, and it was not made\..*the sign-in was not completed\..*Run the command again and complete the sign-in: it goes on from here\.$/);
    assert.equal(failure?.retry, true);
    answers.accepts = true;
    assert.ok(await applyOpenPlan(studio, test.plans, 'Plan – Declined'));
  });

  it('#3 offers to hand off where the account will most likely be refused, and where it was', async () => {
    const connector = await create('Refused app');
    const { appId } = await test.clients.directory.upsertApplication('not-mine', { displayName: 'Not mine', signInAudience: 'AzureADMyOrg', requiredResourceAccess: [], notes: '' });
    await control('POST', '/owners', { appId, owners: ['c27f4b90-6e1d-4d58-93aa-7b05d1e6f842'] });
    const made = await plan(connector, test.studio, { kind: 'existing', appId });
    assert.deepEqual(made.right, { to: 'change', held: 'no' });
    const session = await startIdentitySession(test.studio);
    const open = test.plans.find('Plan – Refused app') ?? assert.fail();
    const titles = waysAround(test.studio, test.plans, session, { connector, target: made.target }, open).map(({ title }) => title);
    assert.deepEqual(titles, ['Hand Off to an Administrator']);
    const error = await errorOf(applyOpenPlan(test.studio, test.plans, 'Plan – Refused app'));
    assert.ok(error instanceof UserError);
    assert.deepEqual(error.actions.map(({ title }) => title), ['Hand Off to an Administrator']);
    assert.match(error.message, /may not register or change this app\..*request id [0-9a-f-]{36}/);
    assert.ok(!(await sandboxState()).connectors.some(({ displayName }) => displayName === 'Refused app'));
  });

  it('#1 hands out the link for the administrator who is to consent', () => {
    const error = Object.assign(new Error('No sign-in gives access.'), { name: 'TokenUnavailableError', service: 'graph', adminConsentUrl: 'https://login.microsoftonline.com/t/adminconsent?client_id=c' });
    assert.deepEqual(describeFailure(error)?.actions?.map(({ title }) => title), ['Copy Link for the Administrator']);
  });

  it('#13 offers a new app where a deleted one holds the unique name', async () => {
    const connector = await create('Deleted before');
    await plan(connector);
    const first = await applyOpenPlan(test.studio, test.plans, 'Plan – Deleted before') ?? assert.fail();
    await test.clients.directory.deleteApplication(first.applicationObjectId);
    const restoring = await plan(connector);
    assert.deepEqual(restoring.right, { to: 'restore', held: 'no' });
    const session = await startIdentitySession(test.studio);
    const subject: PlanSubject = { connector, target: restoring.target };
    const open = test.plans.find('Plan – Deleted before') ?? assert.fail();
    const ways = waysAround(test.studio, test.plans, session, subject, open);
    assert.deepEqual(ways.map(({ title }) => title), ['New App Instead', 'Hand Off to an Administrator']);
    await ways[0]?.run();
    const second = await applyOpenPlan(test.studio, test.plans, 'Plan – Deleted before') ?? assert.fail();
    assert.notEqual(second.appId, first.appId);
    assert.match((await sandboxState()).applications.find(({ appId }) => appId === second.appId)?.uniqueName ?? '', /-2$/);
  });

  it('#10 finds the credentials whose connector is gone, and removes those that were picked by a plan', async () => {
    const connector = await create('No room');
    const { directory } = test.clients;
    const { appId, id } = await directory.upsertApplication('crowded', { displayName: 'Crowded', signInAudience: 'AzureADMyOrg', requiredResourceAccess: [], notes: '' });
    const { tenantId, objectId } = await test.studio.signIn.current() ?? assert.fail();
    for (let index = 0; index < 20; index += 1) {
      const apiName = predictApiName({ title: `gone ${index}`, environment: test.environment, creatorObjectId: objectId });
      await directory.upsertFederatedCredential(id, { name: `gone-${index}`, issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`, subject: formatSubject('pub', tenantId, CONNECTORS_APPLICATION_ID, `europe-002_${apiName}`), audiences: ['api://AzureADTokenExchange'], description: null });
    }
    const error = await errorOf(plan(connector, test.studio, { kind: 'existing', appId }));
    assert.ok(error instanceof UserError);
    assert.match(error.message, /has 20 federated credentials, the most that Entra allows/);
    assert.deepEqual(error.actions.map(({ title }) => title), ['Find Credentials to Remove']);

    const session = await startIdentitySession(test.studio);
    const [environment] = await session.clients.environments.list();
    const subject: PlanSubject = { connector, target: { ...targetPlace(session, environment ?? assert.fail()), parameterPointer: connector.security[0]?.pointer ?? [], application: { kind: 'existing', appId }, resourceUri: 'https://graph.microsoft.com/', scopes: ['User.Read'] } };
    const removal = await removeDanglingCredentials(test.studio, test.plans, session, subject, ['gone-3', 'gone-7']);
    assert.deepEqual(removal?.steps.map(({ action, resource }) => `${action} ${resource}`), ['remove Federated credential "gone-3" on "Crowded"', 'remove Federated credential "gone-7" on "Crowded"']);
    await test.plans.findChanges('Remove Credentials of Deleted Connectors – No room')?.apply();
    assert.equal((await sandboxState()).applications.find((app) => app.appId === appId)?.federatedCredentials.length, 18);
    assert.ok((await planTarget(test.studio, test.plans, session, subject)).steps.some(({ id: step, action }) => step === 'federatedCredential' && action === 'create'));
  });

  it('#18 says why nothing moves while a service makes it wait', async () => {
    await control('POST', '/faults', { match: { method: 'GET', path: '^/v1.0/applications' }, number: 1, kind: 'status', status: 429, headers: { 'retry-after': '4' } });
    await withProgress('Searching', (signal) => test.clients.directory.searchApplications('nothing', signal));
    assert.ok(test.logged.includes('graph.microsoft.com is limiting requests; going on in 4 s.'));
  });
});
