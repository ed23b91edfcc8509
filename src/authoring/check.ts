/** Runs the rules over a connector: the one core behind the editor's problems and the command line's. */
import type { ConnectorFiles, TextRange } from '../connector/connector.ts';
import { effectiveSeverity, type CheckOptions } from './check-options.ts';
import { isSuppressed, suppressionsOf } from './suppressions.ts';
import type { ConnectorModel, FileKind } from './model/connector-model.ts';
import type { Finding, Fix, Related, Rule, Severity } from './rule.ts';

export interface Diagnostic {
  readonly file: FileKind;
  /** Undefined where the finding is about a file that does not exist. */
  readonly uri?: string;
  readonly range: TextRange;
  readonly severity: Severity;
  /** The rule's id. */
  readonly rule: string;
  readonly message: string;
  readonly related?: readonly Related[];
  readonly tag?: Finding['tag'];
  readonly fixes?: () => readonly Fix[];
}

const FILE_ORDER: readonly FileKind[] = ['definition', 'properties', 'settings', 'script'];

export interface CheckRun {
  /** Between rules, so that a caller can let others run or stop. */
  readonly steps: Iterable<void>;
  /** Complete once `steps` has ended; with what others have found, in the order of files and of their text. */
  readonly diagnostics: (others?: readonly Diagnostic[]) => Diagnostic[];
}

/** All diagnostics at once. */
export function checkConnector(connector: ConnectorModel, rules: readonly Rule[], options: CheckOptions): Diagnostic[] {
  const run = startCheck(connector, rules, options);
  Array.from(run.steps);
  return run.diagnostics();
}

/** The same, rule by rule. */
export function startCheck(connector: ConnectorModel, rules: readonly Rule[], options: CheckOptions): CheckRun {
  const found: Diagnostic[] = [];
  const seen = new Set<string>();
  const suppressions = suppressionsOf(connector);
  return { steps: runRules(), diagnostics: (others = []) => inOrder([...found, ...others]) };

  function* runRules(): Generator<void> {
    for (const rule of rules) {
      const severity = effectiveSeverity(rule, options);
      if (severity !== undefined) rule.check(connector, (finding) => add(rule, finding, severity));
      yield;
    }
  }

  function add(rule: Rule, finding: Finding, given: { readonly severity: Severity; readonly chosen: boolean }): void {
    if (isSuppressed(suppressions, finding.file, finding.range.start, rule.id)) return;
    // What YAML aliases repeat is one text and one finding.
    const key = `${rule.id} ${finding.file} ${finding.range.start} ${finding.range.end} ${finding.message}`;
    if (seen.has(key)) return;
    seen.add(key);
    const { file, range, message, related, tag, fixes } = finding;
    const severity = given.chosen ? given.severity : (finding.severity ?? given.severity);
    found.push({ file, uri: uriOf(connector.files, file), range, severity, rule: rule.id, message, related, tag, fixes });
  }
}

export function uriOf(files: ConnectorFiles, file: FileKind): string | undefined {
  return files[file];
}

function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted((left, right) =>
    FILE_ORDER.indexOf(left.file) - FILE_ORDER.indexOf(right.file) || left.range.start - right.range.start || left.range.end - right.range.end || left.rule.localeCompare(right.rule));
}

