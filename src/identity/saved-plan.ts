/**
 * A plan as a document: what `--format json` prints, what *Save Plan…* and `--out` write, and what is applied later, on
 * the same machine or in a pipeline. It holds what a reader sees of the plan and nothing more, so never a secret. A plan
 * that somebody has edited does no harm: each step is compared with the live state before anything is written. What the
 * account may do (`Plan.right`) stays out of it, since that is read anew by whoever applies the plan.
 */
import type { Pointer } from '../connector/connector.ts';
import { isGuid } from '../connector/difference.ts';
import { isObject, type JsonObject } from '../connector/json-value.ts';
import type { Action, ApplicationChoice, IdentityTarget, Plan, PlanField, PlanStep } from './plan-model.ts';
import { STEP_ORDER } from './plan-steps.ts';
import { planIsEmpty } from './plan.ts';

/** One step as the document has it: values by the names of its fields. */
export interface SavedStep {
  readonly id: string;
  readonly resource: string;
  readonly action: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  /** Names of fields whose value after the run is decided by the service. */
  readonly predicted?: readonly string[];
  readonly note?: string;
  /** What the account needs for it. */
  readonly right?: string;
}

export interface SavedPlan {
  readonly kind: typeof SAVED_PLAN_KIND;
  readonly version: 1;
  readonly state: 'clean' | 'changes';
  readonly createdAt: string;
  readonly connectorTitle: string;
  /** The folder's URI, or its path from the folder of this file. */
  readonly connectorFolder: string;
  readonly target: IdentityTarget;
  readonly steps: readonly SavedStep[];
  readonly remarks: readonly string[];
  readonly basis: string;
}

export const SAVED_PLAN_KIND = 'connector-studio/identity-plan';

/** The text is no plan that this version can apply; the message says why. */
export class SavedPlanError extends Error {
  override readonly name = 'SavedPlanError';
}

/** @param connectorFolder How the folder is to be named in the document. */
export function savedPlan(plan: Plan, connectorFolder = plan.connectorFolder): SavedPlan {
  const { createdAt, connectorTitle, target, steps, remarks, basis } = plan;
  return {
    kind: SAVED_PLAN_KIND, version: 1, state: planIsEmpty(plan) ? 'clean' : 'changes', createdAt, connectorTitle, connectorFolder, target,
    steps: steps.map(savedStep), remarks, basis,
  };
}

export function savedPlanText(plan: Plan, connectorFolder?: string): string {
  return `${JSON.stringify(savedPlan(plan, connectorFolder), undefined, 2)}\n`;
}

export function savedStep(step: Pick<PlanStep, 'resource' | 'fields' | 'note'> & { readonly id: string; readonly action: string; readonly right?: string }): SavedStep {
  const values = (side: 'before' | 'after'): Record<string, string> =>
    Object.fromEntries(step.fields.flatMap(({ name, [side]: value }) => (value === undefined ? [] : [[name, value]])));
  const predicted = step.fields.flatMap(({ name, predicted: mark }) => (mark ? [name] : []));
  return {
    id: step.id, resource: step.resource, action: step.action, before: values('before'), after: values('after'),
    ...(predicted.length > 0 && { predicted }), ...(step.note !== undefined && { note: step.note }), ...(step.right !== undefined && { right: step.right }),
  };
}

/**
 * Tolerates what it does not know, and insists on what applying needs.
 *
 * @throws {SavedPlanError}
 */
export function readSavedPlan(text: string): Plan {
  const document = parsed(text);
  if (document['kind'] !== SAVED_PLAN_KIND) throw new SavedPlanError(`This is no saved plan: it lacks "kind": "${SAVED_PLAN_KIND}".`);
  if (document['version'] !== 1) {
    throw new SavedPlanError(`The plan has the version ${JSON.stringify(document['version']) ?? 'none'}, and this program knows version 1. Make the plan anew, or use the version of Connector Studio that it was made with.`);
  }
  const steps = listIn(document, 'steps', 'the plan').map((step, index) => readStep(step, `step ${index + 1}`));
  const ids = steps.map(({ id }) => id);
  const foreign = ids.find((id) => !STEP_ORDER.includes(id));
  if (foreign !== undefined) throw spoilt(`it has a step "${foreign}" that this program does not know`);
  const missing = STEP_ORDER.find((id) => ids.filter((other) => other === id).length !== 1);
  if (missing !== undefined) throw spoilt(`the step "${missing}" does not stand in it exactly once`);
  const createdAt = textIn(document, 'createdAt', 'the plan');
  if (Number.isNaN(Date.parse(createdAt))) throw spoilt('"createdAt" is no date');
  return {
    version: 1,
    createdAt,
    connectorTitle: textIn(document, 'connectorTitle', 'the plan'),
    connectorFolder: textIn(document, 'connectorFolder', 'the plan'),
    target: readTarget(document['target']),
    steps: STEP_ORDER.flatMap((id) => steps.find((step) => step.id === id) ?? []),
    remarks: textsIn(document, 'remarks', 'the plan'),
    basis: textIn(document, 'basis', 'the plan'),
  };
}

