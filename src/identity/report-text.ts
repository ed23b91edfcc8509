/** The outcome of Verify as Markdown, each difference with both values one under the other. */
import { differenceMarks, visibleBlanks } from './difference.ts';
import type { Finding } from './finding.ts';
import { plain } from './markdown.ts';
import type { VerifyReport } from './verify.ts';

const SEVERITIES: Readonly<Record<Finding['severity'], string>> = { error: 'Error', warning: 'Warning', information: 'Note' };

const ORDER: readonly Finding['severity'][] = ['error', 'warning', 'information'];

export function renderVerifyReport(report: VerifyReport): string {
  const findings = report.checks.flatMap(({ finding }) => finding ?? []).toSorted((left, right) => ORDER.indexOf(left.severity) - ORDER.indexOf(right.severity));
  return [
    `# Managed identity of ${plain(report.title)}: ${report.ok ? 'in order' : 'does not work'}`,
    '',
    summaryLine(report, findings),
    '',
    '| | check |',
    '|---|---|',
    ...report.checks.map(({ what, ok, finding }) => `| ${ok ? (finding ? '⚠' : '✓') : '✗'} | ${plain(what)} |`),
    ...findings.flatMap(renderFinding),
    '',
  ].join('\n');
}

function summaryLine(report: VerifyReport, findings: readonly Finding[]): string {
  const count = (severity: Finding['severity'], one: string, many: string): string[] => {
    const found = findings.filter((finding) => finding.severity === severity).length;
    return found === 0 ? [] : [`${found} ${found === 1 ? one : many}`];
  };
  const counted = [...count('error', 'error', 'errors'), ...count('warning', 'warning', 'warnings'), ...count('information', 'note', 'notes')].join(', ');
  const repair = findings.some(({ repair: step }) => step) ? ' *Repair* shows a plan for it; nothing is written before you apply that.' : '';
  if (report.ok) return `File, connector and app registration agree${counted ? `; ${counted}` : ''}.${repair}`;
  return `${counted}.${repair}`;
}

function renderFinding(finding: Finding): string[] {
  const { expected, actual, caseOnly } = finding;
  const values: string[] = [];
  if (expected !== undefined) values.push(`expected  ${singleLine(expected)}`);
  if (actual !== undefined) values.push(`actual    ${visibleBlanks(singleLine(actual))}`);
  if (expected !== undefined && actual !== undefined && caseOnly) {
    values.push(`          ${differenceMarks(singleLine(expected), singleLine(actual))}`);
  }
  return [
    '',
    `## ${SEVERITIES[finding.severity]}: ${plain(finding.subject)}${caseOnly ? ' (upper and lower case)' : ''}`,
    '',
    plain(finding.message),
    ...(values.length > 0 ? ['', '~~~text', ...values, '~~~'] : []),
  ];
}

function singleLine(value: string): string {
  return value.replace(/[\r\n]+/g, ' ⏎ ');
}
