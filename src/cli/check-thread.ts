/** One of the threads that share the folders of a run. */
import { parentPort, workerData } from 'node:worker_threads';
import { FolderChecks } from './folder-checks.ts';
import { takenTasks, type ThreadMessage, type ThreadWork } from './thread-team.ts';

const port = parentPort;
if (!port) throw new Error('This module runs in a worker thread.');

const work = workerData as ThreadWork;
const checks = new FolderChecks(work.settings);
for (const [at, task] of takenTasks(work)) port.postMessage({ at, outcome: await checks.outcomeOf(task) } satisfies ThreadMessage);
port.postMessage('done' satisfies ThreadMessage);
