/** Find references: every place that names what stands under the cursor. */
import type { TextRange } from '../../connector/connector.ts';
import { uriOf } from '../check.ts';
import type { ConnectorModel, FileKind } from '../model/connector-model.ts';
import { holds, namedThingAt } from './named-thing.ts';
import { occurrencesOf } from './occurrences.ts';

export interface ReferencePlace {
  readonly file: FileKind;
  readonly uri?: string;
  /** Of the name alone. */
  readonly range: TextRange;
  readonly declaration: boolean;
}

/** Declarations first, then in the order of files and text; empty where nothing is named. */
export function referencesAt(connector: ConnectorModel, file: FileKind, offset: number, includeDeclaration = true): ReferencePlace[] {
  const thing = namedThingAt(connector, file, offset);
  if (!thing) return [];
  return occurrencesOf(connector, thing)
    .filter(({ declaration }) => includeDeclaration || !declaration)
    .map((occurrence) => ({ file: occurrence.file, uri: uriOf(connector.files, occurrence.file), range: occurrence.range, declaration: occurrence.declaration }));
}

/** The same within one file, to mark what is the same as the word under the cursor. */
export function highlightsAt(connector: ConnectorModel, file: FileKind, offset: number): ReferencePlace[] {
  const places = referencesAt(connector, file, offset).filter((place) => place.file === file);
  return places.some(({ range }) => holds(range, offset)) ? places : [];
}
