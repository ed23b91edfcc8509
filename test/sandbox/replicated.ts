import { sandboxNow } from './sandbox-time.ts';

/**
 * A directory object on replicas that disagree for a while (Entra's documented eventual consistency: a write does not
 * guarantee that an immediate read reflects it, and a new object may be not found).
 */
export class Replicated<T> {
  readonly #createdAt: number;
  #changedAt: number;
  #current: T;
  #previous: T;
  #reads = 0;

  constructor(first: T, now = sandboxNow()) {
    this.#createdAt = now;
    this.#changedAt = now;
    this.#current = first;
    this.#previous = first;
  }

  /** What the write master knows: writes are checked against this. */
  get current(): T {
    return this.#current;
  }

  write(next: T): void {
    this.#previous = this.#current;
    this.#current = next;
    this.#changedAt = sandboxNow();
    this.#reads = 0;
  }

  isYoungerThan(milliseconds: number): boolean {
    return sandboxNow() - this.#createdAt < milliseconds;
  }

  /** What a reader gets: while the replicas disagree, the first answer and every `staleEvery`-th after it are old. */
  read(staleMs: number, staleEvery = 3): T {
    if (sandboxNow() - this.#changedAt >= staleMs) return this.#current;
    this.#reads += 1;
    return this.#reads % staleEvery === 1 % staleEvery ? this.#previous : this.#current;
  }
}
