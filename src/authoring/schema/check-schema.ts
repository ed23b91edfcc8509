/** Whether a file meets its schema, and if not, what is wrong where. */
import type { SyntaxDocument } from '../../connector/syntax-node.ts';
import { compileGate, type SchemaGate } from './schema-gate.ts';
import { loadSchemas, type SchemaKind } from './schema-kind.ts';
import type { SchemaProblem, SchemaService } from './schema-service.ts';

export type { SchemaKind } from './schema-kind.ts';
export type { SchemaProblem } from './schema-service.ts';

const gates = new Map<SchemaKind, SchemaGate>();
let service: Promise<SchemaService> | undefined;

/**
 * The problems of a file, in the order of its text; none where it has no tree. Nearly all files pass the gate, which
 * takes some 3 ms per megabyte, and never load the service that words the problems of the others.
 */
export async function checkSchema(document: SyntaxDocument, kind: SchemaKind): Promise<readonly SchemaProblem[]> {
  if (!document.root || (await gateOf(kind))(document.root)) return [];
  return (await schemaService()).validate(document, kind);
}

/** The one service of this process, shared with hover and completion. */
export function schemaService(): Promise<SchemaService> {
  return (service ??= import('./schema-service.ts').then((module) => module.SchemaService.create()));
}

async function gateOf(kind: SchemaKind): Promise<SchemaGate> {
  const known = gates.get(kind);
  if (known) return known;
  const gate = compileGate((await loadSchemas())[kind]);
  gates.set(kind, gate);
  return gate;
}
