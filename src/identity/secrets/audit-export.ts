/**
 * An audit for other programs. CSV after RFC 4180, and guarded as OWASP advises ("CSV Injection"): a cell that a
 * spreadsheet would compute begins with an apostrophe, since names of connectors and apps are anybody's.
 */
import { describeSecret } from './app-secrets.ts';
import type { AuditReport, AuditRow } from './audit-model.ts';
import { CREDENTIAL_WORDS, plainName } from './audit-words.ts';

type Cell = string | number | boolean | undefined;

const COLUMNS: readonly (readonly [heading: string, cell: (row: AuditRow) => Cell])[] = [
  ['expires', (row) => row.expiresAt],
  ['days left', (row) => row.daysLeft],
  ['expired', (row) => row.expired],
  ['connector', (row) => row.connectorTitle],
  ['connector id', (row) => row.connectorName],
  ['environment', (row) => row.environmentDisplayName],
  ['environment id', (row) => row.environment],
  ['owner', (row) => row.owner],
  ['parameter', (row) => row.parameterName],
  ['authentication set', (row) => row.setName],
  ['signs in with', (row) => row.credential && CREDENTIAL_WORDS[row.credential]],
  ['client id', (row) => row.clientId],
  ['app registration', (row) => row.application?.displayName],
  ['secrets of the app', (row) => row.application?.secrets.map(describeSecret).join('; ')],
  ['errors', (row) => messages(row, 'error')],
  ['warnings', (row) => messages(row, 'warning')],
  ['notes', (row) => messages(row, 'information')],
];

/** Lines end in CR LF, the last one too; no byte order mark. */
export function auditCsv({ rows }: Pick<AuditReport, 'rows'>): string {
  return [COLUMNS.map(([heading]) => heading), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))]
    .map((line) => `${line.map(csvCell).join(',')}\r\n`).join('');
}

export function auditJson(report: AuditReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function messages({ findings }: AuditRow, severity: string): string {
  return findings.filter((finding) => finding.severity === severity).map(({ message }) => message).join(' ');
}

function csvCell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const plain = plainName(value);
  const text = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
