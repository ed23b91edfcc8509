import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { predictApiName } from '../../../src/connector/connector-name.ts';
import { applyPlan } from '../../../src/identity/apply.ts';
import type { Plan } from '../../../src/identity/plan-model.ts';
import { createPlan } from '../../../src/identity/plan.ts';
import { predictIdentity } from '../../../src/identity/predicted-identity.ts';
import { predictionRemarks } from '../../../src/identity/prediction-remarks.ts';
import { ENVIRONMENT, PUBLIC_CLOUD, TENANT, USER, World } from './fake-world.ts';

const BOB = '03043611-d01e-4e58-9fbe-1a18ecb861d8';

/** Published connectors whose title or solution name, environment and creator are known, as far as they are. */
test('published names come out', () => {
  const rows: [Parameters<typeof predictApiName>[0], string][] = [
    [{ title: 'My connector', environment: 'Default-0d645e38-ec52-4a4f-ac58-65f2ac4015f6', creatorObjectId: BOB }, 'my-20connector-5f0027f520b23e81c1-5f9888a90360086012'],
    [{ title: 'Connector 1', environment: 'Default-5be1aa17-e6cd-4d3d-8355-01af3e607d4b', creatorObjectId: USER }, 'connector-201-5f20a1f2d8d6777a75-5fa602f410652f4dfa'],
    [{ solutionName: 'dbc_cca - 1', environment: 'Default-20662f19-dcf5-43db-861d-23acdd8eeb44' }, 'dbc-5fcca-20-2d-201-5fd94596a0e5358ac4'],
  ];
  for (const [connector, name] of rows) assert.equal(predictApiName(connector), name);
  const cut = predictApiName({ title: 'UiPath Orchestrator - 1', environment: 'Default-d8353d2a-b153-4d17-8827-902c51f72357', creatorObjectId: USER });
  assert.ok(cut.startsWith('uipath-20orchestrator-20-2d-201-5f686158a1348c7-'), cut);
});

test('the plan shows id, redirect URL and subject before the connector exists, each marked', async () => {
  const world = new World();
  const plan = await createPlan(world.input(world.start()));
  const apiName = predictApiName({ title: 'MS Graph', environment: ENVIRONMENT, creatorObjectId: USER });
  const predicted = Object.fromEntries(plan.steps.flatMap(({ fields }) => fields.filter((field) => field.predicted).map(({ name, after }) => [name, after])));
  assert.equal(predicted['connector id'], `shared_${apiName}`);
  assert.equal(predicted['web'], `https://global.consent.azure-apim.net/redirect/${apiName}`);
  assert.match(predicted['subject'] ?? '', new RegExp(`^/eid1/c/pub/t/v4j5cvGGr0GRqy180BHbRw/a/k972yLpWjkypg7DpMYfrNA/<region>_${apiName}$`));
  assert.equal(predicted['issuer'], `https://login.microsoftonline.com/${TENANT}/v2.0`);
});

describe('compared with what was generated', () => {
  const predictedName = (): string => predictApiName({ title: 'MS Graph', environment: ENVIRONMENT, creatorObjectId: USER });

  async function remarksFor(apiName: string, change: { readonly redirectUrl?: string; readonly subject?: string } = {}): Promise<string[]> {
    const world = new World();
    const plan: Plan = await createPlan(world.input(world.start()));
    const deployed = { name: `shared_${apiName}`, displayName: 'MS Graph', environment: ENVIRONMENT, properties: { primaryRuntimeUrl: `https://europe-002.azure-apim.net/apim/${apiName}` } };
    const { subject } = predictIdentity('MS Graph', plan.target, PUBLIC_CLOUD, deployed);
    return predictionRemarks(plan, PUBLIC_CLOUD, { deployed, redirectUrl: `https://global.consent.azure-apim.net/redirect/${apiName}`, subject, ...change });
  }

  test('nothing is said where the prediction was right, region included', async () => {
    assert.deepEqual(await remarksFor(predictedName()), []);
    const world = new World();
    const input = world.input(world.start());
    const { remarks } = await applyPlan(await createPlan(input), input);
    assert.ok(!remarks.some((remark) => remark.includes('predict')), remarks.join('\n'));
  });

  const cases: [string, () => string, RegExp][] = [
    ['another creator', () => predictApiName({ title: 'MS Graph', environment: ENVIRONMENT, creatorObjectId: BOB }), /part for the creator is another/],
    ['another environment', () => predictApiName({ title: 'MS Graph', environment: 'other', creatorObjectId: USER }), /part for the environment is another/],
    ['another title', () => predictApiName({ title: 'Graph', environment: ENVIRONMENT, creatorObjectId: USER }), /first part reads "graph" and not "ms graph"/],
    ['a solution', () => predictApiName({ solutionName: 'MS Graph', environment: ENVIRONMENT }), /no part for its creator, as a connector of a solution/],
  ];
  for (const [name, apiName, words] of cases) {
    test(`${name} in the name is told`, async () => {
      const remarks = await remarksFor(apiName());
      assert.equal(remarks.length, 1);
      assert.match(remarks[0] ?? '', words);
      assert.match(remarks[0] ?? '', /^Power Platform gave the connector the id shared_\S+ and not shared_ms-20graph-\S+ as predicted: .*\. The generated one was written/);
    });
  }

  test('another redirect URL and another subject of the same name are told', async () => {
    assert.match((await remarksFor(predictedName(), { redirectUrl: 'https://global.consent.azure-apim.net/redirect' })).join(), /another redirect URL than predicted/);
    const subject = `/eid1/c/pub/t/v4j5cvGGr0GRqy180BHbRw/a/k972yLpWjkypg7DpMYfrNA/unitedstates-001_${predictedName()}`;
    assert.match((await remarksFor(predictedName(), { subject })).join(), /another subject than follows from the connector's id \(\/eid1\/.*europe-002_.*\): it names the service "unitedstates-001" and not "europe-002"/);
    assert.match((await remarksFor(predictedName(), { subject: subject.replace('unitedstates-001_', 'europe-002_x') })).join(), /it names the connector "xms-20graph/);
    assert.match((await remarksFor(predictedName(), { subject: subject.replace('k972yLpWjkypg7DpMYfrNA', 'qzXoWDkuqUa3l6zM5mM0Rw') })).join(), /issued for application 58e835ab/);
    assert.match((await remarksFor(predictedName(), { subject: 'new-form' })).join(), /another form/);
  });
});
