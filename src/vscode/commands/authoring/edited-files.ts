/**
 * A connector's files as their editors have them, saved or not. Edits leave them unsaved, so that undo takes them back
 * and nothing is written that the user has not seen.
 */
import * as vscode from 'vscode';
import type { Connector, ConnectorFileKind, TextEdit, TextRange } from '../../../connector/connector.ts';
import { formatOf } from '../../../connector/syntax-tree.ts';
import { fileNameOf } from '../../file-text.ts';
import type { EditedText } from '../../../authoring/service/authoring-commands.ts';

export interface EditedFile {
  readonly document: vscode.TextDocument;
  readonly text: EditedText;
}

/** @throws where the connector has no such file. */
export async function openFile({ files }: Connector, kind: 'definition' | 'properties'): Promise<EditedFile> {
  const file = files[kind];
  if (file === undefined) throw new Error(vscode.l10n.t('The connector has no {0} file. Add it, then try again.', kind === 'definition' ? 'apiDefinition' : 'apiProperties'));
  return openEdited(vscode.Uri.parse(file, true));
}

export async function openEdited(uri: vscode.Uri): Promise<EditedFile> {
  const document = await vscode.workspace.openTextDocument(uri);
  return { document, text: { uri: uri.toString(), version: document.version, format: formatOf(uri.path), text: document.getText() } };
}

/** @throws where one of the files has changed since it was read; none is changed then. */
export async function applyEdits(changes: readonly { readonly file: EditedFile; readonly edits: readonly TextEdit[] }[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const { file, edits } of changes) addTo(edit, file, edits);
  const [first] = changes;
  if (edit.size > 0 && !await vscode.workspace.applyEdit(edit) && first) throw changedMeanwhile(first.file.document);
}

/** @throws where the file has changed since it was read. */
export function addTo(change: vscode.WorkspaceEdit, { document, text }: EditedFile, edits: readonly TextEdit[]): void {
  if (document.version !== text.version || document.isClosed) throw changedMeanwhile(document);
  for (const { range, newText } of edits) change.replace(document.uri, rangeIn(document, range), newText);
}

export function changedMeanwhile({ uri }: vscode.TextDocument): Error {
  return new Error(vscode.l10n.t('{0} has changed in the meantime, so it was not edited. Run the command again.', vscode.workspace.asRelativePath(uri)));
}

/** Opens the file and puts the cursor where something was added. */
export async function reveal({ document }: EditedFile, place: TextRange): Promise<void> {
  const editor = await vscode.window.showTextDocument(document.uri, { preview: false });
  const range = rangeIn(editor.document, place);
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function rangeIn(document: vscode.TextDocument, { start, end }: TextRange): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** Where a command was called. */
export interface CallPlace {
  /** The file or folder it was called on. */
  readonly called?: vscode.Uri;
  /** The file that the user looks at, where it was called on nothing. */
  readonly seen?: vscode.Uri;
}

/**
 * The file that a command is for: the one it was called on or, where it is one of these, the one that the user looks
 * at; else all files of these kinds that the connector has.
 *
 * @throws where it was called on a file that is none of them.
 */
export function filesFor({ files, title }: Connector, kinds: readonly ConnectorFileKind[], { called, seen }: CallPlace): readonly { readonly kind: ConnectorFileKind; readonly uri: vscode.Uri }[] {
  const all = kinds.flatMap((kind) => {
    const file = files[kind];
    return file === undefined ? [] : [{ kind, uri: vscode.Uri.parse(file, true) }];
  });
  const one = all.filter(({ uri }) => uri.toString() === (called ?? seen)?.toString());
  if (one.length > 0) return one;
  if (called && called.toString() !== vscode.Uri.parse(files.folder, true).toString()) {
    throw new Error(vscode.l10n.t('{0} is none of the files that make up “{1}”: {2}.', vscode.workspace.asRelativePath(called), title, all.map(({ uri }) => fileNameOf(uri)).join(', ')));
  }
  return all;
}
