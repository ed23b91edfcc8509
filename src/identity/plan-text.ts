/** A plan as text in VS Code's diff language, see diff-lines.ts. */
import { comment, singleLine } from './diff-lines.ts';
import { differenceMarks, differsInCaseOnly } from '../connector/difference.ts';
import type { Action, Plan, PlanField, PlanStep } from './plan-model.ts';
import { planIsEmpty } from './plan.ts';

const FIELD_INDENT = ' '.repeat(11);

export function renderPlan(plan: Plan): string {
  return [
    ...header(plan),
    ...plan.steps.flatMap((step) => ['', ...renderStep(step)]),
    ...(plan.remarks.length > 0 ? ['', '# Good to know', '#', ...plan.remarks.flatMap((remark) => comment(remark, '# - ', '#   '))] : []),
    '',
  ].join('\n');
}

function header(plan: Plan): string[] {
  const { target } = plan;
  const facts: [string, string][] = [
    ['Connector', plan.connectorTitle],
    ['Environment', target.environmentDisplayName === target.environment ? target.environment : `${target.environmentDisplayName} (${target.environment})`],
    ['Tenant', target.tenantId],
    ['Account', target.userName ?? target.userObjectId],
    ['Planned', plan.createdAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')],
  ];
  return [
    `# Managed identity for ${singleLine(plan.connectorTitle)}`,
    '#',
    ...facts.map(([name, value]) => `# ${name.padEnd(13)}${singleLine(value)}`),
    '#',
    `# ${planIsEmpty(plan) ? 'Everything is as it should be. There is nothing to do.' : `Nothing has been written yet. ${countActions(plan)}.`}`,
  ];
}

/** `3 to create, 1 to change, 3 to keep`. */
export function countActions(plan: Plan): string {
  const count = (action: Action): number => plan.steps.filter((step) => step.action === action).length;
  return (['create', 'change', 'keep'] as const).flatMap((action) => (count(action) > 0 ? [`${count(action)} to ${action}`] : [])).join(', ');
}

const HEADS: Readonly<Record<Action, string>> = { create: '+ create', change: '! change', keep: '  keep' };

function renderStep(step: PlanStep): string[] {
  const width = Math.max(0, ...step.fields.map(({ name }) => name.length)) + 2;
  return [
    `${HEADS[step.action].padEnd(10)}${singleLine(step.resource)}`,
    ...step.fields.flatMap((field) => renderField(field, width, step.action)),
    ...(step.note ? comment(step.note, `#${FIELD_INDENT.slice(1)} `, `#${FIELD_INDENT.slice(1)} `) : []),
  ];
}

function renderField(field: PlanField, width: number, action: Action): string[] {
  const line = (mark: string, value: string, predicted?: boolean): string =>
    `${mark}${FIELD_INDENT}${field.name.padEnd(width)}${singleLine(value)}${predicted && !value.startsWith('(') ? '  (predicted)' : ''}`;
  const { before, after, predicted } = field;
  if (action === 'keep' || before === after) return [line(' ', after ?? before ?? '', predicted)];
  const caseOnly = before !== undefined && after !== undefined && differsInCaseOnly(before, after);
  return [
    ...(before === undefined ? [] : [line('-', before)]),
    ...(after === undefined ? [] : [line('+', after, predicted)]),
    ...(caseOnly ? [`#${FIELD_INDENT}${' '.repeat(width)}${differenceMarks(before, after)}`] : []),
  ];
}
