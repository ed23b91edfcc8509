/** Text in bash (manual, 3.1.2 "Quoting") and in the queries of Azure CLI, which are JMESPath (jmespath.org, grammar). */
import { asciiJson } from './visible-text.ts';

/**
 * One word that means exactly `text`: within single quotes nothing has a meaning but the quote itself.
 *
 * @throws RangeError for a NUL, which no argument of a program can hold.
 */
export function bashQuoted(text: string): string {
  if (text.includes('\0')) throw new RangeError('A shell\'s text cannot hold the character NUL.');
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A JMESPath literal: JSON between backticks, so that a backtick of its own has to be written as an escape. */
export function queryLiteral(value: unknown): string {
  return `\`${asciiJson(value).replaceAll('`', String.raw`\u0060`).replaceAll("'", String.raw`\u0027`)}\``;
}
