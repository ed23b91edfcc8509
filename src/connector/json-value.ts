/** Plain data as JSON knows it: looking things up, comparing and changing copies. */
import type { Pointer } from './connector.ts';
import { setOwn } from './syntax-node.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The key as the object spells it, found without regard to case. An exact match wins. */
export function keyOf(object: unknown, name: string): string | undefined {
  if (!isObject(object)) return undefined;
  if (Object.hasOwn(object, name)) return name;
  const lower = name.toLowerCase();
  return Object.keys(object).find((key) => key.toLowerCase() === lower);
}

/** The value of a field whose name may be in any case. */
export function fieldOf(object: unknown, name: string): unknown {
  const key = keyOf(object, name);
  return key === undefined ? undefined : (object as JsonObject)[key];
}

/** A text field that is neither missing nor empty. */
export function textField(object: unknown, name: string): string | undefined {
  const value = fieldOf(object, name);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function valueAt(root: unknown, pointer: Pointer): unknown {
  let value = root;
  for (const segment of pointer) {
    if (Array.isArray(value) && typeof segment === 'number') value = value[segment];
    else if (isObject(value) && Object.hasOwn(value, segment)) value = value[segment];
    else return undefined;
  }
  return value;
}

/** A copy in which the pointer leads to `value`; objects are made where the path does not exist. */
export function withValueAt(root: unknown, pointer: Pointer, value: unknown): unknown {
  const [segment, ...rest] = pointer;
  if (segment === undefined) return value;
  if (typeof segment === 'number') {
    const items = Array.isArray(root) ? [...(root as unknown[])] : [];
    items[segment] = withValueAt(items[segment], rest, value);
    return items;
  }
  const copy = copyOf(isObject(root) ? root : {});
  setOwn(copy, segment, withValueAt(Object.hasOwn(copy, segment) ? copy[segment] : undefined, rest, value));
  return copy;
}

/** A copy without what the pointer leads to; the same value where that does not exist. */
export function withoutValueAt(root: unknown, pointer: Pointer): unknown {
  const [segment, ...rest] = pointer;
  if (segment === undefined) return undefined;
  if (typeof segment === 'number') {
    if (!Array.isArray(root) || segment >= root.length) return root;
    const items = [...(root as unknown[])];
    if (rest.length === 0) items.splice(segment, 1);
    else items[segment] = withoutValueAt(items[segment], rest);
    return items;
  }
  if (!isObject(root) || !Object.hasOwn(root, segment)) return root;
  const copy = copyOf(root);
  if (rest.length === 0) delete copy[segment];
  else setOwn(copy, segment, withoutValueAt(copy[segment], rest));
  return copy;
}

/** Equal as data: the order of keys does not matter. */
export function sameData(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (Array.isArray(left)) {
    return Array.isArray(right) && left.length === right.length && left.every((item, index) => sameData(item, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && sameData(left[key], right[key]));
}

function copyOf(object: JsonObject): Record<string, unknown> {
  // Spread defines properties, so that an own `__proto__` stays one.
  return { ...object };
}
