/** Reads one connector's folder, mends it where that is asked for, and checks it. */
import { isUtf8 } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { breakingDiagnostics } from '../authoring/breaking-diagnostics.ts';
import { startCheck } from '../authoring/check.ts';
import { DEFAULT_OPTIONS } from '../authoring/check-options.ts';
import { fixAll } from '../authoring/features/fix-all.ts';
import type { DefinitionModel, FileKind } from '../authoring/model/connector-model.ts';
import type { Profile } from '../authoring/rule.ts';
import { rules } from '../authoring/rules/index.ts';
import { configDiagnostics } from '../authoring/service/config-diagnostics.ts';
import { ConnectorSession, RULE_IDS } from '../authoring/service/connector-session.ts';
import type { ConnectorSources, SourceText } from '../authoring/service/connector-sources.ts';
import { plainDiagnostic, type PlainDiagnostic } from '../authoring/service/plain-diagnostic.ts';
import { ParsedDocuments } from '../connector/parsed-documents.ts';
import type { ConnectorFolder } from './find-connector-folders.ts';
import type { StudioConfigFiles } from './studio-config-files.ts';

export interface FolderOptions {
  readonly fix: boolean;
  /** The definition that users have so far, to tell what breaks them. */
  readonly before?: () => Promise<DefinitionModel | undefined>;
}

export interface CheckedFolder {
  readonly folder: ConnectorFolder;
  /** Of the files that were read. */
  readonly uris: readonly string[];
  readonly diagnostics: readonly (PlainDiagnostic & { readonly fixable: boolean })[];
  readonly fixed: number;
  /** Why fixes were not applied, in sentences. */
  readonly notMended?: readonly string[];
}

const KINDS: readonly FileKind[] = ['definition', 'properties', 'settings', 'script'];
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const noPause = (): Promise<void> => Promise.resolve();

/** A connector's files, read but not looked at yet. */
export interface ReadFolder {
  readonly folder: ConnectorFolder;
  readonly sources: ConnectorSources;
  /** URIs of files with bytes that are no UTF-8. */
  readonly notUtf8: readonly string[];
}

/** @throws where a file cannot be written. */
export async function checkFolder({ folder, sources, notUtf8 }: ReadFolder, options: FolderOptions): Promise<CheckedFolder> {
  const session = new ConnectorSession(sources, new ParsedDocuments());
  const { fixed, notMended } = options.fix ? mend(session, notUtf8) : { fixed: 0 };
  const found = (await session.check(noPause)) ?? [];
  const { model, places } = session.read();
  const before = await options.before?.();
  const all = before ? startCheck(model, [], DEFAULT_OPTIONS).diagnostics([...found, ...breakingDiagnostics(before, model, session.options())]) : found;
  const diagnostics = all.flatMap((diagnostic) => {
    const plain = plainDiagnostic(diagnostic, model, places);
    return plain ? [{ ...plain, fixable: (diagnostic.fixes?.() ?? []).length > 0 }] : [];
  });
  const ofConfigs = configDiagnostics(sources.configs ?? [], RULE_IDS).map((diagnostic) => ({ ...diagnostic, fixable: false }));
  return { folder, uris: Object.values(sources.texts).flatMap((text) => text?.uri ?? []), diagnostics: [...diagnostics, ...ofConfigs], fixed, notMended };
}

/** Writes what may be mended unseen, and gives the session the new texts. */
function mend(session: ConnectorSession, notUtf8: readonly string[]): { readonly fixed: number; readonly notMended?: readonly string[] } {
  const { texts, count } = fixAll(session.model(), rules, session.options());
  const written = (Object.entries(texts) as [FileKind, string][]).flatMap(([kind, text]) => {
    const uri = session.sources.files[kind];
    return uri === undefined ? [] : [{ uri, path: fileURLToPath(uri), text }];
  });
  // The bytes that are not UTF-8 are lost in the text. A fix may touch two files, so that all are left as they are.
  const spoilt = written.filter(({ uri }) => notUtf8.includes(uri));
  if (spoilt.length > 0) return { fixed: 0, notMended: spoilt.map(({ path }) => `${path} is not valid UTF-8, so nothing was mended in its connector: writing the file would change more than the fixes do. Save it as UTF-8.`) };
  for (const { uri, path, text } of written) {
    writeFileSync(path, text);
    session.replaceText(uri, 2, text);
  }
  return { fixed: count };
}

/**
 * @param profile Said for this run; undefined: what the connector's own configuration says, else build.
 * @throws where a file cannot be read.
 */
export function readFolder(folder: ConnectorFolder, profile: Profile | undefined, configs: StudioConfigFiles): ReadFolder {
  const { files, entryNames, path } = folder;
  const notUtf8: string[] = [];
  const texts: Partial<Record<FileKind, SourceText>> = {};
  for (const kind of KINDS) {
    const uri = files[kind];
    if (uri === undefined) continue;
    const bytes = readFileSync(fileURLToPath(uri));
    if (!isUtf8(bytes)) notUtf8.push(uri);
    // As editors decode files: invalid bytes become U+FFFD, a byte order mark stays.
    texts[kind] = { uri, version: 1, text: utf8.decode(bytes) };
  }
  return { folder, sources: { files, entryNames, texts, options: DEFAULT_OPTIONS, profile, configs: configs.textsFor(path) }, notUtf8 };
}
