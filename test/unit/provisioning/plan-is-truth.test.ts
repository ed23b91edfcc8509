/**
 * What is written is what the plan shows, no more and no less; and where somebody else moves the world between any two
 * requests, the run keeps the other's change or stops and shows the new plan.
 */
import assert from 'node:assert/strict';
import { after, before, describe, mock, test } from 'node:test';
import { PlanOutdatedError } from '../../../src/identity/apply.ts';
import type { Plan, StepId } from '../../../src/identity/plan-model.ts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { waitInNoTime } from './direct-client.ts';
import { Process } from './process.ts';
import { asSomebody, EXPENSES, FABRIKAM, FOREIGN_CREDENTIAL, IN_USE, NEW_APP, SETS, type Scenario } from './scenarios.ts';
import { CLEAR } from './weather.ts';
import { World } from './world.ts';

/** The step that a write belongs to, by where it goes and what it holds. */
function stepOf(method: string, path: string, body: unknown): StepId {
  const has = (name: string): boolean => typeof body === 'object' && body !== null && name in body;
  if (/federatedIdentityCredentials/.test(path)) return 'federatedCredential';
  if (/\/servicePrincipals$/.test(path)) return 'servicePrincipal';
  if (/Microsoft\.PowerApps\/apis/.test(path)) return 'connector';
  if (/\/applications/.test(path) && has('web')) return 'redirectUri';
  if (/\/applications/.test(path) && has('requiredResourceAccess') && !has('displayName')) return 'permissions';
  if (/\/applications/.test(path)) return 'application';
  throw new Error(`A write that no plan shows: ${method} ${path}`);
}

