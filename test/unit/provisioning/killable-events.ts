/** The events of one process that may be ended at any of them. */

/** Unwinds the engine as the end of its process would: whatever it does afterwards throws it again. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** The process dies at its n-th event, from 1: before it, or after it and before the answer is known. */
export interface Kill {
  readonly event: number;
  readonly when: 'before' | 'after';
}

export class KillableEvents {
  /** Names of all events, in order. */
  readonly names: string[] = [];
  readonly #kill: Kill | undefined;
  #dead = false;

  constructor(kill?: Kill) {
    this.#kill = kill;
  }

  async event<T>(name: string, perform: () => Promise<T> | T): Promise<T> {
    await this.alive();
    this.names.push(name);
    const dies = this.#kill?.event === this.names.length ? this.#kill.when : undefined;
    if (dies === 'before') this.#die();
    try {
      return await perform();
    } finally {
      // Also where it failed: the process does not live to hear it. Of several requests under way none is heard of.
      if (dies === 'after' || this.#dead) this.#die();
    }
  }

  async alive(): Promise<void> {
    await Promise.resolve();
    if (this.#dead) throw new Killed();
  }

  #die(): never {
    this.#dead = true;
    throw new Killed();
  }
}
