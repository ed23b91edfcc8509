/** Hover in connector files. */
import * as vscode from 'vscode';
import type { Ask } from './ask.ts';
import { CONNECTOR_DOCUMENTS } from './connector-documents.ts';
import { plainPosition, rangeFrom } from './places.ts';
import { schemaIsOurs } from './schema-owner.ts';

export function registerHover(ask: Ask): vscode.Disposable {
  return vscode.languages.registerHoverProvider(CONNECTOR_DOCUMENTS, {
    provideHover: async (document, position, token) => {
      const found = await ask(document, 'hover', [document.uri.toString(), plainPosition(position), schemaIsOurs(document)], token);
      return found && new vscode.Hover(new vscode.MarkdownString(found.markdown), rangeFrom(found.range));
    },
  });
}
