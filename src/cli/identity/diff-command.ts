/** `identity diff`: in what two saved plans differ. Reads two files and talks to nobody. */
import { comparePlans, plansAgree, renderPlanDifferences } from '../../identity/plan-differences.ts';
import { savedStep } from '../../identity/saved-plan.ts';
import type { PlanStep } from '../../identity/plan-model.ts';
import type { Terminal } from '../main.ts';
import { UsageError } from '../usage-error.ts';
import { DONE, PENDING } from './failure.ts';
import type { IdentityOptions } from './options.ts';
import { loadPlan } from './plan-files.ts';
import { json, shown } from './show.ts';

export async function diffCommand({ positionals, format }: IdentityOptions, terminal: Terminal): Promise<number> {
  const [before, after, ...more] = positionals;
  if (before === undefined || after === undefined || more.length > 0) throw new UsageError('Name two saved plans.');
  const differences = comparePlans(await loadPlan(before, terminal.cwd), await loadPlan(after, terminal.cwd));
  const agree = plansAgree(differences);
  if (format === 'json') {
    const side = (step: PlanStep | undefined) => step && savedStep(step);
    const steps = differences.steps.map(({ id, before: left, after: right }) => ({ id, before: side(left), after: side(right) }));
    terminal.out(json({ version: 1, state: agree ? 'clean' : 'changes', target: differences.head, steps, remarks: { before: differences.remarksGone, after: differences.remarksAdded } }));
  } else {
    terminal.out(shown(renderPlanDifferences(differences), terminal));
  }
  return agree ? DONE : PENDING;
}
