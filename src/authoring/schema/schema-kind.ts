/** Which schema a file has, and how the schemas are loaded: on first use, since they are large. */
import type { JSONSchema } from 'vscode-json-languageservice';

/** The files of a connector that have a schema. */
export type SchemaKind = 'definition' | 'properties' | 'settings';

export const SCHEMA_KINDS: readonly SchemaKind[] = ['definition', 'properties', 'settings'];

export type Schemas = Readonly<Record<SchemaKind, JSONSchema>>;

/** @throws when run from source before the schemas were made. */
export async function loadSchemas(): Promise<Schemas> {
  try {
    return await import('./generated/schemas.js');
  } catch (cause) {
    throw new Error('The schemas have not been made yet. Run "npm run build", or "node scripts/build-schemas.ts".', { cause });
  }
}
