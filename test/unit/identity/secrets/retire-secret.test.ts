import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyPlan } from '../../../../src/identity/apply.ts';
import { applyChanges, changesAreEmpty, ChangesOutdatedError } from '../../../../src/identity/changes.ts';
import { renderChangePlan } from '../../../../src/identity/changes-text.ts';
import { PlanRefusedError } from '../../../../src/identity/errors.ts';
import { createPlan } from '../../../../src/identity/plan.ts';
import { noteProof, objectionToProof, proofOf } from '../../../../src/identity/secrets/connection-proof.ts';
import { planRetirement, provedBlockOf, retirementChange, retirementJournal, type Retirement, type Surroundings } from '../../../../src/identity/secrets/retire-secret.ts';
import { FakeServiceError } from '../fake-directory.ts';
import { ENVIRONMENT, TENANT, USER, World, type Fault } from '../fake-world.ts';

const APP = 'a94c7d3e-50b8-4e12-9f6a-c83d10e5b276';
const OLD = '11111111-0000-4000-8000-000000000001';
const NEW = '11111111-0000-4000-8000-000000000002';
const BLOCK = { parameterName: 'token' };
const ALONE: Surroundings = { others: { users: [], unread: [] }, keys: [] };

/** A connector that has moved from an app's secret to managed identity, and nobody has connected since. */
async function movedWorld(): Promise<World> {
  const world = new World();
  world.directory.add({
    appId: APP, displayName: 'Woodgrove Expenses', redirectUris: ['https://expenses.woodgrove.example/signin-oidc'],
    passwordCredentials: [
      { keyId: NEW, displayName: 'Power Platform 2', hint: 'q2W', endDateTime: '2027-06-01T00:00:00Z' },
      { keyId: OLD, displayName: 'Power Platform', hint: 'x7Q', endDateTime: '2026-02-01T08:00:00Z' },
    ],
  });
  const input = world.input(world.start(), { kind: 'existing', appId: APP });
  await applyPlan(await createPlan(input), input);
  return world;
}

function retirement(world: World, keyId = OLD, faults: readonly Fault[] = []): Retirement {
  const [connector] = world.service.connectors;
  assert.ok(connector);
  return {
    place: { connectorTitle: 'MS Graph', tenantId: TENANT, userObjectId: USER, cloud: 'public', environment: ENVIRONMENT, environmentDisplayName: 'Contoso (default)' },
    owner: { connectorFolder: world.files.folder, environment: ENVIRONMENT, tenantId: TENANT },
    connectorName: connector.name, block: BLOCK, clientId: APP, keyId, ports: world.start(faults).ports,
  };
}

async function connect(world: World): Promise<void> {
  const { owner, connectorName, ports } = retirement(world);
  const deployed = world.service.get(ENVIRONMENT, connectorName);
  const block = deployed && provedBlockOf(deployed, BLOCK);
  assert.ok(block);
  world.now += 6 * 60_000;
  const connection = { connectionId: 'connection-1', createdTime: new Date(world.now).toISOString(), status: 200 };
  assert.equal(objectionToProof(world.journal, block, connection), undefined);
  await noteProof(ports.journal, ports.clock, owner, block, connection);
}

function keysLeft(world: World): (string | undefined)[] {
  return world.directory.byAppId(APP)?.passwordCredentials.map(({ keyId }) => keyId) ?? [];
}