function parsed(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new SavedPlanError('The file is no JSON, so it is no saved plan.');
  }
  if (!isObject(value)) throw new SavedPlanError('The file holds no object, so it is no saved plan.');
  return value;
}

function readStep(value: unknown, what: string): PlanStep {
  if (!isObject(value)) throw spoilt(`${what} is no object`);
  const action = textIn(value, 'action', what);
  if (!isAction(action)) throw spoilt(`${what} has the action "${action}"; there are create, change and keep`);
  const before = valuesIn(value, 'before', what);
  const after = valuesIn(value, 'after', what);
  const predicted = new Set(value['predicted'] === undefined ? [] : textsIn(value, 'predicted', what));
  const names = new Set([...before.keys(), ...after.keys()]);
  const fields = [...(after.size >= before.size ? after.keys() : before.keys()), ...names]
    .filter((name, index, all) => all.indexOf(name) === index)
    .map((name): PlanField => ({
      name,
      ...(before.has(name) && { before: before.get(name) }), ...(after.has(name) && { after: after.get(name) }), ...(predicted.has(name) && { predicted: true }),
    }));
  const { note, right } = value;
  return {
    id: textIn(value, 'id', what) as PlanStep['id'], action, resource: textIn(value, 'resource', what), fields,
    ...(typeof note === 'string' && { note }), ...(typeof right === 'string' && { right }),
  };
}

function readTarget(value: unknown): IdentityTarget {
  const what = 'the target';
  if (!isObject(value)) throw spoilt('it has no target');
  const tenantId = textIn(value, 'tenantId', what);
  if (!isGuid(tenantId)) throw spoilt('the target\'s tenantId is no GUID');
  const { userName } = value;
  return {
    tenantId,
    userObjectId: textIn(value, 'userObjectId', what),
    ...(typeof userName === 'string' && { userName }),
    cloud: textIn(value, 'cloud', what),
    environment: textIn(value, 'environment', what),
    environmentDisplayName: textIn(value, 'environmentDisplayName', what),
    parameterPointer: readPointer(value['parameterPointer']),
    application: readApplication(value['application']),
    resourceUri: textIn(value, 'resourceUri', what),
    scopes: textsIn(value, 'scopes', what),
  };
}

function readPointer(value: unknown): Pointer {
  const isPart = (part: unknown): part is string | number => typeof part === 'string' || (Number.isInteger(part) && Number(part) >= 0);
  if (!Array.isArray(value) || value.length === 0 || !value.every(isPart)) throw spoilt('the target\'s parameterPointer names no place in the properties file');
  return value;
}

function readApplication(value: unknown): ApplicationChoice {
  const { kind, appId, displayName, uniqueNameSuffix } = isObject(value) ? value : {};
  if (kind === 'existing' && typeof appId === 'string' && isGuid(appId)) return { kind, appId };
  if (kind === 'new' && typeof displayName === 'string' && displayName !== '') {
    if (uniqueNameSuffix === undefined) return { kind, displayName };
    if (typeof uniqueNameSuffix === 'string' && /^[0-9a-z-]{1,12}$/.test(uniqueNameSuffix)) return { kind, displayName, uniqueNameSuffix };
    throw spoilt('the target\'s uniqueNameSuffix is not one to twelve lower-case letters, digits and hyphens');
  }
  throw spoilt('the target names no app registration, neither an existing one by its client id nor a new one by its name');
}

function isAction(text: string): text is Action {
  return text === 'create' || text === 'change' || text === 'keep';
}

function textIn(object: JsonObject, key: string, what: string): string {
  const value = object[key];
  if (typeof value !== 'string') throw spoilt(`${what} has no text "${key}"`);
  return value;
}

function listIn(object: JsonObject, key: string, what: string): readonly unknown[] {
  const value = object[key];
  if (!Array.isArray(value)) throw spoilt(`${what} has no list "${key}"`);
  return value;
}

function textsIn(object: JsonObject, key: string, what: string): readonly string[] {
  const list = listIn(object, key, what);
  if (!list.every((item) => typeof item === 'string')) throw spoilt(`"${key}" of ${what} holds something else than texts`);
  return list;
}

function valuesIn(object: JsonObject, key: string, what: string): ReadonlyMap<string, string> {
  const value = object[key];
  if (!isObject(value)) throw spoilt(`${what} has no object "${key}"`);
  const entries = Object.entries(value);
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) throw spoilt(`"${key}" of ${what} holds something else than texts`);
  return new Map(entries);
}

function spoilt(what: string): SavedPlanError {
  return new SavedPlanError(`The saved plan cannot be used: ${what}. Make the plan anew.`);
}
