/** `connector-studio check`: the editor's rules over files, without an editor. */
import type { Profile } from '../authoring/rule.ts';
import { CONFIG_FINDING } from '../authoring/studio-config-name.ts';
import type { CommittedFolder } from './committed-definition.ts';
import { findConnectorFolders, type NamedPaths } from './find-connector-folders.ts';
import type { Terminal } from './main.ts';
import { oneLine } from './output/one-line.ts';
import { summaryOf, type CheckReport, type ReportedConnector, type ReportedDiagnostic } from './report.ts';
import { checkInThreads } from './thread-team.ts';
import { UsageError } from './usage-error.ts';

export interface CheckArguments {
  readonly paths: readonly string[];
  readonly format: string;
  readonly profile?: string;
  readonly 'max-warnings'?: string;
  readonly fix: boolean;
  readonly since?: string;
  readonly quiet: boolean;
}

type Output = (report: CheckReport, colors: boolean) => string;

/** Loaded when chosen: SARIF's carries the rules' texts. */
const OUTPUTS: Readonly<Record<string, () => Promise<Output>>> = {
  text: async () => (await import('./output/text.ts')).textOutput,
  json: async () => (await import('./output/json.ts')).jsonOutput,
  sarif: async () => (await import('./output/sarif.ts')).sarifOutput,
  github: async () => (await import('./output/github.ts')).githubOutput,
};

/**
 * Writes the report and gives the exit code.
 *
 * @throws {UsageError} for options and paths that make no sense.
 */
export async function checkCommand(options: CheckArguments, terminal: Terminal): Promise<number> {
  const started = performance.now();
  const output = await outputNamed(options.format);
  const profile = profileNamed(options.profile);
  const limit = warningLimit(options['max-warnings']);
  const { folders, complaints } = await findConnectorFolders(await namedPaths(options.paths, terminal), terminal.cwd);
  const committed = options.since === undefined ? undefined : await foldersBefore(options.since, folders.map(({ path }) => path));

  const tasks = folders.map((folder) => ({ folder, former: committed?.get(folder.path) }));
  const outcomes = await checkInThreads(tasks, { cwd: terminal.cwd, profile, fix: options.fix }, terminal.startThread);
  const wrong = outcomes.find((outcome) => 'wrongUsage' in outcome);
  if (wrong) throw new UsageError(wrong.wrongUsage);
  const unreadable = [...complaints, ...outcomes.flatMap((outcome) => ('unreadable' in outcome ? outcome.unreadable : []))];
  const found = outcomes.filter((outcome) => 'connector' in outcome);

  const configFindings = new Set<string>();
  const connectors = found.map(({ connector }) => withoutRepeated(connector, configFindings));
  const summary = summaryOf(connectors, Math.round(performance.now() - started));
  const fixed = options.fix ? found.reduce((sum, { fixed: count }) => sum + count, 0) : undefined;
  terminal.out(output({ version: terminal.version, connectors: options.quiet ? connectors.map(errorsOnly) : connectors, summary, fixed }, terminal.colors));
  for (const complaint of [...unreadable, ...found.flatMap(({ notMended }) => notMended)]) terminal.err(`connector-studio: ${oneLine(complaint)}\n`);
  if (unreadable.length > 0) return 2;
  if (limit !== undefined && summary.warnings > limit) {
    terminal.err(`connector-studio: ${summary.warnings} ${summary.warnings === 1 ? 'warning is' : 'warnings are'} more than the ${limit} that --max-warnings allows.\n`);
    return 1;
  }
  return summary.errors > 0 ? 1 : 0;
}

/** Loaded when asked for: it reads definitions. */
async function foldersBefore(commit: string, folders: readonly string[]): Promise<ReadonlyMap<string, CommittedFolder>> {
  const { committedFolders } = await import('./committed-definition.ts');
  return committedFolders(commit, folders);
}

/** A configuration file above many connectors is told of once. */
function withoutRepeated({ diagnostics, ...connector }: ReportedConnector, told: Set<string>): ReportedConnector {
  const isNew = ({ rule, ...finding }: ReportedDiagnostic): boolean => {
    if (rule !== CONFIG_FINDING) return true;
    const key = JSON.stringify(finding);
    const first = !told.has(key);
    told.add(key);
    return first;
  };
  return { ...connector, diagnostics: diagnostics.filter(isNew) };
}

function errorsOnly({ diagnostics, ...connector }: ReportedConnector): ReportedConnector {
  return { ...connector, diagnostics: diagnostics.filter(({ severity }) => severity === 'error') };
}

async function outputNamed(format: string): Promise<Output> {
  const load = Object.hasOwn(OUTPUTS, format) ? OUTPUTS[format] : undefined;
  if (!load) throw new UsageError(`There is no format "${format}". The formats are ${Object.keys(OUTPUTS).join(', ')}.`);
  return load();
}

function profileNamed(name: string | undefined): Profile | undefined {
  if (name === undefined || name === 'build' || name === 'certify') return name;
  throw new UsageError(`There is no profile "${name}". The profiles are build and certify.`);
}

function warningLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new UsageError(`--max-warnings takes a number from 0 on, not "${text}".`);
  return Number(text);
}

/** `-` stands for a list on standard input: names end with NUL bytes where there are any, else with lines. An empty list is one. */
async function namedPaths(paths: readonly string[], terminal: Terminal): Promise<NamedPaths> {
  if (paths.length === 0) throw new UsageError('Name what to check: folders, files or globs, or - for a list on standard input.');
  const list = paths.includes('-') ? await terminal.stdin() : '';
  return { named: paths.filter((path) => path !== '-'), listed: (list.includes('\0') ? list.split('\0') : list.split(/\r?\n/)).filter(Boolean) };
}
