/**
 * Several threads for many connectors. The program's own thread works as well: it starts as many others as the processor
 * and the amount of text make worthwhile, and each takes the next folder by counting up a number that all share. What a
 * thread leaves undone, because it could not start or broke, the program's own does in the end.
 */
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ResourceLimits, Worker } from 'node:worker_threads';
import { YoungHeap } from './engine-settings.ts';
import type { CheckSettings, FolderOutcome, FolderTask } from './folder-checks.ts';

/** All that a thread is given. */
export interface ThreadWork {
  readonly settings: CheckSettings;
  readonly tasks: readonly FolderTask[];
  /** How many tasks have been taken; in shared memory. */
  readonly taken: Int32Array;
}

/** `at`: the index of the task. */
export type ThreadMessage = { readonly at: number; readonly outcome: FolderOutcome } | 'done';

export type StartThread = (work: ThreadWork, limits: ResourceLimits) => Worker;

/** A further thread has the program loaded and compiled for itself, which takes some 200 ms of processor time: a third of what this many bytes take. */
const BYTES_FOR_A_THREAD = 4_000_000;
/** More threads take memory and save little: the largest connector alone takes a tenth of the time of a hundred. */
const MOST_THREADS = 4;
/** As much room for new objects as `YoungHeap` leaves to the program's own thread. */
const LIMITS: ResourceLimits = { maxYoungGenerationSizeMb: 24 };

/**
 * How many threads, the program's own included. A thread keeps half of a further core busy, which compiles and collects
 * garbage for it: on two cores, two threads were measured to take as long as one, and 50 MB more.
 *
 * @param cores As `availableParallelism` counts them.
 */
export function threadsFor(bytes: number, cores: number): number {
  return Math.max(1, Math.min(MOST_THREADS, Math.floor(cores / 2), Math.ceil(bytes / BYTES_FOR_A_THREAD)));
}

/**
 * Outcomes in the order of the tasks. Never throws.
 *
 * @param count Of threads, given their bytes.
 */
export async function checkInThreads(
  tasks: readonly FolderTask[],
  settings: CheckSettings,
  startThread: StartThread | undefined,
  count = (bytes: number): number => threadsFor(bytes, availableParallelism()),
): Promise<readonly FolderOutcome[]> {
  const sizes = tasks.map(({ folder: { files } }) => sizeOf(files.definition) + sizeOf(files.properties));
  const threads = startThread ? count(sizes.reduce((sum, size) => sum + size, 0)) : 1;
  // Several take the largest first, so that in the end none is left alone with it. One takes it last, by code that is compiled by then.
  const sign = threads > 1 ? -1 : 1;
  const order = tasks.map((_, at) => at).sort((left, right) => sign * ((sizes[left] ?? 0) - (sizes[right] ?? 0)));
  const work: ThreadWork = { settings, tasks: order.flatMap((at) => tasks[at] ?? []), taken: new Int32Array(new SharedArrayBuffer(4)) };
  const outcomes: FolderOutcome[] = [];
  const set = (at: number, outcome: FolderOutcome): void => {
    outcomes[order[at] ?? at] = outcome;
  };
  const others = Array.from({ length: threads - 1 }, () => ended(startThread?.(work, LIMITS), set));

  // Loaded behind their start, so that all load at the same time.
  const { FolderChecks } = await import('./folder-checks.ts');
  const checks = new FolderChecks(settings);
  const heap = new YoungHeap();
  for (const [at, task] of takenTasks(work)) {
    set(at, await checks.outcomeOf(task));
    heap.bound();
  }
  await Promise.all(others);
  for (const [at, task] of tasks.entries()) outcomes[at] ??= await checks.outcomeOf(task);
  return outcomes;
}

/** Tasks with their index, each for one thread only. */
export function* takenTasks({ tasks, taken }: ThreadWork): Generator<readonly [number, FolderTask]> {
  for (;;) {
    const at = Atomics.add(taken, 0, 1);
    const task = tasks[at];
    if (!task) return;
    yield [at, task];
  }
}

/** Resolves once nothing more comes from a thread, for whatever reason. */
function ended(thread: Worker | undefined, set: (at: number, outcome: FolderOutcome) => void): Promise<void> {
  return new Promise((resolve) => {
    thread?.on('message', (message: ThreadMessage) => {
      if (message === 'done') resolve();
      else set(message.at, message.outcome);
    });
    // Its tasks are done again, and what broke it is then told of as without threads.
    thread?.on('error', () => undefined);
    thread?.on('exit', () => resolve());
  });
}

/** Bytes; 0 where there is no such file, which reading it will tell. */
function sizeOf(uri: string | undefined): number {
  try {
    return uri === undefined ? 0 : statSync(fileURLToPath(uri)).size;
  } catch {
    return 0;
  }
}
