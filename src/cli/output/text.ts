/** For people: one line a finding, in the form that terminals and editors make a link of. */
import type { Severity } from '../../authoring/rule.ts';
import type { CheckReport, ReportedDiagnostic } from '../report.ts';
import { oneLine } from './one-line.ts';

const COLORS: Readonly<Record<Severity, number>> = { error: 31, warning: 33, information: 36, hint: 90 };

export function textOutput({ connectors, summary, fixed }: CheckReport, colors: boolean): string {
  const paint = (text: string, color: number): string => (colors ? `\u001B[${color}m${text}\u001B[0m` : text);
  const line = ({ file, line: row, column, severity, message, rule }: ReportedDiagnostic): string =>
    `${shown(file)}:${row}:${column}  ${paint(severity.padEnd(11), COLORS[severity])}  ${oneLine(message)}  ${paint(rule, 90)}\n`;
  const { errors, warnings, infos, ms } = summary;
  const findings = connectors.flatMap(({ diagnostics }) => diagnostics).map(line).join('');
  const mended = fixed === undefined ? '' : `${counted(fixed, 'fix', 'fixes')} applied. `;
  const total = `${counted(summary.connectors, 'connector')}, ${counted(summary.files, 'file')}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${infos} for information (${Math.round(ms)} ms)`;
  return `${findings}${findings === '' ? '' : '\n'}${mended}${paint(total, errors > 0 ? 31 : warnings > 0 ? 33 : 32)}\n`;
}

/** A line that begins with two colons is a command to GitHub Actions. */
function shown(file: string): string {
  return oneLine(/^\s*::/.test(file) ? `./${file}` : file);
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
