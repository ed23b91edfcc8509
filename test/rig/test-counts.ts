/** Counts tests by the events that the runners themselves send. */
import { existsSync, readFileSync } from 'node:fs';
import { run } from 'node:test';
import { inspect } from 'node:util';
import { type TestEvent } from '../host/test-events.ts';

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Reads what test/host/index.ts wrote, a line a test. */
export function countHostTests(file: string, log: (line: string) => void): TestCounts {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const tests = lines.map((line) => JSON.parse(line) as TestEvent);
  for (const { title, outcome, milliseconds, message } of tests) {
    log(`  ${outcome} ${title}${milliseconds === undefined ? '' : ` (${milliseconds} ms)`}${message ? `\n${message}` : ''}`);
  }
  const count = (outcome: TestEvent['outcome']) => tests.filter((test) => test.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

/** Runs files with node:test, each in a process of its own; says which fail and which are skipped, and why. */
export async function runNodeTests(files: readonly string[], options: { readonly concurrency: number; readonly log: (line: string) => void }): Promise<TestCounts> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const stream = run({ files: [...files], concurrency: options.concurrency });
  for await (const { type, data } of stream) {
    if (type === 'test:stdout' || type === 'test:stderr') options.log(data.message.trimEnd());
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const suite = data.details.type === 'suite';
    // A suite fails because a test in it does; only a hook or the suite's own body is news.
    const failure = type === 'test:fail' ? data.details.error : undefined;
    if (suite && (failure === undefined || (failure as { failureType?: string }).failureType === 'subtestsFailed')) continue;
    if (data.skip !== undefined && data.skip !== false) {
      counts.skipped += 1;
      options.log(`  skipped ${data.name}${typeof data.skip === 'string' ? `: ${data.skip}` : ''}`);
    } else if (failure) {
      counts.failed += 1;
      options.log(`  failed ${data.name} (${data.file ?? ''})\n${inspect(failure.cause ?? failure)}`);
    } else {
      counts.passed += 1;
    }
  }
  return counts;
}
