import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Action, Plan } from '../../../src/identity/plan-model.ts';
import type { JournalEntry, JournalRecord } from '../../../src/identity/ports.ts';
import { unfinishedRun } from '../../../src/vscode/commands/unfinished-run.ts';

function record(...entries: Pick<JournalEntry, 'step' | 'state'>[]): JournalRecord {
  return { version: 1, runId: 'run', connectorFolder: 'file:///c', environment: 'e', tenantId: 't', entries: entries.map((entry) => ({ ...entry, at: '2026-01-01T00:00:00Z' })) };
}

function planned(credential: Action): Plan {
  const steps: Plan['steps'] = [{ id: 'federatedCredential', action: credential, resource: '', fields: [] }];
  return { steps } as Plan;
}

suite('unfinished run', () => {
  test('is one that failed or was killed in a step', () => {
    assert.equal(unfinishedRun(record({ step: 'application', state: 'done' }, { step: 'connector', state: 'started' }), planned('create'))?.step, 'connector');
    assert.equal(unfinishedRun(record({ step: 'connector', state: 'failed' }), planned('keep'))?.step, 'connector');
  });

  test('is one that was cancelled between two steps', () => {
    assert.equal(unfinishedRun(record({ step: 'application', state: 'done' }), planned('create'))?.step, 'application');
  });

  test('is not one that reached its end, whatever is to be repaired later', () => {
    const finished = record({ step: 'federatedCredential', state: 'done' });
    assert.equal(unfinishedRun(finished, planned('create')), undefined);
    assert.equal(unfinishedRun(record(...finished.entries, { step: 'redirectUri', state: 'done' }), planned('keep')), undefined);
    assert.equal(unfinishedRun(undefined, planned('create')), undefined);
  });
});
