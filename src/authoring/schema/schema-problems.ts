/** Asks the schemas about a connector's files, so that the rule that tells of it needs no waiting. */
import type { ConnectorModel, FileKind } from '../model/connector-model.ts';
import { checkSchema, type SchemaProblem } from './check-schema.ts';
import { SCHEMA_KINDS } from './schema-kind.ts';

/** The same connector with what its schemas say. `except`: files that somebody else checks against the same schema. */
export async function withSchemaProblems(connector: ConnectorModel, except: readonly FileKind[] = []): Promise<ConnectorModel> {
  const schemaProblems: Partial<Record<FileKind, readonly SchemaProblem[]>> = {};
  for (const kind of SCHEMA_KINDS) {
    const document = connector.documents[kind];
    // Of a broken text the tree has holes that the schema would tell of as well; of no object, the rules speak.
    if (!document || except.includes(kind) || document.root?.kind !== 'object' || document.problems.some(({ severity }) => severity === 'error')) continue;
    schemaProblems[kind] = await checkSchema(document, kind);
  }
  return { ...connector, schemaProblems };
}
