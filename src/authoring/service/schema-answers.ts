/** What a file's schema offers and says, in JSON and in YAML. The service behind it is loaded with the first question. */
import type { TextRange } from '../../connector/connector.ts';
import type { SyntaxDocument } from '../../connector/syntax-node.ts';
import { layoutOf } from '../../connector/text-layout.ts';
import { schemaService } from '../schema/check-schema.ts';
import type { SchemaKind } from '../schema/schema-kind.ts';

export interface SchemaAnswer {
  readonly label: string;
  readonly kind: 'property' | 'value' | 'snippet';
  readonly insertText: string;
  readonly snippet: true;
  readonly range: TextRange;
  readonly filterText?: string;
  readonly sortText: string;
  readonly documentation?: string;
  /** A key that waits for its value: completion is asked for again, as VS Code's JSON service does. */
  readonly suggestNext?: true;
}

export async function schemaCompletions(document: SyntaxDocument | undefined, kind: SchemaKind, offset: number): Promise<SchemaAnswer[]> {
  if (!document) return [];
  const service = await schemaService();
  const found = document.format === 'json'
    ? await service.completeJson(document.text, kind, offset)
    : await (await import('../schema/yaml-service.ts')).completeYaml(service, document.text, kind, offset, layoutOf(document).step);
  // Behind what the connector itself knows.
  return found.map(({ label, kind: what, snippet, range, filterText, sortText, markdown }) => (
    { label, kind: what, insertText: snippet, snippet: true, range, filterText, sortText: `8${sortText ?? label}`, documentation: markdown, ...(/: "?\$1"?$/.test(snippet) && { suggestNext: true }) }));
}

export async function schemaHover(document: SyntaxDocument | undefined, kind: SchemaKind, offset: number): Promise<{ readonly markdown: string; readonly range: TextRange } | undefined> {
  return document && (await schemaService()).hover(document, kind, offset);
}
