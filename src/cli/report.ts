/** What a check found, in the form that every output format is made from. Positions count from 1, columns in UTF-16 units. */
import type { Severity } from '../authoring/rule.ts';

export interface ReportedDiagnostic {
  /** Relative to the working directory, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  /** A quick fix exists. */
  readonly fixable: boolean;
}

export interface ReportedConnector {
  readonly path: string;
  readonly files: readonly string[];
  readonly diagnostics: readonly ReportedDiagnostic[];
}

/** Of all that was found, also where `--quiet` tells of errors only. */
export interface Summary {
  readonly connectors: number;
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  /** Information and hints. */
  readonly infos: number;
  /** From the start of the command, whole milliseconds. */
  readonly ms: number;
}

export interface CheckReport {
  readonly version: string;
  readonly connectors: readonly ReportedConnector[];
  readonly summary: Summary;
  /** Fixes applied, where `--fix` was given; told to people only. */
  readonly fixed?: number;
}

export function summaryOf(connectors: readonly ReportedConnector[], ms: number): Summary {
  const all = connectors.flatMap(({ diagnostics }) => diagnostics);
  const count = (...severities: Severity[]): number => all.filter(({ severity }) => severities.includes(severity)).length;
  return {
    connectors: connectors.length,
    files: connectors.reduce((sum, { files }) => sum + files.length, 0),
    errors: count('error'),
    warnings: count('warning'),
    infos: count('information', 'hint'),
    ms,
  };
}
