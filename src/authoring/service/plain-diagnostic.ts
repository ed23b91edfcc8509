/** A diagnostic as plain data with places instead of offsets, so that it can go to another thread and to a terminal. */
import type { TextRange } from '../../connector/connector.ts';
import type { Diagnostic } from '../check.ts';
import type { ConnectorModel, FileKind } from '../model/connector-model.ts';
import type { Finding, Severity } from '../rule.ts';
import type { FilePlaces } from './file-places.ts';
import type { PlainRange } from './positions.ts';

export interface PlainDiagnostic {
  readonly uri: string;
  readonly range: PlainRange;
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  readonly related?: readonly { readonly uri: string; readonly range: PlainRange; readonly message: string }[];
  readonly tag?: Finding['tag'];
}

/** Undefined where the connector has no file at all that it could stand in. */
export function plainDiagnostic({ file, range, severity, rule, message, related, tag }: Diagnostic, { files }: ConnectorModel, places: FilePlaces): PlainDiagnostic | undefined {
  const place = placeOf(file, range);
  if (!place) return undefined;
  const others = related?.flatMap((other) => {
    const there = placeOf(other.file, other.range);
    return there ? [{ ...there, message: other.message }] : [];
  });
  return { ...place, severity, rule, message, related: others, tag };

  /** What is said of a file that is missing stands at the head of one that is there. */
  function placeOf(kind: FileKind, where: TextRange): { uri: string; range: PlainRange } | undefined {
    const uri = files[kind];
    if (uri !== undefined) return { uri, range: places.rangeOf(kind, where) };
    const other = files.properties ?? files.definition ?? files.settings ?? files.script;
    return other === undefined ? undefined : { uri: other, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
  }
}
