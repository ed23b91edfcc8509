/**
 * Values for keys that are completed. VS Code's JSON service writes a key without colon and value where its schema has
 * neither a type nor a value to propose (`getInsertTextForProperty` of vscode-json-languageservice 5.7), and types are
 * left out where a rule tells of wrong ones. Here such schemas get annotations that refuse nothing: then a colon
 * follows the key, and the values are listed at once.
 */
import { isSchema, type JsonSchema } from './json-schema.ts';

/** What these hold is data and no schema. */
const DATA = new Set(['default', 'defaultSnippets', 'enum', 'const', 'examples']);

const PROPOSING = ['defaultSnippets', 'enum', 'const', 'default', 'examples', 'type', 'properties', 'items'];

/** Every type there is. The first decides what is written: a place without quotes, since a text is one choice of several. */
const ANY_TYPE = ['boolean', 'string', 'number', 'object', 'array', 'null'];

/** Changes the schemas of properties that completion offers in place. */
export function proposeValues(root: JsonSchema): JsonSchema {
  visit(root, root);
  return root;
}

function visit(node: unknown, root: JsonSchema): void {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, root);
    return;
  }
  if (!isSchema(node)) return;
  for (const [keyword, value] of Object.entries(node)) {
    if (DATA.has(keyword)) continue;
    if (keyword === 'properties' && isSchema(value)) {
      for (const property of Object.values(value)) {
        const schema = resolved(property, root);
        if (isSchema(schema) && schema['doNotSuggest'] !== true) propose(schema, root);
        visit(property, root);
      }
    } else visit(value, root);
  }
}

function propose(schema: JsonSchema, root: JsonSchema): void {
  if (PROPOSING.some((keyword) => keyword in schema)) return;
  const listed = [schema['anyOf'], schema['oneOf']].flat().flatMap((choice) => {
    const values = isSchema(choice) ? resolved(choice, root) : undefined;
    return isSchema(values) && Array.isArray(values['enum']) ? (values['enum'] as unknown[]) : [];
  });
  if (listed.length > 0) schema['examples'] = listed;
  else if (isObject(schema)) schema['properties'] = {};
  else schema['type'] = ANY_TYPE;
}

function isObject(schema: JsonSchema): boolean {
  return ['additionalProperties', 'patternProperties', 'if'].some((keyword) => keyword in schema);
}

function resolved(node: unknown, root: JsonSchema): unknown {
  let target = node;
  for (let steps = 0; isSchema(target) && typeof target['$ref'] === 'string' && steps < 20; steps++) {
    const segments = target['$ref'].slice(2).split('/').map((segment) => decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~'));
    target = segments.reduce<unknown>((found, segment) => (Array.isArray(found) ? found[Number(segment)] : isSchema(found) ? found[segment] : undefined), root);
  }
  return target;
}
