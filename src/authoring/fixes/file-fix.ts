/** A quick fix that touches one file, as nearly all do. */
import type { TextEdit } from '../../connector/connector.ts';
import type { FileKind } from '../model/connector-model.ts';
import type { Fix } from '../rule.ts';

/** `safe` as in Fix: it cannot change what the connector does other than to mend it. */
export function fileFix(file: FileKind, title: string, safe: boolean, edits: readonly TextEdit[]): Fix {
  return { title, safe, changes: [{ file, edits }] };
}

/** None where there is nothing to edit: behind a YAML alias, or where a value is of the wrong kind. */
export function fileFixes(file: FileKind, title: string, safe: boolean, edits: readonly TextEdit[]): Fix[] {
  return edits.length === 0 ? [] : [fileFix(file, title, safe, edits)];
}
