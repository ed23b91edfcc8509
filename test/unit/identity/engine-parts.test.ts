import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { desiredPermissions, uniqueNameOf } from '../../../src/identity/desired-state.ts';
import { differenceMarks, differsInCaseOnly, visibleBlanks } from '../../../src/connector/difference.ts';
import { NotReplicatedError } from '../../../src/identity/errors.ts';
import { connectorCreateOpen, Journal, recentlyCreatedApplication } from '../../../src/identity/journal.ts';
import type { PlanStep } from '../../../src/identity/plan-model.ts';
import { stepDiffers } from '../../../src/identity/plan-steps.ts';
import { whileReplicating } from '../../../src/identity/replication.ts';
import { FakeServiceError, GRAPH_API } from './fake-directory.ts';
import { ENVIRONMENT, TENANT, USER, World } from './fake-world.ts';

describe('uniqueNameOf', () => {
  const target = { environment: ENVIRONMENT, userObjectId: USER };
  test('is the same for the same connector and differs by title, environment and user', () => {
    const names = [uniqueNameOf(target, 'MS Graph'), uniqueNameOf(target, 'ms graph'), uniqueNameOf({ ...target, environment: 'other' }, 'MS Graph'), uniqueNameOf({ ...target, userObjectId: TENANT }, 'MS Graph')];
    assert.equal(new Set(names).size, 4);
    assert.equal(names[0], uniqueNameOf({ ...target, userObjectId: USER.toUpperCase() }, 'MS Graph'));
  });
  test('can stand in a URL and stays short, whatever the title', () => {
    for (const title of ['', 'x'.repeat(500), '日本語 コネクタ', "O'Neill / (draft)"]) assert.match(uniqueNameOf(target, title), /^connector-studio-[a-z0-9-]{18,102}$/);
  });
});

describe('desiredPermissions', () => {
  const ids = (scopes: readonly string[]): string[] => desiredPermissions([], GRAPH_API, scopes, 'https://graph.microsoft.com/').requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess.map(({ id }) => id));
  test('takes short and full names, in any case, and skips what needs no permission', () => {
    const userRead = GRAPH_API.scopes[0]!.id;
    for (const scope of ['User.Read', 'user.read', 'https://graph.microsoft.com/User.Read', 'https://graph.microsoft.com//User.Read']) assert.deepEqual(ids([scope]), [userRead], scope);
    assert.deepEqual(ids(['openid', 'offline_access', '.default', 'https://graph.microsoft.com/.default']), []);
  });
  test('adds to what is there and takes nothing away', () => {
    const present = [{ resourceAppId: GRAPH_API.appId, resourceAccess: [{ id: GRAPH_API.scopes[0]!.id, type: 'Role' }] }];
    const { requiredResourceAccess, missing } = desiredPermissions(present, GRAPH_API, ['User.Read'], '');
    assert.deepEqual(missing, ['User.Read']);
    assert.deepEqual(requiredResourceAccess[0]?.resourceAccess.map(({ type }) => type), ['Role', 'Scope']);
  });
});

test('differences are marked letter by letter', () => {
  assert.equal(differenceMarks('abc', 'aBc'), ' ^');
  assert.equal(differenceMarks('ab', 'abcd'), '  ^^');
  assert.equal(differenceMarks('a', 'a'), '');
  assert.equal(differsInCaseOnly('Ab', 'aB'), true);
  assert.equal(differsInCaseOnly('a', 'a'), false);
  assert.equal(visibleBlanks(' a b\n'), '␠a b␠');
});

describe('stepDiffers', () => {
  const step = (change: Partial<PlanStep>): PlanStep => ({ id: 'redirectUri', action: 'create', resource: 'R', fields: [{ name: 'web', after: 'https://x' }], ...change });
  const predicted = step({ fields: [{ name: 'web', after: 'https://guess', predicted: true }] });
  test('lets a prediction turn out otherwise, but nothing be overwritten that was not shown', () => {
    assert.equal(stepDiffers(predicted, step({})), false);
    assert.equal(stepDiffers({ ...predicted, action: 'keep' }, step({})), false);
    assert.equal(stepDiffers(predicted, step({ action: 'change', fields: [{ name: 'web', before: 'https://old', after: 'https://x' }] })), true);
  });
  test('takes a step with nothing left to write, and refuses other values', () => {
    assert.equal(stepDiffers(step({}), step({ action: 'keep', fields: [] })), false);
    assert.equal(stepDiffers(step({}), step({ fields: [{ name: 'web', after: 'https://y' }] })), true);
    assert.equal(stepDiffers(step({ action: 'keep' }), step({})), true);
    assert.equal(stepDiffers(undefined, step({})), true);
  });
});

