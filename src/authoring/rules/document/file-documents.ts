/** The files of a connector that hold data, as far as they could be read. */
import type { SyntaxDocument } from '../../../connector/syntax-node.ts';
import type { ConnectorModel } from '../../model/connector-model.ts';

export type DocumentKind = keyof ConnectorModel['documents'];

const KINDS: readonly DocumentKind[] = ['definition', 'properties', 'settings'];

export function fileDocuments({ documents }: ConnectorModel): { readonly file: DocumentKind; readonly document: SyntaxDocument }[] {
  return KINDS.flatMap((file) => {
    const document = documents[file];
    return document ? [{ file, document }] : [];
  });
}
