/** Folders to check in, and the command line over them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { main } from '../../../src/cli/main.ts';
import type { CheckReport } from '../../../src/cli/report.ts';
import { cleanDefinition, cleanProperties } from '../authoring/clean-connector.ts';

export interface CommandRun {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export const VERSION = '1.2.3-test';

/** Runs `connector-studio` in this process. */
export async function run(argv: readonly string[], { cwd, stdin, colors = false }: { readonly cwd: string; readonly stdin?: string; readonly colors?: boolean }): Promise<CommandRun> {
  let out = '';
  let err = '';
  const exit = await main(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    cwd,
    colors,
    stdin: () => (stdin === undefined ? Promise.reject(new Error('Nobody gave anything on standard input.')) : Promise.resolve(stdin)),
    version: VERSION,
  });
  return { exit, out, err };
}

/** The same with `--format json`, read. */
export async function report(argv: readonly string[], options: { readonly cwd: string; readonly stdin?: string }): Promise<CommandRun & { readonly json: CheckReport }> {
  const result = await run(['check', '--format', 'json', ...argv], options);
  return { ...result, json: JSON.parse(result.out) as CheckReport };
}

/** `file:line:column rule` of all that was found. */
export function findings({ connectors }: CheckReport): string[] {
  return connectors.flatMap(({ diagnostics }) => diagnostics).map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`);
}

type Content = string | Uint8Array;

/** A temporary folder with files in it, by their path; removed after the test. */
export function folderWith(test: TestContext, files: Readonly<Record<string, Content>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'connector-studio-cli-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  write(folder, files);
  return folder;
}

export function write(folder: string, files: Readonly<Record<string, Content>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** The files of a connector that no rule speaks of, below a folder; each may be another text, or left out. */
export function connector(folder: string, changed: { readonly definition?: Content | null; readonly properties?: Content | null } = {}): Record<string, Content> {
  const { definition = cleanDefinitionText, properties = cleanPropertiesText } = changed;
  const place = folder === '' ? '' : `${folder}/`;
  return {
    ...(definition === null ? {} : { [`${place}apiDefinition.swagger.json`]: definition }),
    ...(properties === null ? {} : { [`${place}apiProperties.json`]: properties }),
  };
}

export const cleanDefinitionText = `${JSON.stringify(cleanDefinition, null, 2)}\n`;
export const cleanPropertiesText = `${JSON.stringify(cleanProperties, null, 2)}\n`;

/** One error, at 14:15: the base path does not begin with a slash. */
export const definitionWithError = cleanDefinitionText.replace('"/v1"', '"v1"');

/** One warning, at 17:5: the API is called by http as well. */
export const definitionWithWarning = cleanDefinitionText.replace('"https"\n', '"https",\n    "http"\n');
