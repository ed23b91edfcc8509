/** `connector-studio`: the command line. Exit codes: 0 clean, 1 errors found, 2 usage or unreadable input. */
import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

const HELP = `Usage: connector-studio check [options] <paths…>

Checks custom connectors: folders, files or globs; every connector below a folder is found.

  -                      read paths from standard input, one a line
  --format <name>        text (default), json, sarif or github
  --profile <name>       build (default) or certify
  --max-warnings <n>     exit with 1 when there are more warnings
  --fix                  apply the fixes that cannot change what a connector does
  --since <commit>       also tell what breaks users of the definition as it was in that git commit
  --quiet                errors only
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
}

/** Runs one command line and gives the exit code. Never throws. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await run(argv, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      terminal.err(`connector-studio: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      return 2;
    }
    terminal.err(`connector-studio: ${error.message}\nRun connector-studio --help for the usage.\n`);
    return 2;
  }
}

async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
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
  if (command === undefined) throw new UsageError('Say what to do: check.');
  if (command !== 'check') throw new UsageError(`There is no command "${command}". The command is check.`);
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
    throw new UsageError((error as Error).message.split('. ')[0] ?? 'The options are not understood.');
  }
}
