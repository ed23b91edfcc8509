/** From what the command line names to folders that hold connectors. */
import { glob, readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findConnectorFiles, isConnectorFileName } from '../connector/connector-files.ts';
import type { ConnectorFiles } from '../connector/connector.ts';

export interface ConnectorFolder {
  /** Absolute. */
  readonly path: string;
  readonly files: ConnectorFiles;
  readonly entryNames: readonly string[];
}

export interface FoundFolders {
  /** Each once, in the order of their paths. */
  readonly folders: readonly ConnectorFolder[];
  /** What could not be read or holds no connector, in sentences. */
  readonly complaints: readonly string[];
}

const NEVER_SEARCHED: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** Never throws: whatever cannot be read is a complaint. */
export async function findConnectorFolders(paths: readonly string[], cwd: string): Promise<FoundFolders> {
  const folders = new Map<string, ConnectorFolder>();
  const complaints: string[] = [];
  for (const path of paths) {
    const found = await foldersFor(path, cwd, complaints);
    for (const folder of found) folders.set(folder.path, folder);
  }
  return { folders: [...folders.values()].sort((left, right) => (left.path < right.path ? -1 : 1)), complaints };
}

async function foldersFor(path: string, cwd: string, complaints: string[]): Promise<ConnectorFolder[]> {
  const places = await placesOf(path, cwd);
  if (places.length === 0) complaints.push(`${path} does not exist.`);
  const found: ConnectorFolder[] = [];
  for (const place of places) {
    try {
      const folder = (await stat(place)).isDirectory();
      if (!folder && !isConnectorFileName(basename(place))) {
        // Of a glob's many files only those of connectors are meant.
        if (places.length === 1) complaints.push(`${path} is no file of a connector.`);
        continue;
      }
      const here = folder ? await connectorsBelow(place) : await connectorIn(dirname(place));
      if (here.length === 0 && places.length === 1) complaints.push(`${path} is no connector: it has neither apiDefinition.swagger.json nor apiProperties.json, in JSON or YAML.`);
      found.push(...here);
    } catch (error) {
      complaints.push(`${place} could not be read: ${reasonOf(error)}.`);
    }
  }
  if (places.length > 1 && found.length === 0 && complaints.length === 0) complaints.push(`${path} names no connector.`);
  return found;
}

/** The path itself where it exists, even if it has characters of a glob in its name. */
async function placesOf(path: string, cwd: string): Promise<string[]> {
  const absolute = resolve(cwd, path);
  if (await exists(absolute)) return [absolute];
  if (!/[*?[\]{}]/.test(path)) return [];
  const places: string[] = [];
  for await (const match of glob(path.replaceAll('\\', '/'), { cwd, exclude: (name) => NEVER_SEARCHED.has(basename(name)) })) places.push(resolve(cwd, match));
  return places;
}

async function connectorsBelow(path: string): Promise<ConnectorFolder[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const found = await connectorIn(path);
  for (const entry of entries) {
    // Links are not followed: they may lead in circles.
    if (entry.isDirectory() && !NEVER_SEARCHED.has(entry.name)) found.push(...await connectorsBelow(join(path, entry.name)));
  }
  return found;
}

async function connectorIn(path: string): Promise<ConnectorFolder[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const entryNames = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  if (!entryNames.some(isConnectorFileName)) return [];
  const settings = entryNames.includes('settings.json') ? await readFile(join(path, 'settings.json'), 'utf8') : undefined;
  const files = findConnectorFiles(pathToFileURL(path).href, entryNames, settings);
  return files ? [{ path, files, entryNames }] : [];
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

export function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read';
  if (code === 'ENOENT') return 'it does not exist';
  return error instanceof Error ? error.message : String(error);
}