describe('whileReplicating', () => {
  const lags = [new FakeServiceError(404, 'Request_ResourceNotFound'), new FakeServiceError(400, 'NoBackingApplicationObject'), new FakeServiceError(403, 'Authorization_RequestDenied', 'When using this permission, the backing application of the service principal being created must in the local tenant')];
  const clock = (): { now(): number; delay(milliseconds: number): Promise<void>; waited: number[] } => {
    const waited: number[] = [];
    return { waited, now: () => 0, delay: async (milliseconds) => { waited.push(milliseconds); } };
  };
  test('waits for our own object through every form of lag', async () => {
    const time = clock();
    const answers = [...lags];
    const call = async (): Promise<string> => {
      const lag = answers.shift();
      if (lag) throw lag;
      return 'there';
    };
    assert.equal(await whileReplicating(call, { clock: time, ours: true, what: 'The app' }), 'there');
    assert.deepEqual(time.waited, [1000, 2000, 4000]);
  });
  test('believes it of an object that is not ours, and a real refusal always', async () => {
    const wait = { clock: clock(), what: 'The app' };
    await assert.rejects(whileReplicating(() => Promise.reject(lags[0]!), { ...wait, ours: false }), lags[0]);
    const denied = new FakeServiceError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    await assert.rejects(whileReplicating(() => Promise.reject(denied), { ...wait, ours: true }), denied);
    assert.equal(await whileReplicating(async () => undefined, { ...wait, ours: false }), undefined);
  });
  test('gives up after three minutes', async () => {
    const time = clock();
    await assert.rejects(whileReplicating(async () => undefined, { clock: time, ours: true, what: 'The app' }), (error) => error instanceof NotReplicatedError && /goes on from here/.test(error.message));
    assert.equal(time.waited.reduce((sum, one) => sum + one, 0), 181_000);
  });
});

describe('the journal', () => {
  const owner = { connectorFolder: 'file:///projects/graph', environment: ENVIRONMENT, tenantId: TENANT };
  test('remembers an app of ours and an open create for a quarter of an hour', async () => {
    const world = new World();
    const { journal: port, clock } = world.start().ports;
    const journal = await Journal.open(port, clock, owner);
    assert.equal(world.journal, undefined, 'opening writes nothing');
    await journal.started('application', { operation: 'create' });
    await journal.done('application', { operation: 'create', appId: 'A' });
    await journal.started('connector', { operation: 'create' });
    assert.equal(recentlyCreatedApplication(world.journal, world.now), 'A');
    assert.equal(connectorCreateOpen(world.journal, world.now), true);
    assert.equal(recentlyCreatedApplication(world.journal, world.now + 900_000), undefined);
    assert.equal(connectorCreateOpen(world.journal, world.now + 900_000), false);
    await journal.failed('connector', new FakeServiceError(400, 'Invalid'), { operation: 'create' });
    assert.equal(connectorCreateOpen(world.journal, world.now), false, 'a refusal closes it');
    await journal.failed('connector', new FakeServiceError(0, 'ECONNRESET'), { operation: 'create' });
    assert.equal(connectorCreateOpen(world.journal, world.now), true, 'a lost answer does not');
  });
  test('keeps the request id and no text of the service, and goes on only for the same connector', async () => {
    const world = new World();
    const { journal: port, clock } = world.start().ports;
    const journal = await Journal.open(port, clock, owner);
    await journal.failed('application', new FakeServiceError(400, 'Bad', 'Bearer eyJ0eXAi'), {});
    assert.equal(world.journal?.entries[0]?.requestId, 'request-1');
    assert.ok(!JSON.stringify(world.journal).includes('eyJ'));
    assert.equal((await Journal.open(port, clock, owner)).record?.entries.length, 1);
    assert.equal((await Journal.open(port, clock, { ...owner, environment: 'other' })).record, undefined);
  });
});
