/** Keeps the authoring thread's texts those of the editors: reads a connector's folder once, then sends what changes. */
import * as vscode from 'vscode';
import type { CheckOptions } from '../../authoring/check-options.ts';
import type { FileKind } from '../../authoring/model/connector-model.ts';
import type { ConnectorSources, SourceText } from '../../authoring/service/connector-sources.ts';
import type { ConnectorFiles } from '../../connector/connector.ts';
import { STUDIO_CONFIG_NAME } from '../../authoring/studio-config-name.ts';
import { fileNameOf, openDocument } from '../file-text.ts';
import type { WorkspaceConnectors } from '../studio.ts';
import type { AuthoringThread } from './authoring-thread.ts';
import { readRuleSettings } from './rule-settings.ts';
import { isSchemaShownElsewhere } from './schema-owner.ts';
import { studioConfigTexts } from './studio-config-files.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** One connector as the thread has it. */
export interface OpenConnector {
  readonly folder: string;
  readonly files: ConnectorFiles;
}

interface Known extends OpenConnector {
  readonly texts: Map<string, SourceText>;
  /** Files that begin with a byte order mark, which editors hide. */
  readonly marked: ReadonlySet<string>;
  stale: boolean;
}

export class OpenConnectors implements vscode.Disposable {
  readonly #connectors: WorkspaceConnectors;
  readonly #thread: AuthoringThread;
  readonly #known = new Map<string, Known>();
  readonly #reading = new Map<string, Promise<Known | undefined>>();
  readonly #reconfigured = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;

  /** Which rules run, and how much they weigh, may be another now. */
  readonly onDidChangeRules = this.#reconfigured.event;

  constructor(connectors: WorkspaceConnectors, thread: AuthoringThread) {
    this.#connectors = connectors;
    this.#thread = thread;
    const configs = vscode.workspace.createFileSystemWatcher(`**/${STUDIO_CONFIG_NAME}`);
    const configured = (): void => {
      this.forgetTexts();
      this.#reconfigured.fire();
    };
    this.#subscriptions = vscode.Disposable.from(
      this.#reconfigured,
      configs,
      configs.onDidCreate(configured),
      configs.onDidChange(configured),
      configs.onDidDelete(configured),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => contentChanges.length > 0 && fileNameOf(document.uri) === STUDIO_CONFIG_NAME && configured()),
      connectors.onDidChange(() => this.forgetTexts()),
      thread.onDidRestart(() => this.#known.clear()),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('connectorStudio.rules') && configured()),
    );
  }

  /** Reads every folder again with the next question. */
  forgetTexts(): void {
    for (const known of this.#known.values()) known.stale = true;
  }

  /** The connector of a document, with the thread knowing the document's present text; undefined for any other document. */
  async withPresentText(document: vscode.TextDocument): Promise<OpenConnector | undefined> {
    const folder = await this.#connectors.folderAt(document.uri);
    if (folder === undefined) return undefined;
    const known = await this.#current(folder);
    if (!known || !isOneOf(known.files, document.uri)) return undefined;
    this.#sendChanges(known);
    return known;
  }

  /** The same for a connector of which no document need be open. */
  async open(folder: string): Promise<OpenConnector | undefined> {
    const known = await this.#current(folder);
    if (known) this.#sendChanges(known);
    return known;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #current(folder: string): Promise<Known | undefined> {
    const known = this.#known.get(folder);
    if (known && !known.stale) return known;
    let reading = this.#reading.get(folder);
    if (!reading) {
      reading = this.#read(folder, known).finally(() => this.#reading.delete(folder));
      this.#reading.set(folder, reading);
    }
    return reading;
  }

  async #read(folder: string, before: Known | undefined): Promise<Known | undefined> {
    if (before) before.stale = false;
    const uri = vscode.Uri.parse(folder, true);
    const { listConnectorFolder } = await import('../read-connector-folder.ts');
    const listed = await listConnectorFolder(uri);
    if (!listed) {
      this.#known.delete(folder);
      this.#thread.tell('closeConnector', [folder]);
      return undefined;
    }
    const { files, entryNames } = listed;
    const marked = new Set<string>();
    const read = async (file: string | undefined): Promise<SourceText | undefined> => (file === undefined ? undefined : sourceText(file, before?.texts.get(file), marked));
    const [definition, properties, settings, script] = await Promise.all([files.definition, files.properties, files.settings, files.script].map(read));
    const texts = { definition, properties, settings, script };
    const kinds = Object.keys(texts) as FileKind[];
    const sources: ConnectorSources = {
      files,
      entryNames,
      texts,
      options: readRuleSettings(uri) satisfies CheckOptions,
      configs: await studioConfigTexts(uri),
      schemaShownElsewhere: kinds.filter((kind) => isSchemaShownElsewhere(files[kind])),
    };
    this.#thread.tell('openConnector', [sources]);
    const known: Known = { folder, files, marked, stale: false, texts: new Map(Object.values(texts).flatMap((text) => (text ? [[text.uri, text]] : []))) };
    this.#known.set(folder, known);
    return known;
  }

  #sendChanges({ folder, texts, marked }: Known): void {
    for (const [uri, sent] of texts) {
      const document = openDocument(vscode.Uri.parse(uri, true));
      if (!document || document.version === sent.version) continue;
      const text = (marked.has(uri) ? BYTE_ORDER_MARK : '') + document.getText();
      texts.set(uri, { uri, version: document.version, text });
      this.#thread.tell('changeText', [folder, uri, document.version, text]);
    }
  }
}

/** With the byte order mark that is in the file, also where an editor shows the text without. */
async function sourceText(file: string, before: SourceText | undefined, marked: Set<string>): Promise<SourceText | undefined> {
  const uri = vscode.Uri.parse(file, true);
  const document = openDocument(uri);
  let stored: string | undefined;
  try {
    stored = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // Not saved yet, or gone: the editor's text is all there is.
  }
  if (stored?.startsWith(BYTE_ORDER_MARK)) marked.add(file);
  if (document) return { uri: file, version: document.version, text: (marked.has(file) ? BYTE_ORDER_MARK : '') + document.getText() };
  if (stored === undefined) return undefined;
  // Below every version of a document, so that opening one sends its text.
  return { uri: file, version: before?.text === stored ? before.version : -Date.now(), text: stored };
}

function isOneOf({ definition, properties, settings, script }: ConnectorFiles, uri: vscode.Uri): boolean {
  const key = uri.toString();
  return [definition, properties, settings, script].some((file) => file !== undefined && vscode.Uri.parse(file, true).toString() === key);
}
