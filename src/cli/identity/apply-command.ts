/** `identity apply`: shows a plan, asks, and does what it says, nothing else. */
import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Connector } from '../../connector/connector.ts';
import { sameGuid } from '../../connector/difference.ts';
import { applyPlan } from '../../identity/apply.ts';
import { PlanOutdatedError } from '../../identity/errors.ts';
import { comparePlans, renderPlanDifferences } from '../../identity/plan-differences.ts';
import type { ApplyResult, Plan, StepId } from '../../identity/plan-model.ts';
import { createPlan, planIsEmpty } from '../../identity/plan.ts';
import { renderPlan } from '../../identity/plan-text.ts';
import { savedPlan } from '../../identity/saved-plan.ts';
import { renderSummary } from '../../identity/summary-text.ts';
import type { Terminal } from '../main.ts';
import { oneLine } from '../output/one-line.ts';
import { UsageError } from '../usage-error.ts';
import { connectorIn } from './connector-on-disk.ts';
import { DONE, FAILED, FailedStep, IdentityCommandError, OUTDATED } from './failure.ts';
import { choose, inputFor, portsFor } from './make-plan.ts';
import type { IdentityOptions } from './options.ts';
import { folderOf, loadPlan, savePlan } from './plan-files.ts';
import { startSession, type IdentitySession } from './session.ts';
import { json, shown } from './show.ts';

interface Task {
  readonly plan: Plan;
  readonly connector: Connector;
  readonly session: IdentitySession;
}

export async function applyCommand(options: IdentityOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const { yes, format } = options;
  if (!yes && !terminal.ask) throw new UsageError('There is no terminal to ask on. Say --yes to apply the plan without being asked.');
  const file = await planFile(options, terminal);
  const task = file === undefined ? await plannedNow(options, terminal, signal) : await planned(file, options, terminal, signal);
  const { plan } = task;
  terminal.err(shown(renderPlan(plan), terminal));
  if (!yes && !planIsEmpty(plan) && !/^y(es)?$/i.test((await terminal.ask?.('\nApply this plan? [y/N] ', signal))?.trim() ?? '')) {
    terminal.err('Nothing was written.\n');
    return FAILED;
  }
  let reached: StepId | undefined;
  try {
    const result = await applyPlan(plan, {
      connector: task.connector, cloud: task.session.cloud, ports: portsFor(task.session, task.connector, plan.target.environment), signal,
      onProgress: (step, message) => {
        reached = step;
        terminal.err(`${oneLine(message)}\n`);
      },
    });
    tellResult(task, result, format, terminal);
    return DONE;
  } catch (error) {
    if (!(error instanceof PlanOutdatedError)) throw new FailedStep(reached, error);
    await tellOutdated(task, error, options, terminal);
    return OUTDATED;
  }
}

/** A saved plan where one is named; a folder is planned for now. */
async function planFile({ positionals, plan, connector }: IdentityOptions, { cwd }: Terminal): Promise<string | undefined> {
  const [named, ...more] = positionals;
  if (more.length > 0) throw new UsageError('Name one plan, or one folder.');
  if (plan !== undefined) {
    if (named !== undefined && connector !== undefined) throw new UsageError('Name the connector\'s folder once.');
    return plan;
  }
  if (named === undefined) return undefined;
  const isFolder = await stat(resolve(cwd, named)).then((found) => found.isDirectory(), () => false);
  return isFolder ? undefined : named;
}

async function plannedNow(options: IdentityOptions, terminal: Terminal, signal: AbortSignal): Promise<Task> {
  const chosen = await choose(options, terminal, signal);
  return { plan: await createPlan(inputFor(chosen, signal)), connector: chosen.connector, session: chosen.session };
}

async function planned(file: string, options: IdentityOptions, terminal: Terminal, signal: AbortSignal): Promise<Task> {
  const settled = (['environment', 'parameter', 'app', 'newApp', 'resource', 'scopes'] as const).find((name) => options[name] !== undefined);
  if (settled !== undefined) throw new UsageError(`A saved plan says itself what it is for: --${OPTION_NAMES[settled] ?? settled} has no place beside it.`);
  const saved = await loadPlan(file, terminal.cwd);
  const folder = options.connector ?? (options.plan === undefined ? undefined : options.positionals[0]) ?? relative(terminal.cwd, folderOf(saved)) ?? '.';
  const connector = await connectorIn(folder || '.', terminal.cwd);
  const session = await startSession({ cloud: options.cloud ?? saved.target.cloud, tenant: options.tenant ?? saved.target.tenantId }, terminal, signal);
  refuseOther(saved, session);
  return { plan: { ...saved, connectorFolder: connector.files.folder }, connector, session };
}

const OPTION_NAMES: Readonly<Record<string, string>> = { newApp: 'new-app', app: 'app-id' };

function refuseOther({ target }: Plan, { identity, cloud }: IdentitySession): void {
  if (sameGuid(identity.tenantId, target.tenantId) && sameGuid(identity.objectId, target.userObjectId) && cloud.name === target.cloud) return;
  throw new IdentityCommandError(
    'otherAccount',
    `The plan was made for ${target.userName ?? target.userObjectId} in the tenant ${target.tenantId} (cloud ${target.cloud}), and ${identity.userName ?? identity.objectId} in the tenant ${identity.tenantId} (cloud ${cloud.name}) is signed in.`,
    'Sign in as the one that it was made for, or make a new plan.',
  );
}

function tellResult({ plan, session: { sent } }: Task, result: ApplyResult, format: IdentityOptions['format'], terminal: Terminal): void {
  if (format !== 'json') {
    terminal.out(shown(renderSummary(plan, result, {}), terminal));
    return;
  }
  const { appId, connectorName: connectorId, redirectUrl, issuer, subject, audience, performed, remarks } = result;
  terminal.out(json({
    version: 1, state: 'clean', writes: sent.writes, requests: sent.requests, appId, connectorId, redirectUrl, issuer, subject, audience,
    steps: performed, remarks, requestIds: sent.requestIds,
  }));
}

async function tellOutdated({ plan }: Task, { message, plan: fresh }: PlanOutdatedError, { format, out }: IdentityOptions, terminal: Terminal): Promise<void> {
  if (out !== undefined) await savePlan(fresh, out, terminal.cwd);
  if (format === 'json') {
    terminal.out(json({ version: 1, error: { code: 'planOutdated', message, next: 'Read the new plan and apply that.' }, plan: savedPlan(fresh) }));
    return;
  }
  terminal.err(`connector-studio: ${message}\n\n# What has changed\n#\n${shown(renderPlanDifferences(comparePlans(plan, fresh)), terminal)}`);
  terminal.out(shown(renderPlan(fresh), terminal));
}
