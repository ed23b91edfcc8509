/** `identity plan`: what would be done. Writes nothing but the file that the plan is to be saved in. */
import { createPlan, planIsEmpty } from '../../identity/plan.ts';
import { renderPlan } from '../../identity/plan-text.ts';
import { savedPlan } from '../../identity/saved-plan.ts';
import type { Terminal } from '../main.ts';
import { UsageError } from '../usage-error.ts';
import { DONE, PENDING } from './failure.ts';
import { choose, inputFor } from './make-plan.ts';
import type { IdentityOptions } from './options.ts';
import { savePlan } from './plan-files.ts';
import { json, shown } from './show.ts';

export async function planCommand(options: IdentityOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const { out, plan: file, format } = options;
  if (out !== undefined && file !== undefined) throw new UsageError('Say the file to save the plan in once.');
  const plan = await createPlan(inputFor(await choose(options, terminal, signal), signal));
  const saveTo = out ?? file;
  if (saveTo !== undefined) await savePlan(plan, saveTo, terminal.cwd);
  terminal.out(format === 'json' ? json(savedPlan(plan)) : shown(renderPlan(plan), terminal));
  return planIsEmpty(plan) ? DONE : PENDING;
}
