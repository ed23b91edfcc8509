/** Offsets of a connector's texts as places and back. Each text is indexed once. */
import type { TextRange } from '../../connector/connector.ts';
import { LineIndex } from '../../connector/line-index.ts';
import type { ConnectorModel, FileKind } from '../model/connector-model.ts';
import type { PlainPosition, PlainRange } from './positions.ts';

export class FilePlaces {
  readonly #indexes = new Map<FileKind, { readonly index: LineIndex; readonly mark: number }>();
  readonly #texts: Readonly<Partial<Record<FileKind, string>>>;

  constructor(texts: Readonly<Partial<Record<FileKind, string>>>) {
    this.#texts = texts;
  }

  static of({ documents, script }: ConnectorModel): FilePlaces {
    return new FilePlaces({ definition: documents.definition?.text, properties: documents.properties?.text, settings: documents.settings?.text, script: script?.text });
  }

  rangeOf(file: FileKind, { start, end }: TextRange): PlainRange {
    return { start: this.positionOf(file, start), end: this.positionOf(file, end) };
  }

  positionOf(file: FileKind, offset: number): PlainPosition {
    const { index, mark } = this.#indexOf(file);
    const { line, column } = index.placeAt(offset);
    return { line, character: line === 0 ? Math.max(0, column - mark) : column };
  }

  offsetOf(file: FileKind, { line, character }: PlainPosition): number {
    const { index, mark } = this.#indexOf(file);
    return index.offsetAt({ line, column: line === 0 ? character + mark : character });
  }

  #indexOf(file: FileKind): { readonly index: LineIndex; readonly mark: number } {
    let known = this.#indexes.get(file);
    if (!known) {
      const text = this.#texts[file] ?? '';
      known = { index: new LineIndex(text), mark: text.startsWith('\uFEFF') ? 1 : 0 };
      this.#indexes.set(file, known);
    }
    return known;
  }
}
