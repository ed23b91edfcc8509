/** Published connectors where they lie beside the repository. Users do not have them: whoever reads them skips without. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelOfTexts, type ConnectorTexts } from '../../src/authoring/model/build-model.ts';
import type { ConnectorModel } from '../../src/authoring/model/connector-model.ts';
import type { ConnectorFiles } from '../../src/connector/connector.ts';
import { findConnectorFiles } from '../../src/connector/connector-files.ts';
import { fileNameOf } from '../../src/connector/file-uris.ts';

export const corpusFolder = process.env['CONNECTOR_CORPUS'] ?? fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));

/** What a test gives as its `skip`. */
export const withoutCorpus = existsSync(corpusFolder) ? false : 'no published connectors at ../shared/corpus';

export interface PublishedConnector {
  /** The folder below the corpus: `certified-connectors/Airmeet`. */
  readonly name: string;
  readonly path: string;
  readonly files: ConnectorFiles;
  readonly entryNames: readonly string[];
  readonly texts: ConnectorTexts;
}

/** As editors decode files: invalid bytes become U+FFFD, a byte order mark stays. */
export function readAsEditor(path: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(path));
}

export function* publishedConnectors(): Generator<PublishedConnector> {
  yield* below(corpusFolder, '');
}

function* below(path: string, name: string): Generator<PublishedConnector> {
  const entries = readdirSync(path, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
  for (const entry of entries) if (entry.isDirectory()) yield* below(join(path, entry.name), name === '' ? entry.name : `${name}/${entry.name}`);
  const entryNames = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const read = (uri: string | undefined): string | undefined => (uri === undefined ? undefined : readAsEditor(join(path, fileNameOf(uri))));
  const settings = entryNames.includes('settings.json') ? readAsEditor(join(path, 'settings.json')) : undefined;
  const files = findConnectorFiles(`file://${encodeURI(path)}`, entryNames, settings);
  if (!files) return;
  const texts = { definition: read(files.definition), properties: read(files.properties), settings: read(files.settings), script: read(files.script) };
  yield { name, path, files, entryNames, texts };
}

export function modelOf({ files, texts, entryNames }: PublishedConnector): ConnectorModel {
  return modelOfTexts(files, texts, entryNames);
}
