/** One connector's files on a disk: found, read, and changed such that a process that ends halfway leaves them whole. */
import { randomUUID } from 'node:crypto';
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connector, SecurityBlock } from '../../connector/connector.ts';
import { readConnector } from '../../connector/read-connector.ts';
import { applyTextEdits } from '../../connector/text-edits.ts';
import { connectorFilesIn, type ConnectorFileStore } from '../../identity/connector-file-store.ts';
import type { ConnectorFilesPort } from '../../identity/ports.ts';
import { findConnectorFolders } from '../find-connector-folders.ts';
import { UsageError } from '../usage-error.ts';
import { IdentityCommandError } from './failure.ts';

/** The file no longer says what the edits were computed from; nothing was written. */
export class StaleFileError extends Error {
  override readonly name = 'StaleFileError';
}

/** The one connector in that folder or below it. @throws {UsageError} where there is none or more than one. */
export async function connectorIn(folder: string, cwd: string): Promise<Connector> {
  const { folders, complaints } = await findConnectorFolders({ named: [folder], listed: [] }, cwd);
  const [only, another] = folders;
  if (!only) throw new UsageError(complaints[0] ?? `${folder} holds no connector.`);
  if (another) throw new UsageError(`${folder} holds ${folders.length} connectors, and this is about one. Name one of ${folders.slice(0, 5).map(({ path }) => relative(cwd, path) || '.').join(', ')}.`);
  const { files } = only;
  const [definition, properties, settings] = await Promise.all([files.definition, files.properties, files.settings].map((uri) => (uri === undefined ? undefined : textAt(uri))));
  const withoutMark = (text: string | undefined): string | undefined => text?.replace(/^\uFEFF/, '');
  return readConnector(files, { definition: withoutMark(definition), properties: withoutMark(properties), settings: withoutMark(settings) });
}

/** By the parameter's name, or `<set>/<name>`; the only one where none is named. */
export function blockNamed(connector: Connector, name: string | undefined): SecurityBlock {
  const { security, title } = connector;
  const nameOf = ({ parameterName, setName }: SecurityBlock): string => (setName === undefined ? parameterName : `${setName}/${parameterName}`);
  const named = name === undefined ? security : security.filter((block) => nameOf(block) === name || block.parameterName === name);
  const [only, another] = named;
  if (only && !another) return only;
  const names = security.map(nameOf).join(', ');
  if (security.length === 0) {
    const problem = connector.problems.find(({ severity }) => severity === 'error');
    throw new IdentityCommandError('noOAuth', problem ? `The sign-in of "${title}" could not be read: ${problem.message}` : `"${title}" has no OAuth 2.0 parameter, so there is no secret that a managed identity could replace.`, problem ? undefined : 'Add an oauthSetting parameter with the identity provider aad to apiProperties first.');
  }
  throw new UsageError(name === undefined ? `"${title}" has ${security.length} OAuth parameters. Say --parameter with one of ${names}.` : `"${title}" has no one OAuth parameter "${name}". It has ${names}.`);
}

export function filesOf({ files }: Connector): ConnectorFilesPort {
  return connectorFilesIn(disk, files);
}

const disk: ConnectorFileStore = {
  text: textAt,
  bytes: (uri) => readFile(fileURLToPath(uri)),
  create: (uri, text) => replaceFile(fileURLToPath(uri), text),
  edit: async (uri, textRead, edits) => {
    if (await textAt(uri) !== textRead) throw stale(uri);
    await replaceFile(fileURLToPath(uri), applyTextEdits(textRead, edits));
  },
  remove: async (uri, textRead) => {
    if (await textAt(uri) !== textRead) throw stale(uri);
    await rm(fileURLToPath(uri));
  },
  lacks: (name) => new IdentityCommandError('brokenFiles', `The connector has no ${name} file.`, 'Add it, then try again.'),
  isGone: (uri) => new IdentityCommandError('brokenFiles', `${fileURLToPath(uri)} no longer exists.`, 'Restore it, then try again.'),
};

/** Undefined where there is none. A byte order mark stays, so that it is written back. */
async function textAt(uri: string): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await readFile(fileURLToPath(uri)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Either the old text or the new one is there, whenever the process ends. Rights stay, and so does a link to the file. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const place = await realpath(path).catch(() => path);
  const mode = await stat(place).then(({ mode: bits }) => bits & 0o7777, () => undefined);
  const draft = `${place}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, text, mode === undefined ? {} : { mode });
    await rename(draft, place);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function stale(uri: string): StaleFileError {
  return new StaleFileError(`${fileURLToPath(uri)} has changed in the meantime, so it was not edited. Run the command again.`);
}
