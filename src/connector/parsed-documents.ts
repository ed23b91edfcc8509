/**
 * Syntax trees that are kept, so that completion, diagnostics, outline and lenses of one version of a text parse it once.
 * Bounded by the length of the texts: a tree takes some eight to ten times the memory of its text.
 */
import type { FileFormat } from './connector.ts';
import type { SyntaxDocument } from './syntax-node.ts';
import { parseDocument } from './syntax-tree.ts';

/** In UTF-16 units: ten of the largest published definitions. */
const DEFAULT_LIMIT = 12_000_000;

interface Entry {
  readonly version: number | string;
  readonly document: SyntaxDocument;
}

export class ParsedDocuments {
  private readonly limit: number;
  /** In the order of their last use. */
  private readonly entries = new Map<string, Entry>();
  private length = 0;

  /** `limit`: how long the kept texts may be together, in UTF-16 units. The one that was used last is always kept. */
  constructor(limit: number = DEFAULT_LIMIT) {
    this.limit = limit;
  }

  /**
   * The tree of a version of a document: the same object for the same URI, version and text. `version` may be an
   * editor's number, which begins anew when a file is opened again, or a time of change. One version of each URI is kept.
   */
  parse(uri: string, version: number | string, format: FileFormat, text: string): SyntaxDocument {
    const known = this.entries.get(uri);
    if (known && known.version === version && known.document.format === format && known.document.text === text) {
      this.entries.delete(uri);
      this.entries.set(uri, known);
      return known.document;
    }
    this.forget(uri);
    const document = parseDocument(text, format);
    this.entries.set(uri, { version, document });
    this.length += text.length;
    this.dropLeastUsed();
    return document;
  }

  /** To be called where a document is closed or deleted. */
  forget(uri: string): void {
    const entry = this.entries.get(uri);
    if (!entry) return;
    this.entries.delete(uri);
    this.length -= entry.document.text.length;
  }

  private dropLeastUsed(): void {
    for (const uri of this.entries.keys()) {
      if (this.length <= this.limit || this.entries.size === 1) return;
      this.forget(uri);
    }
  }
}
