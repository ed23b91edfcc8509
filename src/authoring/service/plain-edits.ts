/** Edits as plain data with places instead of offsets. */
import type { TextEdit } from '../../connector/connector.ts';
import type { ConnectorModel, FileKind } from '../model/connector-model.ts';
import type { FilePlaces } from './file-places.ts';
import type { PlainRange } from './positions.ts';

export type PlainChanges = readonly {
  readonly uri: string;
  /** `unsure`: to be shown to a person before it is made. */
  readonly edits: readonly { readonly range: PlainRange; readonly newText: string; readonly unsure?: true }[];
}[];

interface Changes {
  readonly file: FileKind;
  readonly edits: readonly (TextEdit & { readonly unsure?: true })[];
}

/** What an editor cannot show, a byte order mark, it cannot edit either: such an edit is left out. */
export function plainChanges(changes: readonly Changes[], { files }: ConnectorModel, places: FilePlaces): PlainChanges {
  return changes.flatMap(({ file, edits }) => {
    const uri = files[file];
    const visible = edits.map(({ range, newText, unsure }) => ({ range: places.rangeOf(file, range), newText, ...(unsure && { unsure }) }))
      .filter(({ range: { start, end }, newText }) => newText !== '' || start.line !== end.line || start.character !== end.character);
    return uri === undefined || visible.length === 0 ? [] : [{ uri, edits: visible }];
  });
}
