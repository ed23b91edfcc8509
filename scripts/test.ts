/**
 * Runs all tests, or those of `--only unit,host`, and ends with a table and the sum of what really ran.
 * A check that has no tests of its own (types, lint, packaging) counts as one.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runHostTests } from '../test/rig/run-host-tests.ts';
import { sandboxEnvironment, standInPath } from '../test/rig/sandbox-environment.ts';
import { runNodeTests, type TestCounts } from '../test/rig/test-counts.ts';
import { startSandbox } from '../test/sandbox/sandbox.ts';
import { buildExtension, root } from './build.ts';
import { buildSchemas } from './build-schemas.ts';
import { ensureInstalled } from './ensure-installed.ts';
import { describePackage, packageExtension } from './package.ts';

type Outcome = TestCounts & { readonly note?: string };

const log = (line: string): void => console.log(line);

function tool(name: string, ...args: string[]): Outcome {
  const { status } = spawnSync(join(root, 'node_modules', '.bin', name), args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

function testFiles(folder: string): string[] {
  return globSync(`${folder}/**/*.test.ts`, { cwd: root }).map((name) => join(root, name)).sort();
}

async function hostTests(): Promise<Outcome> {
  ensureInstalled();
  buildExtension({ production: false });
  const sandbox = await startSandbox();
  try {
    return await runHostTests({ env: sandboxEnvironment(sandbox), path: [standInPath], log });
  } finally {
    await sandbox.stop();
  }
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });

/** In the order of a run: what fails soonest first, and the package before the window that shows it. */
const suites: Readonly<Record<string, () => Outcome | Promise<Outcome>>> = {
  types: () => tool('tsc', '--noEmit'),
  lint: () => tool('eslint', '.', '--max-warnings', '0'),
  unit: () => {
    buildSchemas();
    return runNodeTests(testFiles('test/unit'), { concurrency: availableParallelism(), log });
  },
  host: hostTests,
  package: () => ({ passed: 1, failed: 0, skipped: 0, note: describePackage(packageExtension()) }),
  ui: () => {
    ensureInstalled();
    // A window with yesterday's package would prove nothing.
    if (!chosen.includes('package')) packageExtension();
    return runNodeTests(testFiles('test/ui'), { concurrency: 1, log });
  },
};

const chosen = values.only?.split(',') ?? Object.keys(suites);

const rows: { suite: string; outcome: Outcome; seconds: number }[] = [];
for (const suite of chosen) {
  const run = suites[suite];
  if (!run) throw new Error(`No such suite: ${suite}. There are ${Object.keys(suites).join(', ')}.`);
  console.log(`\n── ${suite}`);
  const start = performance.now();
  let outcome: Outcome;
  try {
    outcome = await run();
    // Files that hold no test at all must not pass for tests that pass.
    if (outcome.passed + outcome.failed + outcome.skipped === 0) outcome = { ...outcome, failed: 1, note: 'no test ran' };
  } catch (error) {
    console.error(error);
    outcome = { passed: 0, failed: 1, skipped: 0, note: 'did not finish' };
  }
  rows.push({ suite, outcome, seconds: (performance.now() - start) / 1000 });
}

const sum = (key: keyof TestCounts): number => rows.reduce((total, { outcome }) => total + outcome[key], 0);
const line = (...cells: readonly (string | number)[]): string => cells.map((cell, at) => (at === 0 ? String(cell).padEnd(10) : String(cell).padStart(8))).join('');

console.log(`\n${line('suite', 'passed', 'failed', 'skipped', 'seconds')}`);
for (const { suite, outcome, seconds } of rows) {
  console.log(`${line(suite, outcome.passed, outcome.failed, outcome.skipped, seconds.toFixed(1))}${outcome.note ? `  ${outcome.note}` : ''}`);
}
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
