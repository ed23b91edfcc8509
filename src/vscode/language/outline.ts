/** Outline, breadcrumbs, workspace symbols and folding of connector files. */
import * as vscode from 'vscode';
import type { PlainFolding, PlainSymbol } from '../../authoring/service/authoring-service.ts';
import type { Studio } from '../studio.ts';
import type { Ask } from './ask.ts';
import type { AuthoringThread } from './authoring-thread.ts';
import { CONNECTOR_DOCUMENTS } from './connector-documents.ts';
import type { OpenConnectors } from './open-connectors.ts';
import { rangeFrom } from './places.ts';

const KINDS: Readonly<Record<PlainSymbol['kind'], vscode.SymbolKind>> = {
  group: vscode.SymbolKind.Namespace,
  path: vscode.SymbolKind.Module,
  operation: vscode.SymbolKind.Method,
  trigger: vscode.SymbolKind.Event,
  parameter: vscode.SymbolKind.Variable,
  response: vscode.SymbolKind.Object,
  definition: vscode.SymbolKind.Struct,
  security: vscode.SymbolKind.Key,
  connectionParameter: vscode.SymbolKind.Field,
  policy: vscode.SymbolKind.Interface,
  script: vscode.SymbolKind.Function,
};

/** VS Code's JSON service outlines these. */
const JSON_LANGUAGES: ReadonlySet<string> = new Set(['json', 'jsonc']);

const FOLDS: Readonly<Record<PlainFolding['kind'], vscode.FoldingRangeKind | undefined>> = {
  block: undefined,
  comment: vscode.FoldingRangeKind.Comment,
  region: vscode.FoldingRangeKind.Region,
};

export function registerOutline(ask: Ask, connectors: Studio['connectors'], open: OpenConnectors, thread: AuthoringThread): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(CONNECTOR_DOCUMENTS, {
      provideDocumentSymbols: async (document, token) => (await ask(document, 'documentSymbols', [document.uri.toString(), JSON_LANGUAGES.has(document.languageId)], token))?.map(symbolFrom),
    }, { label: vscode.l10n.t('Connector') }),
    vscode.languages.registerWorkspaceSymbolProvider({
      provideWorkspaceSymbols: async (query, token) => {
        for (const { files } of await connectors.all()) {
          if (token.isCancellationRequested) return undefined;
          await open.open(files.folder);
        }
        return (await thread.call('workspaceSymbols', [query], token))?.map(({ name, kind, container, uri, range }) =>
          new vscode.SymbolInformation(name, KINDS[kind], container, new vscode.Location(vscode.Uri.parse(uri, true), rangeFrom(range))));
      },
    }),
    vscode.languages.registerFoldingRangeProvider(CONNECTOR_DOCUMENTS, {
      provideFoldingRanges: async (document, _context, token) =>
        (await ask(document, 'folding', [document.uri.toString()], token))?.map(({ start, end, kind }) => new vscode.FoldingRange(start.line, end.line, FOLDS[kind])),
    }),
  );
}

function symbolFrom({ name, detail, kind, range, nameRange, children }: PlainSymbol): vscode.DocumentSymbol {
  const symbol = new vscode.DocumentSymbol(name, detail, KINDS[kind], rangeFrom(range), rangeFrom(nameRange));
  symbol.children = children.map(symbolFrom);
  return symbol;
}
