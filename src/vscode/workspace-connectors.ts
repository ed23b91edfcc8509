/** Finds the workspace's connectors, parses each once per version of its files, and keeps them current. */
import * as vscode from 'vscode';
import type { Connector } from '../connector/connector.ts';
import { fileNameOf, parentOf } from './file-text.ts';
import type { ConnectorContent, ConnectorReading } from './read-connector-folder.ts';
import type { WorkspaceConnectors } from './studio.ts';

const NEVER_SEARCHED = '**/{node_modules,.git}/**';

/** After the last change, in milliseconds: a keystroke must not parse a definition of 50,000 lines. */
const QUIET_TIME = 300;

/** Folders read at a time. */
const PARALLEL_READS = 8;

/** The other side of a comparison is a file whose folder cannot be listed. */
const WITHOUT_FOLDERS: ReadonlySet<string> = new Set(['git', 'gitlens']);

const reader = () => import('./read-connector-folder.ts');

interface Entry {
  readonly reading: ConnectorReading;
  /** False for a file opened from outside the workspace. */
  readonly listed: boolean;
}

export class WatchedWorkspaceConnectors implements WorkspaceConnectors {
  readonly #entries = new Map<string, Entry>();
  readonly #stale = new Set<string>();
  readonly #changed = new vscode.EventEmitter<void>();
  #subscriptions: vscode.Disposable[] = [];
  #scan: Promise<void> | undefined;
  #reading: Promise<unknown> = Promise.resolve();
  #quiet: NodeJS.Timeout | undefined;
  readonly #readElsewhere: (content: ConnectorContent) => Promise<Connector | undefined>;

  readonly onDidChange = this.#changed.event;

  /** @param readElsewhere Reads large texts without holding up this thread; undefined where that failed. */
  constructor(readElsewhere: (content: ConnectorContent) => Promise<Connector | undefined>) {
    this.#readElsewhere = readElsewhere;
  }

  async all(): Promise<readonly Connector[]> {
    await this.#current();
    return [...this.#entries.values()].filter(({ listed }) => listed).map(({ reading }) => reading.connector).sort(byFolder);
  }

  async connectorAt(uri: vscode.Uri): Promise<Connector | undefined> {
    if (WITHOUT_FOLDERS.has(uri.scheme)) return undefined;
    await this.#current();
    const known = this.#entries.get(uri.toString()) ?? this.#entries.get(parentOf(uri).toString());
    if (known) return known.reading.connector;
    const { isConnectorFileName } = await reader();
    if (!isConnectorFileName(fileNameOf(uri))) return undefined;
    // Of folders that come in at once, by a checkout say, watchers report the outermost alone.
    const listed = vscode.workspace.getWorkspaceFolder(uri) !== undefined && !/\/(?:node_modules|\.git)\//.test(uri.path);
    await this.#read([parentOf(uri)], listed);
    const found = this.#entries.get(parentOf(uri).toString())?.reading.connector;
    if (found && listed) this.#later();
    return found;
  }

  async folderAt(uri: vscode.Uri): Promise<string | undefined> {
    if (WITHOUT_FOLDERS.has(uri.scheme)) return undefined;
    await this.#scanned();
    const known = this.#entries.get(uri.toString()) ?? this.#entries.get(parentOf(uri).toString());
    return (known?.reading.connector ?? (await this.connectorAt(uri)))?.files.folder;
  }

  async refresh(): Promise<void> {
    this.#scan = undefined;
    await this.#current();
    this.#changed.fire();
  }

  dispose(): void {
    clearTimeout(this.#quiet);
    vscode.Disposable.from(...this.#subscriptions, this.#changed).dispose();
  }

  async #current(): Promise<void> {
    await this.#scanned();
    await this.#readStale();
  }

  async #scanned(): Promise<void> {
    this.#scan ??= this.#scanWorkspace().catch((error: unknown) => {
      this.#scan = undefined;
      throw error;
    });
    await this.#scan;
  }

  async #scanWorkspace(): Promise<void> {
    const { CONNECTOR_FILE_GLOB } = await reader();
    if (this.#subscriptions.length === 0) this.#watch(CONNECTOR_FILE_GLOB);
    this.#stale.clear();
    const files = await vscode.workspace.findFiles(CONNECTOR_FILE_GLOB, NEVER_SEARCHED);
    const folders = new Map(files.map((file) => [parentOf(file).toString(), parentOf(file)]));
    for (const [folder, { listed }] of this.#entries) {
      if (listed && !folders.has(folder)) this.#entries.delete(folder);
    }
    await this.#read([...folders.values()], true);
  }

  #watch(glob: string): void {
    const files = vscode.workspace.createFileSystemWatcher(glob);
    // The loss of a folder is reported for the folder alone, which the globs for files do not match.
    const deletions = vscode.workspace.createFileSystemWatcher('**', true, true, false);
    const touched = (uri: vscode.Uri): void => this.#touch(parentOf(uri));
    const edited = (document: vscode.TextDocument): void => {
      if (this.#entries.has(parentOf(document.uri).toString())) this.#touch(parentOf(document.uri));
    };
    const rescan = (): void => {
      this.#scan = undefined;
      this.#later();
    };
    this.#subscriptions = [
      files, files.onDidCreate(touched), files.onDidChange(touched), files.onDidDelete(touched),
      deletions, deletions.onDidDelete((uri) => {
        for (const folder of this.#entries.keys()) {
          if (folder === uri.toString() || folder.startsWith(`${uri.toString()}/`)) this.#touch(vscode.Uri.parse(folder, true));
        }
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => contentChanges.length > 0 && edited(document)),
      vscode.workspace.onDidCloseTextDocument(edited),
      vscode.workspace.onDidChangeWorkspaceFolders(rescan),
      // A folder moved or pasted in the explorer is one event as well.
      vscode.workspace.onDidRenameFiles(rescan),
      vscode.workspace.onDidCreateFiles(rescan),
    ];
  }

  #touch(folder: vscode.Uri): void {
    this.#stale.add(folder.toString());
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      this.#current().then(() => this.#changed.fire(), () => this.#changed.fire());
    }, QUIET_TIME);
  }

  async #readStale(): Promise<void> {
    const folders = [...this.#stale].map((folder) => vscode.Uri.parse(folder, true));
    this.#stale.clear();
    const inside = folders.filter((folder) => vscode.workspace.getWorkspaceFolder(folder));
    await this.#read(inside, true);
    await this.#read(folders.filter((folder) => !inside.includes(folder)), false);
  }

  /** One after the other: an older reading must not replace a newer one. */
  #read(folders: readonly vscode.Uri[], listed: boolean): Promise<void> {
    const reading = this.#reading.then(async () => {
      const rest = [...folders];
      const next = async (): Promise<void> => {
        for (let folder = rest.shift(); folder; folder = rest.shift()) await this.#readFolder(folder, listed);
      };
      await Promise.all(Array.from({ length: PARALLEL_READS }, next));
    });
    this.#reading = reading.catch(() => {});
    return reading;
  }

  async #readFolder(folder: vscode.Uri, listed: boolean): Promise<void> {
    const { readConnectorFolder } = await reader();
    const key = folder.toString();
    const reading = await readConnectorFolder(folder, this.#readElsewhere, this.#entries.get(key)?.reading);
    if (reading) this.#entries.set(key, { reading, listed });
    else this.#entries.delete(key);
  }
}

function byFolder(a: Connector, b: Connector): number {
  return a.files.folder.localeCompare(b.files.folder);
}
