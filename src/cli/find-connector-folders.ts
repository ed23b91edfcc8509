/**
 * From what the command line names to folders that hold connectors. By calls that block: nothing else waits meanwhile, and
 * each spares a way through the event loop and its threads.
 */
import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import type { glob as Glob } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findConnectorFiles, isConnectorFileName } from '../connector/connector-files.ts';
import type { ConnectorFiles } from '../connector/connector.ts';
import { fileNameOf } from '../connector/file-uris.ts';
import { pathOf, reasonOf } from './failure-reason.ts';

export interface ConnectorFolder {
  /** Absolute. */
  readonly path: string;
  readonly files: ConnectorFiles;
  readonly entryNames: readonly string[];
}

export interface NamedPaths {
  /** Folders, files and globs that somebody named one by one: each has to be or to hold a connector. */
  readonly named: readonly string[];
  /** Of a list that a program made, of changed files for example. Files that belong to no connector are left out. */
  readonly listed: readonly string[];
}

export interface FoundFolders {
  /** Each once, in the order of their paths. */
  readonly folders: readonly ConnectorFolder[];
  /** What could not be read or holds no connector, in sentences. */
  readonly complaints: readonly string[];
}

const NEVER_SEARCHED: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** Never throws: whatever cannot be read is a complaint. */
export async function findConnectorFolders({ named, listed }: NamedPaths, cwd: string): Promise<FoundFolders> {
  const search = new Search(cwd);
  for (const path of named) await search.named(path);
  for (const path of listed) search.listed(path);
  return { folders: [...search.folders.values()].sort((left, right) => (left.path < right.path ? -1 : 1)), complaints: [...search.complaints] };
}

class Search {
  readonly folders = new Map<string, ConnectorFolder>();
  readonly complaints = new Set<string>();
  readonly #cwd: string;
  /** What lies below a folder, so that a glob that matches a folder and all in it reads it once. */
  readonly #searched = new Map<string, readonly ConnectorFolder[]>();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** The path itself where it exists, even if it has characters of a glob in its name. */
  async named(path: string): Promise<void> {
    const place = resolve(this.#cwd, path);
    const kind = this.#kindOf(place);
    if (kind !== undefined) {
      this.#add(path, place, kind, true);
      return;
    }
    if (!/[*?[\]{}]/.test(path)) {
      this.complaints.add(`${path} does not exist.`);
      return;
    }
    const complained = this.complaints.size;
    // Here, for Node has it since version 22 only, and folders are to be checked with an older one too.
    const { glob } = await import('node:fs/promises') as { readonly glob?: typeof Glob };
    if (!glob) {
      this.complaints.add(`${path} does not exist. If it is a glob: they need Node.js 22 or newer, and this is ${process.versions.node}.`);
      return;
    }
    let found = false;
    for await (const match of glob(sep === '\\' ? path.replaceAll('\\', '/') : path, { cwd: this.#cwd, withFileTypes: true, exclude: ({ name }) => NEVER_SEARCHED.has(name) })) {
      // Links to folders are not followed: they may lead in circles.
      const place = join(match.parentPath, match.name);
      const searched = match.isDirectory() ? !NEVER_SEARCHED.has(match.name) : this.#kindOf(place) === 'file';
      if (searched && this.#add(path, place, match.isDirectory() ? 'folder' : 'file', false)) found = true;
    }
    if (!found && this.complaints.size === complained) this.complaints.add(`${path} matches no connector.`);
  }

  listed(path: string): void {
    const place = resolve(this.#cwd, path);
    const kind = this.#kindOf(place);
    if (kind === undefined) this.complaints.add(`${path} does not exist.`);
    else this.#add(path, place, kind, kind === 'folder');
  }

  /** Whether there was a connector. `must`: where there is none, that is a complaint. */
  #add(path: string, place: string, kind: 'folder' | 'file', must: boolean): boolean {
    try {
      const found = kind === 'folder' ? this.#below(place) : this.#ofFile(path, place, must);
      if (found.length === 0 && kind === 'folder' && must) this.complaints.add(`${path} is no connector, and none lies below it: there is neither apiDefinition.swagger.json nor apiProperties.json, in JSON or YAML.`);
      for (const folder of found) this.folders.set(folder.path, folder);
      return found.length > 0;
    } catch (error) {
      this.#unreadable(place, error);
      return true;
    }
  }

  #ofFile(path: string, place: string, must: boolean): readonly ConnectorFolder[] {
    const found = connectorIn(dirname(place));
    if (!found) {
      if (must) this.complaints.add(`${path} belongs to no connector: beside it lies neither apiDefinition.swagger.json nor apiProperties.json, in JSON or YAML.`);
      return [];
    }
    const names = namesOf(found.files);
    // The file system may not mind the case.
    if (names.some((name) => name.toLowerCase() === basename(place).toLowerCase())) return [found];
    if (must) this.complaints.add(`${path} is no file of the connector that lies there: that one has ${names.join(', ')}.`);
    return [];
  }

  /** @throws where the folder cannot be read. One below it that cannot is a complaint, and does not hide those beside it. */
  #below(path: string): readonly ConnectorFolder[] {
    const known = this.#searched.get(path);
    if (known) return known;
    const entries = readdirSync(path, { withFileTypes: true });
    const found: ConnectorFolder[] = [];
    this.#attempt(path, () => {
      const here = connectorAmong(path, entries);
      if (here) found.push(here);
    });
    for (const entry of entries) {
      if (!entry.isDirectory() || NEVER_SEARCHED.has(entry.name)) continue;
      const inner = join(path, entry.name);
      this.#attempt(inner, () => found.push(...this.#below(inner)));
    }
    this.#searched.set(path, found);
    return found;
  }

  #attempt(path: string, body: () => void): void {
    try {
      body();
    } catch (error) {
      this.#unreadable(path, error);
    }
  }

  #unreadable(path: string, error: unknown): void {
    this.complaints.add(`${pathOf(error) ?? path} could not be read: ${reasonOf(error)}.`);
  }

  /** Undefined where nothing is there. What cannot be looked at is there: reading it will say why it cannot. */
  #kindOf(place: string): 'folder' | 'file' | undefined {
    try {
      return statSync(place).isDirectory() ? 'folder' : 'file';
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EINVAL' ? undefined : 'file';
    }
  }
}

function connectorIn(path: string): ConnectorFolder | undefined {
  return connectorAmong(path, readdirSync(path, { withFileTypes: true }));
}

function connectorAmong(path: string, entries: readonly Dirent[]): ConnectorFolder | undefined {
  const entryNames = entries.filter((entry) => entry.isFile() || (entry.isSymbolicLink() && mayBeFile(join(path, entry.name)))).map(({ name }) => name);
  if (!entryNames.some(isConnectorFileName)) return undefined;
  const settings = entryNames.includes('settings.json') ? readFileSync(join(path, 'settings.json'), 'utf8') : undefined;
  const files = findConnectorFiles(pathToFileURL(path).href, entryNames, settings);
  return files && { path, files, entryNames };
}

/** A link to a device would be read for ever. One that leads nowhere is a file that is missing: reading it says so. */
function mayBeFile(link: string): boolean {
  try {
    return statSync(link).isFile();
  } catch {
    return true;
  }
}

function namesOf({ definition, properties, settings, script, icon }: ConnectorFiles): string[] {
  return [definition, properties, settings, script, icon].flatMap((uri) => (uri === undefined ? [] : [fileNameOf(uri)]));
}
