/** `connector-studio identity`: managed identity from the command line, by the same engine as in the editor. */
import type { Terminal } from '../main.ts';
import { UsageError } from '../usage-error.ts';
import { failureOf, FAILED, failureText } from './failure.ts';
import { readOptions, type IdentityOptions, type OptionName, type OutputFormat } from './options.ts';

const HELP = `Usage: connector-studio identity <command> [options]

  plan <folder>          say what would be done to use managed identity; writes nothing
  diff <a.json> <b.json> say in what two saved plans differ; talks to nobody
  apply <plan.json>      show a plan, ask, and do what it says
  apply <folder>         the same for a plan that is made now
  verify <folder>        compare file, connector and app registration; writes nothing
  undo <folder>          show a plan that takes back what runs from this computer have made, ask, and do it
  remove <folder>        the same for the trust of a finished connector, which stays
  audit                  list how every connector of every environment signs in, and when secrets end; writes nothing

  --environment <name>   Power Platform environment, by its id or display name; else the one in settings.json
  --app-id <id>          client id of the app registration to use, also as --app; else the one in the connector's file
  --new-app[=<name>]     register a new app, named as the connector unless said otherwise
  --parameter <name>     OAuth parameter to configure, <set>/<name> in a set, where the connector has several
  --resource <url>       API to get tokens for; else the one in the connector's file
  --scopes <list>        delegated permissions, with commas between them; else those in the connector's file
  --connector <folder>   the connector's folder; for a saved plan, where it is not where the plan says
  --tenant <id>          tenant to sign in to
  --cloud <name>         public (default), gcc, gcchigh, dod, china, or a JSON file that describes one
  --out <file>           write the plan to a file as well, to apply it later
  --plan <file>          the saved plan to apply
  --yes                  apply without asking; needed where there is no terminal
  --format <name>        text (default) or json; for audit csv as well

Signs in as the Azure CLI is (az login), or by the environment variables of a workload identity or service principal.

Exit code 0: done, or nothing to do; 1: failed; 2: usage; 3: changes pending, or plans differ; 4: something has changed
since the plan was made, and nothing more was written: the new plan is printed; 130: interrupted.
`;

interface Command {
  readonly options: readonly OptionName[];
  /** Text and JSON unless told. */
  readonly formats?: readonly OutputFormat[];
  readonly load: () => Promise<(options: IdentityOptions, terminal: Terminal, signal: AbortSignal) => Promise<number>>;
}

const PLACE: readonly OptionName[] = ['connector', 'environment', 'tenant', 'cloud', 'parameter', 'format'];
const CHOICE: readonly OptionName[] = ['app', 'app-id', 'new-app', 'resource', 'scopes'];

const bodies = () => import('./command-bodies.ts');

/** Loaded when the first of them is called. */
const COMMANDS: Readonly<Record<string, Command>> = {
  plan: { options: [...PLACE, ...CHOICE, 'out', 'plan'], load: async () => (await bodies()).planCommand },
  diff: { options: ['format'], load: async () => (await bodies()).diffCommand },
  apply: { options: [...PLACE, ...CHOICE, 'plan', 'out', 'yes'], load: async () => (await bodies()).applyCommand },
  audit: { options: ['tenant', 'cloud', 'format'], formats: ['text', 'csv', 'json'], load: async () => (await bodies()).auditCommand },
  undo: { options: [...PLACE, 'yes'], load: async () => (await bodies()).undoCommand },
  remove: { options: [...PLACE, 'yes'], load: async () => (await bodies()).removeCommand },
  verify: { options: PLACE, load: async () => (await bodies()).verifyCommand },
};

/**
 * Runs `connector-studio identity <args>` and gives the exit code.
 *
 * @throws {UsageError} for a command line that makes no sense.
 */
export async function identityCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h') {
    terminal.out(HELP);
    return 0;
  }
  if (name === undefined) throw new UsageError(`Say what to do about identity: ${Object.keys(COMMANDS).join(', ')}.`);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(`There is no command "identity ${name}". The commands are ${Object.keys(COMMANDS).join(', ')}.`);
  const options = readOptions(rest, command.options, command.formats);
  if (options.help) {
    terminal.out(HELP);
    return 0;
  }
  const run = await command.load();
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  try {
    return await run(options, terminal, interruption.signal);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (interruption.signal.aborted) return INTERRUPTED;
    const failure = failureOf(error);
    if (!failure) throw error;
    if (options.format === 'json') terminal.out(`${JSON.stringify({ version: 1, error: failure }, undefined, 2)}\n`);
    else terminal.err(`connector-studio: ${failureText(failure)}\n`);
    return FAILED;
  } finally {
    process.removeListener('SIGINT', interrupt);
  }
}

/** As shells say it of a program that SIGINT ended. */
const INTERRUPTED = 130;
