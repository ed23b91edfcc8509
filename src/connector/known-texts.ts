/**
 * Short texts that occur again and again, each made once. They are found by their characters where they stand, before a
 * string is made of them; equal ones are then the same object, which spares memory and makes comparing them quick.
 */

/** A power of two. */
const SLOTS = 512;

export class KnownTexts {
  /** By hash; a text that meets another one in its slot takes it over. */
  private readonly slots: string[] = new Array<string>(SLOTS).fill('');

  /** The part of `source` from `start` to `end`. `hash`: any number that depends on its characters alone. */
  text(source: string, start: number, end: number, hash: number): string {
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.slots[slot] ?? '';
    if (known.length === end - start && source.startsWith(known, start)) return known;
    return (this.slots[slot] = source.slice(start, end));
  }
}
