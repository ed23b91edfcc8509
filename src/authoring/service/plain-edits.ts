/** Edits as plain data with places instead of offsets. */
import type { ConnectorModel } from '../model/connector-model.ts';
import type { FileEdits } from '../rule.ts';
import type { FilePlaces } from './file-places.ts';
import type { PlainRange } from './positions.ts';

export type PlainChanges = readonly {
  readonly uri: string;
  readonly edits: readonly { readonly range: PlainRange; readonly newText: string }[];
}[];

/** What an editor cannot show, a byte order mark, it cannot edit either: such an edit is left out. */
export function plainChanges(changes: readonly FileEdits[], { files }: ConnectorModel, places: FilePlaces): PlainChanges {
  return changes.flatMap(({ file, edits }) => {
    const uri = files[file];
    const visible = edits.map(({ range, newText }) => ({ range: places.rangeOf(file, range), newText }))
      .filter(({ range: { start, end }, newText }) => newText !== '' || start.line !== end.line || start.character !== end.character);
    return uri === undefined || visible.length === 0 ? [] : [{ uri, edits: visible }];
  });
}
