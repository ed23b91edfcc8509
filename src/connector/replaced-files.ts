/** A download into files that are there: they say what is deployed, and keep their format, comments, order and secrets. */
import type { ConnectorFiles } from './connector.ts';
import type { DownloadedFile } from './downloaded-files.ts';
import { fileNameOf } from './file-uris.ts';
import { isObject, keyOf, type JsonObject } from './json-value.ts';
import { withSecretsOf } from './redact-secrets.ts';
import { settingsEdits } from './settings-file.ts';
import { formatOf, parseDocument, toValue } from './syntax-tree.ts';
import { applyTextEdits, setValueEdits } from './text-edits.ts';

export interface PresentTexts {
  readonly definition?: string;
  readonly properties?: string;
  readonly settings?: string;
}

/** Certification's fields, which the service empties: what the file says of them is the truth. */
const KEPT_OF_THE_FILE = ['publisher', 'stackOwner'];

/**
 * The downloaded files under the names that the folder has for them.
 *
 * @throws {DocumentNotEditableError} where a present file is broken.
 */
export function replacedFiles(downloaded: readonly DownloadedFile[], files: ConnectorFiles, texts: PresentTexts, link: { readonly connectorId: string; readonly environment: string }): readonly DownloadedFile[] {
  return downloaded.map((file) => {
    switch (file.name) {
      case 'apiDefinition.swagger.json': return rewritten(file, files.definition, texts.definition, (data) => data);
      case 'apiProperties.json': return rewritten(file, files.properties, texts.properties, withKept);
      case 'settings.json': return { name: file.name, content: settingsEdits(texts.settings, link.connectorId, link.environment, files) };
      case 'icon.png': return { ...file, name: nameOf(files.icon) ?? file.name };
      case 'script.csx': return { ...file, name: nameOf(files.script) ?? file.name };
      default: return file;
    }
  });
}

function rewritten(file: DownloadedFile, uri: string | undefined, text: string | undefined, merge: (data: unknown, present: unknown) => unknown): DownloadedFile {
  const name = nameOf(uri);
  if (name === undefined || text === undefined || typeof file.content !== 'string') return file;
  const document = parseDocument(text, formatOf(name));
  const present = document.root && toValue(document.root);
  return { name, content: applyTextEdits(text, setValueEdits(document, [], merge(JSON.parse(file.content), present))) };
}

function withKept(data: unknown, present: unknown): unknown {
  const merged = withSecretsOf(data, present);
  const [now, before] = [propertiesOf(merged), propertiesOf(present)];
  if (!now || !before) return merged;
  const kept = KEPT_OF_THE_FILE.flatMap((name) => {
    const key = keyOf(before, name);
    return key !== undefined && keyOf(now, name) === undefined ? [[key, before[key]]] : [];
  });
  return { ...(merged as JsonObject), properties: { ...now, ...Object.fromEntries(kept) as JsonObject } };
}

function propertiesOf(data: unknown): JsonObject | undefined {
  const properties = isObject(data) ? data['properties'] : undefined;
  return isObject(properties) ? properties : undefined;
}

function nameOf(uri: string | undefined): string | undefined {
  return uri === undefined ? undefined : fileNameOf(uri);
}
