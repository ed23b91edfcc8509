/**
 * Makes the schemas that editors and the check use from their sources in schemas/ and src/authoring/catalogue:
 * dist/schemas/ for VS Code's and Red Hat's language services, and src/authoring/schema/generated/ for our own code.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeDefinition } from './schema/compose-definition.ts';
import { composeProperties } from './schema/compose-properties.ts';
import type { JsonSchema } from './schema/json-schema.ts';
import { proposeValues } from './schema/proposed-values.ts';

const root = join(import.meta.dirname, '..');
const sources = join(root, 'schemas');
const contributed = join(root, 'dist', 'schemas');
const generated = join(root, 'src', 'authoring', 'schema', 'generated');

/** File names in dist/schemas/, which package.json contributes, by the kind of file they are for. */
const FILES = {
  definition: 'api-definition.schema.json',
  properties: 'api-properties.schema.json',
  settings: 'settings.schema.json',
} as const;

export function composeSchemas(): Readonly<Record<keyof typeof FILES, JsonSchema>> {
  return {
    definition: proposeValues(composeDefinition(read('api-definition.overlay.json'))),
    properties: proposeValues(composeProperties(read('api-properties.schema.json'))),
    settings: proposeValues(read('settings.schema.json')),
  };
}

/** @throws when a source is broken. What was there before stays then. */
export function buildSchemas(): void {
  const schemas = composeSchemas();
  const exported = Object.entries(schemas).map(([kind, schema]) => `export const ${kind} = ${JSON.stringify(schema)};\n`);
  for (const [kind, name] of Object.entries(FILES)) write(contributed, name, JSON.stringify(schemas[kind as keyof typeof FILES]));
  write(generated, 'schemas.js', exported.join(''));
}

function read(name: string): JsonSchema {
  return JSON.parse(readFileSync(join(sources, name), 'utf8')) as JsonSchema;
}

/** In one step, since tests in other processes may be reading. */
function write(directory: string, name: string, text: string): void {
  mkdirSync(directory, { recursive: true });
  const scratch = join(directory, `.${name}.${process.pid}`);
  writeFileSync(scratch, text);
  renameSync(scratch, join(directory, name));
}

if (import.meta.main) buildSchemas();
