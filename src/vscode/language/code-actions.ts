/** Quick fixes: one finding, all of a kind in the file, everything that can be mended unseen. */
import * as vscode from 'vscode';
import type { PlainCodeActions } from '../../authoring/service/authoring-service.ts';
import type { Ask } from './ask.ts';
import { DIAGNOSTIC_SOURCE } from './connector-diagnostics.ts';
import { CONNECTOR_DOCUMENTS } from './connector-documents.ts';
import { workspaceEdit } from './names.ts';
import { plainRange, rangeFrom } from './places.ts';

/** `source.fixAll.connectorStudio`, for editor.codeActionsOnSave. */
const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('connectorStudio');

export function registerCodeActions(ask: Ask): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(CONNECTOR_DOCUMENTS, {
    provideCodeActions: async (document, range, { only, diagnostics }, token) => {
      const wanted = (kind: vscode.CodeActionKind): boolean => (only === undefined ? kind.value === vscode.CodeActionKind.QuickFix.value : only.contains(kind));
      const actions: vscode.CodeAction[] = [];
      if (wanted(vscode.CodeActionKind.QuickFix)) {
        const found = await ask(document, 'codeActions', [document.uri.toString(), plainRange(range)], token);
        if (found) actions.push(...quickFixes(found, diagnostics), ...await fixesOfAKind(ask, document, found, token));
      }
      if (only && wanted(FIX_ALL)) {
        const mended = await ask(document, 'fixAll', [document.uri.toString(), {}], token);
        if (mended) actions.push(editing(vscode.l10n.t('Fix All Connector Problems'), FIX_ALL, workspaceEdit(mended.changes)));
      }
      return actions;
    },
  }, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL] });
}

function quickFixes({ actions }: PlainCodeActions, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  return actions.map(({ title, changes, isPreferred, diagnostic: { rule, range } }) => {
    const action = editing(title, vscode.CodeActionKind.QuickFix, workspaceEdit(changes));
    action.isPreferred = isPreferred;
    action.diagnostics = diagnostics.filter((diagnostic) => diagnostic.source === DIAGNOSTIC_SOURCE && ruleOf(diagnostic) === rule && diagnostic.range.isEqual(rangeFrom(range)));
    return action;
  });
}

async function fixesOfAKind(ask: Ask, document: vscode.TextDocument, { rulesToFixAll }: PlainCodeActions, token: vscode.CancellationToken): Promise<vscode.CodeAction[]> {
  const actions: vscode.CodeAction[] = [];
  for (const rule of rulesToFixAll) {
    const mended = await ask(document, 'fixAll', [document.uri.toString(), { rule }], token);
    if (mended && mended.count > 1) actions.push(editing(vscode.l10n.t('Fix all {0} of "{1}" in this file', mended.count, rule), vscode.CodeActionKind.QuickFix, workspaceEdit(mended.changes)));
    const action = new vscode.CodeAction(vscode.l10n.t('Fix all of "{0}" in the workspace', rule), vscode.CodeActionKind.QuickFix);
    action.command = { title: action.title, command: 'connectorStudio.fixAllInWorkspace', arguments: [rule] };
    actions.push(action);
  }
  return actions;
}

function editing(title: string, kind: vscode.CodeActionKind, edit: vscode.WorkspaceEdit): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  action.edit = edit;
  return action;
}

export function ruleOf({ code }: vscode.Diagnostic): string | undefined {
  const value = typeof code === 'object' ? code.value : code;
  return value === undefined ? undefined : String(value);
}
