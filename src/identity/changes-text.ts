/** A plan of single changes as text in VS Code's diff language, see diff-lines.ts. */
import { changesAreEmpty, type ChangeAction, type ChangePlan, type ChangeStep } from './changes.ts';
import { comment, singleLine } from './diff-lines.ts';
import { renderStep } from './step-text.ts';

const ORDER: readonly ChangeAction[] = ['restore', 'create', 'change', 'remove', 'keep'];

export function renderChangePlan(plan: ChangePlan): string {
  const { place, steps } = plan;
  const facts: readonly (readonly [string, string])[] = [
    ['Connector', place.connectorTitle],
    ['Environment', place.environmentDisplayName === place.environment ? place.environment : `${place.environmentDisplayName} (${place.environment})`],
    ['Tenant', place.tenantId],
    ['Account', place.userName ?? place.userObjectId],
    ['Planned', plan.createdAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')],
  ];
  return [
    `# ${singleLine(plan.heading)}`,
    '#',
    ...facts.map(([name, value]) => `# ${name.padEnd(13)}${singleLine(value)}`),
    '#',
    `# ${changesAreEmpty(plan) ? 'There is nothing to do.' : `Nothing has been written yet. ${countChanges(steps)}.`}`,
    ...steps.flatMap((step) => ['', ...renderStep(step)]),
    ...(plan.remarks.length > 0 ? ['', '# Good to know', '#', ...plan.remarks.flatMap((remark) => comment(remark, '# - ', '#   '))] : []),
    '',
  ].join('\n');
}

/** `1 to change, 3 to remove, 1 to keep`. */
export function countChanges(steps: readonly ChangeStep[]): string {
  return ORDER.flatMap((action) => {
    const count = steps.filter((step) => step.action === action).length;
    return count > 0 ? [`${count} to ${action}`] : [];
  }).join(', ');
}
