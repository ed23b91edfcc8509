/** Export Secret Audit: the last audit as CSV or JSON in a file of the user's choice. */
import * as vscode from 'vscode';
import { auditCsv, auditJson } from '../../identity/secrets/audit-export.ts';
import type { Studio } from '../studio.ts';
import { offer } from './offer.ts';

export interface ExportAnswers {
  readonly format?: 'csv' | 'json';
  readonly file?: vscode.Uri;
}

/** Excel takes a CSV file for one of an old code page unless it begins with this. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Returns the written file. */
export async function exportAudit(studio: Studio, given: ExportAnswers): Promise<vscode.Uri> {
  const { report } = studio.audits;
  if (!report) throw new Error(vscode.l10n.t('There is no audit to export. Run Audit Secrets first.'));
  const format = given.format ?? await chooseFormat();
  const name = `connector-secrets-${report.auditedAt.slice(0, 10)}.${format}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = given.file ?? await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Secret Audit'),
    defaultUri: folder && vscode.Uri.joinPath(folder, name),
    filters: { [format.toUpperCase()]: [format] },
  });
  if (!file) throw new vscode.CancellationError();
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(format === 'csv' ? BYTE_ORDER_MARK + auditCsv(report) : auditJson(report)));
  offer(vscode.l10n.t('The audit was written to {0}.', vscode.workspace.asRelativePath(file)), [
    { title: vscode.l10n.t('Open'), run: () => vscode.commands.executeCommand('vscode.open', file) },
  ]);
  return file;
}

async function chooseFormat(): Promise<'csv' | 'json'> {
  const choice = await vscode.window.showQuickPick([
    { label: 'CSV', description: vscode.l10n.t('for spreadsheets'), format: 'csv' as const },
    { label: 'JSON', description: vscode.l10n.t('for programs'), format: 'json' as const },
  ], { title: vscode.l10n.t('Export Secret Audit'), placeHolder: vscode.l10n.t('Format') });
  if (!choice) throw new vscode.CancellationError();
  return choice.format;
}
