/** Runs the rules over a connector: the one core behind the editor's problems and the command line's. */
import type { ConnectorFiles, TextRange } from '../connector/connector.ts';
import { effectiveSeverity, type CheckOptions } from './check-options.ts';
import { namedSecrets } from './named-secrets.ts';
import { withoutSecrets } from './shown-text.ts';
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

const SYNTAX_RULE = 'document-syntax';
const SCHEMA_RULE = 'schema';

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
  const broken = brokenPlaces(connector);
  let secrets: readonly string[] | undefined;
  const shownTexts = new Map<string, string>();
  return { steps: runRules(), diagnostics: (others = []) => inOrder([...withoutRepeated(found), ...others]) };

  function* runRules(): Generator<void> {
    for (const rule of rules) {
      const severity = effectiveSeverity(rule, options);
      if (severity !== undefined) rule.check(connector, (finding) => add(rule, finding, severity));
      yield;
    }
  }

  function add(rule: Rule, finding: Finding, given: { readonly severity: Severity; readonly chosen: boolean }): void {
    if (isSuppressed(suppressions, finding.file, finding.range.start, rule.id)) return;
    if (rule.id !== SYNTAX_RULE && (broken[finding.file] ?? []).some((place) => place.start <= finding.range.start && finding.range.end <= place.end)) return;
    // What YAML aliases repeat is one text and one finding.
    const key = `${rule.id} ${finding.file} ${finding.range.start} ${finding.range.end} ${finding.message}`;
    if (seen.has(key)) return;
    seen.add(key);
    const { file, range, message, related, tag, fixes } = finding;
    const severity = given.chosen ? given.severity : (finding.severity ?? given.severity);
    found.push({
      file, uri: uriOf(connector.files, file), range, severity, rule: rule.id, message: shown(message), tag,
      related: related?.map((other) => ({ ...other, message: shown(other.message) })),
      fixes: fixes && (() => fixes().map((fix) => ({ ...fix, title: shown(fix.title) }))),
    });
  }

  /** Rules quote what is wrong, and it may hold a secret: here all that they say comes by. Many say the same of many places. */
  function shown(text: string): string {
    const known = shownTexts.get(text);
    if (known !== undefined) return known;
    const without = withoutSecrets(text, (secrets ??= namedSecrets(connector)));
    shownTexts.set(text, without);
    return without;
  }
}

/** Where the text is broken, the error that says so says enough: what is read there is a guess, as of a key that is being typed. */
function brokenPlaces({ documents }: ConnectorModel): Readonly<Partial<Record<FileKind, readonly TextRange[]>>> {
  const errors = Object.entries(documents).map(([file, document]) => [file, document?.problems.filter(({ code, severity }) => code === 'syntax' && severity === 'error').map(({ range }) => range)] as const);
  return Object.fromEntries(errors);
}

/** A rule says more about a value than its schema does. */
function withoutRepeated(found: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!found.some(({ rule }) => rule === SCHEMA_RULE)) return found;
  const place = ({ file, range }: Diagnostic): string => `${file} ${range.start} ${range.end}`;
  const told = new Set(found.filter(({ rule }) => rule !== SCHEMA_RULE).map(place));
  return found.filter((diagnostic) => diagnostic.rule !== SCHEMA_RULE || !told.has(place(diagnostic)));
}

export function uriOf(files: ConnectorFiles, file: FileKind): string | undefined {
  return files[file];
}

function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted((left, right) =>
    FILE_ORDER.indexOf(left.file) - FILE_ORDER.indexOf(right.file) || left.range.start - right.range.start || left.range.end - right.range.end || (left.rule < right.rule ? -1 : left.rule > right.rule ? 1 : 0));
}

