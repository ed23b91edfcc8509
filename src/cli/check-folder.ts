/** Reads one connector's folder, mends it where that is asked for, and checks it. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DEFAULT_OPTIONS } from '../authoring/check-options.ts';
import { fixAll } from '../authoring/features/fix-all.ts';
import type { FileKind } from '../authoring/model/connector-model.ts';
import type { Profile } from '../authoring/rule.ts';
import { rules } from '../authoring/rules/index.ts';
import { configDiagnostics } from '../authoring/service/config-diagnostics.ts';
import { ConnectorSession, RULE_IDS } from '../authoring/service/connector-session.ts';
import type { ConnectorSources, SourceText } from '../authoring/service/connector-sources.ts';
import { FilePlaces } from '../authoring/service/file-places.ts';
import { plainDiagnostic, type PlainDiagnostic } from '../authoring/service/plain-diagnostic.ts';
import { ParsedDocuments } from '../connector/parsed-documents.ts';
import type { ConnectorFolder } from './find-connector-folders.ts';
import { studioConfigTexts } from './studio-config-files.ts';

export interface FolderOptions {
  /** Undefined: what the connector's own configuration says, else build. */
  readonly profile?: Profile;
  readonly fix: boolean;
  /** A git commit. */
  readonly since?: string;
}

export interface CheckedFolder {
  readonly folder: ConnectorFolder;
  /** Of the files that were read. */
  readonly uris: readonly string[];
  readonly diagnostics: readonly (PlainDiagnostic & { readonly fixable: boolean })[];
  readonly fixed: number;
}

const KINDS: readonly FileKind[] = ['definition', 'properties', 'settings', 'script'];
const noPause = (): Promise<void> => Promise.resolve();

/** @throws where a file cannot be read or written. */
export async function checkFolder(folder: ConnectorFolder, options: FolderOptions): Promise<CheckedFolder> {
  const sources = await readSources(folder, options.profile);
  const session = new ConnectorSession(sources, new ParsedDocuments());
  const fixed = options.fix ? await mend(session) : 0;
  const found = (await session.check(noPause)) ?? [];
  const model = session.model();
  const places = FilePlaces.of(model);
  const diagnostics = found.flatMap((diagnostic) => {
    const plain = plainDiagnostic(diagnostic, model, places);
    return plain ? [{ ...plain, fixable: (diagnostic.fixes?.() ?? []).length > 0 }] : [];
  });
  const ofConfigs = configDiagnostics(sources.configs ?? [], RULE_IDS).map((diagnostic) => ({ ...diagnostic, fixable: false }));
  return { folder, uris: Object.values(sources.texts).flatMap((text) => text?.uri ?? []), diagnostics: [...diagnostics, ...ofConfigs], fixed };
}

/** Writes what may be mended unseen, and gives the session the new texts. */
async function mend(session: ConnectorSession): Promise<number> {
  const { texts, count } = fixAll(session.model(), rules, session.options());
  for (const [kind, text] of Object.entries(texts) as [FileKind, string][]) {
    const uri = session.sources.files[kind];
    if (uri === undefined) continue;
    await writeFile(fileURLToPath(uri), text);
    session.replaceText(uri, 2, text);
  }
  return count;
}

async function readSources({ files, entryNames, path }: ConnectorFolder, profile: Profile | undefined): Promise<ConnectorSources> {
  const read = async (kind: FileKind): Promise<readonly [FileKind, SourceText | undefined]> => {
    const uri = files[kind];
    // As editors decode files: invalid bytes become U+FFFD, a byte order mark stays.
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return [kind, uri === undefined ? undefined : { uri, version: 1, text: decoder.decode(await readFile(fileURLToPath(uri))) }];
  };
  const texts = Object.fromEntries(await Promise.all(KINDS.map(read)));
  return { files, entryNames, texts, options: DEFAULT_OPTIONS, profile, configs: await studioConfigTexts(path) };
}
