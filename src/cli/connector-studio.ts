#!/usr/bin/env node
/** The program: connects the command line with the process it runs in. */
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import packageJson from '../../package.json' with { type: 'json' };
import { forShortRun } from './engine-settings.ts';
import { reasonOf } from './failure-reason.ts';
import { main } from './main.ts';

forShortRun();

// Windows looks for programs in the working directory first, and that may be somebody else's checkout with a git.exe.
process.env['NoDefaultCurrentDirectoryInExePath'] = '1';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader of a pipe has seen enough. The exit code is that of the check all the same.
    if (error.code === 'EPIPE') return;
    if (stream === process.stdout) process.stderr.write(`connector-studio: The report could not be written: ${reasonOf(error)}.\n`);
    process.exit(2);
  });
}

process.exitCode = await main(process.argv.slice(2), {
  out: (output) => process.stdout.write(output),
  err: (output) => process.stderr.write(output),
  cwd: process.cwd(),
  colors: process.stdout.isTTY === true && !process.env['NO_COLOR'],
  stdin: () => text(process.stdin),
  version: packageJson.version,
  startThread: (work, resourceLimits) => new Worker(new URL('./check-thread.js', import.meta.url), { workerData: work, resourceLimits }),
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
});

/** Asked on standard error: standard output is for what the command is asked to print. */
async function ask(question: string, signal: AbortSignal): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  lines.on('SIGINT', () => process.emit('SIGINT'));
  try {
    return await lines.question(question, { signal });
  } finally {
    lines.close();
  }
}
