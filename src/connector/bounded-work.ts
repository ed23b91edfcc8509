/** Work on many items, a few at a time. */

/**
 * Calls `work` for each item, at most `limit` at once, and collects the results in the items' order. Rejects with the
 * first error, after which no further item is begun; with the signal's reason as soon as it is aborted, whether or not
 * the calls under way listen to it.
 */
export async function mapBounded<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>, signal?: AbortSignal): Promise<R[]> {
  signal?.throwIfAborted();
  const results: R[] = new Array<R>(items.length);
  let next = 0;
  let stopped = false;
  const worker = async (): Promise<void> => {
    while (!stopped && next < items.length) {
      const index = next;
      next += 1;
      try {
        results[index] = await work(items[index] as T);
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  };
  const all = Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  if (!signal) {
    await all;
    return results;
  }
  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => {
      stopped = true;
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    await Promise.race([all, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
    // What still runs after an abort may fail, and nobody waits for it any more.
    all.catch(() => undefined);
  }
  return results;
}