describe('a plan', () => {
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

  /** Writes to services by step, and files that changed. */
  const performed = async (world: World, plan: Plan): Promise<{ readonly steps: readonly StepId[]; readonly bodies: string; readonly files: readonly string[] }> => {
    const before = new Map(world.texts);
    const sent: { step: StepId; body: unknown }[] = [];
    world.meanwhile = ({ method, path, body }) => {
      if (method === 'GET') return;
      const data: unknown = body.length > 0 ? JSON.parse(body.toString('utf8')) : undefined;
      sent.push({ step: stepOf(method, path, data), body: data });
    };
    await world.apply(plan);
    world.meanwhile = undefined;
    return { steps: sent.map(({ step }) => step), bodies: JSON.stringify(sent), files: [...world.texts.keys()].filter((uri) => world.texts.get(uri) !== before.get(uri)).map((uri) => uri.split('/').at(-1) ?? '').sort() };
  };

  for (const scenario of [NEW_APP, IN_USE, SETS]) {
    test(`is what is written: ${scenario.name}`, async () => {
      const world = await World.create(sandbox, scenario, CLEAR, tokens);
      const { writes } = sandbox.state();
      const plan = await world.plan();
      assert.equal(sandbox.state().writes, writes, 'planning writes nothing');
      const { steps, bodies, files } = await performed(world, plan);
      const shown = plan.steps.filter(({ action }) => action !== 'keep').map(({ id }) => id);
      // Permissions of a new app go with its creation, the block is a file.
      const withApp = plan.steps.some(({ id, action }) => id === 'application' && action === 'create') ? ['permissions', 'securityBlock'] : ['securityBlock'];
      assert.deepEqual([...new Set(steps)].sort(), shown.filter((id) => !withApp.includes(id)).sort());
      assert.equal(steps.length, new Set(steps).size, `each step is one write: ${steps.join(', ')}`);
      assert.deepEqual(files, [...(shown.includes('securityBlock') ? ['apiProperties.json'] : []), ...(shown.includes('connector') && plan.steps.some(({ fields }) => fields.some(({ name }) => / in settings\.json$/.test(name))) ? ['settings.json'] : [])]);
      for (const step of plan.steps) {
        for (const { name, after: value, predicted } of step.fields) {
          if (step.action === 'keep' || predicted || !['unique name', 'display name', 'web', 'issuer', 'subject', 'audience'].includes(name) || value === undefined || name === 'unique name') continue;
          assert.ok(bodies.includes(JSON.stringify(value).slice(1, -1)), `${step.id} ${name}: ${value}`);
        }
      }
    });
  }

  interface Move {
    readonly name: string;
    readonly scenario: Scenario;
    readonly make: (world: World) => Promise<void> | void;
    /** The other's change is still there. */
    readonly kept: (world: World) => void;
  }
  const graph = (world: World, method: string, path: string, body: unknown): Promise<void> => asSomebody(sandbox, (clientId, scope) => world.token(clientId, scope), { method, path, body });
  const appOf = (appId: string) => sandbox.state().applications.find((application) => application.appId === appId) ?? assert.fail();
  const MOVES: readonly Move[] = [
    {
      name: 'another credential', scenario: SETS,
      make: (world) => graph(world, 'PATCH', `/applications/${FABRIKAM.id}/federatedIdentityCredentials(name='github')`, { issuer: FOREIGN_CREDENTIAL.issuer, subject: FOREIGN_CREDENTIAL.subject, audiences: FOREIGN_CREDENTIAL.audiences }),
      kept: () => assert.ok(appOf(FABRIKAM.appId).federatedCredentials.some(({ subject }) => subject === FOREIGN_CREDENTIAL.subject)),
    },
    {
      name: 'another redirect URI', scenario: IN_USE,
      make: (world) => graph(world, 'PATCH', `/applications/${EXPENSES.id}`, { web: { redirectUris: [...appOf(EXPENSES.appId).redirectUris, 'https://new.example/cb'] } }),
      kept: () => assert.ok(appOf(EXPENSES.appId).redirectUris.includes('https://new.example/cb')),
    },
    {
      name: 'another name', scenario: IN_USE,
      make: (world) => graph(world, 'PATCH', `/applications/${EXPENSES.id}`, { displayName: 'Renamed' }),
      kept: () => assert.equal(appOf(EXPENSES.appId).displayName, 'Renamed'),
    },
    {
      name: 'another line in the definition', scenario: NEW_APP,
      make: (world) => { for (const [uri, text] of world.texts) if (uri.includes('apiDefinition')) world.texts.set(uri, text.replace('a test', 'another text')); },
      kept: (world) => assert.match([...world.texts].find(([uri]) => uri.includes('apiDefinition'))?.[1] ?? '', /another text/),
    },
  ];

  for (const { name, scenario, make, kept } of MOVES) {
    test(`holds while the world moves: ${name}, between any two requests`, async (context) => {
      const count = async (): Promise<number> => {
        const world = await World.create(sandbox, scenario, CLEAR, tokens);
        const plan = await world.plan();
        const process = new Process(world);
        await world.apply(plan, process);
        return process.events.length;
      };
      let stopped = 0;
      const events = await count();
      for (let at = 1; at <= events; at += 1) {
        const world = await World.create(sandbox, scenario, CLEAR, tokens);
        const plan = await world.plan();
        let seen = 0;
        let moved = false;
        let excused = false;
        world.meanwhile = async ({ method, body }) => {
          seen += 1;
          if (seen !== at) return;
          moved = true;
          // Graph has no conditional write: what others add between our last read of a list and our write of it is lost.
          excused = method === 'PATCH' && body.includes('redirectUris');
          await make(world);
        };
        try {
          await world.apply(plan);
        } catch (error) {
          if (!(error instanceof PlanOutdatedError)) throw error;
          stopped += 1;
          await world.runToTheEnd();
        }
        world.meanwhile = undefined;
        if (!moved) break;
        if (!excused) kept(world);
        await world.assertNothingLeft(`${name} at request ${at}`);
      }
      context.diagnostic(`${events} events, ${stopped} runs stopped with a new plan`);
    });
  }
});
