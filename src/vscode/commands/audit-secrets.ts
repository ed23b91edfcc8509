/** Audit Secrets: how every connector that the account may see signs in, as a table. Reads only. */
import * as vscode from 'vscode';
import { readingScopes } from '../../cloud/entra/application-reader.ts';
import { auditSecrets as audit, type AuditDirectoryPort, type AuditProgress } from '../../identity/secrets/audit.ts';
import type { AuditReport, AuditRow } from '../../identity/secrets/audit-model.ts';
import { renderAudit } from '../../identity/secrets/audit-text.ts';
import { endInWords } from '../../identity/secrets/audit-words.ts';
import { readSettings } from '../settings.ts';
import type { Studio } from '../studio.ts';
import { UserError } from '../user-error.ts';
import { isLinked } from './command-target.ts';
import { openExternalLink } from './external-link.ts';
import { connectorLink } from './portal-links.ts';
import { withProgress } from './progress.ts';
import { startSession, type Session } from './session.ts';

/** Shows the report and returns it. */
export async function auditSecrets(studio: Studio): Promise<AuditReport> {
  const session = await startSession(studio);
  const { clients, account } = session;
  const report = await withProgress(vscode.l10n.t('Auditing secrets'), async (signal, tell) => audit(
    { environments: clients.environments, connectors: clients.connectors, directory: await directoryFor(session, signal) },
    { tenantId: account.tenantId, cloud: clients.cloud, now: Date.now(), signal, onProgress: (progress) => tell(progressText(progress)) },
  ));
  studio.audits.show(report);
  await studio.documents.show({
    title: vscode.l10n.t('Secrets'),
    language: 'plaintext',
    content: renderAudit(report),
    lenses: [
      { title: vscode.l10n.t('$(save) Export CSV'), command: 'connectorStudio.exportAudit', arguments: [undefined, { format: 'csv' }] },
      { title: vscode.l10n.t('$(json) Export JSON'), command: 'connectorStudio.exportAudit', arguments: [undefined, { format: 'json' }] },
      ...(report.rows.some(isMigratable) ? [{ title: vscode.l10n.t('$(key) Configure…'), command: 'connectorStudio.migrateFromAudit', arguments: [] }] : []),
      { title: vscode.l10n.t('$(refresh) Audit Again'), command: 'connectorStudio.auditSecrets', arguments: [] },
    ],
  });
  return report;
}

function progressText({ environments, environmentsDone, connectors, applications, applicationsDone }: AuditProgress): string {
  return applications === 0 || environmentsDone < environments
    ? vscode.l10n.t('{0} of {1} environments, {2} connectors', environmentsDone, environments, connectors)
    : vscode.l10n.t('{0} connectors, {1} of {2} app registrations', connectors, applicationsDone, applications);
}

/** With the least that the account has; in words why there is nothing, which only leaves the ends of secrets unknown. */
async function directoryFor({ clients, account }: Session, signal: AbortSignal): Promise<AuditDirectoryPort | string> {
  // VS Code's own client is not asked for: its token does not reach applications, and a prompt would be for nothing.
  const interactive = readSettings().clientId !== undefined;
  let why = '';
  // What most accounts have comes first.
  for (const scope of readingScopes.toReversed()) {
    try {
      await clients.tokens.get('graph', { tenantId: account.tenantId, requiredScopes: [scope], interactive: interactive && scope === readingScopes[0], signal });
      return clients.applicationReader(scope);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Error) || error.name !== 'TokenUnavailableError') throw error;
      why = error.message;
    }
  }
  return why;
}

function isMigratable({ credential, clientId }: AuditRow): boolean {
  return credential === 'secret' && clientId !== undefined;
}

/** Asks which connector of the last audit to move to managed identity. */
export async function migrateFromAudit(studio: Studio): Promise<unknown> {
  const rows = studio.audits.report?.rows.filter(isMigratable) ?? [];
  if (rows.length === 0) throw new Error(vscode.l10n.t('The last audit has found no connector with a client secret. Run Audit Secrets first.'));
  const choice = await vscode.window.showQuickPick(rows.map((row) => ({
    label: row.connectorTitle ?? '',
    description: row.environmentDisplayName,
    detail: [endInWords(row) ?? vscode.l10n.t('end not known'), row.application?.displayName, row.owner].filter(Boolean).join(' · '),
    iconPath: new vscode.ThemeIcon(row.expired ? 'error' : 'key'),
    row,
  })), { title: vscode.l10n.t('Migrate from Secret'), matchOnDescription: true, matchOnDetail: true, placeHolder: vscode.l10n.t('Which connector should use managed identity?') });
  if (!choice) throw new vscode.CancellationError();
  const { environment, environmentDisplayName, connectorName = '', connectorTitle = '' } = choice.row;
  const local = (await studio.connectors.all()).find((connector) => isLinked(connector, environment, connectorName));
  if (local) return vscode.commands.executeCommand('connectorStudio.migrateFromSecret', vscode.Uri.parse(local.files.folder, true));
  throw new UserError(vscode.l10n.t('The files of “{0}” in {1} are not in this workspace: no settings.json names {2}. Open the folder that has them, or change the connector in the maker portal.', connectorTitle, environmentDisplayName, connectorName), [
    { title: vscode.l10n.t('Open in Maker Portal'), run: () => openExternalLink(connectorLink(readSettings().cloud, environment, connectorName, 'security')) },
  ]);
}
