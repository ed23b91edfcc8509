/** The program as people start it: built, in a process of its own, with pipes. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { buildExtension, root } from '../../../scripts/build.ts';
import { rules } from '../../../src/authoring/rules/index.ts';
import type { CheckReport } from '../../../src/cli/report.ts';
import { partsOf } from '../authoring/clean-connector.ts';
import { connector, definitionWithError, findings, folderWith, report, run } from './command-line.ts';

const { version, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string; readonly bin: Readonly<Record<string, string>> };
const windows = process.platform === 'win32';

describe('node dist/cli.js', () => {
  let dist = '';
  const program = (): string => join(dist, 'cli.js');

  before(() => {
    dist = mkdtempSync(join(tmpdir(), 'connector-studio-dist-'));
    buildExtension({ production: true, outdir: dist });
    writeFileSync(join(dist, 'package.json'), '{ "type": "module" }');
  });
  after(() => rmSync(dist, { recursive: true, force: true }));

  function start(args: readonly string[], { cwd, input = '' }: { readonly cwd: string; readonly input?: string }) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program(), ...args], { cwd, input, encoding: 'utf8', maxBuffer: 1 << 28 });
    return { exit: status, out: stdout, err: stderr };
  }

  test('says what it says in this process', async (t) => {
    const cwd = folderWith(t, { ...connector('a'), ...connector('b', { definition: definitionWithError }), '.connectorstudio.yaml': 'profile: certify\n' });
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const args = ['check', '--format', format, '.'];
      const plain = (text: string): string => text.replace(/"ms": \d+|\d+ ms/, 'ms').replaceAll('1.2.3-test', version);
      const { exit, out, err } = await run(args, { cwd });
      const started = start(args, { cwd });
      assert.deepEqual({ ...started, out: plain(started.out) }, { exit, out: plain(out), err }, format);
    }
  });

  test('exits with 0, 1 and 2', (t) => {
    const cwd = folderWith(t, { ...connector('a'), ...connector('b', { definition: definitionWithError }) });
    assert.deepEqual([start(['check', 'a'], { cwd }).exit, start(['check', 'b'], { cwd }).exit, start(['check', 'c'], { cwd }).exit, start([], { cwd }).exit], [0, 1, 2, 2]);
    assert.deepEqual(start(['--version'], { cwd }), { exit: 0, out: `${version}\n`, err: '' });
  });

  test('reads a list from standard input', async (t) => {
    const cwd = folderWith(t, { ...connector('a'), ...connector('ü', { definition: definitionWithError }) });
    const { exit, out } = start(['check', '--format', 'json', '-'], { cwd, input: 'a/apiProperties.json\0ü/apiProperties.json\0' });
    assert.equal(exit, 1);
    assert.deepEqual(findings(JSON.parse(out) as CheckReport), findings((await report(['.'], { cwd })).json));
  });

  test('words what the schemas say, from a part that is loaded only then', (t) => {
    // The example of the rule that tells it.
    const { definition, properties } = partsOf(rules.find(({ id }) => id === 'schema')?.bad ?? {}).texts;
    const cwd = folderWith(t, connector('a', { definition, properties }));
    const { out } = start(['check', '--format', 'json', '.'], { cwd });
    assert.ok(findings(JSON.parse(out) as CheckReport).some((line) => line.endsWith(' schema')), out);
  });

  test('mends', (t) => {
    const cwd = folderWith(t, connector('a', { definition: definitionWithError }));
    assert.match(start(['check', '--fix', 'a'], { cwd }).out, /^1 fix applied\. /);
    assert.ok(!readFileSync(join(cwd, 'a/apiDefinition.swagger.json'), 'utf8').includes('"v1"'));
  });

  test('shares much work among threads, where there are the cores for them', (t) => {
    const large = definitionWithError.replace(/"description": "/, `"description": "${'Long. '.repeat(400_000)}`);
    assert.ok(large.length > 2_400_000);
    const cwd = folderWith(t, Object.assign({}, ...Array.from({ length: 6 }, (_, index) => connector(`c${index}`, { definition: large }))) as Record<string, string>);
    // Tells on standard error of each thread that it starts.
    const eight = `data:text/javascript,${encodeURIComponent("import os from 'node:os'; import { syncBuiltinESMExports } from 'node:module'; import { isMainThread } from 'node:worker_threads'; os.availableParallelism = () => 8; syncBuiltinESMExports(); if (!isMainThread) process.stderr.write('thread\\n');")}`;
    const args = ['check', '--format', 'json', '.'];
    const alone = start(args, { cwd });
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', eight, program(), ...args], { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
    assert.deepEqual([status, (JSON.parse(stdout) as CheckReport).connectors, stderr.trim().split('\n')], [alone.exit, (JSON.parse(alone.out) as CheckReport).connectors, ['thread', 'thread', 'thread']]);
  });

  test('is silent when the reader of its pipe has seen enough, and keeps its exit code', { skip: windows && 'no bash' }, (t) => {
    // More than a pipe holds.
    const many = Object.assign({}, ...Array.from({ length: 400 }, (_, index) => connector(`connector-${index}`, { definition: definitionWithError }))) as Record<string, string>;
    const cwd = folderWith(t, many);
    const { stdout, stderr } = spawnSync('bash', ['-c', '"$0" "$1" check --format json . | head -1; echo "${PIPESTATUS[0]}"', process.execPath, program()], { cwd, encoding: 'utf8' });
    assert.deepEqual([stdout, stderr], ['{\n1\n', '']);
    const all = start(['check', '--format', 'json', '.'], { cwd });
    assert.equal((JSON.parse(all.out) as CheckReport).summary.errors, 400, 'and all of it comes where it is read');
  });

  test('says so where its report cannot be written', { skip: !existsSync('/dev/full') && 'no /dev/full' }, (t) => {
    const cwd = folderWith(t, connector('a'));
    const { status, stderr } = spawnSync('bash', ['-c', '"$0" "$1" check a > /dev/full', process.execPath, program()], { cwd, encoding: 'utf8' });
    assert.deepEqual([status, stderr], [2, 'connector-studio: The report could not be written: the disk is full.\n']);
  });

  test('can be started by its name, as package.json promises', { skip: windows && 'npm writes a .cmd on Windows' }, (t) => {
    assert.deepEqual(bin, { 'connector-studio': './dist/cli.js' });
    assert.match(readFileSync(program(), 'utf8'), /^#!\/usr\/bin\/env node\n/);
    assert.equal(statSync(program()).mode & 0o111, 0o111);
    const { status } = spawnSync(program(), ['check', 'a'], { cwd: folderWith(t, connector('a')), env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}` } });
    assert.equal(status, 0);
  });
});
