/**
 * Deployed connectors as folders of a read-only file system, `deployed-connector:/<environment>/<connector>/…`, so that
 * editors, language features and comparisons work on them as on files. Read when somebody opens one, and kept until the
 * connector changes or the answer has become old. What may be a secret is not shown.
 */
import * as vscode from 'vscode';
import type { DownloadedFile } from '../connector/downloaded-files.ts';
import type { Studio } from './studio.ts';
import { bytesOfFile } from './write-downloaded-files.ts';

export const DEPLOYED_SCHEME = 'deployed-connector';

/** How long an answer is shown before it is read again, in milliseconds. */
const KEPT = 5 * 60_000;

interface Folder {
  readonly files: Promise<readonly DownloadedFile[]>;
  readonly readAt: number;
}

const reader = () => import('./commands/command-bodies.ts');

export function deployedFolder(environment: string, connectorName: string): vscode.Uri {
  return vscode.Uri.from({ scheme: DEPLOYED_SCHEME, path: `/${environment}/${connectorName}` });
}

export class DeployedFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #studio: Pick<Studio, 'signIn' | 'clients' | 'onDidChangeDeployed'>;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #folders = new Map<string, Folder>();
  readonly #subscriptions: vscode.Disposable[];

  readonly onDidChangeFile = this.#changed.event;

  constructor(studio: Pick<Studio, 'signIn' | 'clients' | 'onDidChangeDeployed'>) {
    this.#studio = studio;
    this.#subscriptions = [
      this.#changed,
      vscode.workspace.registerFileSystemProvider(DEPLOYED_SCHEME, this, { isReadonly: true, isCaseSensitive: true }),
      studio.onDidChangeDeployed((environment) => this.#forget(environment)),
      studio.signIn.onDidChange(() => this.#forget(undefined)),
    ];
  }

  watch(): vscode.Disposable {
    return { dispose: () => {} };
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { environment, connector, file } = partsOf(uri);
    if (environment === undefined || connector === undefined) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const { files, readAt } = this.#folder(environment, connector);
    const found = await files;
    if (file === undefined) return { type: vscode.FileType.Directory, ctime: 0, mtime: readAt, size: 0 };
    return { type: vscode.FileType.File, ctime: 0, mtime: readAt, size: bytesOfFile(fileNamed(found, file, uri)).length };
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const { environment, connector, file } = partsOf(uri);
    if (environment === undefined || connector === undefined || file !== undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return (await this.#folder(environment, connector).files).map(({ name }) => [name, vscode.FileType.File]);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { environment, connector, file } = partsOf(uri);
    if (environment === undefined || connector === undefined || file === undefined) throw vscode.FileSystemError.FileIsADirectory(uri);
    return bytesOfFile(fileNamed(await this.#folder(environment, connector).files, file, uri));
  }

  createDirectory(uri: vscode.Uri): never {
    throw readOnly(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw readOnly(uri);
  }

  delete(uri: vscode.Uri): never {
    throw readOnly(uri);
  }

  rename(uri: vscode.Uri): never {
    throw readOnly(uri);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #folder(environment: string, connector: string): Folder {
    const key = `/${environment}/${connector}`;
    const known = this.#folders.get(key);
    if (known && Date.now() - known.readAt < KEPT) return known;
    const folder = { files: this.#read(environment, connector), readAt: Date.now() };
    this.#folders.set(key, folder);
    // A failure is not kept: the next look asks anew.
    folder.files.catch(() => this.#folders.delete(key));
    return folder;
  }

  async #read(environment: string, connector: string): Promise<readonly DownloadedFile[]> {
    const account = await this.#studio.signIn.current();
    if (!account) throw vscode.FileSystemError.Unavailable(vscode.l10n.t('Sign in to see deployed connectors: run Connectors: Sign In.'));
    const [{ readDeployedFiles }, clients] = await Promise.all([reader(), this.#studio.clients(account)]);
    return readDeployedFiles(clients, environment, connector);
  }

  #forget(environment: string | undefined): void {
    const changed: vscode.FileChangeEvent[] = [];
    for (const key of this.#folders.keys()) {
      if (environment !== undefined && !key.startsWith(`/${environment}/`)) continue;
      this.#folders.delete(key);
      for (const name of ['apiDefinition.swagger.json', 'apiProperties.json', 'settings.json', 'script.csx']) {
        changed.push({ type: vscode.FileChangeType.Changed, uri: vscode.Uri.from({ scheme: DEPLOYED_SCHEME, path: `${key}/${name}` }) });
      }
    }
    if (changed.length > 0) this.#changed.fire(changed);
  }
}

function partsOf({ path }: vscode.Uri): { readonly environment?: string; readonly connector?: string; readonly file?: string } {
  const [environment, connector, file] = path.split('/').filter(Boolean);
  return { environment, connector, file };
}

function fileNamed(files: readonly DownloadedFile[], name: string, uri: vscode.Uri): DownloadedFile {
  const found = files.find((file) => file.name === name);
  if (!found) throw vscode.FileSystemError.FileNotFound(uri);
  return found;
}

function readOnly(uri: vscode.Uri): vscode.FileSystemError {
  return vscode.FileSystemError.NoPermissions(vscode.l10n.t('{0} shows what is deployed and cannot be changed here. Download the connector to edit it.', uri.path));
}
