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

/** Undefined where the folder holds no connector; `before` itself where nothing has changed since. */
export async function readConnectorFolder(folder: vscode.Uri, before?: ConnectorReading): Promise<ConnectorReading | undefined> {
  const files = await filesIn(folder);
  if (!files) return undefined;
  const [definition, properties, settings] = await Promise.all([files.definition, files.properties, files.settings].map(textAt));
  const digest = createHash('sha256').update(JSON.stringify([files, definition, properties, settings])).digest('base64');
  return digest === before?.digest ? before : { connector: readConnector(files, { definition, properties, settings }), digest };
}

async function filesIn(folder: vscode.Uri): Promise<ConnectorFiles | undefined> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    const names = entries.filter(([, type]) => (type & vscode.FileType.File) !== 0).map(([name]) => name);
    const settings = names.includes('settings.json') ? await readText(vscode.Uri.joinPath(folder, 'settings.json')) : undefined;
    return findConnectorFiles(folder.toString(), names, settings);
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