describe('retiring a client secret', () => {
  it('is refused until a connection has worked with the new settings', async () => {
    const world = await movedWorld();
    await assert.rejects(planRetirement(retirement(world), ALONE), (error: unknown) => error instanceof PlanRefusedError && error.reason === 'notProven' && /Test Connection/.test(error.message));
    await connect(world);
    assert.equal((await planRetirement(retirement(world), ALONE)).steps[0]?.action, 'remove');
  });

  it('removes the one that was shown, once, and journals it without name and hint', async () => {
    const world = await movedWorld();
    await connect(world);
    const one = retirement(world);
    const before = world.writes.length;
    const plan = await planRetirement(one, ALONE);
    assert.equal(world.writes.length, before);
    const text = renderChangePlan(plan);
    assert.match(text, /- remove {2}Client secret "Power Platform" of "Woodgrove Expenses"/);
    assert.match(text, /begins with +x7Q/);
    assert.match(text, /ends +2026-02-01, expired/);
    await applyChanges(plan, [retirementChange(one)], { now: () => world.now, journal: retirementJournal(one) });
    assert.deepEqual(world.writes.slice(before), ['directory.removePassword']);
    assert.deepEqual(keysLeft(world), [NEW]);
    await applyChanges(plan, [retirementChange(one)], { now: () => world.now, journal: retirementJournal(one) });
    assert.deepEqual(world.writes.slice(before), ['directory.removePassword']);
    assert.deepEqual(keysLeft(world), [NEW]);
    const entries = world.journal?.entries.filter(({ step }) => step === 'retireSecret') ?? [];
    assert.deepEqual(entries.slice(0, 2).map(({ state, detail }) => ({ state, detail })), ['started', 'done'].map((state) => ({ state, detail: { keyId: OLD, clientId: APP } })));
    assert.doesNotMatch(JSON.stringify(world.journal), /x7Q|Power Platform/);
    assert.ok(changesAreEmpty(await planRetirement(one, ALONE)));
  });

  it('does not remove again what it has removed and a replica that is behind still shows', async () => {
    const world = await movedWorld();
    await connect(world);
    const one = retirement(world);
    const behind = world.directory.byAppId(APP);
    const plan = await planRetirement(one, ALONE);
    await applyChanges(plan, [retirementChange(one)], { now: () => world.now, journal: retirementJournal(one) });
    const { length } = world.writes;
    const stale = { ...one, ports: { ...one.ports, directory: { ...one.ports.directory, applicationByAppId: async () => behind } } };
    assert.ok(changesAreEmpty(await planRetirement(stale, ALONE)));
    await applyChanges(plan, [retirementChange(stale)], { now: () => world.now });
    assert.equal(world.writes.length, length);
  });

  it('counts a removal whose answer was lost as made, and one that never arrived as failed', async () => {
    const world = await movedWorld();
    await connect(world);
    // The journal's note comes before the removal.
    const lost = retirement(world, OLD, [{ write: 2, kind: 'replyLost' }]);
    await applyChanges(await planRetirement(lost, ALONE), [retirementChange(lost)], { now: () => world.now, journal: retirementJournal(lost) });
    assert.deepEqual(keysLeft(world), [NEW]);
    const never = retirement(world, NEW, [{ write: 2, kind: 'requestLost' }]);
    await assert.rejects(applyChanges(await planRetirement(never, ALONE), [retirementChange(never)], { now: () => world.now, journal: retirementJournal(never) }), FakeServiceError);
    assert.deepEqual(keysLeft(world), [NEW]);
    assert.deepEqual(world.journal?.entries.slice(-2).map(({ step, state, detail }) => [step, state, detail?.['outcome']]), [['retireSecret', 'started', undefined], ['retireSecret', 'failed', 'unknown']]);
  });

  it('takes Graph\'s 400 for a key that is gone as done, and any other for what it is', async () => {
    const world = await movedWorld();
    await connect(world);
    const one = retirement(world);
    const change = retirementChange(one);
    const shown = await change.look();
    assert.equal(shown.action, 'remove');
    world.directory.removePassword(`object-of-${APP}`, OLD);
    await change.write();
    const other = retirement(world, NEW);
    const removePassword = (): Promise<void> => Promise.reject(new FakeServiceError(400, 'Request_BadRequest'));
    const refused = retirementChange({ ...other, ports: { ...other.ports, directory: { ...other.ports.directory, removePassword } } });
    await refused.look();
    await assert.rejects(refused.write(), FakeServiceError);
  });

  it('writes nothing where the secret has become another, or the connector needs it again', async () => {
    const world = await movedWorld();
    await connect(world);
    const one = retirement(world);
    const plan = await planRetirement(one, ALONE);
    const stored = world.directory.applications[0];
    assert.ok(stored);
    stored.application = { ...stored.application, passwordCredentials: stored.application.passwordCredentials.map((secret) => (secret.keyId === OLD ? { ...secret, endDateTime: '2028-01-01T00:00:00Z' } : secret)) };
    await assert.rejects(applyChanges(plan, [retirementChange(one)], { now: () => world.now }), ChangesOutdatedError);
    const [connector] = world.service.connectors;
    assert.ok(connector);
    const { connectionParameters } = connector.properties as { connectionParameters: { token: { oAuthSettings: Record<string, unknown> } } };
    const { clientId, identityProvider, scopes } = connectionParameters.token.oAuthSettings;
    const settings = { clientId, identityProvider, scopes };
    connector.properties = { ...connector.properties, connectionParameters: { ...connectionParameters, token: { ...connectionParameters.token, oAuthSettings: settings } } };
    await assert.rejects(applyChanges(plan, [retirementChange(one)], { now: () => world.now }), (error: unknown) => error instanceof PlanRefusedError && error.reason === 'stillNeeded');
    assert.deepEqual(keysLeft(world), [NEW, OLD]);
  });

  it('tells who else uses the app, and what else it has', async () => {
    const world = await movedWorld();
    await connect(world);
    const one = retirement(world);
    const user = { environment: 'dev', environmentDisplayName: 'Development', connectorName: 'shared_x', connectorTitle: 'Expenses' };
    const text = (await planRetirement(one, {
      others: {
        users: [
          { ...user, credential: 'secret' }, { ...user, connectorName: 'shared_y', connectorTitle: 'Travel', credential: 'managedIdentity' },
          { ...user, environment: ENVIRONMENT, connectorName: one.connectorName, connectorTitle: 'MS Graph', credential: 'managedIdentity' },
        ],
        unread: ['Finance'],
      },
      keys: [{ displayName: 'CN=expenses', endDateTime: '2027-03-01T00:00:00Z' }],
    })).remarks.join('\n');
    assert.match(text, /WARNING: another connector signs in .*"Expenses" in Development/);
    assert.match(text, /Not affected.*"Travel" in Development/);
    assert.doesNotMatch(text, /"MS Graph"/);
    assert.match(text, /WARNING: connectors could not be looked for in Finance/);
    assert.match(text, /"Power Platform 2" \(q2W…\), until 2027-06-01/);
    assert.match(text, /certificate.*CN=expenses/);
    assert.match(text, /redirect URI of something else.*expenses\.woodgrove\.example/);
  });
});

