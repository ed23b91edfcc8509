/**
 * Finds when the thread that it runs in answered nobody, with a timer of one millisecond. Where other processes want the
 * processor, the clock counts their time as well; the thread's own computing time does not.
 */
import type { LongestPause } from './plan.ts';

const PERIOD = 1;
/** Shorter ones, in milliseconds, are the timer's own jitter. */
const LEAST = 3;

interface Pause extends LongestPause {
  /** When it ended, by `performance.now()`. */
  readonly end: number;
}

export class PauseMonitor {
  readonly #pauses: Pause[] = [];
  #last = performance.now();
  #cpu = cpuOfThread();
  readonly #timer = setInterval(() => this.#tick(), PERIOD);

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Of what ended after a time of `performance.now()`. */
  longestSince(time: number): LongestPause {
    let ms = 0;
    let cpuMs = 0;
    for (let at = this.#pauses.length - 1; at >= 0; at--) {
      const pause = this.#pauses[at];
      if (!pause || pause.end < time) break;
      ms = Math.max(ms, pause.ms);
      cpuMs = Math.max(cpuMs, pause.cpuMs);
    }
    return { ms, cpuMs };
  }

  #tick(): void {
    const end = performance.now();
    const cpu = cpuOfThread();
    const ms = end - this.#last - PERIOD;
    if (ms >= LEAST) this.#pauses.push({ end, ms, cpuMs: cpu - this.#cpu });
    this.#last = end;
    this.#cpu = cpu;
  }
}

function cpuOfThread(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
