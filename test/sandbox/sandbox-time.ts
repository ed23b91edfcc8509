/**
 * The sandbox's clock: the machine's, ahead by what tests have let pass. A test whose own clock lets waits cost nothing
 * hands every wait over here, so that minutes of lag are over in milliseconds. Tokens live by the machine's clock.
 */
let ahead = 0;

/** Milliseconds since the epoch. */
export function sandboxNow(): number {
  return Date.now() + ahead;
}

export function passTime(milliseconds: number): void {
  ahead += milliseconds;
}
