/** Completion in connector files: live names from the connector, and what the schema knows where nobody else offers it. */
import * as vscode from 'vscode';
import type { PlainCompletion } from '../../authoring/service/authoring-service.ts';
import type { Ask } from './ask.ts';
import { CONNECTOR_DOCUMENTS } from './connector-documents.ts';
import { plainPosition, rangeFrom } from './places.ts';
import { schemaIsOurs } from './schema-owner.ts';

/** Typed inside a name or in front of one. */
const TRIGGERS = ['"', "'", '/', '#', '@', '(', '{', ':', ' ', '-', '.'];

const KINDS: Readonly<Record<PlainCompletion['kind'], vscode.CompletionItemKind>> = {
  operation: vscode.CompletionItemKind.Method,
  definition: vscode.CompletionItemKind.Struct,
  parameter: vscode.CompletionItemKind.Variable,
  response: vscode.CompletionItemKind.Event,
  property: vscode.CompletionItemKind.Property,
  security: vscode.CompletionItemKind.Interface,
  scope: vscode.CompletionItemKind.EnumMember,
  resource: vscode.CompletionItemKind.Reference,
  policy: vscode.CompletionItemKind.Module,
  extension: vscode.CompletionItemKind.Property,
  provider: vscode.CompletionItemKind.EnumMember,
  value: vscode.CompletionItemKind.Value,
  tag: vscode.CompletionItemKind.Keyword,
  snippet: vscode.CompletionItemKind.Snippet,
};

export function registerCompletion(ask: Ask): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(CONNECTOR_DOCUMENTS, {
    provideCompletionItems: async (document, position, token) =>
      (await ask(document, 'completion', [document.uri.toString(), plainPosition(position), schemaIsOurs(document)], token))?.map(itemFrom),
  }, ...TRIGGERS);
}

function itemFrom({ label, kind, detail, documentation, insertText, snippet, range, filterText, sortText, suggestNext }: PlainCompletion): vscode.CompletionItem {
  const item = new vscode.CompletionItem(label, KINDS[kind]);
  item.detail = detail;
  // Nothing in it is trusted: no command can be in a link.
  item.documentation = documentation === undefined ? undefined : new vscode.MarkdownString(documentation);
  item.insertText = snippet ? new vscode.SnippetString(insertText) : insertText;
  item.range = rangeFrom(range);
  item.filterText = filterText;
  item.sortText = sortText;
  if (suggestNext) item.command = { title: vscode.l10n.t('Suggest'), command: 'editor.action.triggerSuggest' };
  return item;
}
