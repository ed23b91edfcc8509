import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyChanges, changesAreEmpty, ChangesOutdatedError, planChanges, type Change, type ChangeJournal } from '../../../src/identity/changes.ts';
import { renderChangePlan } from '../../../src/identity/changes-text.ts';
import { FakeServiceError } from './fake-directory.ts';

const HEAD = {
  heading: 'Undo of a run', remarks: ['Entra keeps a deleted app for 30 days.'],
  place: { connectorTitle: 'MS Graph', tenantId: 't', userObjectId: 'u', userName: 'ada@contoso.com', cloud: 'public', environment: 'Default-1', environmentDisplayName: 'Contoso' },
};

/** A world of named things, each of which a change removes. */
class Things {
  readonly there = new Map<string, string>([['a', 'one'], ['b', 'two']]);
  readonly writes: string[] = [];
  /** What a write of this thing does in place of an answer. */
  readonly failing = new Map<string, 'lostBefore' | 'lostAfter' | 'gone' | 'refused'>();

  removal(name: string): Change {
    return {
      key: `thing ${name}`,
      look: async () => {
        const value = this.there.get(name);
        return { key: `thing ${name}`, action: value === undefined ? 'keep' : 'remove', resource: `Thing ${name}`, fields: value === undefined ? [] : [{ name: 'value', before: value }] };
      },
      write: async () => {
        this.writes.push(name);
        const failure = this.failing.get(name);
        if (failure === 'lostBefore') throw new FakeServiceError(0, 'ECONNRESET');
        if (failure === 'refused') throw new FakeServiceError(403, 'Authorization_RequestDenied');
        this.there.delete(name);
        if (failure === 'lostAfter') throw new FakeServiceError(0, 'ECONNRESET');
        if (failure === 'gone') throw new FakeServiceError(404, 'Request_ResourceNotFound');
      },
    };
  }

  changes(): Change[] {
    return [this.removal('a'), this.removal('b')];
  }
}

const now = (): number => Date.parse('2026-03-01T10:00:00Z');
const plan = (things: Things): ReturnType<typeof planChanges> => planChanges(HEAD, things.changes(), { now });

describe('a plan of changes', () => {
  it('writes exactly what it shows, in order, and nothing the second time', async () => {
    const things = new Things();
    const shown = await plan(things);
    assert.deepEqual(things.writes, []);
    const performed = await applyChanges(shown, things.changes(), { now });
    assert.deepEqual(things.writes, ['a', 'b']);
    assert.deepEqual(performed.map(({ action }) => action), ['remove', 'remove']);
    assert.ok(changesAreEmpty(await plan(things)));
    await applyChanges(shown, things.changes(), { now });
    assert.deepEqual(things.writes, ['a', 'b']);
  });

  it('writes nothing where one of its values is another by now, and shows the new plan', async () => {
    const things = new Things();
    const shown = await plan(things);
    things.there.set('b', 'three');
    await assert.rejects(applyChanges(shown, things.changes(), { now }), (error: unknown) => error instanceof ChangesOutdatedError && error.plan.steps[1]?.fields[0]?.before === 'three');
    assert.deepEqual(things.writes, []);
  });

  it('stops at the change whose thing was altered while the run was under way', async () => {
    const things = new Things();
    const shown = await plan(things);
    const journal: ChangeJournal = { started: async () => { things.there.set('b', 'three'); }, done: async () => undefined, failed: async () => undefined };
    await assert.rejects(applyChanges(shown, things.changes(), { now, journal }), ChangesOutdatedError);
    assert.deepEqual(things.writes, ['a']);
  });

  for (const failure of ['lostAfter', 'gone'] as const) {
    it(`counts a change as made whose write ended with "${failure}" and left nothing to do`, async () => {
      const things = new Things();
      things.failing.set('a', failure);
      const told: string[] = [];
      const note = (what: string) => async (key: string): Promise<void> => { told.push(`${what} ${key}`); };
      await applyChanges(await plan(things), things.changes(), { now, journal: { started: note('started'), done: note('done'), failed: note('failed') } });
      assert.deepEqual([...things.there], []);
      assert.deepEqual(told, ['started thing a', 'failed thing a', 'done thing a', 'started thing b', 'done thing b']);
    });
  }

  for (const failure of ['lostBefore', 'refused'] as const) {
    it(`ends with the service's failure where the write was ${failure === 'refused' ? 'refused' : 'never heard'}, and leaves the rest`, async () => {
      const things = new Things();
      things.failing.set('a', failure);
      await assert.rejects(applyChanges(await plan(things), things.changes(), { now }), FakeServiceError);
      assert.deepEqual([...things.there.keys()], ['a', 'b']);
    });
  }

  it('begins no further change once it is cancelled', async () => {
    const things = new Things();
    const shown = await plan(things);
    const stop = new AbortController();
    await assert.rejects(applyChanges(shown, things.changes(), { now, signal: stop.signal, onProgress: () => stop.abort() }), { name: 'AbortError' });
    assert.deepEqual(things.writes, ['a']);
  });

  it('reads as a document in which each line says by its first character what becomes of it', async () => {
    const things = new Things();
    things.there.delete('b');
    const lines = renderChangePlan(await plan(things)).split('\n');
    assert.ok(lines.includes('# Nothing has been written yet. 1 to remove, 1 to keep.'));
    assert.ok(lines.includes('- remove  Thing a'));
    assert.ok(lines.some((line) => /^- +value +one$/.test(line)));
    assert.ok(lines.includes('  keep    Thing b'));
    assert.ok(lines.every((line) => line === '' || '#+-! '.includes(line[0] ?? '')));
  });
});
