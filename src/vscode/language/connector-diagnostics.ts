/** What the rules say about connectors that have an open document, as diagnostics of all their files. */
import * as vscode from 'vscode';
import type { Severity } from '../../authoring/rule.ts';
import type { PlainDiagnostic } from '../../authoring/service/plain-diagnostic.ts';
import type { Studio } from '../studio.ts';
import type { AuthoringThread } from './authoring-thread.ts';
import { CONNECTOR_DOCUMENTS } from './connector-documents.ts';
import type { OpenConnectors } from './open-connectors.ts';
import { rangeFrom } from './places.ts';

/** After the last keystroke, in milliseconds: sooner and half-written words are told of. */
const QUIET_TIME = 200;

export const DIAGNOSTIC_SOURCE = 'Connector Studio';

/** Each rule has a heading of its name there. */
const RULES_PAGE = 'https://github.com/connector-studio/connector-studio/blob/main/docs/rules.md';

/** What VS Code's JSON service says as well; the quick fixes are offered all the same. */
const SHOWN_BY_VSCODE: ReadonlySet<string> = new Set(['document-syntax', 'json-trailing-comma', 'json-comment', 'duplicate-key']);

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

interface Pending {
  readonly timer: NodeJS.Timeout;
  readonly cancellation: vscode.CancellationTokenSource;
}

export function registerConnectorDiagnostics({ connectors, log }: Pick<Studio, 'connectors' | 'log'>, open: OpenConnectors, thread: AuthoringThread): vscode.Disposable {
  return new DiagnosticPublisher(connectors, open, thread, log);
}

class DiagnosticPublisher implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('connectorStudio');
  readonly #pending = new Map<string, Pending>();
  /** The files that a connector's diagnostics were published for, by its folder. */
  readonly #published = new Map<string, readonly vscode.Uri[]>();
  readonly #open: OpenConnectors;
  readonly #thread: AuthoringThread;
  readonly #log: vscode.LogOutputChannel;
  readonly #subscriptions: vscode.Disposable;

  constructor(connectors: Studio['connectors'], open: OpenConnectors, thread: AuthoringThread, log: vscode.LogOutputChannel) {
    this.#open = open;
    this.#thread = thread;
    this.#log = log;
    const checkOpen = (delay: number): void => {
      for (const document of vscode.workspace.textDocuments) this.#document(document, delay);
    };
    this.#subscriptions = vscode.Disposable.from(
      connectors.onDidChange(() => checkOpen(0)),
      thread.onDidRestart(() => checkOpen(QUIET_TIME)),
      vscode.workspace.onDidOpenTextDocument((document) => this.#document(document, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#document(document, QUIET_TIME)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#closed(document)),
      vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => opened.length + closed.length > 0 && checkOpen(QUIET_TIME)),
      open.onDidChangeRules(() => checkOpen(QUIET_TIME)),
    );
    checkOpen(0);
  }

  dispose(): void {
    for (const { timer, cancellation } of this.#pending.values()) {
      clearTimeout(timer);
      cancellation.cancel();
    }
    this.#subscriptions.dispose();
    this.#collection.dispose();
  }

  #document(document: vscode.TextDocument, delay: number): void {
    if (vscode.languages.match(CONNECTOR_DOCUMENTS, document) === 0) return;
    const key = document.uri.toString();
    const former = this.#pending.get(key);
    clearTimeout(former?.timer);
    former?.cancellation.cancel();
    const cancellation = new vscode.CancellationTokenSource();
    const timer = setTimeout(() => {
      this.#check(document, cancellation.token).catch((error: unknown) => this.#log.error('A connector could not be checked.', error as Error));
    }, delay);
    this.#pending.set(key, { timer, cancellation });
  }

  async #check(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<void> {
    const connector = await this.#open.withPresentText(document);
    if (!connector || token.isCancellationRequested) return;
    const diagnostics = await this.#thread.call('check', [connector.folder], token);
    if (!diagnostics || token.isCancellationRequested || document.isClosed) return;
    this.#publish(connector.folder, diagnostics);
  }

  #publish(folder: string, diagnostics: readonly PlainDiagnostic[]): void {
    const byFile = new Map<string, vscode.Diagnostic[]>();
    const shownByVscode = filesThatVscodeChecks();
    for (const diagnostic of diagnostics) {
      if (SHOWN_BY_VSCODE.has(diagnostic.rule) && shownByVscode.has(diagnostic.uri)) continue;
      const list = byFile.get(diagnostic.uri) ?? [];
      list.push(diagnosticFrom(diagnostic));
      byFile.set(diagnostic.uri, list);
    }
    const files = [...byFile.keys()].map((uri) => vscode.Uri.parse(uri, true));
    for (const former of this.#published.get(folder) ?? []) if (!byFile.has(former.toString())) this.#collection.delete(former);
    for (const [uri, list] of byFile) this.#collection.set(vscode.Uri.parse(uri, true), list);
    this.#published.set(folder, files);
  }

  /** With its last document a connector's problems go, as those of other languages do. */
  #closed(document: vscode.TextDocument): void {
    const pending = this.#pending.get(document.uri.toString());
    clearTimeout(pending?.timer);
    pending?.cancellation.cancel();
    this.#pending.delete(document.uri.toString());
    for (const [folder] of this.#published) {
      const stillOpen = vscode.workspace.textDocuments.some((other) => !other.isClosed && other.uri.toString().startsWith(`${folder}/`) && vscode.languages.match(CONNECTOR_DOCUMENTS, other) > 0);
      if (stillOpen) continue;
      for (const uri of this.#published.get(folder) ?? []) this.#collection.delete(uri);
      this.#published.delete(folder);
    }
  }
}

/** Documents in a tab that it reads as strict JSON; of others it says nothing. */
function filesThatVscodeChecks(): ReadonlySet<string> {
  const inTabs = new Set(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri.toString()] : []))));
  const documents = vscode.workspace.textDocuments.filter(({ languageId, uri }) =>
    languageId === 'json' && inTabs.has(uri.toString()) && vscode.workspace.getConfiguration('json', uri).get('validate.enable', true));
  return new Set(documents.map(({ uri }) => uri.toString()));
}

function diagnosticFrom({ range, message, severity, rule, related, tag }: PlainDiagnostic): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeFrom(range), message, SEVERITIES[severity]);
  diagnostic.source = DIAGNOSTIC_SOURCE;
  diagnostic.code = { value: rule, target: vscode.Uri.parse(`${RULES_PAGE}#${rule}`, true) };
  diagnostic.relatedInformation = related?.map((other) => new vscode.DiagnosticRelatedInformation(new vscode.Location(vscode.Uri.parse(other.uri, true), rangeFrom(other.range)), other.message));
  if (tag) diagnostic.tags = [tag === 'deprecated' ? vscode.DiagnosticTag.Deprecated : vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}
