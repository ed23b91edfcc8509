#!/usr/bin/env node
/** The program: connects the command line with the process it runs in. */
import { text } from 'node:stream/consumers';
import packageJson from '../../package.json' with { type: 'json' };
import { main } from './main.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has seen enough.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  out: (output) => process.stdout.write(output),
  err: (output) => process.stderr.write(output),
  cwd: process.cwd(),
  colors: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
  stdin: () => text(process.stdin),
  version: packageJson.version,
});
