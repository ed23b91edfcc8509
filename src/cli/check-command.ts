/** `connector-studio check`: the editor's rules over files, without an editor. */
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Profile } from '../authoring/rule.ts';
import { CONFIG_FINDING } from '../authoring/service/config-diagnostics.ts';
import { checkFolder, readFolder, type CheckedFolder, type ReadFolder } from './check-folder.ts';
import { committedDefinition, committedFolders } from './committed-definition.ts';
import { pathOf, reasonOf } from './failure-reason.ts';
import { findConnectorFolders, type ConnectorFolder, type NamedPaths } from './find-connector-folders.ts';
import type { Terminal } from './main.ts';
import { oneLine } from './output/one-line.ts';
import { summaryOf, type CheckReport, type ReportedConnector } from './report.ts';
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
  const committed = options.since === undefined ? undefined : await committedFolders(options.since, folders.map(({ path }) => path));

  const unreadable = [...complaints];
  const found: CheckedFolder[] = [];
  const configFindings = new Set<string>();
  const readings = readAhead(folders, profile);
  for (const folder of folders) {
    try {
      const former = committed?.get(folder.path);
      const checked = await checkFolder(await readings.next(), { fix: options.fix, before: former && (() => committedDefinition(former)) });
      found.push(withoutRepeated(checked, configFindings));
    } catch (error) {
      if (error instanceof UsageError) throw error;
      unreadable.push(`${pathOf(error) ?? folder.path} could not be checked: ${reasonOf(error)}.`);
    }
  }

  const connectors = found.map((checked) => reported(checked, terminal.cwd));
  const summary = summaryOf(connectors, Math.round(performance.now() - started));
  const fixed = options.fix ? found.reduce((sum, checked) => sum + checked.fixed, 0) : undefined;
  terminal.out(output({ version: terminal.version, connectors: options.quiet ? connectors.map(errorsOnly) : connectors, summary, fixed }, terminal.colors));
  for (const complaint of [...unreadable, ...found.flatMap(({ notMended = [] }) => notMended)]) terminal.err(`connector-studio: ${oneLine(complaint)}\n`);
  if (unreadable.length > 0) return 2;
  if (limit !== undefined && summary.warnings > limit) {
    terminal.err(`connector-studio: ${summary.warnings} ${summary.warnings === 1 ? 'warning is' : 'warnings are'} more than the ${limit} that --max-warnings allows.\n`);
    return 1;
  }
  return summary.errors > 0 ? 1 : 0;
}

/** Reads one connector while the one before it is checked. */
function readAhead(folders: readonly ConnectorFolder[], profile: Profile | undefined): { readonly next: () => Promise<ReadFolder> } {
  let at = 0;
  const start = (): Promise<ReadFolder> | undefined => {
    const folder = folders[at++];
    const reading = folder && readFolder(folder, profile);
    // Whoever asks for it gets the error; before that nobody does.
    reading?.catch(() => undefined);
    return reading;
  };
  let ahead = start();
  return {
    next: async () => {
      const reading = ahead;
      ahead = start();
      if (!reading) throw new RangeError('There is no further folder.');
      return reading;
    },
  };
}

/** A configuration file above many connectors is told of once. */
function withoutRepeated(checked: CheckedFolder, told: Set<string>): CheckedFolder {
  const diagnostics = checked.diagnostics.filter(({ rule, uri, message, range }) => {
    if (rule !== CONFIG_FINDING) return true;
    const key = JSON.stringify([uri, range, message]);
    const isNew = !told.has(key);
    told.add(key);
    return isNew;
  });
  return { ...checked, diagnostics };
}

function reported({ folder, diagnostics, uris }: CheckedFolder, cwd: string): ReportedConnector {
  const shown = (path: string): string => (relative(cwd, path) || '.').replaceAll(sep, '/');
  return {
    path: shown(folder.path),
    files: uris.map((uri) => shown(fileURLToPath(uri))),
    diagnostics: diagnostics.map(({ uri, range: { start, end }, severity, rule, message, fixable }) => ({
      file: shown(fileURLToPath(uri)),
      line: start.line + 1,
      column: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
      severity,
      rule,
      message,
      fixable,
    })),
  };
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
