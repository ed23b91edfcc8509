/** One step of a plan, of whatever kind, as lines of VS Code's diff language, see diff-lines.ts. */
import { comment, singleLine } from './diff-lines.ts';
import { differenceMarks, differsInCaseOnly } from '../connector/difference.ts';
import type { ChangeStep } from './changes.ts';
import type { PlanField, PlanStep } from './plan-model.ts';

export type StepText = Omit<ChangeStep, 'key'> & Pick<PlanStep, 'right'>;

const FIELD_INDENT = ' '.repeat(11);

const HEADS: Readonly<Record<StepText['action'], string>> = { create: '+ create', restore: '+ restore', change: '! change', remove: '- remove', keep: '  keep' };

/** Head line, fields with the values before and after, note. */
export function renderStep(step: StepText): string[] {
  const width = Math.max(0, ...step.fields.map(({ name }) => name.length)) + 2;
  return [
    `${HEADS[step.action].padEnd(10)}${singleLine(step.resource)}`,
    ...step.fields.flatMap((field) => renderField(field, width, step.action)),
    ...(step.note ? comment(step.note, `#${FIELD_INDENT.slice(1)} `, `#${FIELD_INDENT.slice(1)} `) : []),
    ...(step.right ? comment(`Needs ${step.right}.`, `#${FIELD_INDENT.slice(1)} `, `#${FIELD_INDENT.slice(1)} `) : []),
  ];
}

function renderField(field: PlanField, width: number, action: StepText['action']): string[] {
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
