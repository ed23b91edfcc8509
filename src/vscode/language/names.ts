/** Definition, references, highlights and rename of whatever has a name in a connector. */
import * as vscode from 'vscode';
import type { PlainLocation } from '../../authoring/service/authoring-service.ts';
import type { PlainChanges } from '../../authoring/service/plain-edits.ts';
import { CONNECTOR_DOCUMENTS } from './connector-documents.ts';
import type { Ask } from './ask.ts';
import { plainPosition, rangeFrom } from './places.ts';

export function registerNames(ask: Ask): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(CONNECTOR_DOCUMENTS, {
      provideDefinition: async (document, position, token) => {
        const answer = await ask(document, 'definition', [document.uri.toString(), plainPosition(position)], token);
        return answer?.targets.map(({ uri, range, nameRange }): vscode.LocationLink => ({
          originSelectionRange: rangeFrom(answer.origin),
          targetUri: vscode.Uri.parse(uri, true),
          targetRange: rangeFrom(range),
          targetSelectionRange: rangeFrom(nameRange),
        }));
      },
    }),
    vscode.languages.registerReferenceProvider(CONNECTOR_DOCUMENTS, {
      provideReferences: async (document, position, { includeDeclaration }, token) =>
        (await ask(document, 'references', [document.uri.toString(), plainPosition(position), includeDeclaration], token))?.map(locationFrom),
    }),
    vscode.languages.registerDocumentHighlightProvider(CONNECTOR_DOCUMENTS, {
      provideDocumentHighlights: async (document, position, token) =>
        (await ask(document, 'highlights', [document.uri.toString(), plainPosition(position)], token))?.map((range) => new vscode.DocumentHighlight(rangeFrom(range))),
    }),
    vscode.languages.registerRenameProvider(CONNECTOR_DOCUMENTS, {
      prepareRename: async (document, position, token) => {
        const answer = await ask(document, 'prepareRename', [document.uri.toString(), plainPosition(position)], token);
        if (token.isCancellationRequested) return undefined;
        if (!answer) throw new Error(vscode.l10n.t('There is no name here that can be renamed.'));
        if ('refusal' in answer) throw new Error(answer.refusal);
        return { range: rangeFrom(answer.range), placeholder: answer.placeholder };
      },
      provideRenameEdits: async (document, position, newName, token) => {
        const answer = await ask(document, 'rename', [document.uri.toString(), plainPosition(position), newName], token);
        if (!answer) return undefined;
        if ('refusal' in answer) throw new Error(answer.refusal);
        return workspaceEdit(answer);
      },
    }),
  );
}

export function locationFrom({ uri, range }: PlainLocation): vscode.Location {
  return new vscode.Location(vscode.Uri.parse(uri, true), rangeFrom(range));
}

export function workspaceEdit(changes: PlainChanges): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, edits } of changes) {
    edit.set(vscode.Uri.parse(uri, true), edits.map(({ range, newText, unsure }): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata | undefined] => [new vscode.TextEdit(rangeFrom(range), newText), unsure && MAY_BE_SOMETHING_ELSE]));
  }
  return edit;
}

/** The preview of the refactoring shows such an edit, and makes it where it is ticked. */
const MAY_BE_SOMETHING_ELSE: vscode.WorkspaceEditEntryMetadata = {
  needsConfirmation: true,
  label: vscode.l10n.t('Texts that may name something else'),
  description: vscode.l10n.t('The script does not say that this text is an operation id.'),
};
