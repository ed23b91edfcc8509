/** `identity undo` and `identity remove`: the plan that takes back what runs have made, shown, asked about and applied. */
import { changesAreEmpty, ChangesOutdatedError } from '../../identity/changes.ts';
import { renderChangePlan } from '../../identity/changes-text.ts';
import { itemsOfManagedIdentity } from '../../identity/undo/removal.ts';
import { applyUndo, planUndo, type UndoInput } from '../../identity/undo/undo.ts';
import type { Terminal } from '../main.ts';
import { oneLine } from '../output/one-line.ts';
import { UsageError } from '../usage-error.ts';
import { DONE, FAILED, OUTDATED } from './failure.ts';
import { choose, inputFor } from './make-plan.ts';
import type { IdentityOptions } from './options.ts';
import { json, shown } from './show.ts';

/** What runs have made from this computer, by their journal. */
export async function undoCommand(options: IdentityOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  return takeBack('Undo of managed identity', options, terminal, signal, async (input) => (await input.ports.journal.load())?.made ?? []);
}

/** The trust of a finished connector, whoever set it up; the connector stays. */
export async function removeCommand(options: IdentityOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  return takeBack('Remove managed identity', options, terminal, signal, itemsOfManagedIdentity);
}

async function takeBack(heading: string, options: IdentityOptions, terminal: Terminal, signal: AbortSignal, itemsOf: (input: Omit<UndoInput, 'items'>) => Promise<UndoInput['items']>): Promise<number> {
  if (!options.yes && !terminal.ask) throw new UsageError('There is no terminal to ask on. Say --yes to apply the plan without being asked.');
  const chosen = await choose(options, terminal, signal);
  const base = inputFor(chosen, signal);
  const { connections } = chosen.session;
  const input: UndoInput = {
    ...base, items: await itemsOf(base),
    connectionsTo: async (environment, name, stop) => (await connections.list(environment, name, stop)).map(({ displayName }) => displayName),
  };
  const plan = await planUndo(input, heading);
  if (options.format !== 'json') terminal.err(shown(renderChangePlan(plan), terminal));
  if (!changesAreEmpty(plan) && !options.yes && !/^y(es)?$/i.test((await terminal.ask?.('\nApply this plan? [y/N] ', signal))?.trim() ?? '')) {
    terminal.err('Nothing was written.\n');
    return FAILED;
  }
  try {
    const performed = await applyUndo(plan, input, ({ action, resource }) => terminal.err(`${oneLine(`${action} ${resource}`)}\n`));
    if (options.format === 'json') terminal.out(json({ version: 1, state: 'clean', steps: performed.map(({ key, action, resource }) => ({ key, action, resource })) }));
    return DONE;
  } catch (error) {
    if (!(error instanceof ChangesOutdatedError)) throw error;
    terminal.err(`connector-studio: ${error.message}\n`);
    terminal.out(options.format === 'json' ? json({ version: 1, error: { code: 'planOutdated', message: error.message }, plan: error.plan }) : shown(renderChangePlan(error.plan), terminal));
    return OUTDATED;
  }
}
