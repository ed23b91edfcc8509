/** Data with one value of another kind at each of its places. */

export const ODD_VALUES: readonly unknown[] = [null, true, 7, '', 'text', '{', [], {}, [null], [[]], { value: [] }, { $ref: '#/definitions/Item' }, { $ref: 7 }, { __proto__: 1 }];

/** All paths into a value, its root apart. */
export function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : [];
  return [...(path.length > 0 ? [path] : []), ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

export function replacedAt(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = replacedAt(copy[key], rest, by);
  return copy;
}
