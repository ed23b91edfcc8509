/**
 * A connector's definition as it was in a git commit. Git is asked, and never through a shell: names of folders and
 * commits are whatever somebody chose. Only what reads the repository's objects is called (git-scm.com: git-rev-parse,
 * git-ls-tree, git-cat-file), so that neither hooks nor filters of the repository run.
 */
import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { modelOfTexts } from '../authoring/model/build-model.ts';
import type { DefinitionModel } from '../authoring/model/connector-model.ts';
import { findConnectorFiles } from '../connector/connector-files.ts';
import { fileNameOf } from '../connector/file-uris.ts';
import { UsageError } from './usage-error.ts';

/** A folder of a working tree, and the commit that it is compared with. */
export interface CommittedFolder {
  /** Absolute, links resolved. */
  readonly path: string;
  /** The object id of the commit. */
  readonly commit: string;
  /** From the root of the repository, with a slash at its end; empty at the root. */
  readonly prefix: string;
}

/** The largest definition that is read, in bytes. */
const LARGEST = 256 * 1024 * 1024;

/** Where git itself runs us, from a hook, these name the repository of the hook, relative to another directory. */
const OF_ANOTHER_DIRECTORY = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR'];

/**
 * By folder, as the folders were given.
 *
 * @throws {UsageError} where a folder lies in no repository, the commit is none of its repository's, or there is no git.
 */
export async function committedFolders(commit: string, folders: readonly string[]): Promise<ReadonlyMap<string, CommittedFolder>> {
  const commits = new Map<string, string>();
  const found = new Map<string, CommittedFolder>();
  for (const folder of folders) {
    // As the file system writes it: git compares names byte by byte even where the file system does not.
    const path = await realpath(folder);
    const { repository, prefix } = await placeOf(path);
    const known = commits.get(repository) ?? await objectIdOf(commit, repository);
    commits.set(repository, known);
    found.set(folder, { path, commit: known, prefix });
  }
  return found;
}

/** Undefined where the folder had no definition then, or one that holds no object. A definition of another name counts. */
export async function committedDefinition({ path, commit, prefix }: CommittedFolder): Promise<DefinitionModel | undefined> {
  const listed = await git(path, 'ls-tree', '-z', '--full-tree', commit, ...(prefix === '' ? [] : ['--', prefix]));
  const blobs = new Map<string, string>();
  for (const line of listed.toString('utf8').split('\0')) {
    const [, id, name] = /^100\d{3} blob ([0-9a-f]+)\t([^]*)$/.exec(line) ?? [];
    if (id !== undefined && name !== undefined) blobs.set(name.slice(prefix.length), id);
  }
  const read = async (name: string): Promise<string | undefined> => {
    const id = blobs.get(name);
    return id === undefined ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(await git(path, 'cat-file', 'blob', id));
  };
  const files = findConnectorFiles(pathToFileURL(path).href, [...blobs.keys()], await read('settings.json'));
  if (files?.definition === undefined) return undefined;
  return modelOfTexts(files, { definition: await read(fileNameOf(files.definition)) }).definition;
}

async function placeOf(path: string): Promise<{ readonly repository: string; readonly prefix: string }> {
  const answer = await git(path, 'rev-parse', '--show-prefix').catch((error: unknown) => {
    throw new UsageError(`--since compares with a git commit, and git finds no repository for ${path}: ${wordsOf(error)}`);
  });
  const prefix = answer.toString('utf8').replace(/\n$/, '');
  return { repository: resolve(path, ...prefix.split('/').slice(1).map(() => '..')), prefix };
}

async function objectIdOf(commit: string, repository: string): Promise<string> {
  const unknown = new UsageError(`There is no commit "${commit}" in the git repository ${repository}. In a build, it may be that only the last commits were fetched.`);
  // Git would take it for an option, or for the index.
  if (commit === '' || commit.startsWith('-') || commit.includes('\0')) throw unknown;
  const answer = await git(repository, 'rev-parse', '--verify', '--quiet', `${commit}^{commit}`).catch(() => {
    throw unknown;
  });
  const id = answer.toString('latin1').trim();
  // "All but this one" has an answer too.
  if (!/^[0-9a-f]+$/.test(id)) throw unknown;
  return id;
}

/** @throws {UsageError} where there is no git; what execFile rejects with where git fails. */
async function git(cwd: string, ...args: readonly string[]): Promise<Buffer> {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' } as NodeJS.ProcessEnv;
  for (const name of OF_ANOTHER_DIRECTORY) delete env[name];
  try {
    const { stdout } = await promisify(execFile)('git', ['--literal-pathspecs', ...args], { cwd, env, encoding: 'buffer', maxBuffer: LARGEST, windowsHide: true });
    return stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError('--since asks git, and git was not found. Install it, or put it on the PATH.');
    throw error;
  }
}

/** What git said itself, such as that the repository belongs to somebody else. */
function wordsOf(error: unknown): string {
  if (error instanceof UsageError) throw error;
  const { stderr } = error as { readonly stderr?: Buffer };
  return stderr?.toString('utf8').trim().replace(/^fatal: /, '') ?? String(error);
}
