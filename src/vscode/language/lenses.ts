/** Code lenses: how a security block proves itself and what is next, testing an operation, and references. */
import * as vscode from 'vscode';
import type { PlainLens } from '../../authoring/service/authoring-service.ts';
import type { Connector, Pointer } from '../../connector/connector.ts';
import type { Studio } from '../studio.ts';
import type { WorkspaceOperationNode, WorkspaceSecurityNode } from '../tree/nodes.ts';
import { credentialText } from '../tree/security-rows.ts';
import type { Ask } from './ask.ts';
import { CONNECTOR_DOCUMENTS } from './connector-documents.ts';
import { locationFrom } from './names.ts';
import { rangeFrom } from './places.ts';

/** Counts are asked for when their lens comes into view. */
class ReferencesLens extends vscode.CodeLens {
  readonly document: vscode.TextDocument;
  readonly at: vscode.Position;
  readonly count: number;

  constructor(range: vscode.Range, document: vscode.TextDocument, at: vscode.Position, count: number) {
    super(range);
    this.document = document;
    this.at = at;
    this.count = count;
  }
}

export function registerLenses(ask: Ask, connectors: Studio['connectors']): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(CONNECTOR_DOCUMENTS, {
    onDidChangeCodeLenses: connectors.onDidChange,
    provideCodeLenses: async (document, token) => {
      const [lenses, connector] = await Promise.all([ask(document, 'lenses', [document.uri.toString()], token), connectors.connectorAt(document.uri)]);
      return connector ? lenses?.flatMap((lens) => lensFrom(lens, document, connector)) : undefined;
    },
    resolveCodeLens: async (lens, token) => {
      if (!(lens instanceof ReferencesLens)) return lens;
      const { document, at, count } = lens;
      const found = await ask(document, 'references', [document.uri.toString(), { line: at.line, character: at.character }, false], token);
      const title = count === 1 ? vscode.l10n.t('1 reference') : vscode.l10n.t('{0} references', count);
      lens.command = found && found.length > 0
        ? { title, command: 'editor.action.showReferences', arguments: [document.uri, at, found.map(locationFrom)] }
        : { title, command: '' };
      return lens;
    },
  });
}

function lensFrom({ lens, range, name }: PlainLens, document: vscode.TextDocument, connector: Connector): vscode.CodeLens[] {
  const place = rangeFrom(range);
  const start = new vscode.Range(place.start, place.start);
  const command = (title: string, id: string, node: WorkspaceSecurityNode | WorkspaceOperationNode): vscode.CodeLens[] =>
    [new vscode.CodeLens(start, { title, command: `connectorStudio.${id}`, arguments: [node] })];
  if (lens.kind === 'references') return name ? [new ReferencesLens(start, document, new vscode.Position(name.line, name.character), lens.count)] : [];
  if (lens.kind === 'testOperation') {
    const operation = connector.operations.find(({ operationId }) => operationId === lens.operationId);
    return operation ? command(vscode.l10n.t('$(beaker) Test Operation'), 'testConnection', { kind: 'workspaceOperation', connector, operation }) : [];
  }
  const node = securityNode(connector, lens.pointer);
  if (!node) return [];
  switch (lens.kind) {
    case 'verifyManagedIdentity':
      return command(vscode.l10n.t('Verify Managed Identity'), 'verifyManagedIdentity', node);
    case 'configureManagedIdentity':
      return command(node.block.credential === 'managedIdentity' ? vscode.l10n.t('Configure') : vscode.l10n.t('Configure Managed Identity'), 'configureManagedIdentity', node);
    case 'credential': {
      const managed = lens.deployed ? vscode.l10n.t('$(shield) Managed identity') : vscode.l10n.t('$(shield) Managed identity, not deployed yet');
      return command(lens.credential === 'managedIdentity' ? managed : `$(key) ${credentialText(node.block, { deployed: false })}`, 'revealInFile', node);
    }
  }
}

/** The tree's reading of the block; undefined while it is older than the text. */
function securityNode(connector: Connector, pointer: Pointer): WorkspaceSecurityNode | undefined {
  const block = connector.security.find((candidate) => JSON.stringify(candidate.pointer) === JSON.stringify(pointer));
  return block && { kind: 'workspaceSecurity', connector, block };
}
