/** Quick fixes of the findings at a place, as plain data. */
import type { TextRange } from '../../connector/connector.ts';
import type { Diagnostic } from '../check.ts';
import type { FileKind } from '../model/connector-model.ts';
import type { FileEdits } from '../rule.ts';

export interface CodeAction {
  /** A command in the imperative. */
  readonly title: string;
  readonly changes: readonly FileEdits[];
  /** The one to take where nothing is chosen: the first of a finding's fixes, if it changes nothing but the fault. */
  readonly isPreferred: boolean;
  readonly safe: boolean;
  /** The finding that it mends. */
  readonly diagnostic: MendedDiagnostic;
}

export type MendedDiagnostic = Pick<Diagnostic, 'file' | 'range' | 'rule' | 'severity' | 'message'>;

/** In the order of the findings, of each the best fix first. */
export function codeActionsAt(diagnostics: readonly Diagnostic[], file: FileKind, range: TextRange): CodeAction[] {
  return diagnostics.filter((diagnostic) => diagnostic.file === file && touches(diagnostic.range, range)).flatMap((diagnostic) => {
    const { range: place, rule, severity, message } = diagnostic;
    return (diagnostic.fixes?.() ?? []).map(({ title, changes, safe }, index) =>
      ({ title, changes, safe, isPreferred: index === 0 && safe, diagnostic: { file, range: place, rule, severity, message } }));
  });
}

/** The rules of the findings at a place that can be mended unseen more than once in the file: for *Fix all of this kind*. */
export function rulesToFixAll(diagnostics: readonly Diagnostic[], file: FileKind, range: TextRange): string[] {
  const here = new Set(diagnostics.filter((diagnostic) => diagnostic.file === file && touches(diagnostic.range, range)).map(({ rule }) => rule));
  return [...here].filter((rule) => {
    let fixable = 0;
    // Fixes are made when asked for: two are enough to know.
    return diagnostics.some((diagnostic) => diagnostic.file === file && diagnostic.rule === rule && (diagnostic.fixes?.().some(({ safe }) => safe) ?? false) && ++fixable > 1);
  });
}

/** Both ends included: a cursor behind a word is at it. */
function touches(left: TextRange, right: TextRange): boolean {
  return left.start <= right.end && right.start <= left.end;
}
