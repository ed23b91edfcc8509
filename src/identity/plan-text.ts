/** A plan as text in VS Code's diff language, see diff-lines.ts. */
import { comment, singleLine } from './diff-lines.ts';
import type { Action, Plan } from './plan-model.ts';
import { planIsEmpty } from './plan.ts';
import { renderStep } from './step-text.ts';

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
