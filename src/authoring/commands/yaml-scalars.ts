/** Texts and keys as YAML scalars that every reader, of YAML 1.1 as well, takes for the same text. */
import { stringify } from 'yaml';

/** A value behind `key:` or `-`: the rest of that line, and the lines below it, relative to the key. */
export interface WrittenScalar {
  readonly head: string;
  readonly body: readonly string[];
}

/** All but control characters, lone surrogates and marks of the byte order: what a YAML file may hold as it is. */
const PRINTABLE = /^[\t\n\x20-\x7e\x85\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;
/** Needs no look at YAML's rules: begins with a letter and has no sign that means anything. */
const SIMPLE = /^[A-Za-z](?:[\w ./-]*[\w/])?$/;
/** Words that YAML 1.1 or 1.2 takes for something else than text. */
const WORDS = /^(?:true|false|yes|no|on|off|y|n|null)$/i;
/** YAML reads no longer key without a question mark before it. */
const LONGEST_KEY = 1000;

/** A text on one line where it has one, else as a literal block where that keeps it exactly, else with escapes. */
export function yamlText(value: string): WrittenScalar {
  const literal = /^[^\s]/.test(value) && value.includes('\n') && !/\n\s*\n$/.test(value) && PRINTABLE.test(value);
  if (!literal) return { head: oneLine(value), body: [] };
  const closed = value.endsWith('\n');
  return { head: closed ? '|' : '|-', body: (closed ? value.slice(0, -1) : value).split('\n') };
}

/** `key:`, or `? key` and `:` on two lines where the key is too long for one. */
export function yamlKey(key: string): readonly string[] {
  const written = oneLine(key);
  return written.length > LONGEST_KEY ? [`? ${written}`, ':'] : [`${written}:`];
}

function oneLine(value: string): string {
  if (SIMPLE.test(value) && !WORDS.test(value)) return value;
  // `=` is a type of its own in YAML 1.1.
  if (value === '=' || value.includes('\n') || !PRINTABLE.test(value)) return JSON.stringify(value);
  // Quotes also what YAML 1.1 takes for a date, a number in base 60 or a yes, since other tools read that.
  return stringify(value, { lineWidth: 0, blockQuote: false, version: '1.2', compat: 'yaml-1.1' }).trimEnd();
}
