/** Ways to spoil a connector's files: as text, as bytes, and as data. */
import { parse, stringify } from 'yaml';
import type { FileFormat } from '../../../../src/connector/connector.ts';
import type { ConnectorTexts } from '../../../../src/authoring/model/build-model.ts';
import type { Random } from '../mutations/mutation.ts';
import type { Sample } from './connector-samples.ts';

type Spoil = (text: string, random: Random, format: FileFormat) => string;

const PIECES = ['{', '}', '[', ']', '"', "'", ':', ',', '\\', '\n', '\r', '\t', '#', '- ', '? ', '|\n', '&a ', '*a ', '!!map ', '//', '/*', '\0', '\u2028', '\uFEFF', '\uD800', '\u{1F600}', '"__proto__": 1,', '__proto__: 1\n', '<<: *a\n', '---\n', '%', '@', '$ref', '~', '../', '1e999', '-0', '😀'];

const ODD_NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'length', '', ' ', '$ref', 'x-ms-', 'X-MS-SUMMARY', 'a/b~c', '0', '{id}', "@headers('a')", 'İ', '\u0000', 'properties', 'get', 'default', 'items', 'ſ'];

const ODD_VALUES: readonly unknown[] = [
  null, true, false, 0, -1, 1e308, 1.5, '', ' ', 'text', 'A'.repeat(3000), '{', '{id}/{', '@', "@connectionParameters('a", "@{body('x')}", 'https://', '//', '#/', '#', '__proto__',
  [], {}, [null], [[]], [{}], { '': '' }, { $ref: '#' }, { $ref: '#/definitions' }, { $ref: '#/definitions/Item' }, { $ref: '#/paths' }, { $ref: '#/definitions/__proto__' }, { $ref: '#/definitions/%E0%A4%A' }, { $ref: 7 }, { $ref: [] },
  { type: ['string', null] }, { type: 'array' }, { type: 'object', properties: null, required: 'a', allOf: {} }, { items: { items: { items: 1 } } }, { enum: {} }, { enum: [[], {}, null] }, { operationId: {} }, { value: { value: [] } },
];

/** How long a spoilt text may be beside the one it comes from. */
const MOST_ADDED = 20_000;

const asText: readonly Spoil[] = [
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.slice(random.below(text.length + 1)),
  (text, random) => {
    const [from, to] = [random.below(text.length + 1), random.below(text.length + 1)].toSorted((left, right) => left - right) as [number, number];
    return text.slice(0, from) + text.slice(random.below(2) === 0 ? from : to, to) + text.slice(from);
  },
  (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + (random.one(PIECES) ?? '') + text.slice(at + random.below(3));
  },
  (text, random) => {
    const lines = text.split('\n');
    const at = random.below(lines.length);
    return lines.toSpliced(at, random.below(4), ...lines.slice(at, at + random.below(12))).join('\n');
  },
  (text, random) => {
    const lines = text.split('\n');
    const [left, right] = [random.below(lines.length), random.below(lines.length)];
    return lines.with(left, lines[right] ?? '').with(right, lines[left] ?? '').join('\n');
  },
  (text, random) => {
    // As editors decode files: invalid bytes become U+FFFD.
    const bytes = Buffer.from(text);
    for (let count = 1 + random.below(8); bytes.length > 0 && count > 0; count--) bytes[random.below(bytes.length)] = random.below(256);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  },
  (text, random, format) => {
    const at = random.below(text.length + 1);
    const nest = random.one(format === 'json' ? ['[', '{"a":', '{"properties":{"a":', '{"allOf":[', '{"items":'] : ['[', '{a: ', '- ', '{properties: {a: ', '? ']) ?? '';
    return text.slice(0, at) + nest.repeat(1 + random.below(600)) + text.slice(at);
  },
  (text, random) => text.replaceAll('\n', random.one(['', ' ', '\r', '\r\n', '\n\n']) ?? ''),
  (text, random) => (random.below(2) === 0 ? `\uFEFF${text}` : text.replaceAll('  ', '\t')),
  (text, random) => text.replace(/"?\b\w+"?(?=:)/g, (found) => (random.below(40) === 0 ? JSON.stringify(random.one(ODD_NAMES)) : found)),
  (text, random, format) => (format === 'json' ? text : text + aliasBomb(random)),
];

/** Each of the names stands for six of the one before it: as lists, and as schemas that a definition refers to. */
function aliasBomb(random: Random): string {
  const levels = 2 + random.below(14);
  const wrap = random.below(2) === 0 ? (inner: string): string => `[${inner}]` : (inner: string): string => `{type: object, allOf: [${inner}], properties: {a: {items: {allOf: [${inner}]}}}}`;
  let bomb = `\nb0: &b0 ${wrap('x')}\n`;
  for (let level = 1; level < levels; level++) bomb += `b${level}: &b${level} ${wrap(Array(6).fill(`*b${level - 1}`).join(', '))}\n`;
  return `${bomb}definitions: {Bomb: *b${levels - 1}}\n`;
}

interface Place {
  readonly owner: Record<string, unknown>;
  readonly key: string;
}

type Change = (place: Place, all: readonly Place[], random: Random) => void;

