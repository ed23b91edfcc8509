/** Runs the host tests inside the extension host of a real VS Code window, with the extension from its sources' build. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventsVariable } from '../host/test-events.ts';
import { buildHostTests, hostTestsEntry } from './build-tests.ts';
import { hostConsoleFile, runInExtensionHost, type HostRunOptions } from './run-in-extension-host.ts';
import { countHostTests, type TestCounts } from './test-counts.ts';

export interface HostTestOptions extends Omit<HostRunOptions, 'entry' | 'workspace'> {
  /** Absolute path of the folder to open; an empty one of its own when undefined. */
  readonly workspace?: string;
  readonly log?: (line: string) => void;
}

/** @throws when the run ends without a verdict, or with one that contradicts the tests' own events. */
export async function runHostTests(options: HostTestOptions = {}): Promise<TestCounts> {
  await buildHostTests();
  const scratch = mkdtempSync(join(tmpdir(), 'connector-studio-host-tests-'));
  const events = join(scratch, 'events.jsonl');
  const workspace = options.workspace ?? join(scratch, 'workspace');
  mkdirSync(workspace, { recursive: true });
  try {
    const code = await runInExtensionHost({ ...options, entry: hostTestsEntry, workspace, env: { ...options.env, [eventsVariable]: events } });
    return readVerdict(code, events, options.log ?? console.log);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function readVerdict(code: number, events: string, log: (line: string) => void): TestCounts {
  const counts = countHostTests(events, log);
  if (counts.passed + counts.failed + counts.skipped === 0) throw new Error(`No host test ran; see ${hostConsoleFile}.`);
  if ((code === 0) !== (counts.failed === 0)) throw new Error(`The extension host ended with ${code}, but ${counts.failed} tests failed; see ${hostConsoleFile}.`);
  return counts;
}

if (import.meta.main) {
  const { passed, failed, skipped } = await runHostTests();
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
}
