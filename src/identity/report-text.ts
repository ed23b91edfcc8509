/** The outcome of Verify, in the form of a plan: what agrees, then each difference with both values one under the other. */
import { comment, singleLine } from './diff-lines.ts';
import { differenceMarks, visibleBlanks } from '../connector/difference.ts';
import type { Finding } from './finding.ts';
import type { VerifyReport } from './verify.ts';

const SEVERITIES: Readonly<Record<Finding['severity'], string>> = { error: '! error', warning: '! warning', information: '# note' };

const ORDER: readonly Finding['severity'][] = ['error', 'warning', 'information'];

const INDENT = ' '.repeat(11);

export function renderVerifyReport(report: VerifyReport): string {
  const findings = report.checks.flatMap(({ finding }) => finding ?? []).toSorted((left, right) => ORDER.indexOf(left.severity) - ORDER.indexOf(right.severity));
  return [
    `# Managed identity of ${singleLine(report.title)}: ${report.ok ? 'in order' : 'does not work'}`,
    '#',
    ...comment(summaryLine(report, findings), '# ', '# '),
    '',
    ...report.checks.map(({ what, ok, finding }) => `${checkMark(ok, finding).padEnd(11)}${singleLine(what)}`),
    ...findings.flatMap(renderFinding),
    '',
  ].join('\n');
}

function checkMark(ok: boolean, finding: Finding | undefined): string {
  if (!ok) return '- differs';
  return finding ? SEVERITIES[finding.severity] : '+ ok';
}

function summaryLine(report: VerifyReport, findings: readonly Finding[]): string {
  const count = (severity: Finding['severity'], one: string, many: string): string[] => {
    const found = findings.filter((finding) => finding.severity === severity).length;
    return found === 0 ? [] : [`${found} ${found === 1 ? one : many}`];
  };
  const counted = [...count('error', 'error', 'errors'), ...count('warning', 'warning', 'warnings'), ...count('information', 'note', 'notes')].join(', ');
  const repair = findings.some(({ repair: step }) => step) ? ' Repair shows a plan for it; nothing is written before you apply that.' : '';
  if (report.ok) return `File, connector and app registration agree${counted ? `; ${counted}` : ''}.${repair}`;
  return `${counted}.${repair}`;
}

/** With both values one under the other, and where they differ in case. */
export function renderFinding(finding: Finding): string[] {
  const { expected, actual, caseOnly } = finding;
  const marks = expected !== undefined && actual !== undefined && caseOnly ? differenceMarks(singleLine(expected), singleLine(actual)) : '';
  return [
    '',
    `${SEVERITIES[finding.severity].padEnd(11)}${singleLine(finding.subject)}${caseOnly ? ' (upper and lower case)' : ''}`,
    ...comment(finding.message, `#${INDENT.slice(1)}`, `#${INDENT.slice(1)}`),
    ...(actual === undefined ? [] : [`-${INDENT.slice(1)}actual    ${visibleBlanks(singleLine(actual))}`]),
    ...(expected === undefined ? [] : [`+${INDENT.slice(1)}expected  ${singleLine(expected)}`]),
    ...(marks === '' ? [] : [`#${INDENT.slice(1)}          ${marks}`]),
  ];
}
