/** One folder's connector. Loaded with the first scan, since the parsers come along. */
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { CONNECTOR_FILE_GLOB, findConnectorFiles, isConnectorFileName } from '../connector/connector-files.ts';
import type { Connector, ConnectorFiles } from '../connector/connector.ts';
import { readConnector } from '../connector/read-connector.ts';
import { isFileNotFound, readText } from './file-text.ts';

export { CONNECTOR_FILE_GLOB, isConnectorFileName };

export interface ConnectorReading {
  readonly connector: Connector;
  /** Of the names and texts it was parsed from. */
  readonly digest: string;
}

/** What readConnector takes. */
export interface ConnectorContent {
  readonly files: ConnectorFiles;
  readonly definition?: string;
  readonly properties?: string;
  readonly settings?: string;
}

/** Longer texts, in UTF-16 units, are read in another thread: JSON takes 25 ms a megabyte, YAML twenty times that. */
const READ_HERE = 50_000;

/** Undefined where the folder holds no connector; `before` itself where nothing has changed since. */
export async function readConnectorFolder(
  folder: vscode.Uri,
  readElsewhere: (content: ConnectorContent) => Promise<Connector | undefined>,
  before?: ConnectorReading,
): Promise<ConnectorReading | undefined> {
  const files = (await listConnectorFolder(folder))?.files;
  if (!files) return undefined;
  const [definition, properties, settings] = await Promise.all([files.definition, files.properties, files.settings].map(textAt));
  const digest = createHash('sha256').update(JSON.stringify([files, definition, properties, settings])).digest('base64');
  if (digest === before?.digest) return before;
  const content = { files, definition, properties, settings };
  const large = (definition?.length ?? 0) + (properties?.length ?? 0) > READ_HERE;
  return { connector: (large ? await readElsewhere(content) : undefined) ?? readConnector(files, content), digest };
}

export interface ListedFolder {
  readonly files: ConnectorFiles;
  /** Of all files in it. */
  readonly entryNames: readonly string[];
}

/** Undefined where the folder holds no connector. */
export async function listConnectorFolder(folder: vscode.Uri): Promise<ListedFolder | undefined> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    const entryNames = entries.filter(([, type]) => (type & vscode.FileType.File) !== 0).map(([name]) => name);
    const settings = entryNames.includes('settings.json') ? await readText(vscode.Uri.joinPath(folder, 'settings.json')) : undefined;
    const files = findConnectorFiles(folder.toString(), entryNames, settings);
    return files && { files, entryNames };
  } catch (error) {
    if (isFileNotFound(error)) return undefined;
    throw error;
  }
}

/** Without byte order mark, as editors have it: ranges are shown in editors. */
async function textAt(file: string | undefined): Promise<string | undefined> {
  const text = file === undefined ? undefined : await readText(vscode.Uri.parse(file, true));
  return text?.replace(/^\uFEFF/, '');
}
