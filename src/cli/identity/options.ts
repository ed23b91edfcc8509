/** The command line of `connector-studio identity`, read once for all of its commands. */
import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';

/** A table is written by `audit` alone. */
export type OutputFormat = 'text' | 'json' | 'csv';

export interface IdentityOptions {
  /** The command's own arguments: a folder, plan files. */
  readonly positionals: readonly string[];
  readonly connector?: string;
  readonly environment?: string;
  readonly tenant?: string;
  readonly cloud?: string;
  readonly parameter?: string;
  readonly app?: string;
  /** Empty for one of the connector's title. */
  readonly newApp?: string;
  readonly resource?: string;
  readonly scopes?: readonly string[];
  readonly plan?: string;
  readonly out?: string;
  readonly yes: boolean;
  readonly format: OutputFormat;
  readonly help: boolean;
}

export type OptionName = 'connector' | 'environment' | 'tenant' | 'cloud' | 'parameter' | 'app' | 'app-id' | 'new-app' | 'resource' | 'scopes' | 'plan' | 'out' | 'yes' | 'format';

/**
 * @param allowed Options that mean something to the command; the others are refused rather than ignored.
 * @throws {UsageError}
 */
export function readOptions(args: readonly string[], allowed: readonly OptionName[], formats: readonly OutputFormat[] = ['text', 'json']): IdentityOptions {
  const { newApp, rest } = takeNewApp(args);
  const { values, positionals } = parsed(rest);
  const given = [...Object.keys(values).filter((name) => name !== 'help'), ...(newApp === undefined ? [] : ['new-app'])];
  const foreign = given.find((name) => !(allowed as readonly string[]).includes(name));
  if (foreign !== undefined) throw new UsageError(`The option --${foreign} means nothing to this command.`);
  const format = formats.find((known) => known === (values.format ?? 'text'));
  if (format === undefined) throw new UsageError(`There is no format "${values.format ?? ''}". The formats are ${formats.join(', ').replace(/, (?=\w+$)/, ' and ')}.`);
  const { app, 'app-id': appId, scopes, ...others } = values;
  if ((app !== undefined && appId !== undefined) || (newApp !== undefined && (app ?? appId) !== undefined)) {
    throw new UsageError('Say --app-id for an app registration that exists or --new-app for a new one, not both.');
  }
  return { ...others, positionals, app: app ?? appId, newApp, scopes: scopes?.split(/[\s,]+/).filter(Boolean), yes: values.yes ?? false, format, help: values.help ?? false };
}

/** `--new-app` alone, or with a name after an equals sign: what follows as a word of its own may be the folder. */
function takeNewApp(args: readonly string[]): { readonly newApp?: string; readonly rest: readonly string[] } {
  const end = args.indexOf('--');
  const options = end === -1 ? args : args.slice(0, end);
  const found = options.filter((argument) => argument === '--new-app' || argument.startsWith('--new-app='));
  if (found.length === 0) return { rest: args };
  const rest = [...options.filter((argument) => !found.includes(argument)), ...(end === -1 ? [] : args.slice(end))];
  return { newApp: found.at(-1)?.slice('--new-app='.length) ?? '', rest };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        connector: { type: 'string' },
        environment: { type: 'string' },
        tenant: { type: 'string' },
        cloud: { type: 'string' },
        parameter: { type: 'string' },
        app: { type: 'string' },
        'app-id': { type: 'string' },
        resource: { type: 'string' },
        scopes: { type: 'string' },
        plan: { type: 'string' },
        out: { type: 'string' },
        yes: { type: 'boolean', short: 'y' },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/[.\n]/)[0] ?? 'The options are not understood'}.`);
  }
}
