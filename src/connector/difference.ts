/** Where two values differ, for people who have to see one wrong letter among a hundred. */

/** Equal but for upper and lower case, and not equal. */
export function differsInCaseOnly(expected: string, actual: string): boolean {
  return expected !== actual && expected.toLowerCase() === actual.toLowerCase();
}

/**
 * A line of blanks with a caret under each position where the values differ; of a different length, carets run to the
 * end of the longer one. Empty where they are equal.
 */
export function differenceMarks(expected: string, actual: string): string {
  if (expected === actual) return '';
  const length = Math.max(expected.length, actual.length);
  let marks = '';
  for (let index = 0; index < length; index += 1) marks += expected[index] === actual[index] ? ' ' : '^';
  return marks.trimEnd();
}

/** Blanks, line breaks and tabs at the ends made visible, since Entra counts them. */
export function visibleBlanks(value: string): string {
  return value.replace(/^\s+|\s+$/g, (blanks) => '␠'.repeat(blanks.length));
}

/** Client ids, tenant ids and object ids compare without regard to case. */
export function sameGuid(left: string | undefined, right: string | undefined): boolean {
  return left !== undefined && right !== undefined && left.toLowerCase() === right.toLowerCase();
}

/** The platform adds and drops the trailing slash of resource and login URLs on save. */
export function sameUrl(left: string | undefined, right: string | undefined): boolean {
  return left !== undefined && right !== undefined && left.replace(/\/+$/, '').toLowerCase() === right.replace(/\/+$/, '').toLowerCase();
}

export function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value) => right.includes(value));
}

export function isGuid(text: string | undefined): boolean {
  return text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
