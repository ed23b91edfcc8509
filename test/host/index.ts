/**
 * Runs the bundled tests beside it with mocha, inside the extension host: the entry that both VS Code's development
 * payload and @vscode/test-electron call.
 */
import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { eventsVariable, type TestEvent } from './test-events.ts';

class EventReporter {
  constructor(runner: Mocha.Runner) {
    const file = process.env[eventsVariable];
    const tell = (event: TestEvent) => {
      if (file) appendFileSync(file, `${JSON.stringify(event)}\n`);
      console.log(`${event.outcome} ${event.title}${event.message ? `\n${event.message}` : ''}`);
    };
    runner.on('pass', (test) => tell({ title: test.fullTitle(), outcome: 'passed', milliseconds: test.duration }));
    // Also a failed hook comes here, with the hook as the test.
    runner.on('fail', (test, error: Error) => tell({ title: test.fullTitle(), outcome: 'failed', message: error.stack ?? String(error) }));
    runner.on('pending', (test) => tell({ title: test.fullTitle(), outcome: 'skipped' }));
  }
}

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, reporter: EventReporter as unknown as Mocha.ReporterConstructor, grep: process.env['CONNECTOR_STUDIO_TEST_GREP'] });
  for (const name of readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(__dirname, name));
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
