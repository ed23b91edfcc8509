/** The clock that runs outside of tests go by. */
import type { ClockPort } from './ports.ts';

export const systemClock: ClockPort = {
  now: () => Date.now(),
  delay: (milliseconds, signal) => new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort, { once: true });
  }),
};
