/** What differs between two plans for one connector: a saved one and the one that would be made now, or any two. */
import { singleLine } from './diff-lines.ts';
import type { Plan, PlanField, PlanStep, StepId } from './plan-model.ts';
import { STEP_ORDER } from './plan-steps.ts';

export interface StepDifference {
  readonly id: StepId;
  readonly resource: string;
  /** Absent on the side that has no such step. */
  readonly before?: PlanStep;
  readonly after?: PlanStep;
  /** Fields of the one that the other does not have alike. */
  readonly gone: readonly PlanField[];
  readonly added: readonly PlanField[];
}

export interface PlanDifferences {
  /** Of what the plans are for, by name: `environment`, `files`… */
  readonly head: readonly { readonly name: string; readonly before: string; readonly after: string }[];
  readonly steps: readonly StepDifference[];
  readonly remarksGone: readonly string[];
  readonly remarksAdded: readonly string[];
}

/** When they were made does not count. */
export function comparePlans(before: Plan, after: Plan): PlanDifferences {
  const without = (list: readonly string[], other: readonly string[]): string[] => list.filter((item) => !other.includes(item));
  return {
    head: headDifferences(before, after),
    steps: STEP_ORDER.flatMap((id) => stepDifference(before, after, id)),
    remarksGone: without(before.remarks, after.remarks),
    remarksAdded: without(after.remarks, before.remarks),
  };
}

export function plansAgree({ head, steps, remarksGone, remarksAdded }: PlanDifferences): boolean {
  return head.length === 0 && steps.length === 0 && remarksGone.length === 0 && remarksAdded.length === 0;
}

function headDifferences(before: Plan, after: Plan): PlanDifferences['head'] {
  const rows = (plan: Plan): readonly (readonly [string, string])[] => {
    const { target } = plan;
    const { application } = target;
    return [
      ['connector', plan.connectorTitle],
      ['environment', target.environment],
      ['tenant', target.tenantId],
      ['account', target.userObjectId],
      ['cloud', target.cloud],
      ['parameter', target.parameterPointer.join('/')],
      ['app registration', application.kind === 'existing' ? application.appId : `a new one, "${application.displayName}"`],
      ['resource URL', target.resourceUri],
      ['scopes', target.scopes.join(' ')],
      // Of everything that a deployment sends besides the security block.
      ['definition, properties, icon and script', plan.basis],
    ];
  };
  const others = rows(after);
  return rows(before).flatMap(([name, value], index) => {
    const other = others[index]?.[1] ?? '';
    return value === other ? [] : [{ name, before: value, after: other }];
  });
}

function stepDifference(before: Plan, after: Plan, id: StepId): StepDifference[] {
  const [left, right] = [before, after].map(({ steps }) => steps.find((step) => step.id === id));
  const without = (fields: readonly PlanField[] = [], other: readonly PlanField[] = []): PlanField[] => fields.filter((field) => !other.some((candidate) => sameField(field, candidate)));
  const gone = without(left?.fields, right?.fields);
  const added = without(right?.fields, left?.fields);
  if (left?.action === right?.action && gone.length === 0 && added.length === 0) return [];
  return [{ id, resource: right?.resource ?? left?.resource ?? id, before: left, after: right, gone, added }];
}

function sameField(left: PlanField, right: PlanField): boolean {
  return left.name === right.name && left.before === right.before && left.after === right.after && Boolean(left.predicted) === Boolean(right.predicted);
}

/** In VS Code's diff language, see diff-lines.ts: `-` as it was, `+` as it is. */
export function renderPlanDifferences(differences: PlanDifferences): string {
  if (plansAgree(differences)) return '# The plans agree.\n';
  const { head, steps, remarksGone, remarksAdded } = differences;
  return [
    ...head.flatMap(({ name, before, after }) => [`! ${name}`, `-   ${singleLine(before)}`, `+   ${singleLine(after)}`]),
    ...steps.flatMap(renderDifference),
    ...(remarksGone.length + remarksAdded.length > 0 ? ['! Good to know'] : []),
    ...remarksGone.map((remark) => `-   ${singleLine(remark)}`),
    ...remarksAdded.map((remark) => `+   ${singleLine(remark)}`),
    '',
  ].join('\n');
}

function renderDifference({ resource, before, after, gone, added }: StepDifference): string[] {
  const [was, is] = [before?.action ?? 'none', after?.action ?? 'none'];
  return [
    `! ${singleLine(resource)}`,
    ...(was === is ? [] : [`-   ${was}`, `+   ${is}`]),
    ...gone.map((field) => `-   ${renderField(field)}`),
    ...added.map((field) => `+   ${renderField(field)}`),
  ];
}

function renderField({ name, before, after, predicted }: PlanField): string {
  const values = before === undefined || before === after ? [after ?? ''] : after === undefined ? [before, '(removed)'] : [before, after];
  return `${name}: ${values.map(singleLine).join(' → ')}${predicted ? ' (predicted)' : ''}`;
}
