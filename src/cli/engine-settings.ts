/**
 * Sets the JavaScript engine up for a program that is over within seconds. By `v8.setFlagsFromString`, for people start it as
 * `node dist/cli.js`, and a second process with options takes some 30 ms more. Both flags are among those that V8 looks at
 * whenever it decides anew, so that they count for a program that runs already.
 */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Of Node.js. An engine that no longer has a flag complains of it on standard error, so that newer ones are left as they are. */
const NEWEST_KNOWN = 24;

/** In bytes: room for new objects, both halves. */
const ENOUGH_ROOM = 8 * 1024 * 1024;

/**
 * To be called first of all. Leaves the slowest of V8's four ways to compile out: measured on 11.5 MB of definitions, what
 * it compiles takes a fifth of all processor time and earns nothing back; on 57 MB it is even.
 */
export function forShortRun(): void {
  setFlag('--no-turbofan');
}

/**
 * Bounds the room for new objects. V8 doubles it, up to 32 MB and more, as long as much of what is new stays in use, as the tree of
 * a large definition does. That much room is no quicker, and takes 100 MB of memory.
 */
export class YoungHeap {
  #bounded = false;

  /** To be called now and then. */
  bound(): void {
    if (this.#bounded || roomForNewObjects() < ENOUGH_ROOM) return;
    setFlag('--semi-space-growth-factor=1');
    this.#bounded = true;
  }
}

function setFlag(flag: string): void {
  if (Number.parseInt(process.versions.node, 10) <= NEWEST_KNOWN) setFlagsFromString(flag);
}

function roomForNewObjects(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
}
