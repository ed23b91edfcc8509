/**
 * One after the other, for what reads, merges and writes the same app registration: two connectors that are configured at
 * once in one process would overwrite each other's redirect URIs (Graph replaces the list as a whole, and Entra docs name
 * 409 for concurrent writes of credentials). Other processes are not held up; what they overwrite is looked for.
 */
const last = new Map<string, Promise<void>>();

/** Runs `work` when all earlier work of that key has ended, well or not. While waiting, rejects with the signal's reason when aborted. */
export async function inTurn<T>(key: string | undefined, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  if (key === undefined) return work();
  const before = last.get(key) ?? Promise.resolve();
  let end = (): void => {};
  const own = new Promise<void>((resolve) => { end = resolve; });
  const through = before.then(() => own);
  last.set(key, through);
  try {
    await untilFreeOrAborted(before, signal);
    return await work();
  } finally {
    end();
    if (last.get(key) === through) last.delete(key);
  }
}

async function untilFreeOrAborted(before: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return before;
  signal.throwIfAborted();
  let stop = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([before, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
