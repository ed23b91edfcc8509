/** `connector-studio`: the command line. Exit codes: 0 clean, 1 errors found, 2 usage or unreadable input. */
import { parseArgs } from 'node:util';
import { oneLine } from './output/one-line.ts';
import type { StartThread } from './thread-team.ts';
import { UsageError } from './usage-error.ts';

const HELP = `Usage: connector-studio check [options] <paths…>
       connector-studio identity <command> [options]   (see connector-studio identity --help)

Checks custom connectors: folders, files or globs; every connector below a folder is found.

  -                      read paths from standard input, one a line or with NUL bytes between them;
                         files of the list that belong to no connector are left out
  --format <name>        text (default), json, sarif or github
  --profile <name>       build (default) or certify
  --max-warnings <n>     exit with 1 when there are more warnings
  --fix                  apply the fixes that cannot change what a connector does other than to mend it
  --since <commit>       also tell what breaks users of the definition as it was in that git commit
  --quiet                tell of errors only; the totals stay
  --help, --version

Exit code 0: no errors; 1: errors, or too many warnings; 2: usage, or input that could not be read.
`;

export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly cwd: string;
  readonly colors: boolean;
  /** All of standard input. */
  readonly stdin: () => Promise<string>;
  readonly version: string;
  /** A further thread for a large run; without it, all is done in this one. */
  readonly startThread?: StartThread;
  /** One line from the person at the terminal; absent where there is none. */
  readonly ask?: (question: string, signal: AbortSignal) => Promise<string>;
}

/** Runs one command line and gives the exit code. Never throws. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await run(argv, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      terminal.err(`connector-studio: This is a fault of the program. Please report it at https://github.com/connector-studio/connector-studio/issues with these lines:\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      return 2;
    }
    terminal.err(`connector-studio: ${oneLine(error.message)}\nRun connector-studio --help for the usage.\n`);
    return 2;
  }
}

async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  if (argv[0] === 'identity') {
    const { identityCommand } = await import('./identity/identity-command.ts');
    return identityCommand(argv.slice(1), terminal);
  }
  const { values, positionals } = parsed(argv);
  if (values.help) {
    terminal.out(HELP);
    return 0;
  }
  if (values.version) {
    terminal.out(`${terminal.version}\n`);
    return 0;
  }
  const [command, ...paths] = positionals;
  if (command === undefined) throw new UsageError('Say what to do: check or identity.');
  if (command !== 'check') throw new UsageError(`There is no command "${command}". The commands are check and identity.`);
  const { checkCommand } = await import('./check-command.ts');
  return checkCommand({ ...values, paths }, terminal);
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        profile: { type: 'string' },
        'max-warnings': { type: 'string' },
        fix: { type: 'boolean', default: false },
        since: { type: 'string' },
        quiet: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    // Node's own words; what follows the first sentence is advice about `--`.
    throw new UsageError(`${(error as Error).message.split(/[.\n]/)[0] ?? 'The options are not understood'}.`);
  }
}
