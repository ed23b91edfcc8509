/** A plan of changes in an editor, with what applies it. What has become outdated is shown again as it is now. */
import type * as vscode from 'vscode';
import { changesAreEmpty, ChangesOutdatedError, type ApplyChangesOptions, type ChangePlan, type ChangeStep } from '../../identity/changes.ts';
import { offer } from './offer.ts';
import type { OpenPlans } from './open-plans.ts';
import { offerToApply } from './plan-target.ts';
import { withProgress } from './progress.ts';

export interface ShownChanges {
  readonly log: vscode.LogOutputChannel;
  readonly plans: OpenPlans;
  /** Said where a plan has nothing left to write. */
  readonly nothingLeft: string;
  /** @throws what `applyChanges` throws */
  apply(plan: ChangePlan, options: Pick<ApplyChangesOptions, 'signal' | 'onProgress'>): Promise<readonly ChangeStep[]>;
  /** Once all is done and the plan is closed. */
  done(performed: readonly ChangeStep[]): Promise<void> | void;
}

/** @param message stands beside Apply */
export async function showChanges(shown: ShownChanges, plan: ChangePlan, message: string): Promise<void> {
  const open = await shown.plans.showChanges(plan, () => applyShown(shown, open.key, plan));
  if (changesAreEmpty(plan)) offer(shown.nothingLeft, []);
  else offerToApply(open, message);
}

async function applyShown(shown: ShownChanges, key: string, plan: ChangePlan): Promise<readonly ChangeStep[] | undefined> {
  const { log, plans } = shown;
  const { heading, place } = plan;
  try {
    const performed = await withProgress(heading, (signal, report) => shown.apply(plan, {
      signal,
      onProgress: (step) => {
        log.info(`${place.connectorTitle}, ${heading}: ${step.action} ${step.resource} (${step.key})`);
        report(step.resource);
      },
    }));
    await plans.close(key);
    await shown.done(performed);
    return performed;
  } catch (error) {
    if (!(error instanceof ChangesOutdatedError)) throw error;
    await showChanges(shown, error.plan, error.message);
    return undefined;
  }
}
