/** OData literals inside URLs (OData 4.01 URL conventions: a quote within a string literal is doubled). */

/** A string literal for use inside a value that `query` will encode. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A string literal for an alternate key in a path: `applications(appId='…')`. */
export function pathLiteral(value: string): string {
  return encodeURIComponent(literal(value));
}

/** `?a=…&b=…` with the values encoded and the keys, which keep their `$`, as they are; empty without parameters. */
export function query(parameters: Readonly<Record<string, string | undefined>>): string {
  const parts = Object.entries(parameters).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`]));
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
