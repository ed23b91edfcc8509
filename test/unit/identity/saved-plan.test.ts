/** Plans as documents: what is written is read back, what is no plan is refused with the reason, and two are compared. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { comparePlans, plansAgree, renderPlanDifferences } from '../../../src/identity/plan-differences.ts';
import type { Plan } from '../../../src/identity/plan-model.ts';
import { createPlan } from '../../../src/identity/plan.ts';
import { applyPlan } from '../../../src/identity/apply.ts';
import { readSavedPlan, savedPlan, SavedPlanError, savedPlanText } from '../../../src/identity/saved-plan.ts';
import { World } from './fake-world.ts';

/** Without what the account may do: that is read anew by whoever applies the plan. */
async function planOf(world: World): Promise<Plan> {
  const plan: { right?: unknown } & Plan = await createPlan(world.input(world.start()));
  delete plan.right;
  return plan;
}

describe('a saved plan', () => {
  test('is read back as it was, and written again to the letter', async () => {
    const world = new World();
    const plan = await planOf(world);
    const text = savedPlanText(plan, '../graph');
    const read = readSavedPlan(text);
    assert.deepEqual({ ...read, connectorFolder: plan.connectorFolder }, plan);
    assert.equal(read.connectorFolder, '../graph');
    assert.equal(savedPlanText(read), text);
  });

  test('says in the form of --format json what would change', async () => {
    const { state, steps } = savedPlan(await planOf(new World()));
    assert.equal(state, 'changes');
    const app = steps.find(({ id }) => id === 'application');
    assert.equal(app?.action, 'create');
    assert.deepEqual(app.before, {});
    assert.equal(app.after['supported accounts'], 'AzureADMyOrg');
    assert.deepEqual(steps.find(({ id }) => id === 'redirectUri')?.predicted, ['web']);
  });

  test('can be applied, and once more when it is done', async () => {
    const world = new World();
    const plan = readSavedPlan(savedPlanText(await planOf(world)));
    await applyPlan(plan, world.input(world.start()));
    const { writes: { length } } = world;
    await applyPlan(plan, world.input(world.start()));
    assert.equal(world.writes.length, length);
  });

  test('holds no secret of the file', async () => {
    const world = new World();
    world.properties = world.properties.replace('"identityProvider"', '"clientSecret": "a-secret-of-the-user", "identityProvider"');
    const text = savedPlanText(await planOf(world));
    assert.match(text, /client secret/);
    assert.ok(!text.includes('a-secret-of-the-user'));
  });

  test('tolerates what it does not know', async () => {
    const plan = await planOf(new World());
    const document = { $comment: 'mine', ...savedPlan(plan) };
    assert.deepEqual(readSavedPlan(`\uFEFF${JSON.stringify({ ...document, steps: document.steps.map((step) => ({ ...step, mood: 'good' })) })}`), plan);
  });

  const spoilt: readonly (readonly [name: string, change: (plan: Record<string, unknown>) => unknown, said: RegExp])[] = [
    ['another kind', (plan) => ({ ...plan, kind: 'grocery list' }), /no saved plan: it lacks "kind"/],
    ['another version', (plan) => ({ ...plan, version: 2 }), /has the version 2, and this program knows version 1/],
    ['no version', ({ version: _version, ...plan }) => plan, /has the version none/],
    ['no steps', (plan) => ({ ...plan, steps: undefined }), /has no list "steps"/],
    ['a step less', (plan) => ({ ...plan, steps: (plan['steps'] as unknown[]).slice(1) }), /the step "application" does not stand in it exactly once/],
    ['a step twice', (plan) => ({ ...plan, steps: [...plan['steps'] as unknown[], (plan['steps'] as unknown[])[0]] }), /exactly once/],
    ['a step of another kind', (plan) => ({ ...plan, steps: [...plan['steps'] as unknown[], { id: 'world', action: 'create', resource: 'x', before: {}, after: {} }] }), /a step "world"/],
    ['another action', (plan) => ({ ...plan, steps: (plan['steps'] as object[]).map((step) => ({ ...step, action: 'burn' })) }), /the action "burn"/],
    ['a number for a value', (plan) => ({ ...plan, steps: (plan['steps'] as object[]).map((step) => ({ ...step, after: { web: 1 } })) }), /something else than texts/],
    ['no tenant', (plan) => ({ ...plan, target: { ...plan['target'] as object, tenantId: 'common' } }), /tenantId is no GUID/],
    ['no app', (plan) => ({ ...plan, target: { ...plan['target'] as object, application: { kind: 'existing', appId: '…' } } }), /names no app registration/],
    ['no parameter', (plan) => ({ ...plan, target: { ...plan['target'] as object, parameterPointer: [{}] } }), /names no place/],
    ['no basis', (plan) => ({ ...plan, basis: undefined }), /has no text "basis"/],
    ['no date', (plan) => ({ ...plan, createdAt: 'yesterday' }), /is no date/],
    ['a list', (plan) => [plan], /holds no object/],
  ];
  for (const [name, change, said] of spoilt) {
    test(`is refused with ${name}`, async () => {
      const document = JSON.parse(savedPlanText(await planOf(new World()))) as Record<string, unknown>;
      assert.throws(() => readSavedPlan(JSON.stringify(change(document))), (error: unknown) => error instanceof SavedPlanError && said.test(error.message));
    });
  }

  test('is refused where it is no JSON', () => {
    assert.throws(() => readSavedPlan('{ "kind": '), SavedPlanError);
  });
});

describe('two plans', () => {
  test('agree whenever they were made', async () => {
    const world = new World();
    const before = await planOf(world);
    world.now += 60_000;
    const differences = comparePlans(before, await planOf(world));
    assert.ok(plansAgree(differences));
    assert.equal(renderPlanDifferences(differences), '# The plans agree.\n');
  });

  test('differ by what is done already, by the files and by the target', async () => {
    const world = new World();
    const before = await planOf(world);
    world.definition = world.definition.replace('Who am I', 'Another description');
    const files = comparePlans(before, await planOf(world));
    assert.deepEqual(files.head.map(({ name }) => name), ['definition, properties, icon and script']);

    await applyPlan(await planOf(world), world.input(world.start()));
    const done = comparePlans(before, await planOf(world));
    assert.equal(plansAgree(done), false);
    const app = done.steps.find(({ id }) => id === 'application');
    assert.deepEqual([app?.before?.action, app?.after?.action], ['create', 'keep']);
    assert.match(renderPlanDifferences(done), /^! App registration .*\n- {3}create\n\+ {3}keep$/m);

    const other = comparePlans(before, { ...before, target: { ...before.target, environment: 'another' } });
    assert.deepEqual(other.head, [{ name: 'environment', before: before.target.environment, after: 'another' }]);
  });

  test('of hostile names are told in lines that stay lines', async () => {
    const before = await planOf(new World());
    const text = renderPlanDifferences(comparePlans(before, { ...before, connectorTitle: 'x\n+ create everything' }));
    assert.ok(!/^\+ create/m.test(text), text);
  });
});
