/** Connectors are checked by several threads: with the same outcome, whatever becomes of them. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { Worker } from 'node:worker_threads';
import { findConnectorFolders } from '../../../src/cli/find-connector-folders.ts';
import type { CheckSettings, FolderOutcome, FolderTask } from '../../../src/cli/folder-checks.ts';
import { checkInThreads, threadsFor, type StartThread } from '../../../src/cli/thread-team.ts';
import { connector, definitionWithError, definitionWithWarning, folderWith } from './command-line.ts';

const MODULE = new URL('../../../src/cli/check-thread.ts', import.meta.url);
const startThread: StartThread = (workerData, resourceLimits) => new Worker(MODULE, { workerData, resourceLimits });
/** In place of the thread's module: what it does before it breaks. */
const broken = (source: string): StartThread => (workerData) => new Worker(source, { eval: true, workerData });

async function tasksIn(t: TestContext): Promise<{ readonly tasks: readonly FolderTask[]; readonly settings: CheckSettings }> {
  const definitions = [undefined, definitionWithError, definitionWithWarning];
  const files = Array.from({ length: 30 }, (_, index) => connector(`c${index}`, { definition: definitions[index % 3] }));
  const cwd = folderWith(t, { ...(Object.assign({}, ...files) as Record<string, string>), '.connectorstudio.yaml': 'profile: certify\n' });
  const { folders } = await findConnectorFolders({ named: ['.'], listed: [] }, cwd);
  assert.equal(folders.length, 30);
  return { tasks: folders.map((folder) => ({ folder })), settings: { cwd, fix: false } };
}

const paths = (outcomes: readonly FolderOutcome[]): readonly string[] => outcomes.map((outcome) => ('connector' in outcome ? outcome.connector.path : 'none'));

describe('several threads', () => {
  test('find what one finds, in the same order', async (t) => {
    const { tasks, settings } = await tasksIn(t);
    const alone = await checkInThreads(tasks, settings, undefined);
    assert.deepEqual(paths(alone), tasks.map(({ folder }) => folder.path.slice(settings.cwd.length + 1)));
    assert.deepEqual(await checkInThreads(tasks, settings, startThread, () => 3), alone);
  });

  test('do the work themselves: the program starts one and waits for it', async (t) => {
    const { tasks, settings } = await tasksIn(t);
    const senders = new Set<number>();
    const counted: StartThread = (work, limits) => {
      const thread = startThread(work, limits);
      thread.on('message', () => senders.add(thread.threadId));
      return thread;
    };
    await checkInThreads(tasks, settings, counted, () => 2);
    assert.equal(senders.size, 1, 'it says at least that it is done');
  });

  test('leave nothing out where one cannot start, breaks, or ends before its time', async (t) => {
    const { tasks, settings } = await tasksIn(t);
    const alone = await checkInThreads(tasks, settings, undefined);
    const take = "const { workerData } = require('node:worker_threads'); Atomics.add(workerData.taken, 0, 10); ";
    for (const source of ['not JavaScript', `${take} throw new Error('broken')`, `${take} process.exit(3)`, `${take} const all = []; for (;;) all.push(new Array(1e6).fill(all));`]) {
      const limited: StartThread = (work, limits) => (source.includes('for (;;)') ? new Worker(source, { eval: true, workerData: work, resourceLimits: { ...limits, maxOldGenerationSizeMb: 16 } }) : broken(source)(work, limits));
      assert.deepEqual(await checkInThreads(tasks, settings, limited, () => 2), alone, source);
    }
  });

  test('tell of what cannot be read', async (t) => {
    const { tasks, settings } = await tasksIn(t);
    const gone = tasks.map((task) => ({ folder: { ...task.folder, files: { ...task.folder.files, definition: `${task.folder.files.folder}/none.json` } } }));
    const alone = await checkInThreads(gone, settings, undefined);
    assert.ok(alone.every((outcome) => 'unreadable' in outcome && outcome.unreadable.endsWith('none.json could not be checked: it does not exist.')));
    assert.deepEqual(await checkInThreads(gone, settings, startThread, () => 2), alone);
  });

  test('mend what one mends', async (t) => {
    const { tasks, settings } = await tasksIn(t);
    const mended = await checkInThreads(tasks, { ...settings, fix: true }, startThread, () => 3);
    assert.equal(mended.reduce((sum, outcome) => sum + ('connector' in outcome ? outcome.fixed : 0), 0) > 0, true);
    const again = await checkInThreads(tasks, { ...settings, fix: true }, undefined);
    assert.ok(again.every((outcome) => 'connector' in outcome && outcome.fixed === 0), 'and no fix is left');
  });

  test('are as many as pays', () => {
    const megabytes = (count: number): number => count * 1_000_000;
    assert.deepEqual([threadsFor(0, 16), threadsFor(megabytes(1), 16), threadsFor(megabytes(12), 16), threadsFor(megabytes(100), 16)], [1, 1, 3, 4]);
    assert.deepEqual([1, 2, 3, 4, 8, 64].map((cores) => threadsFor(megabytes(100), cores)), [1, 1, 1, 2, 4, 4]);
  });
});
