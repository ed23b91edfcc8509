/** Many failure modes at once, at random: whatever comes together, running again ends in one of each and loses nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PlanOutdatedError } from '../../../../src/identity/apply.ts';
import type { ApplicationChoice } from '../../../../src/identity/plan-model.ts';
import { planIsEmpty } from '../../../../src/identity/plan.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { cloudApplicationAdministrator } from '../../../sandbox/graph/directory-rights.ts';
import { maker, newApp, tenantUnderTest, userWords, type TenantUnderTest, type Workplace } from './tenant-under-test.ts';

const KEPT = ['https://z.example/cb', 'https://a.example/cb'];
/** More than three faults of two requests each can use up. */
const MOST_RUNS = 12;

const weather = fc.record({
  newApplicationLagMs: fc.constantFrom(0, 5_000, 60_000),
  staleReadMs: fc.constantFrom(0, 5_000, 40_000),
  staleEvery: fc.constantFrom(2, 3, 5, 7),
  connectorListLagMs: fc.constantFrom(0, 20_000),
  subjectDelayMs: fc.constantFrom(0, 30_000),
  directoryRoles: fc.constantFrom<(readonly string[] | null)[]>([], null, [cloudApplicationAdministrator]),
});

const answer = fc.constantFrom<Pick<Fault, 'kind' | 'status' | 'headers'>[]>(
  { kind: 'reset-before' }, { kind: 'reset-after' }, { kind: 'status', status: 429, headers: { 'retry-after': '0' } },
  { kind: 'status', status: 409 }, { kind: 'status', status: 500 }, { kind: 'status', status: 503 },
);
const faults = fc.array(fc.oneof(
  fc.record({ match: fc.constant({ write: true }), number: fc.integer({ min: 1, max: 8 }), times: fc.constantFrom(1, 2), answer }),
  fc.record({ match: fc.constantFrom({ host: 'graph.microsoft.com' }, { host: 'api.powerapps.com' }), number: fc.integer({ min: 1, max: 30 }), times: fc.constantFrom(1, 2), answer }),
), { minLength: 1, maxLength: 3 });

type Start = 'nothing' | 'an app of others' | 'our app, deleted' | 'our app and connector, deleted';

/** Returns the app that is there already, if one is. */
async function prepare({ sandbox }: TenantUnderTest, desk: Workplace, start: Start): Promise<ApplicationChoice & { readonly appId?: string }> {
  if (start === 'nothing') return newApp;
  if (start === 'an app of others') return { kind: 'existing', appId: sandbox.otherPeople.register({ displayName: 'Shared', redirectUris: KEPT }, [maker.objectId]).appId };
  const { appId, environment, connectorName } = await desk.configure();
  sandbox.otherPeople.changeRedirectUris(appId, (uris) => [...uris, ...KEPT]);
  sandbox.otherPeople.deleteApplication(appId);
  if (start === 'our app and connector, deleted') sandbox.otherPeople.deleteConnector(environment, connectorName);
  // Long ago, as far as the journal's memory of lag is concerned.
  sandbox.passTime(20 * 60_000);
  return { ...newApp, appId };
}

async function runToTheEnd(desk: Workplace, choice: ApplicationChoice): Promise<void> {
  for (let plan = await desk.plan(choice); ;) {
    try {
      await desk.apply(plan);
      return;
    } catch (error) {
      if (!(error instanceof PlanOutdatedError)) throw error;
      plan = error.plan;
    }
  }
}

await test('whatever fails together, runs come to the same end', async () => {
  const tenant = await tenantUnderTest();
  const { sandbox } = tenant;
  const starts = fc.constantFrom<Start[]>('nothing', 'an app of others', 'our app, deleted', 'our app and connector, deleted');
  await fc.assert(fc.asyncProperty(starts, weather, faults, fc.constantFrom(0, 5_000, 200_000), async (start, switches, struck, pause) => {
    const desk = tenant.fresh({ directoryRoles: [cloudApplicationAdministrator] });
    const choice = await prepare(tenant, desk, start);
    sandbox.turn(start.startsWith('our') ? { ...switches, directoryRoles: [cloudApplicationAdministrator] } : switches);
    sandbox.faults.add(...struck.map(({ match, number, times, answer: how }): Fault => ({ match, number, times, ...how })));
    const told: string[] = [];
    let done = false;
    for (let run = 1; run <= MOST_RUNS && !done; run += 1) {
      done = await runToTheEnd(desk, choice).then(() => true, (error: unknown) => {
        told.push(userWords(error));
        return false;
      });
      sandbox.passTime(pause);
    }
    const story = [...told, ...tenant.writes()].join('\n');
    assert.ok(done, story);
    const { connectors, violations } = tenant.state();
    const app = tenant.app(choice.appId);
    assert.equal(connectors.length, 1, story);
    assert.equal(app.federatedCredentials.length, 1, story);
    assert.ok(app.hasServicePrincipal, story);
    const kept = start === 'nothing' ? [] : KEPT;
    assert.ok(kept.every((uri) => app.redirectUris.includes(uri)), story);
    assert.equal(app.redirectUris.length, kept.length + 1, story);
    assert.equal(tenant.state().applications.length, 1, story);
    assert.deepEqual(violations, [], story);
    sandbox.faults.clear();
    sandbox.passTime(3_600_000);
    assert.ok(planIsEmpty(await desk.plan(choice)), story);
  }), { numRuns: 25 });
});
