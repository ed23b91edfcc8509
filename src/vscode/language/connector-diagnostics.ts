/** A connector's problems as diagnostics of its open apiProperties file. */
import * as vscode from 'vscode';
import type { ConnectorProblem } from '../../connector/connector.ts';
import type { WorkspaceConnectors } from '../studio.ts';
import { API_PROPERTIES } from './api-properties.ts';

export function registerConnectorDiagnostics(connectors: WorkspaceConnectors): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('connectorStudio');

  const publish = async (document: vscode.TextDocument): Promise<void> => {
    if (vscode.languages.match(API_PROPERTIES, document) === 0) return;
    const { version } = document;
    const connector = await connectors.connectorAt(document.uri);
    // Ranges belong to the text that was read; a newer version is published after its own reading.
    if (document.isClosed || document.version !== version) return;
    const problems = connector?.problems.filter(({ file }) => file !== undefined && vscode.Uri.parse(file, true).toString() === document.uri.toString());
    collection.set(document.uri, (problems ?? []).map((problem) => diagnosticOf(document, problem)));
  };
  const publishAll = (): void => {
    for (const document of vscode.workspace.textDocuments) void publish(document);
  };

  publishAll();
  return vscode.Disposable.from(
    collection,
    connectors.onDidChange(publishAll),
    vscode.workspace.onDidOpenTextDocument((document) => void publish(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
  );
}

function diagnosticOf(document: vscode.TextDocument, { message, severity, range }: ConnectorProblem): vscode.Diagnostic {
  const place = new vscode.Range(document.positionAt(range?.start ?? 0), document.positionAt(range?.end ?? 0));
  const level = severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(place, message, level);
  diagnostic.source = 'Connector Studio';
  return diagnostic;
}
