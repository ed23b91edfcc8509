/**
 * The checker beside its peers over the same files in one run, as whole processes and in this process, and what an editor
 * waits for on the largest definition. Ratios count; the times are this machine's.
 *
 * Published connectors are needed: without them there is nothing to measure, and that is said.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkConnector } from '../src/authoring/check.ts';
import { DEFAULT_OPTIONS } from '../src/authoring/check-options.ts';
import { modelOfTexts } from '../src/authoring/model/build-model.ts';
import { rules } from '../src/authoring/rules/index.ts';
import { withSchemaProblems } from '../src/authoring/schema/schema-problems.ts';
import { AuthoringService } from '../src/authoring/service/authoring-service.ts';
import { parseDocument } from '../src/connector/syntax-tree.ts';
import { buildExtension, root } from '../scripts/build.ts';
import { buildSchemas } from '../scripts/build-schemas.ts';
import { corpusFolder, publishedConnectors, withoutCorpus, type PublishedConnector } from '../test/corpus/published-connectors.ts';
import { asYaml, largestOf } from './largest-connector.ts';
import { percentile, row, runProcess, timedAsync, type ProcessRun } from './measure.ts';

const peers = join(import.meta.dirname, 'peers');
const out = join(root, 'out', 'bench');
/** A build of its own: a bench must not take the extension away from under somebody's tests. */
const dist = join(out, 'dist');
const ROUNDS = 3;
const noPause = (): Promise<void> => Promise.resolve();

export async function benchAuthoring(log: (line: string) => void): Promise<void> {
  if (withoutCorpus) {
    log(`Skipped: ${withoutCorpus}.`);
    return;
  }
  buildSchemas();
  const published = [...publishedConnectors()];
  mkdirSync(out, { recursive: true });
  await wholeProcesses(published, log);
  await inProcess(published, log);
  await inTheEditor(published, log);
}

/** Each tool as people run it: start, read, check, print, end. */
async function wholeProcesses(published: readonly PublishedConnector[], log: (line: string) => void): Promise<void> {
  installPeers(log);
  buildExtension({ production: true, outdir: dist });
  // Only files that every tool reads to the end: Redocly gives up its whole run at broken JSON and at a key that stands twice.
  const readable = published.filter(({ texts }) => isReadByAll(texts.definition));
  const files = readable.flatMap(({ files: { definition } }) => (definition === undefined ? [] : [fileURLToPath(definition)]));
  const megabytes = readable.reduce((sum, { texts }) => sum + Buffer.byteLength(texts.definition ?? ''), 0) / 1e6;
  const ruleset = join(out, 'spectral.yaml');
  writeFileSync(ruleset, 'extends: ["spectral:oas"]\n');
  const list = join(out, 'files.txt');
  writeFileSync(list, files.join('\n'));
  const contenders: readonly { readonly name: string; readonly args: readonly string[] }[] = [
    { name: 'connector-studio check', args: [join(dist, 'cli.js'), 'check', '--format', 'json', ...readable.map(({ path }) => path)] },
    { name: '… --profile certify', args: [join(dist, 'cli.js'), 'check', '--profile', 'certify', '--format', 'json', ...readable.map(({ path }) => path)] },
    { name: 'ajv alone, OpenAPI 2.0 schema', args: [join(import.meta.dirname, 'ajv-alone.mjs'), list] },
    { name: '@redocly/cli lint', args: [packageBin('@redocly/cli', 'redocly'), 'lint', '--format', 'json', '--max-problems', '100000', ...files] },
    { name: '@stoplight/spectral-cli lint (oas)', args: [packageBin('@stoplight/spectral-cli', 'spectral'), 'lint', '--quiet', '--format', 'json', '--ruleset', ruleset, ...files] },
  ];
  log(`\nWhole processes: ${readable.length} definitions, ${megabytes.toFixed(1)} MB, median of ${ROUNDS} (Spectral once)\n`);
  log(row('', 'ms', 'ms/MB', 'peak MB', '× ours'));
  let ours: number | undefined;
  for (const { name, args } of contenders) {
    const runs: ProcessRun[] = [];
    for (let round = 0; round < (name.includes('spectral') ? 1 : ROUNDS); round++) runs.push(runProcess(args));
    const unread = runs.find(({ stderr }) => /Failed to parse|Unhandled|Cannot read/.test(stderr));
    if (unread) log(`${name} did not read every file: ${unread.stderr.slice(-300)}`);
    const ms = percentile(runs.map((run) => run.ms), 0.5);
    ours ??= ms;
    log(row(name, ms, ms / megabytes, Math.max(...runs.map(({ peakMb }) => peakMb)), ms / ours));
  }
}

