/** Plans, summaries and reports as read-only documents of the `connector-studio` scheme, with lenses on their first line. */
import * as vscode from 'vscode';
import type { StudioDocument, StudioDocuments } from './studio.ts';

export const STUDIO_SCHEME = 'connector-studio';

/** VS Code chooses language and editor-title actions by extension. */
const EXTENSIONS: Readonly<Record<StudioDocument['language'], string>> = {
  diff: '.diff',
  markdown: '.md',
  json: '.json',
  http: '.http',
  plaintext: '.txt',
};

/** How long an open document may take to show its new content, in milliseconds. */
const UPDATE_TIME = 10_000;

export class VirtualStudioDocuments implements StudioDocuments, vscode.TextDocumentContentProvider, vscode.CodeLensProvider {
  readonly #documents = new Map<string, StudioDocument>();
  readonly #contentChanged = new vscode.EventEmitter<vscode.Uri>();
  readonly #lensesChanged = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];

  readonly onDidChange = this.#contentChanged.event;
  readonly onDidChangeCodeLenses = this.#lensesChanged.event;

  constructor() {
    this.#subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(STUDIO_SCHEME, this),
      vscode.languages.registerCodeLensProvider({ scheme: STUDIO_SCHEME }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#documents.delete(uri.toString())),
      this.#contentChanged,
      this.#lensesChanged,
    ];
  }

  async show(document: StudioDocument): Promise<vscode.TextEditor> {
    const uri = uriOf(document);
    this.#documents.set(uri.toString(), document);
    const open = vscode.workspace.textDocuments.find((candidate) => candidate.uri.toString() === uri.toString());
    if (open) await this.#replace(open, document.content);
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
    // A document that was closed while it was replaced has forgotten its content.
    this.#documents.set(uri.toString(), document);
    this.#lensesChanged.fire();
    return editor;
  }

  connectorFolderOf(uri: vscode.Uri): string | undefined {
    return this.#documents.get(uri.toString())?.connectorFolder;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#documents.get(uri.toString())?.content
      ?? vscode.l10n.t('This document was made by a command of an earlier session. Run the command again to see it.');
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const lenses = this.#documents.get(uri.toString())?.lenses ?? [];
    return lenses.map(({ title, command, arguments: args }) => new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [...args ?? []] }));
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** Resolves when the editor has the new text; VS Code fetches it in its own time. */
  async #replace(open: vscode.TextDocument, content: string): Promise<void> {
    if (sameText(open.getText(), content)) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timeout);
        subscription.dispose();
        resolve();
      };
      const timeout = setTimeout(end, UPDATE_TIME);
      const subscription = vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === open && sameText(document.getText(), content)) end();
      });
      this.#contentChanged.fire(open.uri);
    });
  }
}

function uriOf({ title, language }: StudioDocument): vscode.Uri {
  // A slash in a connector's name must not become a folder.
  const name = title.replaceAll('/', '∕').replaceAll('\\', '∖');
  return vscode.Uri.from({ scheme: STUDIO_SCHEME, path: `/${name}${EXTENSIONS[language]}` });
}

/** Editors have line ends of their own. */
function sameText(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');
}
