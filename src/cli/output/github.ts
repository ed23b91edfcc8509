/** Workflow commands of GitHub Actions, which annotate the lines of a pull request (docs.github.com, workflow commands). */
import type { Severity } from '../../authoring/rule.ts';
import type { CheckReport } from '../report.ts';
import { oneLine } from './one-line.ts';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };

export function githubOutput({ connectors }: CheckReport): string {
  return connectors.flatMap(({ diagnostics }) => diagnostics).map(({ severity, file, line, column, endLine, endColumn, rule, message }) => {
    // The columns of an annotation over several lines are refused.
    const columns = line === endLine ? `,col=${column},endColumn=${endColumn}` : '';
    return `::${LEVELS[severity]} file=${property(file)},line=${line},endLine=${endLine}${columns},title=${property(rule)}::${data(oneLine(message))}\n`;
  }).join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
