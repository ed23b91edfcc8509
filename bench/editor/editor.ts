/**
 * How long the extension host of a real VS Code answers nobody while somebody works in the largest published definition:
 * as a connector's file, and for comparison the same text under a name that only VS Code's own features know, and as
 * plain text. What those two show is VS Code's own and the machine's.
 *
 * `CONNECTOR_STUDIO_BENCH_PROFILE=<file>` writes a V8 profile of the extension host as well.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildExtension, root } from '../../scripts/build.ts';
import { publishedConnectors, withoutCorpus } from '../../test/corpus/published-connectors.ts';
import { runInExtensionHost } from '../../test/rig/run-in-extension-host.ts';
import { asYaml, largestOf } from '../largest-connector.ts';
import { percentile, row } from '../measure.ts';
import type { EditorBenchPlan, Measured, PlannedFile } from './plan.ts';

/** What is asked of the extension host, in milliseconds. */
const LIMIT = 50;

const out = join(root, 'out', 'bench', 'editor');
/** A build of its own: a bench must not take the extension away from under somebody's tests. */
const extension = join(out, 'extension');
const workspace = join(out, 'workspace');

export async function benchEditor(log: (line: string) => void): Promise<void> {
  if (withoutCorpus) {
    log(`Skipped: ${withoutCorpus}.`);
    return;
  }
  rmSync(out, { recursive: true, force: true });
  installInto(extension);
  const plan: EditorBenchPlan = { files: writeWorkspace(), results: join(out, 'results.json'), profile: process.env['CONNECTOR_STUDIO_BENCH_PROFILE'] };
  const entry = join(out, 'host.cjs');
  await build({ entryPoints: [join(import.meta.dirname, 'host.ts')], outfile: entry, bundle: true, format: 'cjs', platform: 'node', target: 'node22', external: ['vscode'], logLevel: 'warning' });
  const code = await runInExtensionHost({ entry, workspace, extension, env: { CONNECTOR_STUDIO_BENCH_PLAN: JSON.stringify(plan) }, timeout: 900_000 });
  if (code !== 0) throw new Error('The work in the extension host failed.');
  report(JSON.parse(readFileSync(plan.results, 'utf8')) as Measured[], log);
}

/** Only what the package would hold. */
function installInto(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package.nls.json', 'media']) cpSync(join(root, name), join(folder, name), { recursive: true });
  buildExtension({ production: true, outdir: join(folder, 'dist') });
}

function writeWorkspace(): PlannedFile[] {
  const largest = largestOf([...publishedConnectors()]);
  const faulty = (text: string): string => text.replace(/("?x-ms-visibility"?: "?)([a-z])/g, (_, key: string, first: string) => key + first.toUpperCase());
  return [largest, asYaml(largest)].flatMap((one): PlannedFile[] => {
    const format = one.files.definition?.endsWith('.json') ? 'json' : 'yaml';
    const text = one.texts.definition ?? '';
    const title = `${format.toUpperCase()} ${(Buffer.byteLength(text) / 1e6).toFixed(1)} MB`;
    const write = (path: string, content: string): string => {
      const file = join(workspace, format, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    };
    const connector = (folder: string, definition: string): string => {
      if (one.texts.properties !== undefined) write(`${folder}/${fileNameOf(one.files.properties ?? '')}`, one.texts.properties);
      return write(`${folder}/apiDefinition.swagger.${format}`, definition);
    };
    return [
      { title: `${title}, plain text`, path: write('plain/largest.txt', text), work: 'nothing' },
      { title: `${title}, VS Code alone`, path: write(`alone/largest.${format}`, text), work: 'questions' },
      { title: `${title}, connector`, path: connector('published', text), work: 'questions' },
      { title: `${title}, connector with many faults`, path: connector('faulty', faulty(text)), work: 'fixes' },
    ];
  });
}

function report(measured: readonly Measured[], log: (line: string) => void): void {
  log('\nThe longest pause of the extension host, each time that something was done, by the clock and in its own computing time\n');
  log(row('', 'times', 'p50 ms', 'p95 ms', 'max ms', 'CPU p50', 'CPU p95', 'CPU max', `> ${LIMIT} CPU`));
  let file = '';
  for (const { file: title, action, pauses } of measured) {
    if (title !== file) log(title);
    file = title;
    const ms = pauses.map((pause) => pause.ms);
    const cpu = pauses.map((pause) => pause.cpuMs);
    const shown = [ms, cpu].flatMap((all) => [percentile(all, 0.5), percentile(all, 0.95), Math.max(...all)]);
    log(row(`  ${action}`, String(pauses.length), ...shown, String(cpu.filter((one) => one > LIMIT).length)));
  }
}

function fileNameOf(uri: string): string {
  return fileURLToPath(uri).split('/').at(-1) ?? '';
}

if (import.meta.main) await benchEditor(console.log);
