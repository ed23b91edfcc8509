import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { JournalEntry, JournalRecord } from '../../../src/identity/ports.ts';
import { unfinishedRun } from '../../../src/vscode/commands/unfinished-run.ts';

function record(...entries: Pick<JournalEntry, 'step' | 'state'>[]): JournalRecord {
  return { version: 1, runId: 'run', connectorFolder: 'file:///c', environment: 'e', tenantId: 't', entries: entries.map((entry) => ({ ...entry, at: '2026-01-01T00:00:00Z' })) };
}

suite('unfinished run', () => {
  test('is one that failed, was killed in a step, or was cancelled between two', () => {
    assert.equal(unfinishedRun(record({ step: 'application', state: 'done' }, { step: 'connector', state: 'started' }))?.step, 'connector');
    assert.equal(unfinishedRun(record({ step: 'connector', state: 'failed' }))?.step, 'connector');
    assert.equal(unfinishedRun(record({ step: 'application', state: 'done' }))?.step, 'application');
  });

  test('is not one that reached its end', () => {
    assert.equal(unfinishedRun({ ...record({ step: 'federatedCredential', state: 'done' }), finished: true }), undefined);
    assert.equal(unfinishedRun(undefined), undefined);
  });
});
