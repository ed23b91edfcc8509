import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Journal } from '../../../src/identity/journal.ts';
import type { ClockPort, JournalPort, JournalRecord } from '../../../src/identity/ports.ts';
import { runsThatMade, type MadeThing } from '../../../src/identity/undo/made-items.ts';
import { FakeServiceError } from './fake-directory.ts';

const OWNER = { connectorFolder: 'file:///c', environment: 'Default-1', tenantId: 't' };
const CREDENTIAL = { name: 'connector-x', issuer: 'https://i', subject: 's', audiences: ['a'] };
const made = (subject: string, before?: string): MadeThing => ({
  kind: 'federatedCredential', appId: 'app', objectId: 'object', after: { ...CREDENTIAL, subject }, ...(before !== undefined && { before: { ...CREDENTIAL, subject: before } }),
});

function storage(): { port: JournalPort; clock: ClockPort; saved: () => JournalRecord | undefined; passSecond: () => void } {
  let record: JournalRecord | undefined;
  let now = Date.parse('2026-03-01T10:00:00Z');
  return {
    port: { load: async () => record, save: async (next) => { record = JSON.parse(JSON.stringify(next)) as JournalRecord; } },
    clock: { now: () => now, delay: async () => undefined },
    saved: () => record,
    passSecond: () => { now += 1000; },
  };
}

describe('what a journal remembers of a run', () => {
  it('is there before the write, so that a crash does not hide what was made', async () => {
    const { port, clock, saved } = storage();
    const journal = await Journal.open(port, clock, OWNER);
    await journal.started('federatedCredential', {}, [made('s')]);
    assert.deepEqual(saved()?.made?.map(({ kind, run }) => [kind, run]), [['federatedCredential', 'run-2026-03-01T10:00:00.000Z']]);
  });

  it('is forgotten where the service refused it, kept where its answer was lost', async () => {
    for (const [status, kept] of [[403, 0], [0, 1], [503, 1]] as const) {
      const { port, clock, saved } = storage();
      const journal = await Journal.open(port, clock, OWNER);
      await journal.started('federatedCredential', {}, [made('s')]);
      await journal.failed('federatedCredential', new FakeServiceError(status, 'X'));
      assert.equal(saved()?.made?.length, kept, String(status));
    }
  });

  it('is not forgotten by the refusal of a later change', async () => {
    const { port, clock, saved } = storage();
    const journal = await Journal.open(port, clock, OWNER);
    await journal.started('federatedCredential', {}, [made('s')]);
    await journal.done('federatedCredential', {}, [made('s')]);
    await journal.started('federatedCredential', {}, [made('t', 's')]);
    await journal.failed('federatedCredential', new FakeServiceError(403, 'X'));
    assert.equal(saved()?.made?.length, 1);
  });

  it('leads back to before the first of several changes', async () => {
    const { port, clock, saved } = storage();
    const journal = await Journal.open(port, clock, OWNER);
    for (const item of [made('t', 's'), made('u', 't')]) {
      await journal.started('federatedCredential', {}, [item]);
      await journal.done('federatedCredential', {}, [item]);
    }
    const [item] = saved()?.made ?? [];
    assert.ok(item?.kind === 'federatedCredential' && item.before?.subject === 's' && item.after.subject === 'u');
  });

  it('belongs to the run that made it: after the end of one the next is another', async () => {
    const { port, clock, saved, passSecond } = storage();
    const first = await Journal.open(port, clock, OWNER);
    await first.started('federatedCredential', {}, [made('s')]);
    passSecond();
    // A crash: the same run goes on.
    const resumed = await Journal.open(port, clock, OWNER);
    await resumed.done('federatedCredential', {}, [made('s')]);
    await resumed.finish();
    assert.equal(saved()?.finished, true);
    passSecond();
    const second = await Journal.open(port, clock, OWNER);
    await second.finish();
    await second.started('redirectUri', {}, [{ kind: 'redirectUri', appId: 'app', objectId: 'object', redirectUrl: 'https://r' }]);
    assert.equal(saved()?.finished, false);
    assert.deepEqual(runsThatMade(saved()?.made ?? []).map(({ run, items }) => [run, items.map(({ kind }) => kind)]), [
      ['run-2026-03-01T10:00:02.000Z', ['redirectUri']],
      ['run-2026-03-01T10:00:00.000Z', ['federatedCredential']],
    ]);
  });
});
