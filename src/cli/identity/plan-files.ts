/** Saved plans on a disk. The connector's folder is named from the plan's file, so that both can move together. */
import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Plan } from '../../identity/plan-model.ts';
import { readSavedPlan, savedPlanText } from '../../identity/saved-plan.ts';
import { reasonOf } from '../failure-reason.ts';
import { UsageError } from '../usage-error.ts';
import { replaceFile } from './connector-on-disk.ts';
import { IdentityCommandError } from './failure.ts';

/** @throws {UsageError} where the file cannot be read; SavedPlanError where it is no plan. Its folder is a URI afterwards. */
export async function loadPlan(path: string, cwd: string): Promise<Plan> {
  const file = resolve(cwd, path);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`The plan ${path} could not be read: ${reasonOf(error)}.`);
  }
  const plan = readSavedPlan(text);
  const { connectorFolder } = plan;
  if (/^[a-z][a-z0-9+.-]+:/i.test(connectorFolder)) return plan;
  return { ...plan, connectorFolder: pathToFileURL(resolve(dirname(file), connectorFolder)).href };
}

export async function savePlan(plan: Plan, path: string, cwd: string): Promise<void> {
  const file = resolve(cwd, path);
  const from = relative(dirname(file), fileURLToPath(plan.connectorFolder));
  // On another drive there is no way from one to the other.
  const folder = isAbsolute(from) ? undefined : from.replaceAll(sep, '/') || '.';
  try {
    await replaceFile(file, savedPlanText(plan, folder));
  } catch (error) {
    throw new IdentityCommandError('planNotSaved', `The plan could not be written to ${path}: ${reasonOf(error)}.`);
  }
}

/** The path of the plan's connector. @throws {IdentityCommandError} for a plan of files that are on no disk. */
export function folderOf({ connectorFolder }: Plan): string {
  try {
    return fileURLToPath(connectorFolder);
  } catch {
    throw new IdentityCommandError('folderNotOnDisk', `The plan is for a connector at ${connectorFolder}, which is no folder on this machine.`, 'Say where it is with --connector.');
  }
}
