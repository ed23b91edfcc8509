/**
 * Examples of rules as JSON for reading: what fits stands on one line, so do objects around a single member; a null, which
 * takes a member away in an example, becomes a remark; and what is long and the same in both examples becomes `…`.
 */

/** Characters. */
const WIDTH = 110;
const STEP = '  ';
/** Characters of the one-line form; shorter parts are shown though they are the same. */
const SHORT = 60;
/** Characters; longer texts are cut. */
const LONGEST_TEXT = 300;

const SAME_OBJECT = Object.freeze({});
const SAME_LIST = Object.freeze([]);

/** `other`: the example to compare with, if there is one. */
export function exampleJson(value: unknown, other?: unknown): string {
  return written(other === undefined ? value : unlike(value, other), '');
}

/** The value with all collections that the other has as well, at the same place, replaced by one of the two marks. */
function unlike(value: unknown, other: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const json = JSON.stringify(value);
  if (json.length > SHORT && json === JSON.stringify(other)) return Array.isArray(value) ? SAME_LIST : SAME_OBJECT;
  if (Array.isArray(value)) return Array.isArray(other) ? value.map((item, index) => unlike(item, other[index])) : value;
  return isRecord(value) && isRecord(other) ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, unlike(member, other[key])])) : value;
}

function scalar(value: unknown): string {
  const text = typeof value === 'string' && value.length > LONGEST_TEXT ? `${value.slice(0, SHORT)}…` : value;
  return JSON.stringify(text);
}

function written(value: unknown, indent: string): string {
  const short = oneLine(value);
  if (short !== undefined && indent.length + short.length <= WIDTH) return short;
  const inner = indent + STEP;
  if (Array.isArray(value) && value.length === 1 && isRecord(value[0])) return `[${written(value[0], indent)}]`;
  if (Array.isArray(value)) return `[\n${value.map((item) => inner + written(item, inner)).join(',\n')}\n${indent}]`;
  if (!isRecord(value)) return scalar(value);
  const entries = Object.entries(value);
  const [only] = entries;
  if (only && entries.length === 1 && typeof only[1] === 'object' && only[1] !== null) return `{ ${JSON.stringify(only[0])}: ${written(only[1], indent)} }`;
  const kept = entries.filter(([, member]) => member !== null);
  const lines = kept.map(([key, member], index) => `${inner}${JSON.stringify(key)}: ${written(member, inner)}${index < kept.length - 1 ? ',' : ''}`);
  const gone = entries.filter(([, member]) => member === null).map(([key]) => `${inner}// no ${JSON.stringify(key)}`);
  return `{\n${[...lines, ...gone].join('\n')}\n${indent}}`;
}

/** Undefined where a remark needs a line of its own. */
function oneLine(value: unknown): string | undefined {
  if (value === SAME_LIST) return '[…]';
  if (value === SAME_OBJECT) return '{ … }';
  if (Array.isArray(value)) {
    const items = value.map(oneLine);
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  if (!isRecord(value)) return scalar(value);
  const members = Object.entries(value).map(([key, member]) => {
    const text = member === null ? undefined : oneLine(member);
    return text === undefined ? undefined : `${JSON.stringify(key)}: ${text}`;
  });
  if (members.length === 0) return '{}';
  return members.includes(undefined) ? undefined : `{ ${members.join(', ')} }`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
