import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyPlan, IdentityNotGeneratedError, PlanOutdatedError } from '../../../src/identity/apply.ts';
import type { Plan } from '../../../src/identity/plan-model.ts';
import { createPlan, planIsEmpty } from '../../../src/identity/plan.ts';
import { ENVIRONMENT, World } from './fake-world.ts';

const actions = (plan: Plan): string[] => plan.steps.map(({ id, action }) => `${id} ${action}`);

async function goSecretless(world: World, application?: Parameters<World['input']>[1]): Promise<Awaited<ReturnType<typeof applyPlan>>> {
  const input = world.input(world.start(), application);
  return applyPlan(await createPlan(input), input);
}

describe('applyPlan', () => {
  for (const format of ['json', 'yaml'] as const) {
    test(`takes a new ${format} connector from nothing to a working trust`, async () => {
      const world = new World(format);
      world.service.subjectDelayMilliseconds = 25_000;
      world.directory.lagMilliseconds = 5_000;
      const input = world.input(world.start());
      const plan = await createPlan(input);
      assert.deepEqual(world.writes, [], 'planning writes nothing');
      assert.deepEqual(actions(plan), ['application create', 'permissions create', 'servicePrincipal create', 'securityBlock change', 'connector create', 'redirectUri create', 'federatedCredential create']);

      const messages: string[] = [];
      const result = await applyPlan(plan, { ...input, onProgress: (_step, message) => messages.push(message) });

      const [stored] = world.directory.applications;
      assert.equal(world.directory.applications.length, 1);
      assert.equal(stored?.application.signInAudience, 'AzureADMyOrg');
      assert.deepEqual(stored?.application.redirectUris, [result.redirectUrl]);
      assert.deepEqual(stored?.credentials.map(({ issuer, subject, audiences }) => ({ issuer, subject, audiences })), [{ issuer: result.issuer, subject: result.subject, audiences: ['api://AzureADTokenExchange'] }]);
      assert.match(result.subject, /^\/eid1\/c\/pub\/t\/v4j5cvGGr0GRqy180BHbRw\/a\/k972yLpWjkypg7DpMYfrNA\/europe-002_ms-20graph-/);
      assert.deepEqual(JSON.parse(world.settings ?? '{}').connectorId, result.connectorName);
      const [block] = world.connector().security;
      assert.equal(block?.credential, 'managedIdentity');
      assert.equal(block?.hasSecret, false);
      assert.equal(block?.clientId, result.appId);
      assert.ok(messages.some((message) => message.includes('Waiting for Power Platform to generate the subject')), messages.join('\n'));
      assert.deepEqual(result.performed.map(({ action }) => action), ['create', 'create', 'create', 'change', 'create', 'create', 'create']);
    });

    test(`finds nothing to do on a finished ${format} connector, and writes nothing when that is applied`, async () => {
      const world = new World(format);
      const { appId } = await goSecretless(world);
      const before = structuredClone(world.endState());
      const journal = structuredClone(world.journal);
      world.writes.length = 0;
      for (const application of [{ kind: 'new', displayName: 'MS Graph' }, { kind: 'existing', appId }] as const) {
        const input = world.input(world.start(), application);
        const plan = await createPlan(input);
        assert.equal(planIsEmpty(plan), true, JSON.stringify(plan.steps, undefined, 1));
        const result = await applyPlan(plan, input);
        assert.ok(result.performed.every(({ action }) => action === 'keep'));
      }
      assert.deepEqual(world.writes, []);
      assert.deepEqual(world.journal, journal);
      assert.deepEqual(world.endState(), before);
    });
  }

  test('keeps what an existing app has, in its order, and makes it single-tenant', async () => {
    const world = new World();
    const appId = '11111111-1111-1111-1111-111111111111';
    world.directory.add({
      appId, signInAudience: 'AzureADMultipleOrgs', redirectUris: ['https://z.example/cb', 'https://a.example/cb'],
      requiredResourceAccess: [{ resourceAppId: '22222222-2222-2222-2222-222222222222', resourceAccess: [{ id: '33333333-3333-3333-3333-333333333333', type: 'Role' }] }],
    }, [{ name: 'github', issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:a/b:ref:refs/heads/main', audiences: ['api://AzureADTokenExchange'] }]);
    const { redirectUrl } = await goSecretless(world, { kind: 'existing', appId });
    const [stored] = world.directory.applications;
    assert.equal(stored?.application.signInAudience, 'AzureADMyOrg');
    assert.deepEqual(stored?.application.redirectUris, ['https://z.example/cb', 'https://a.example/cb', redirectUrl]);
    assert.equal(stored?.application.requiredResourceAccess[0]?.resourceAppId, '22222222-2222-2222-2222-222222222222');
    assert.equal(stored?.application.requiredResourceAccess.length, 2);
    assert.deepEqual(stored?.credentials.map(({ name }) => name), ['github', stored.credentials[1]?.name]);
  });

  test('knows the connector where settings.json writes the environment in another case', async () => {
    const world = new World();
    await goSecretless(world);
    world.settings = world.settings?.replace(ENVIRONMENT, ENVIRONMENT.toLowerCase());
    const plan = await createPlan(world.input(world.start()));
    assert.ok(!actions(plan).includes('connector create'), actions(plan).join('\n'));
    const input = world.input(world.start());
    await applyPlan(plan, input);
    assert.equal(world.service.connectors.length, 1);
    assert.ok(world.settings?.includes(ENVIRONMENT));
  });

  test('changes the credential of a connector that was deleted and made again', async () => {
    const world = new World();
    const first = await goSecretless(world);
    world.service.connectors.length = 0;
    world.service.apimService = 'unitedstates-002';
    const input = world.input(world.start());
    const plan = await createPlan(input);
    assert.deepEqual(actions(plan).filter((line) => !line.endsWith('keep')), ['connector create', 'redirectUri create', 'federatedCredential change']);
    assert.ok(plan.remarks.some((remark) => remark.includes(first.connectorName)), plan.remarks.join('\n'));
    const second = await applyPlan(plan, input);
    assert.notEqual(second.subject, first.subject);
    const credentials = world.directory.applications[0]?.credentials ?? [];
    assert.deepEqual(credentials.map(({ subject }) => subject), [second.subject]);
    assert.deepEqual(world.directory.applications[0]?.application.redirectUris, [second.redirectUrl]);
  });

  test('changes its own credential where only the subject has moved', async () => {
    const world = new World();
    const { subject } = await goSecretless(world);
    const credentials = world.directory.applications[0]?.credentials ?? [];
    credentials[0] = { ...credentials[0]!, subject: subject.replace('europe', 'Europe') };
    const input = world.input(world.start());
    const plan = await createPlan(input);
    assert.deepEqual(actions(plan).filter((line) => !line.endsWith('keep')), ['federatedCredential change']);
    await applyPlan(plan, input);
    assert.equal(world.directory.applications[0]?.credentials.length, 1);
    assert.equal(world.directory.applications[0]?.credentials[0]?.subject, subject);
  });

  test('adopts a credential of the same issuer and subject under another name', async () => {
    const world = new World();
    const { subject } = await goSecretless(world);
    const stored = world.directory.applications[0]!;
    stored.credentials = stored.credentials.map((credential) => ({ ...credential, name: 'by-hand' }));
    assert.equal(planIsEmpty(await createPlan(world.input(world.start()))), true);
    stored.credentials = stored.credentials.map((credential) => ({ ...credential, audiences: ['api://azureadtokenexchange'] }));
    const input = world.input(world.start());
    await applyPlan(await createPlan(input), input);
    assert.deepEqual(stored.credentials.map(({ name, audiences, subject: stored }) => ({ name, audiences, subject: stored })), [{ name: 'by-hand', audiences: ['api://AzureADTokenExchange'], subject }]);
  });

  test('stops with a fresh plan, before any write, when the app has changed since the plan was shown', async () => {
    const world = new World();
    const appId = '11111111-1111-1111-1111-111111111111';
    world.directory.add({ appId });
    const input = world.input(world.start(), { kind: 'existing', appId });
    const plan = await createPlan(input);
    world.directory.update(`object-of-${appId}`, { signInAudience: 'AzureADMultipleOrgs' as 'AzureADMyOrg' });
    await assert.rejects(applyPlan(plan, input), (error) => {
      assert.ok(error instanceof PlanOutdatedError);
      assert.equal(error.plan.steps[0]?.action, 'change');
      return true;
    });
    assert.deepEqual(world.writes, []);
  });

  test('stops when the definition that would be deployed was edited since the plan was shown', async () => {
    const world = new World();
    const input = world.input(world.start());
    const plan = await createPlan(input);
    world.definition = world.definition.replace('Who am I', 'Who are you');
    await assert.rejects(applyPlan(plan, input), PlanOutdatedError);
    assert.deepEqual(world.writes, []);
  });

  test('notices between two steps that the world has moved, and keeps what was done', async () => {
    const world = new World();
    const input = world.input(world.start());
    const plan = await createPlan(input);
    const onProgress = (step: string): void => {
      if (step === 'securityBlock') world.definition = world.definition.replace('Who am I', 'Who are you');
    };
    await assert.rejects(applyPlan(plan, { ...input, onProgress }), PlanOutdatedError);
    assert.equal(world.service.connectors.length, 0);
    assert.equal(world.directory.applications.length, 1);
  });

  test('gives up waiting for the subject after five minutes, without touching the app, and a later run goes on', async () => {
    const world = new World();
    world.service.subjectDelayMilliseconds = 3_600_000;
    const input = world.input(world.start());
    await assert.rejects(applyPlan(await createPlan(input), input), (error) => {
      assert.ok(error instanceof IdentityNotGeneratedError);
      assert.deepEqual(error.missing, ['subject']);
      return true;
    });
    assert.deepEqual(world.delays.slice(-5), [10_000, 20_000, 40_000, 80_000, 150_000]);
    assert.deepEqual(world.directory.applications[0]?.credentials, []);
    assert.deepEqual(world.directory.applications[0]?.application.redirectUris, []);
    world.now += 3_600_000;
    world.writes.length = 0;
    await goSecretless(world);
    assert.deepEqual(world.writes, ['directory.updateApplication redirectUris', 'directory.upsertFederatedCredential']);
  });

  test('takes pasted values where the service gives none', async () => {
    const world = new World();
    world.service.subjectDelayMilliseconds = Number.POSITIVE_INFINITY;
    const input = world.input(world.start());
    await assert.rejects(applyPlan(await createPlan(input), input), IdentityNotGeneratedError);
    const [connector] = world.service.connectors;
    const pasted = { subject: `/eid1/c/pub/t/v4j5cvGGr0GRqy180BHbRw/a/k972yLpWjkypg7DpMYfrNA/europe-002_${connector?.name.slice(7)}` };
    const result = await applyPlan(await createPlan({ ...input, pasted }), { ...input, pasted });
    assert.equal(result.subject, pasted.subject);
    assert.equal(world.directory.applications[0]?.credentials[0]?.subject, pasted.subject);
  });

  test('stops before the next step when cancelled, and while waiting', async () => {
    for (const stopAt of ['servicePrincipal', 'connector']) {
      const world = new World();
      world.service.subjectDelayMilliseconds = 60_000;
      const cancel = new AbortController();
      const reason = new Error('cancelled by the user');
      const input = { ...world.input(world.start()), signal: cancel.signal };
      const plan = await createPlan(input);
      const onProgress = (step: string, message: string): void => {
        if (step === stopAt && (stopAt !== 'connector' || message.startsWith('Waiting'))) cancel.abort(reason);
      };
      await assert.rejects(applyPlan(plan, { ...input, onProgress }), (error) => error === reason);
      await goSecretless(world);
      assert.equal(world.directory.applications.length, 1);
      assert.equal(world.service.connectors.length, 1);
      assert.equal(world.directory.applications[0]?.credentials.length, 1);
    }
  });
});
