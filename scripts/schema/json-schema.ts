/** JSON Schema as data, and the two short forms that the sources in schemas/ use and editors do not know. */

export type JsonSchema = { [keyword: string]: unknown };

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * JSON merge patch (RFC 7396), with one difference: a patch that is a reference takes the place of what it meets, since
 * draft-07 ignores all that stands beside a $ref.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isSchema(patch)) return patch;
  // A schema's properties may be called $ref as well, and are objects then.
  const merged: JsonSchema = isSchema(target) && typeof patch['$ref'] !== 'string' ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

/** A regular expression for a name in any case, without flags: editors and YAML services differ in how they take those. */
export function anyCase(name: string): string {
  return `^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`)}$`;
}

/**
 * Writes out `"ignoreCase": true`, by which the properties of an object are found whatever their case. The listed
 * spelling stays in `properties`, so that completion offers it; the others match by pattern and have its schema.
 */
export function writeOutCase(root: JsonSchema): JsonSchema {
  return visit(root, '#') as JsonSchema;

  function visit(node: unknown, pointer: string): unknown {
    if (Array.isArray(node)) return node.map((item, index) => visit(item, `${pointer}/${index}`));
    if (!isSchema(node)) return node;
    const { ignoreCase, ...schema } = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, visit(value, `${pointer}/${escapePointer(key)}`)]));
    if (ignoreCase !== true) return ignoreCase === undefined ? schema : { ...schema, ignoreCase };
    const names = Object.keys(schema['properties'] as JsonSchema);
    const variants = Object.fromEntries(names.map((name) => [anyCase(name), { $ref: `${pointer}/properties/${escapePointer(name)}` }]));
    return { ...schema, patternProperties: { ...(schema['patternProperties'] as JsonSchema | undefined), ...variants } };
  }
}

function escapePointer(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** Text for people: what it is, and where more about it is found. */
export function described(description: string, documentation: string): string {
  return `${description} [Documentation](${documentation})`;
}

/** A placeholder of a snippet. Braces and dollars cannot be escaped inside the JSON of a snippet: such texts stay out. */
export function placeholder(index: number, text: string | undefined): string {
  return text === undefined || text === '' || /[{}$\\|]/.test(text) ? `$${index}` : `\${${index}:${text}}`;
}
