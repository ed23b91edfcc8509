/**
 * The process is killed before and after every single event of a run (a request, a write to a file or to the journal),
 * under each kind of trouble, and started again: always the same end, nothing twice, nothing of the user's lost. The real
 * engine and network clients; time passes without being waited for. `CRASHES=all` kills at every event in every weather,
 * `SCHEDULES=n` sets the number of random schedules.
 */
import assert from 'node:assert/strict';
import { after, before, describe, mock, test } from 'node:test';
import fc from 'fast-check';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { waitInNoTime } from './direct-client.ts';
import type { Kill } from './killable-events.ts';
import { EXPENSES, FOREIGN_CREDENTIAL, IN_USE, NEW_APP, SETS, type Scenario } from './scenarios.ts';
import { CLEAR, WEATHERS, type Weather } from './weather.ts';
import { World } from './world.ts';

const SCENARIOS = [NEW_APP, IN_USE, SETS];
const ALL = process.env['CRASHES'] === 'all';
const SCHEDULES = Number(process.env['SCHEDULES'] ?? 200);

describe('a run that is killed anywhere', () => {
  let sandbox: Sandbox;
  const tokens = new Map<string, Promise<string>>();

  before(async () => {
    sandbox = await startSandbox();
    waitInNoTime(sandbox);
  });
  after(async () => {
    mock.restoreAll();
    await sandbox.stop();
  });

  const undisturbed = async (scenario: Scenario, weather: Weather): Promise<{ readonly state: unknown; readonly events: number }> => {
    const world = await World.create(sandbox, scenario, weather, tokens);
    const { events } = await world.run();
    await world.runToTheEnd();
    await world.assertNothingLeft(`${scenario.name}, ${weather.name}`);
    return { state: world.endState(), events: events.length };
  };

  const afterKills = async (scenario: Scenario, weather: Weather, kills: readonly Kill[]): Promise<unknown> => {
    const world = await World.create(sandbox, scenario, weather, tokens);
    for (const kill of kills) await world.run({ kill });
    await world.runToTheEnd();
    await world.assertNothingLeft(`${scenario.name}, ${weather.name}, ${JSON.stringify(kills)}`);
    return world.endState();
  };

  for (const scenario of SCENARIOS) {
    test(`comes to the same end: ${scenario.name}`, async (context) => {
      const { state: expected } = await undisturbed(scenario, CLEAR);
      let runs = 0;
      for (const [index, weather] of WEATHERS.entries()) {
        const { state, events } = await undisturbed(scenario, weather);
        assert.deepEqual(state, expected, weather.name);
        // Every event under a clear sky; a different seventh of them in each other weather.
        for (let event = 1; event <= events; event += 1) {
          if (!ALL && weather !== CLEAR && event % 7 !== index % 7) continue;
          for (const when of ['before', 'after'] as const) {
            assert.deepEqual(await afterKills(scenario, weather, [{ event, when }]), expected, `${weather.name}: killed ${when} event ${event} of ${events}`);
            runs += 1;
          }
        }
      }
      context.diagnostic(`${runs} runs were killed and started again`);
    });
  }

  test(`comes to the same end after any of ${SCHEDULES} random series of kills`, async () => {
    const expected = await Promise.all([]).then(async () => {
      const states: unknown[] = [];
      for (const scenario of SCENARIOS) states.push((await undisturbed(scenario, CLEAR)).state);
      return states;
    });
    const kill = fc.record({ event: fc.integer({ min: 1, max: 60 }), when: fc.constantFrom<Kill['when'][]>('before', 'after') });
    await fc.assert(fc.asyncProperty(fc.nat(SCENARIOS.length - 1), fc.nat(WEATHERS.length - 1), fc.array(kill, { minLength: 1, maxLength: 4 }), async (scenario, weather, kills) => {
      assert.deepEqual(await afterKills(SCENARIOS[scenario]!, WEATHERS[weather]!, kills), expected[scenario]);
    }), { numRuns: SCHEDULES });
  });

  test('keeps what others have on an app', async () => {
    const world = await World.create(sandbox, IN_USE, CLEAR, tokens);
    await world.run({ kill: { event: 30, when: 'after' } });
    await world.runToTheEnd();
    const app = sandbox.state().applications.find(({ appId }) => appId === EXPENSES.appId);
    assert.ok(app?.redirectUris.includes('https://expenses.woodgrove.example/signin-oidc'));
    assert.ok(app?.federatedCredentials.some(({ subject }) => subject === FOREIGN_CREDENTIAL.subject));
    assert.match([...world.texts].find(([uri]) => uri.endsWith('settings.json'))?.[1] ?? '', /"mine": "kept"/);
    assert.ok(!JSON.stringify(world.journal).includes('a-secret-of-the-user'));
  });
});
