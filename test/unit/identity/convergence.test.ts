/** Whatever happens to a run, running again leads to the same end: one app, one connector, one credential, nothing lost. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { applyPlan, PlanOutdatedError } from '../../../src/identity/apply.ts';
import type { ApplicationChoice } from '../../../src/identity/plan-model.ts';
import { createPlan, planIsEmpty, uniqueNameOf } from '../../../src/identity/plan.ts';
import { Crash, World, type Fault } from './fake-world.ts';
import { FakeServiceError, GRAPH_API } from './fake-directory.ts';

const EXISTING = '11111111-1111-1111-1111-111111111111';
const KEPT = ['https://z.example/cb', 'https://a.example/cb'];

interface Scenario {
  readonly name: string;
  readonly application: ApplicationChoice;
  readonly prepare: (world: World) => void;
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'a new app', application: { kind: 'new', displayName: 'MS Graph' }, prepare: () => undefined },
  {
    name: 'a new app that lags, a late subject and a list that is behind', application: { kind: 'new', displayName: 'MS Graph' },
    prepare: (world) => {
      world.directory.lagMilliseconds = 20_000;
      world.service.subjectDelayMilliseconds = 100_000;
      world.service.listLagMilliseconds = 10_000;
    },
  },
  {
    name: 'an app with other redirect URIs and credentials', application: { kind: 'existing', appId: EXISTING },
    prepare: (world) => world.directory.add({ appId: EXISTING, signInAudience: 'AzureADMultipleOrgs', redirectUris: KEPT }, [
      { name: 'github', issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:a/b:environment:prod', audiences: ['api://AzureADTokenExchange'] },
    ]),
  },
  {
    // Has all but redirect URI and credential, so that it is saved unchanged first.
    name: 'an app of which it is not known whether it may be changed', application: { kind: 'existing', appId: EXISTING },
    prepare: (world) => {
      world.directory.owners = undefined;
      world.directory.add({ appId: EXISTING, redirectUris: KEPT, requiredResourceAccess: [{ resourceAppId: GRAPH_API.appId, resourceAccess: [{ id: GRAPH_API.scopes[0]?.id ?? '', type: 'Scope' }] }] });
      world.directory.servicePrincipals.add(EXISTING);
    },
  },
  {
    name: 'a deleted app that holds our name, and lags when it is back', application: { kind: 'new', displayName: 'MS Graph' },
    prepare: (world) => {
      world.directory.lagMilliseconds = 20_000;
      const uniqueName = uniqueNameOf(world.target(), 'MS Graph');
      world.directory.add({ appId: EXISTING, displayName: 'MS Graph', uniqueName, redirectUris: KEPT, requiredResourceAccess: [{ resourceAppId: GRAPH_API.appId, resourceAccess: [{ id: 'theirs', type: 'Role' }] }] });
      world.directory.delete(`object-of-${EXISTING}`);
    },
  },
];

function newWorld({ prepare }: Scenario): World {
  const world = new World();
  // Thousands of runs parse this; its operations play no part.
  world.definition = JSON.stringify({ swagger: '2.0', info: { title: 'MS Graph', description: '', version: '1.0' }, host: 'graph.microsoft.com', paths: {} });
  prepare(world);
  return world;
}

/** One process: plans, applies, shows a fresh plan where the first is out of date. True once it came to its end. */
async function runOnce(world: World, { application }: Scenario, faults: readonly Fault[]): Promise<{ readonly finished: boolean; readonly written: number }> {
  const process = world.start(faults);
  const input = world.input(process, application);
  try {
    for (let plan = await createPlan(input); ;) {
      try {
        await applyPlan(plan, input);
        return { finished: true, written: process.written };
      } catch (error) {
        if (!(error instanceof PlanOutdatedError)) throw error;
        plan = error.plan;
      }
    }
  } catch (error) {
    if (error instanceof Crash || error instanceof FakeServiceError) return { finished: false, written: process.written };
    throw error;
  }
}

async function assertConverged(world: World, scenario: Scenario, expected: unknown, story: string): Promise<void> {
  assert.deepEqual(world.endState(), expected, story);
  assert.equal(world.directory.applications.length, 1, story);
  assert.equal(world.service.connectors.length, 1, story);
  const plan = await createPlan(world.input(world.start(), scenario.application));
  assert.equal(planIsEmpty(plan), true, story);
}

async function undisturbed(scenario: Scenario): Promise<{ readonly state: unknown; readonly written: number }> {
  const world = newWorld(scenario);
  const { finished, written } = await runOnce(world, scenario, []);
  assert.equal(finished, true);
  return { state: world.endState(), written };
}

describe('a run that is ended at any write and started again', () => {
  for (const scenario of SCENARIOS) {
    test(`converges with ${scenario.name}`, async () => {
      const { state, written } = await undisturbed(scenario);
      assert.ok(written >= 10, `${written} writes, journal included`);
      for (let write = 1; write <= written; write += 1) {
        for (const kind of ['crashBefore', 'crashAfter', 'replyLost', 'requestLost'] as const) {
          const world = newWorld(scenario);
          const { finished } = await runOnce(world, scenario, [{ write, kind }]);
          if (kind.startsWith('crash')) assert.equal(finished, false, `${kind} at write ${write}`);
          if (!finished) assert.equal((await runOnce(world, scenario, [])).finished, true);
          await assertConverged(world, scenario, state, `${kind} at write ${write}`);
        }
      }
    });
  }

  test('keeps the redirect URIs and credentials that were there', async () => {
    const scenario = SCENARIOS[2]!;
    const world = newWorld(scenario);
    await runOnce(world, scenario, [{ write: 5, kind: 'crashAfter' }]);
    await runOnce(world, scenario, []);
    const [stored] = world.directory.applications;
    assert.deepEqual(stored?.application.redirectUris.slice(0, 2), KEPT);
    assert.equal(stored?.application.redirectUris.length, 3);
    assert.deepEqual(stored?.credentials.map(({ name }) => name.split('-')[0]), ['github', 'connector']);
  });

  test('converges after any series of crashes and lost messages', async () => {
    const expected = await Promise.all(SCENARIOS.map(undisturbed));
    const fault = fc.record({ write: fc.integer({ min: 1, max: 24 }), kind: fc.constantFrom<Fault['kind'][]>('crashBefore', 'crashAfter', 'replyLost', 'requestLost') });
    const processes = fc.array(fc.record({ faults: fc.array(fault, { minLength: 1, maxLength: 2 }), pause: fc.constantFrom(0, 1_000, 60_000) }), { minLength: 1, maxLength: 3 });
    await fc.assert(fc.asyncProperty(fc.nat({ max: SCENARIOS.length - 1 }), processes, async (index, schedule) => {
      const scenario = SCENARIOS[index]!;
      const world = newWorld(scenario);
      for (const { faults, pause } of schedule) {
        await runOnce(world, scenario, faults);
        world.now += pause;
      }
      assert.equal((await runOnce(world, scenario, [])).finished, true);
      await assertConverged(world, scenario, expected[index]?.state, JSON.stringify(schedule));
    }), { numRuns: 200 });
  });
});
