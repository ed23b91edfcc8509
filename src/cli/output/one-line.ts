/**
 * Texts from files that somebody else wrote, for terminals and the logs of builds. Neither may take a part of them for
 * something that it has to do: control sequences, characters that turn the direction of writing, and the commands that
 * build servers look for in the middle of a line (`##vso[…]` of Azure Pipelines, `##[…]` of GitHub Actions).
 */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => (JOINERS.has(character) ? character : escaped(character)))
    .replaceAll(/##(?=(?:vso)?\[)/gi, '# #');
}

/** Scripts and emoji need them: between two letters they are no trick. */
const JOINERS: ReadonlySet<string> = new Set(['\u200C', '\u200D']);

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