async function inProcess(published: readonly PublishedConnector[], log: (line: string) => void): Promise<void> {
  log('\nIn this process, warm: parse, index, schema and every rule with the cross-file checks\n');
  log(row('', 'p50 ms', 'p95 ms', 'max ms', 'ms/MB'));
  const check = async ({ files, texts, entryNames }: PublishedConnector): Promise<void> => {
    checkConnector(await withSchemaProblems(modelOfTexts(files, texts, entryNames)), rules, { ...DEFAULT_OPTIONS, profile: 'certify' });
  };
  for (const one of published) await check(one);
  const times: number[] = [];
  for (const one of published) times.push(median(await repeated(ROUNDS, () => check(one))));
  const megabytes = published.reduce((sum, { texts }) => sum + (texts.definition?.length ?? 0) + (texts.properties?.length ?? 0), 0) / 1e6;
  log(row('all connectors, JSON', percentile(times, 0.5), percentile(times, 0.95), Math.max(...times), times.reduce((sum, ms) => sum + ms, 0) / megabytes));

  const largest = largestOf(published);
  const size = (largest.texts.definition?.length ?? 0) / 1e6;
  const json = await repeated(15, () => check(largest));
  log(row(`${largest.name}, JSON ${size.toFixed(2)} MB`, percentile(json, 0.5), percentile(json, 0.95), Math.max(...json), percentile(json, 0.5) / size));
  const yaml = asYaml(largest);
  const yamlSize = (yaml.texts.definition?.length ?? 0) / 1e6;
  const inYaml = await repeated(5, () => check(yaml));
  log(row(`${largest.name}, YAML ${yamlSize.toFixed(2)} MB`, percentile(inYaml, 0.5), percentile(inYaml, 0.95), Math.max(...inYaml), percentile(inYaml, 0.5) / yamlSize));
}

/**
 * From a keystroke's new text to the answer, without the editor's own quiet time, on the largest definition. What the
 * schema offers in JSON comes from VS Code's own service and is not in it.
 */
async function inTheEditor(published: readonly PublishedConnector[], log: (line: string) => void): Promise<void> {
  log('\nIn the editor, largest definition, 40 keystrokes at random places\n');
  log(row('', 'p50 ms', 'p95 ms', 'max ms'));
  for (const one of [largestOf(published), asYaml(largestOf(published))]) {
    const service = new AuthoringService();
    const uri = one.files.definition ?? '';
    const { folder } = one.files;
    let text = one.texts.definition ?? '';
    const source = (kind: 'definition' | 'properties' | 'script') => {
      const file = one.files[kind];
      const content = one.texts[kind];
      return file === undefined || content === undefined ? undefined : { uri: file, version: 1, text: content };
    };
    service.openConnector({ files: one.files, entryNames: one.entryNames, texts: { definition: source('definition'), properties: source('properties'), script: source('script') }, options: DEFAULT_OPTIONS });
    await service.check(folder, noPause);
    const format = uri.endsWith('.json') ? 'JSON' : 'YAML';
    const rounds = format === 'JSON' ? 40 : 5;
    const toDiagnostics: number[] = [];
    const toCompletion: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const at = text.indexOf('"description": "', Math.floor((text.length / rounds) * round));
      const place = at < 0 ? text.indexOf('description', 100) + 14 : at + 16;
      text = `${text.slice(0, place)}x${text.slice(place)}`;
      toDiagnostics.push((await timedAsync(async () => {
        service.changeText(folder, uri, round + 2, text);
        await service.check(folder, noPause);
      })).ms);
      text = `${text.slice(0, place)}y${text.slice(place)}`;
      const line = text.slice(0, place).split('\n').length - 1;
      toCompletion.push((await timedAsync(async () => {
        service.changeText(folder, uri, rounds + round + 2, text);
        await service.completion(uri, { line, character: 12 }, format === 'YAML');
      })).ms);
    }
    log(row(`keystroke to diagnostics, ${format}`, percentile(toDiagnostics, 0.5), percentile(toDiagnostics, 0.95), Math.max(...toDiagnostics)));
    log(row(`keystroke to completion, ${format}`, percentile(toCompletion, 0.5), percentile(toCompletion, 0.95), Math.max(...toCompletion)));
  }
}

function installPeers(log: (line: string) => void): void {
  if (existsSync(join(peers, 'node_modules', '.package-lock.json'))) return;
  log('Installing the peers (once, about 20 s)…');
  const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: peers, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ci failed in ${peers}:\n${stderr}`);
}

function packageBin(name: string, command: string): string {
  const folder = join(peers, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { bin: Record<string, string> | string };
  const path = typeof bin === 'string' ? bin : bin[command];
  if (path === undefined) throw new Error(`${name} has no program ${command}.`);
  return createRequire(import.meta.url).resolve(join(folder, path));
}

function isReadByAll(text: string | undefined): boolean {
  return text !== undefined && !text.startsWith('\uFEFF') && parseDocument(text, 'json').problems.length === 0;
}

async function repeated(rounds: number, body: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push((await timedAsync(body)).ms);
  return times;
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

if (import.meta.main) {
  console.log(`Published connectors: ${corpusFolder}`);
  await benchAuthoring(console.log);
}
