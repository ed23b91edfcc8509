/** Undo leads back to where the run began, whatever happened to the run or to the undo; what others did stays. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { applyPlan, PlanOutdatedError } from '../../../src/identity/apply.ts';
import { changesAreEmpty, ChangesOutdatedError, type ChangePlan } from '../../../src/identity/changes.ts';
import { renderChangePlan } from '../../../src/identity/changes-text.ts';
import type { ApplicationChoice } from '../../../src/identity/plan-model.ts';
import { createPlan } from '../../../src/identity/plan.ts';
import { itemsOfManagedIdentity } from '../../../src/identity/undo/removal.ts';
import { applyUndo, planUndo, type UndoInput } from '../../../src/identity/undo/undo.ts';
import { readSecurityBlocks } from '../../../src/connector/managed-identity-shape.ts';
import { withoutSecrets } from '../../../src/connector/redact-secrets.ts';
import { settingsEdits } from '../../../src/connector/settings-file.ts';
import { parseDocument, toValue } from '../../../src/connector/syntax-tree.ts';
import { FakeServiceError } from './fake-directory.ts';
import { Crash, ENVIRONMENT, TENANT, World, type Fault, type Process } from './fake-world.ts';

const EXISTING = '11111111-1111-1111-1111-111111111111';
const NEW: ApplicationChoice = { kind: 'new', displayName: 'MS Graph' };
const APP: ApplicationChoice = { kind: 'existing', appId: EXISTING };
const SECRET = 'do~not~keep~me';
const GITHUB = { name: 'github', issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:a/b:environment:prod', audiences: ['api://AzureADTokenExchange'] };

function newWorld(format: 'json' | 'yaml' = 'json'): World {
  const world = new World(format);
  world.definition = JSON.stringify({ swagger: '2.0', info: { title: 'MS Graph', description: '', version: '1.0' }, host: 'graph.microsoft.com', paths: {} });
  return world;
}

/** A connector that is deployed with a client secret, on an app that others use too. */
function worldWithSecret(): World {
  const world = newWorld();
  const properties = JSON.parse(world.properties) as { properties: { connectionParameters: { token: { oAuthSettings: Record<string, unknown> } } } };
  Object.assign(properties.properties.connectionParameters.token.oAuthSettings, {
    identityProvider: 'aad', clientId: EXISTING, clientSecret: SECRET, scopes: ['User.Read'], redirectMode: 'Global',
    customParameters: { loginUri: { value: 'https://login.windows.net' }, tenantId: { value: TENANT }, resourceUri: { value: 'https://graph.microsoft.com' } },
  });
  world.properties = `${JSON.stringify(properties, undefined, 2)}\n`;
  world.directory.add({ appId: EXISTING, signInAudience: 'AzureADMultipleOrgs', redirectUris: ['https://a.example/cb'], passwordCredentials: [{ keyId: 'k1' }] }, [GITHUB]);
  const withoutSecret = structuredClone(properties);
  delete withoutSecret.properties.connectionParameters.token.oAuthSettings['clientSecret'];
  const { name } = world.service.create(ENVIRONMENT, { definition: JSON.parse(world.definition) as Record<string, unknown>, properties: withoutSecret.properties });
  world.settings = settingsEdits('{ "connectorId": "", // ours\n "environment": "" }', name, ENVIRONMENT, world.files);
  return world;
}

async function configure(world: World, application: ApplicationChoice, faults: readonly Fault[] = []): Promise<boolean> {
  const input = world.input(world.start(faults), application);
  try {
    for (let plan = await createPlan(input); ;) {
      try {
        await applyPlan(plan, input);
        return true;
      } catch (error) {
        if (!(error instanceof PlanOutdatedError)) throw error;
        plan = error.plan;
      }
    }
  } catch (error) {
    if (error instanceof Crash || error instanceof FakeServiceError) return false;
    throw error;
  }
}

function undoInput(world: World, process: Process, application: ApplicationChoice = NEW): UndoInput {
  return { ...world.input(process, application), items: world.journal?.made ?? [] };
}

async function undo(world: World, faults: readonly Fault[] = [], application?: ApplicationChoice): Promise<ChangePlan | undefined> {
  const input = undoInput(world, world.start(faults), application);
  try {
    const plan = await planUndo(input, 'Undo');
    await applyUndo(plan, input);
    return plan;
  } catch (error) {
    if (error instanceof Crash || error instanceof FakeServiceError || error instanceof ChangesOutdatedError) return undefined;
    throw error;
  }
}

const shownWrites = (plan: ChangePlan): string[] => plan.steps.filter(({ action }) => action !== 'keep').map(({ action, resource }) => `${action} ${resource}`);

