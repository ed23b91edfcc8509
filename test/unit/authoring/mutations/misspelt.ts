/** Slips of the keyboard: near enough to be recognized, and no known name themselves. */
import type { Random } from './mutation.ts';

/** One letter left out, doubled or swapped with its neighbour, not at the ends. */
export function misspelt(name: string, random: Random): string {
  const at = 1 + random.below(Math.max(1, name.length - 3));
  const ways = [
    name.slice(0, at) + name.slice(at + 1),
    name.slice(0, at) + name.charAt(at) + name.slice(at),
    name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2),
  ];
  const chosen = random.one(ways.filter((way) => way.toLowerCase() !== name.toLowerCase()));
  return chosen ?? `${name}x`;
}

/** The same letters in another case. */
export function inOtherCase(name: string, random: Random): string {
  const ways = [name.toLowerCase(), name.toUpperCase(), name.charAt(0).toUpperCase() + name.slice(1), name.charAt(0).toLowerCase() + name.slice(1)];
  return random.one(ways.filter((way) => way !== name)) ?? name.toUpperCase();
}