describe('the proof of a connection', () => {
  it('is void once a later run has written the connector', async () => {
    const world = await movedWorld();
    await connect(world);
    const { connectorName } = retirement(world);
    const block = { connectorName, parameterName: 'token', clientId: APP.toUpperCase() };
    assert.equal(proofOf(world.journal, block)?.connectionId, 'connection-1');
    assert.equal(proofOf(world.journal, { ...block, clientId: TENANT }), undefined);
    assert.equal(proofOf(world.journal, { ...block, setName: 'oauth' }), undefined);
    assert.ok(world.journal);
    const later = { ...world.journal, entries: [...world.journal.entries, { step: 'connector', state: 'done' as const, at: new Date(world.now).toISOString() }] };
    assert.equal(proofOf(later, block), undefined);
  });

  it('is not given by an older connection, a failed call, or one whose age nobody knows', async () => {
    const world = await movedWorld();
    const block = { connectorName: 'shared_x', parameterName: 'token', clientId: APP, changedTime: '2026-03-02T00:00:00Z' };
    const connection = { connectionId: 'c', createdTime: '2026-03-01T09:00:00Z', status: 200 };
    assert.match(objectionToProof(world.journal, block, connection) ?? '', /not certain/);
    assert.match(objectionToProof(undefined, block, { ...connection, createdTime: '2026-03-01T23:00:00Z' }) ?? '', /not certain/);
    assert.match(objectionToProof(undefined, { ...block, changedTime: undefined }, { ...connection, createdTime: '2026-03-05T00:00:00Z' }) ?? '', /not certain/);
    assert.equal(objectionToProof(undefined, block, { ...connection, createdTime: '2026-03-02T00:00:01Z' }), undefined);
    assert.match(objectionToProof(undefined, block, { ...connection, status: 401 }) ?? '', /401/);
    assert.match(objectionToProof(undefined, block, { connectionId: 'c', status: 200 }) ?? '', /does not tell/);
  });

  it('does not rest on a clock of this computer that goes after the service\'s, nor on its going before', async () => {
    const world = await movedWorld();
    const written = Date.parse(world.journal?.entries.findLast(({ step }) => step === 'connector')?.at ?? '');
    const at = (milliseconds: number): { connectionId: string; status: number; createdTime: string } => ({ connectionId: 'c', status: 200, createdTime: new Date(written + milliseconds).toISOString() });
    const block = { connectorName: 'shared_x', parameterName: 'token', clientId: APP };
    // Four minutes after the journal's time may be before the change, where this clock goes after.
    assert.match(objectionToProof(world.journal, block, at(4 * 60_000)) ?? '', /not certain/);
    assert.equal(objectionToProof(world.journal, block, at(5 * 60_000)), undefined);
    // This clock goes ten minutes before: the service's own times decide.
    assert.equal(objectionToProof(world.journal, { ...block, changedTime: at(-600_000).createdTime }, at(-590_000)), undefined);
  });

  it('leaves a finished run finished', async () => {
    const world = await movedWorld();
    await connect(world);
    const { finished, entries } = world.journal ?? {};
    assert.equal(entries?.at(-1)?.step, 'connection');
    await connect(world);
    assert.equal(world.journal?.finished, finished);
  });
});
