/** Code lenses on the security block of apiProperties: how it proves itself, and the command that is next. */
import * as vscode from 'vscode';
import type { Connector, SecurityBlock } from '../../connector/connector.ts';
import type { WorkspaceConnectors } from '../studio.ts';
import type { WorkspaceSecurityNode } from '../tree/nodes.ts';
import { credentialText } from '../tree/security-rows.ts';
import { API_PROPERTIES } from './api-properties.ts';

export function registerSecurityLens(connectors: WorkspaceConnectors): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(API_PROPERTIES, {
    onDidChangeCodeLenses: connectors.onDidChange,
    provideCodeLenses: async (document) => {
      const connector = await connectors.connectorAt(document.uri);
      if (connector?.files.properties === undefined || vscode.Uri.parse(connector.files.properties, true).toString() !== document.uri.toString()) return [];
      return connector.security.flatMap((block) => lensesOf(document, connector, block));
    },
  });
}

function lensesOf(document: vscode.TextDocument, connector: Connector, block: SecurityBlock): vscode.CodeLens[] {
  const start = document.positionAt(block.range?.start ?? 0);
  const range = new vscode.Range(start, start);
  const node: WorkspaceSecurityNode = { kind: 'workspaceSecurity', connector, block };
  const lens = (title: string, command: string): vscode.CodeLens => new vscode.CodeLens(range, { title, command: `connectorStudio.${command}`, arguments: [node] });
  if (block.credential === 'managedIdentity') {
    const state = block.subject ? vscode.l10n.t('$(shield) Managed identity') : vscode.l10n.t('$(shield) Managed identity, not deployed yet');
    return [lens(state, 'revealInFile'), lens(vscode.l10n.t('Verify Managed Identity'), 'verifyManagedIdentity'), lens(vscode.l10n.t('Configure'), 'configureManagedIdentity')];
  }
  // Other identity providers have no managed identity; what they have is shown all the same.
  const entra = block.identityProvider === undefined || /^aad/i.test(block.identityProvider);
  return [
    lens(`$(key) ${credentialText(block, { deployed: false })}`, 'revealInFile'),
    ...(entra ? [lens(vscode.l10n.t('Configure Managed Identity'), 'configureManagedIdentity')] : []),
  ];
}
