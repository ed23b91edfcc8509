/** Retiring a secret in the sandbox tenant, under every fault and with the process killed at every event. */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { createDirectory } from '../../../../src/cloud/entra/directory.ts';
import { createConnectors } from '../../../../src/cloud/power-platform/connectors.ts';
import { applyChanges, changesAreEmpty } from '../../../../src/identity/changes.ts';
import type { JournalRecord } from '../../../../src/identity/ports.ts';
import { noteProof } from '../../../../src/identity/secrets/connection-proof.ts';
import { planRetirement, provedBlockOf, retirementChange, retirementJournal, type Retirement } from '../../../../src/identity/secrets/retire-secret.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { defaultEnvironment, maker } from '../../../sandbox/preset-data.ts';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import { Killed, type Kill } from '../../provisioning/killable-events.ts';
import { SandboxProcess } from './sandbox-process.ts';

const CLIENT_ID = '73ba5e90-d2f8-4c16-a94b-08e1c7d36f52';
const KEY = 'e00f6c2d-5b38-4a71-9c84-d7f2a1b60e35';
const FOLDER = 'file:///projects/directory';
const SURROUNDINGS = { others: { users: [], unread: [] } };
const removals: Fault['match'] = { method: 'POST', path: 'removePassword$' };

const sandbox = await startSandbox({ preset: 'secretful' });
after(() => sandbox.stop());
let journal: string | undefined;

async function retirement(process: SandboxProcess): Promise<Retirement> {
  const connectors = createConnectors(process.context);
  const deployed = sandbox.state().connectors.find(({ displayName }) => displayName === 'Staff Directory');
  assert.ok(deployed);
  return {
    place: { connectorTitle: 'Staff Directory', connectorFolder: FOLDER, tenantId: sandbox.tenantId, userObjectId: maker.objectId, userName: maker.userName, cloud: 'public', environment: defaultEnvironment.name, environmentDisplayName: defaultEnvironment.displayName },
    owner: { connectorFolder: FOLDER, environment: defaultEnvironment.name, tenantId: sandbox.tenantId },
    connectorName: deployed.name, block: { parameterName: 'token' }, clientId: CLIENT_ID, keyId: KEY,
    ports: {
      directory: createDirectory(process.context), connectors,
      journal: {
        load: () => process.event('load journal', async () => (journal === undefined ? undefined : JSON.parse(journal) as JournalRecord)),
        save: (record) => process.event('save journal', async () => { journal = JSON.stringify(record); }),
      },
      clock: { now: () => sandbox.now(), delay: async () => undefined },
    },
  };
}

beforeEach(async () => {
  sandbox.reset('secretful');
  journal = undefined;
  const { connectorName, block, ports, owner } = await retirement(new SandboxProcess(sandbox));
  const deployed = await ports.connectors.connector(defaultEnvironment.name, connectorName);
  const proved = deployed && provedBlockOf(deployed, block);
  assert.ok(proved);
  await noteProof(ports.journal, ports.clock, owner, proved, { connectionId: 'c', status: 200, createdTime: new Date(sandbox.now()).toISOString() });
  sandbox.traffic.clear();
});

/** What one click on Apply does, after the plan was shown; the plan's own process is not killed. */
async function apply(kill?: Kill): Promise<SandboxProcess> {
  const plan = await planRetirement(await retirement(new SandboxProcess(sandbox)), SURROUNDINGS);
  const process = new SandboxProcess(sandbox, kill);
  const one = await retirement(process);
  await applyChanges(plan, [retirementChange(one)], { journal: retirementJournal(one), now: () => sandbox.now() });
  return process;
}

function secrets(): (string | null)[] {
  return sandbox.state().applications.find(({ appId }) => appId === CLIENT_ID)?.passwordCredentials.map(({ displayName }) => displayName) ?? [];
}

function sentRemovals(): number[] {
  return sandbox.traffic.writes.filter(({ path }) => path.endsWith('/removePassword')).map(({ status }) => status ?? 0);
}

describe('retiring a secret in the sandbox', () => {
  it('writes once, and tells what it takes', async () => {
    const plan = await planRetirement(await retirement(new SandboxProcess(sandbox)), SURROUNDINGS);
    assert.match(plan.remarks.join('\n'), /takes Application\.ReadWrite\.All, and being an owner of the app.*which mina@woodgrove\.example has/);
    assert.deepEqual(sentRemovals(), []);
    await apply();
    assert.deepEqual([secrets(), sentRemovals()], [[], [204]]);
    await apply();
    assert.deepEqual(sentRemovals(), [204]);
    assert.deepEqual(sandbox.state().violations, []);
  });

  it('takes a lost answer for what it is, and sends nothing a second time', async () => {
    sandbox.faults.add({ kind: 'reset-after', match: removals, number: 1 });
    await apply();
    assert.deepEqual([secrets(), sentRemovals().length], [[], 1]);
  });

  it('fails where the request was lost, and goes on at the next click', async () => {
    sandbox.faults.add({ kind: 'reset-before', match: removals, number: 1 });
    await assert.rejects(apply(), { name: 'ServiceError', status: 0 });
    assert.deepEqual([secrets(), sentRemovals().length], [['left over'], 1]);
    await apply();
    assert.deepEqual(secrets(), []);
  });

  it('waits where Graph is busy, and tells of a fault on its side', async () => {
    sandbox.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '0' }, match: removals, number: 1 });
    await apply();
    assert.deepEqual([secrets(), sentRemovals()], [[], [429, 204]]);
  });

  it('does not repeat what a 503 may have done', async () => {
    sandbox.faults.add({ kind: 'status', status: 503, match: removals, number: 1 });
    await assert.rejects(apply(), { name: 'ServiceError', status: 503 });
    assert.deepEqual([secrets(), sentRemovals()], [['left over'], [503]]);
  });

  it('says that the account may not, and removes nothing', async () => {
    sandbox.faults.add({ kind: 'status', status: 403, match: removals });
    await assert.rejects(apply(), { name: 'ServiceError', status: 403, code: 'Authorization_RequestDenied' });
    assert.deepEqual(secrets(), ['left over']);
    assert.match(journal ?? '', /"outcome":"refused"/);
  });

  it('is not led astray by replicas that are behind', async () => {
    sandbox.turn({ staleReadMs: 60_000 });
    await apply();
    for (let again = 0; again < 4; again += 1) {
      const plan = await planRetirement(await retirement(new SandboxProcess(sandbox)), SURROUNDINGS);
      assert.ok(changesAreEmpty(plan));
    }
    assert.deepEqual([secrets(), sentRemovals()], [[], [204]]);
  });

  it('comes to the same end wherever the process is killed, and removes once', async () => {
    const { length } = (await apply()).events;
    assert.ok(length > 8, `${length} events`);
    for (let event = 1; event <= length; event += 1) {
      for (const when of ['before', 'after'] as const) {
        sandbox.reset('secretful');
        const proof = JSON.parse(journal ?? '') as JournalRecord;
        journal = JSON.stringify({ ...proof, entries: proof.entries.filter(({ step }) => step === 'connection') });
        sandbox.traffic.clear();
        await assert.rejects(apply({ event, when }), Killed);
        await apply();
        assert.deepEqual([secrets(), sentRemovals().filter((status) => status === 204).length], [[], 1], `killed ${when} event ${event}`);
        assert.doesNotMatch(journal ?? '', /d8K|left over/);
      }
    }
  });
});