const asData: readonly Change[] = [
  ({ owner, key }, _, random) => set(owner, key, structuredClone(random.one(ODD_VALUES))),
  ({ owner, key }, all, random) => {
    // Something else of the same document: right in itself, and in the wrong place.
    const other = random.one(all);
    if (other) set(owner, key, structuredClone(other.owner[other.key]));
  },
  ({ owner, key }) => (Array.isArray(owner) ? owner.splice(Number(key), 1) : delete owner[key]),
  ({ owner, key }, _, random) => {
    const name = random.one(ODD_NAMES) ?? '';
    set(owner, name, owner[key]);
  },
  ({ owner, key }, _, random) => set(owner, random.one(ODD_NAMES) ?? '', structuredClone(owner[key])),
  ({ owner, key }, _, random) => set(owner, key, [owner[key], owner[key]].slice(random.below(2))),
  ({ owner, key }, _, random) => {
    const value = owner[key];
    const most = MOST_ADDED / (1 + (JSON.stringify(value) ?? '').length);
    // Each a value of its own: one that all share would be multiplied by the next change in it.
    set(owner, key, Array.from({ length: 1 + random.below(most) }, () => structuredClone(value)));
  },
  ({ owner, key }, _, random) => {
    const value = owner[key];
    if (typeof value === 'string') set(owner, key, random.one([value.toUpperCase(), `${value}x`, value.slice(1), `${value} ${value}`, `{${value}}`, value.split('').reverse().join(''), value.repeat(20)]));
    else if (typeof value === 'number') set(owner, key, random.one([-value, value * 1e300, String(value)]));
  },
  ({ owner, key }, _, random) => {
    // Schemas that refer to each other: in a circle, and each six times to the next.
    const count = 2 + random.below(12);
    const definitions = Object.fromEntries(Array.from({ length: count }, (_unused, index) => {
      const next = { $ref: `#/definitions/Bomb${random.below(3) === 0 ? random.below(count) : index + 1}` };
      return [`Bomb${index}`, { type: 'object', allOf: [next, next, next], properties: { a: next, b: { type: 'array', items: next }, c: { additionalProperties: next } }, required: ['a'] }];
    }));
    set(owner, key, { $ref: '#/definitions/Bomb0' });
    const root = owner[ROOT] as Record<string, unknown> | undefined;
    if (root) root['definitions'] = { ...(typeof root['definitions'] === 'object' ? root['definitions'] : {}), ...definitions };
  },
];

const ROOT = Symbol('the document') as unknown as string;

/** As a parser does, so that `__proto__` is a name like any other. A list gets another item where it has none of that number. */
function set(owner: Record<string, unknown>, key: string, value: unknown): void {
  if (Array.isArray(owner) && !/^\d+$/.test(key)) {
    owner.push(value);
    return;
  }
  Object.defineProperty(owner, key, { value, writable: true, enumerable: true, configurable: true });
}

function placesIn(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found;
  const owner = value as Record<string, unknown>;
  for (const key of Object.keys(owner)) {
    found.push({ owner, key });
    placesIn(owner[key], found);
  }
  return found;
}

/** What texts hold, for the next round; undefined where a text is too broken. */
const known = new Map<string, unknown>();

function dataOf(text: string, format: FileFormat): unknown {
  if (known.has(text)) return structuredClone(known.get(text));
  try {
    const data = format === 'json' || text.startsWith('{') ? JSON.parse(text) as unknown : parse(text, { maxAliasCount: 0, logLevel: 'silent' }) as unknown;
    // The yaml package takes longer to read a sample than its check takes.
    if (format === 'yaml' && known.size < MOST_KNOWN) known.set(text, structuredClone(data));
    return data;
  } catch {
    return undefined;
  }
}

const MOST_KNOWN = 1_000;

/** Undefined where the text is too broken to have data. */
function spoiltData(text: string, random: Random, format: FileFormat): string | undefined {
  const data = dataOf(text, format);
  if (data === undefined) return undefined;
  for (let count = 1 + random.below(4); count > 0; count--) {
    const places = placesIn(data);
    const place = random.one(places);
    if (!place) break;
    Object.defineProperty(place.owner, ROOT, { value: data, enumerable: false, configurable: true });
    random.one(asData)?.(place, places, random);
  }
  // JSON is YAML as well, and sooner written.
  const inYaml = format === 'yaml' && random.below(4) === 0;
  const [indent, aliases] = [random.one([0, 2, 2, '\t']), random.below(2) === 0];
  try {
    if (inYaml) return stringify(data, { aliasDuplicateObjects: aliases });
  } catch {
    // The package does not write what is nested too deep.
  }
  return JSON.stringify(data, null, indent);
}

function spoilt(text: string, random: Random, format: FileFormat): string {
  let result = text;
  for (let count = 1 + random.below(2); count > 0; count--) {
    const data = random.below(3) > 0 ? spoiltData(result, random, format) : undefined;
    result = (data ?? random.one(asText)?.(result, random, format) ?? result).slice(0, text.length + MOST_ADDED);
  }
  return result;
}

/** One to all files spoilt; sometimes each in the other's place. */
export function spoiltConnector({ texts: { definition, properties, ...others }, format }: Sample, random: Random): ConnectorTexts {
  if (random.below(50) === 0) return { ...others, definition: properties, properties: definition };
  const which = random.below(4);
  const given = (text: string | undefined, chosen: boolean, as: FileFormat): string | undefined => (text !== undefined && chosen ? spoilt(text, random, as) : text);
  return {
    definition: given(definition, which !== 1, format),
    properties: given(properties, which !== 0 || definition === undefined, format),
    settings: given(others.settings ?? (random.below(8) === 0 ? '{ "connectorId": "shared_shelf", "environment": "Default-1", "apiProperties": "apiProperties.json" }' : undefined), which === 3, 'json'),
    script: given(others.script ?? (random.below(8) === 0 ? 'public class Script : ScriptBase { if (Context.OperationId == "GetItem") {} }' : undefined), which === 3, 'json'),
  };
}
