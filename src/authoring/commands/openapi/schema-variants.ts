/** What the schemas of a oneOf or anyOf have in common. */
import type { Pointer } from '../../../connector/connector.ts';
import { isObject, type JsonObject } from '../../../connector/json-value.ts';
import { entriesOf, type Conversion, type Located } from './conversion.ts';

export interface Variants {
  /** Without those that stand for null; references are not followed. */
  readonly schemas: readonly Located[];
  readonly nullable: boolean;
  /** Of objects: the properties of all of them, where a name that several have is that of the first. */
  readonly properties?: ReadonlyMap<string, { readonly value: unknown; readonly pointer: Pointer }>;
  /** Of objects: what all of them require. */
  readonly required: readonly string[];
  /** The type of all of them, where it is one and not object. */
  readonly type?: string;
  /** The values of all of them, where each has a list of values. */
  readonly values?: readonly unknown[];
}

/** Objects inside allOf inside allOf…; deeper ones are not looked into. */
const MAXIMUM_DEPTH = 16;

interface ObjectParts {
  readonly properties: Map<string, { readonly value: unknown; readonly pointer: Pointer }>;
  readonly required: Set<string>;
  /** False where the schema, or a part of it, is no object. */
  object: boolean;
}

export function variantsOf(conversion: Conversion, list: readonly unknown[], pointer: Pointer): Variants {
  const all = list.flatMap((value, index) => (isObject(value) ? [{ value, pointer: [...pointer, index] }] : []));
  const schemas = all.filter(({ value }) => !isNull(value));
  const resolved = schemas.flatMap(({ value, pointer: at }) => conversion.resolve(value, at) ?? []);
  const nullable = schemas.length < all.length;
  const parts = resolved.map((one) => partsOf(conversion, one));
  if (parts.length === schemas.length && parts.length > 1 && parts.every(({ object }) => object)) {
    const properties = new Map<string, { readonly value: unknown; readonly pointer: Pointer }>();
    for (const part of parts) for (const [name, property] of part.properties) if (!properties.has(name)) properties.set(name, property);
    const [first, ...others] = parts;
    return { schemas, nullable, properties, required: [...(first?.required ?? [])].filter((name) => others.every(({ required }) => required.has(name))) };
  }
  const types = new Set(resolved.map(({ value }) => typeOf(value)));
  const [type] = types;
  const lists = resolved.map(({ value }) => (Array.isArray(value.enum) ? (value.enum as unknown[]) : Object.hasOwn(value, 'const') ? [value.const] : undefined));
  const values = lists.every((one) => one !== undefined) ? [...new Set(lists.flat())].filter((one) => one !== null) : undefined;
  return { schemas, nullable, required: [], type: types.size === 1 && resolved.length === schemas.length ? type : undefined, values: values && values.length > 0 ? values : undefined };
}

function isNull(value: JsonObject): boolean {
  return value.type === 'null' || (Array.isArray(value.enum) && value.enum.length === 1 && value.enum[0] === null) || (Object.hasOwn(value, 'const') && value.const === null);
}

/** Without null; undefined where there are several, or none that can be told. */
function typeOf(value: JsonObject): string | undefined {
  const types = (Array.isArray(value.type) ? (value.type as unknown[]) : [value.type]).filter((type) => type !== 'null');
  const [only] = types;
  if (types.length === 1 && typeof only === 'string') return only;
  const first: unknown = Array.isArray(value.enum) ? value.enum[0] : value.const;
  return typeof first === 'string' || typeof first === 'boolean' || typeof first === 'number' ? typeof first : undefined;
}

function partsOf(conversion: Conversion, located: Located): ObjectParts {
  const parts: ObjectParts = { properties: new Map(), required: new Set(), object: false };
  collect(conversion, located, parts, new Set(), 0);
  return parts;
}

function collect(conversion: Conversion, { value, pointer }: Located, parts: ObjectParts, seen: Set<JsonObject>, depth: number): void {
  if (seen.has(value) || depth > MAXIMUM_DEPTH) return;
  seen.add(value);
  if (value.type === 'object' || isObject(value.properties)) parts.object = true;
  for (const [name, property] of entriesOf(value.properties)) if (!parts.properties.has(name)) parts.properties.set(name, { value: property, pointer: [...pointer, 'properties', name] });
  if (Array.isArray(value.required)) for (const name of value.required as unknown[]) if (typeof name === 'string') parts.required.add(name);
  for (const [index, part] of (Array.isArray(value.allOf) ? (value.allOf as unknown[]) : []).entries()) {
    const resolved = conversion.resolve(part, [...pointer, 'allOf', index]);
    if (resolved) collect(conversion, resolved, parts, seen, depth + 1);
  }
}