describe('undo', () => {
  for (const format of ['json', 'yaml'] as const) {
    test(`takes a new ${format} connector back to nothing, with the writes that its plan shows`, async () => {
      const world = newWorld(format);
      const before = world.endState();
      assert.ok(await configure(world, NEW));
      world.writes.length = 0;
      const plan = await undo(world);
      assert.deepEqual(plan && shownWrites(plan).map((write) => write.replace(/".*/, '…')), [
        'remove Federated credential …', 'remove Redirect URI on …', 'remove Connector …', 'remove settings.json', 'change Security block …',
        'remove Service principal of …', 'remove App registration …',
      ]);
      assert.deepEqual(world.writes, [
        'directory.deleteFederatedCredential', 'directory.updateApplication redirectUris', 'connectors.delete', 'files.restoreConnectorId', 'files.editProperties',
        'directory.deleteServicePrincipal', 'directory.deleteApplication',
      ]);
      assert.deepEqual(world.endState(), before);
      assert.deepEqual(world.journal?.made, []);
      world.writes.length = 0;
      const again = await undo(world);
      assert.ok(again && changesAreEmpty(again));
      assert.deepEqual(world.writes, []);
    });
  }

  test('gives a connector with a secret its block back, keeps what is others\', and says what it cannot restore', async () => {
    const world = worldWithSecret();
    const { properties, settings } = world;
    const [storedBefore] = structuredClone(world.directory.applications);
    assert.ok(await configure(world, APP));
    assert.equal(JSON.stringify(world.journal).includes(SECRET), false, 'no secret in the journal');
    const plan = await undo(world, [], APP);
    assert.ok(plan);
    assert.ok(plan.steps.some(({ note }) => note?.includes('enter it again')));
    assert.equal(renderChangePlan(plan).includes(SECRET), false);

    const [stored] = world.directory.applications;
    assert.deepEqual(stored?.application, storedBefore?.application);
    assert.deepEqual(stored?.credentials, [GITHUB]);
    // All but the secret, which is nowhere kept.
    assert.deepEqual(withoutSecrets(JSON.parse(world.properties)), withoutSecrets(JSON.parse(properties)));
    assert.equal(world.properties.includes(SECRET), false);
    assert.equal(world.settings, settings);
    const [connector] = world.service.connectors;
    const [block] = readSecurityBlocks(connector?.properties);
    assert.deepEqual([block?.credential, block?.clientId, block?.redirectMode, block?.loginUri], ['none', EXISTING, 'Global', 'https://login.windows.net']);
  });

  test('leaves what somebody has changed or added since, and says so', async () => {
    const world = newWorld();
    assert.ok(await configure(world, NEW));
    const [stored] = world.directory.applications;
    assert.ok(stored);
    stored.application = { ...stored.application, redirectUris: [...stored.application.redirectUris, 'https://other.example/cb'], passwordCredentials: [{ keyId: 'k' }] };
    stored.credentials = stored.credentials.map((credential) => ({ ...credential, subject: 'by-hand' }));
    world.properties = world.properties.replace('User.Read', 'Mail.Read');
    const plan = await undo(world);
    const kept = plan?.steps.filter(({ action }) => action === 'keep').map(({ resource, note }) => `${resource.replace(/".*/, '…')}: ${note}`);
    assert.deepEqual(kept, [
      'Federated credential …: Its values are no longer those that were written. It is left as it is.',
      'Security block …: It is no longer what was written into it. It is left as it is.',
      'App registration …: Somebody has given it a client secret and another redirect URI since it was made. It is left as it is.',
    ]);
    assert.deepEqual(stored.application.redirectUris, ['https://other.example/cb']);
    assert.equal(stored.credentials.length, 1);
    assert.match(world.properties, /Mail\.Read/);
  });

  test('stops with a new plan where the world moves between showing and applying', async () => {
    const world = newWorld();
    assert.ok(await configure(world, NEW));
    const input = undoInput(world, world.start());
    const plan = await planUndo(input, 'Undo');
    const [stored] = world.directory.applications;
    assert.ok(stored);
    world.writes.length = 0;
    stored.credentials = [{ ...stored.credentials[0]!, name: 'connector-other' }, ...stored.credentials];
    stored.application = { ...stored.application, displayName: 'Renamed' };
    // What is left alone by now needs no new consent; what would be something else does.
    const moved = { ...plan, steps: plan.steps.map((step) => (step.resource.startsWith('Connector') ? { ...step, fields: [{ name: 'connector id', before: 'shared_other' }] } : step)) };
    await assert.rejects(applyUndo(moved, input), ChangesOutdatedError);
    assert.deepEqual(world.writes, []);
    await applyUndo(plan, input);
    assert.equal(world.directory.applications.length, 1, 'an app that somebody has added to is left');
  });

  test('takes back a run that was ended at any write', async () => {
    for (const [world, application] of [[newWorld, NEW], [worldWithSecret, APP]] as const) {
      const first = world();
      const before = comparable(first);
      await configure(first, application);
      const writes = first.writes.length * 3;
      for (let write = 1; write <= writes; write += 1) {
        for (const kind of ['crashBefore', 'crashAfter', 'replyLost', 'requestLost'] as const) {
          const broken = world();
          await configure(broken, application, [{ write, kind }]);
          assert.ok(await undo(broken, [], application), `${kind} at write ${write}`);
          assert.deepEqual(comparable(broken), before, `${kind} at write ${write}`);
        }
      }
    }
  });

  test('reaches its end after any series of crashes and lost messages, of the run and of the undo', async () => {
    const fault = fc.record({ write: fc.integer({ min: 1, max: 24 }), kind: fc.constantFrom<Fault['kind'][]>('crashBefore', 'crashAfter', 'replyLost', 'requestLost') });
    const faults = fc.array(fault, { minLength: 1, maxLength: 2 });
    await fc.assert(fc.asyncProperty(fc.boolean(), faults, fc.array(faults, { maxLength: 3 }), async (secret, inRun, inUndos) => {
      const [make, application] = secret ? [worldWithSecret, APP] as const : [newWorld, NEW] as const;
      const world = make();
      await configure(world, application, inRun);
      for (const inUndo of inUndos) await undo(world, inUndo, application);
      assert.ok(await undo(world, [], application));
      assert.deepEqual(comparable(world), comparable(make()));
    }), { numRuns: 200 });
  });

  test('a second run is undone alone; the first one\'s app and connector stay', async () => {
    const world = newWorld();
    assert.ok(await configure(world, NEW));
    const finished = structuredClone(world.endState());
    const [stored] = world.directory.applications;
    assert.ok(stored);
    stored.application = { ...stored.application, requiredResourceAccess: [] };
    world.now += 3_600_000;
    assert.ok(await configure(world, NEW));
    assert.deepEqual(world.endState(), finished);
    const runs = new Set(world.journal?.made?.map(({ run }) => run));
    assert.equal(runs.size, 2);
    const latest = [...runs].at(-1);
    const input = { ...undoInput(world, world.start()), items: (world.journal?.made ?? []).filter(({ run }) => run === latest) };
    await applyUndo(await planUndo(input, 'Undo'), input);
    assert.deepEqual(stored.application.requiredResourceAccess, []);
    assert.equal(stored.credentials.length, 1);
    assert.equal(world.service.connectors.length, 1);
  });
});

describe('remove managed identity', () => {
  test('removes the trust of a connector that was set up elsewhere, keeps app and connector', async () => {
    const world = worldWithSecret();
    assert.ok(await configure(world, APP));
    world.journal = undefined;
    const input = { ...world.input(world.start(), APP), items: await itemsOfManagedIdentity(world.input(world.start(), APP)) };
    const plan = await planUndo(input, 'Remove managed identity');
    world.writes.length = 0;
    await applyUndo(plan, input);
    assert.deepEqual(world.writes, ['directory.deleteFederatedCredential', 'directory.updateApplication redirectUris', 'connectors.update', 'files.editProperties']);
    const [stored] = world.directory.applications;
    assert.deepEqual(stored?.credentials, [GITHUB]);
    assert.deepEqual(stored?.application.redirectUris, ['https://a.example/cb']);
    assert.equal(world.service.connectors.length, 1);
    for (const properties of [world.service.connectors[0]?.properties, (toValue(parseDocument(world.properties, 'json').root!) as { properties: unknown }).properties]) {
      const [block] = readSecurityBlocks(properties);
      assert.deepEqual([block?.credential, block?.clientId, block?.issuer, block?.subject], ['none', EXISTING, undefined, undefined]);
    }
    assert.deepEqual(await itemsOfManagedIdentity(world.input(world.start(), APP)), []);
  });

  test('takes the former block from the journal where it is known, and an app of ours goes too', async () => {
    const world = newWorld();
    const { properties } = world;
    assert.ok(await configure(world, NEW));
    const input = { ...world.input(world.start(), NEW), items: await itemsOfManagedIdentity(world.input(world.start(), NEW)) };
    await applyUndo(await planUndo(input, 'Remove managed identity'), input);
    assert.equal(world.properties, properties);
    assert.deepEqual(world.directory.applications, []);
    assert.equal(world.service.connectors.length, 1, 'the connector stays');
    assert.match(world.settings ?? '', /connectorId/);
  });
});

/** The end state without the secret, which no undo can bring back. */
function comparable(world: World): unknown {
  const { properties, connectors, ...rest } = structuredClone(world.endState()) as { properties: string; connectors: readonly { properties: Record<string, unknown> }[] };
  return { ...rest, properties: withoutSecrets(JSON.parse(properties)), connectors: connectors.map((connector) => ({ ...connector, properties: connector.properties['connectionParameters'] })) };
}
