/**
 * An audit as a document: what counts first, a table in columns of blanks, which a screen reader reads as it stands, then
 * what to do, in sentences.
 */
import { comment } from '../diff-lines.ts';
import type { AuditFinding, AuditReport, AuditRow } from './audit-model.ts';
import { CREDENTIAL_WORDS, endInWords, plainName, SOON_DAYS } from './audit-words.ts';

const CELL_WIDTH = 36;
const GAP = '  ';

export function renderAudit(report: AuditReport): string {
  const { rows, auditedAt, tenantId, directoryUnread } = report;
  const connectors = rows.filter(({ connectorName }) => connectorName !== undefined);
  return [
    'Secrets of custom connectors',
    '',
    `Audited      ${auditedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}`,
    `Tenant       ${tenantId}`,
    ...summary(report).map((line, index) => `${index === 0 ? 'Found        ' : '             '}${line}`),
    ...(directoryUnread === undefined ? [] : ['', `App registrations could not be read, so it is not known when secrets end. ${plainName(directoryUnread)}`]),
    '',
    ...(connectors.length > 0 ? table(connectors) : ['No custom connector was found.']),
    ...section('What to do', rows, ['error', 'warning']),
    ...section('Good to know', rows, ['information']),
    '',
  ].join('\n');
}

/** In sentences: how many of each kind, and how many of them need something. */
export function summary({ rows, connectors, environments, environmentsFailed }: AuditReport): string[] {
  const of = (credential: AuditRow['credential']): readonly AuditRow[] => rows.filter((row) => row.credential === credential);
  const secrets = of('secret');
  const expired = secrets.filter((row) => row.expired);
  const soon = secrets.filter(({ expired: over, daysLeft }) => !over && daysLeft !== undefined && daysLeft < SOON_DAYS);
  const unknown = secrets.filter(({ expiresAt, findings }) => expiresAt === undefined && !findings.some(({ severity }) => severity === 'error'));
  const secretless = of('managedIdentity');
  const broken = secretless.filter(({ findings }) => findings.some(({ severity }) => severity === 'error'));
  const parts = (list: readonly (readonly [number, string])[]): string => list.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`).join(', ');
  const detail = (list: readonly (readonly [number, string])[]): string => {
    const text = parts(list);
    return text === '' ? '' : `, ${text}`;
  };
  return [
    `${count(connectors, 'connector')} in ${count(environments, 'environment')}${environmentsFailed > 0 ? `, of which ${environmentsFailed} could not be read` : ''}.`,
    `${secrets.length} with a client secret${detail([[expired.length, 'expired'], [soon.length, `ending within ${SOON_DAYS} days`], [unknown.length, 'whose end is not known']])}.`,
    `${secretless.length} with managed identity${detail([[broken.length, 'whose trust does not hold']])}.`,
  ];
}

const COLUMNS: readonly (readonly [heading: string, cell: (row: AuditRow) => string])[] = [
  ['Ends', ({ expiresAt }) => expiresAt?.slice(0, 10) ?? '-'],
  ['In days', ({ daysLeft, expired }) => (daysLeft === undefined ? '-' : expired ? 'expired' : String(daysLeft))],
  ['Connector', ({ connectorTitle, setName }) => `${connectorTitle ?? ''}${setName === undefined ? '' : ` (${setName})`}`],
  ['Environment', ({ environmentDisplayName }) => environmentDisplayName],
  ['Signs in with', ({ credential }) => (credential === undefined ? '-' : CREDENTIAL_WORDS[credential])],
  ['App registration', ({ application }) => application?.displayName ?? '-'],
  ['Client id', ({ clientId }) => clientId ?? '-'],
  ['Owner', ({ owner }) => owner ?? '-'],
];

function table(rows: readonly AuditRow[]): string[] {
  const cells = [COLUMNS.map(([heading]) => heading), ...rows.map((row) => COLUMNS.map(([, cell]) => cut(plainName(cell(row)))))];
  const widths = COLUMNS.map((_column, index) => Math.max(...cells.map((line) => widthOf(line[index] ?? ''))));
  const lines = cells.map((line) => line.map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - widthOf(cell))).join(GAP).trimEnd());
  const [heading = '', ...body] = lines;
  return [heading, widths.map((width) => '-'.repeat(width)).join(GAP), ...body];
}

function cut(text: string): string {
  return widthOf(text) <= CELL_WIDTH ? text : `${[...text].slice(0, CELL_WIDTH - 1).join('')}…`;
}

/** Chinese, Japanese and Korean characters and emoji take two columns of an editor. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60]|\p{Emoji_Presentation}/u.test(character) ? 2 : 1;
  return width;
}

/** One line for each message, with the connectors it is about, in the order of the table. */
function section(heading: string, rows: readonly AuditRow[], severities: readonly AuditFinding['severity'][]): string[] {
  const about = new Map<string, string[]>();
  for (const row of rows) {
    for (const { severity, message } of row.findings) {
      if (severities.includes(severity)) about.set(message, [...about.get(message) ?? [], nameOf(row)]);
    }
  }
  if (about.size === 0) return [];
  return ['', heading, '', ...[...about].flatMap(([message, names]) => comment(`${named(names)}: ${plainName(message)}`, '- ', '  '))];
}

function named(names: readonly string[]): string {
  return names.length <= 5 ? names.join('; ') : `${names.slice(0, 5).join('; ')} and ${names.length - 5} more`;
}

function nameOf(row: AuditRow): string {
  const { connectorTitle, environmentDisplayName } = row;
  if (connectorTitle === undefined) return plainName(environmentDisplayName);
  const end = endInWords(row);
  return plainName(`"${connectorTitle}" in ${environmentDisplayName}${end === undefined ? '' : `, ${end}`}`);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
