/** settings.json, paconn's argument store: its keys are those of paconn/settings/settingsserializer.py. */
import type { ConnectorFiles, TextEdit } from './connector.ts';
import { fileNameOf } from './file-uris.ts';
import { isObject, keyOf, type JsonObject } from './json-value.ts';
import { parseDocument, toValue } from './syntax-tree.ts';
import { applyTextEdits, setValueEdits } from './text-edits.ts';

/**
 * The text of settings.json with connector and environment in it. What else it says is kept, comments included; the
 * names of the files are added where they are missing, so that paconn finds a YAML pair as well as we do.
 *
 * @param settingsText Undefined where there is no such file yet.
 * @param files URIs of the files that the settings stand beside.
 * @throws {DocumentNotEditableError} where the text is broken.
 */
export function settingsEdits(
  settingsText: string | undefined,
  connectorId: string,
  environment: string,
  files: Pick<ConnectorFiles, 'definition' | 'properties' | 'icon' | 'script'>,
): string {
  const nameOf = (uri: string | undefined): string | undefined => (uri === undefined ? undefined : fileNameOf(uri));
  const names = {
    apiProperties: nameOf(files.properties),
    apiDefinition: nameOf(files.definition),
    icon: nameOf(files.icon),
    script: nameOf(files.script),
  };
  if (settingsText === undefined || settingsText.trim() === '') {
    return `${JSON.stringify({ connectorId, environment, ...names }, null, 2)}\n`;
  }
  const document = parseDocument(settingsText, 'json');
  const former = document.root && toValue(document.root);
  const merged = { ...names, ...(isObject(former) ? former : {}), connectorId, environment };
  return applyTextEdits(settingsText, setValueEdits(document, [], merged));
}

export interface FormerSettings {
  /** Whether there was a settings.json at all. */
  readonly present: boolean;
  readonly connectorId?: string;
  readonly environment?: string;
}

/**
 * The text of settings.json as it was before `settingsEdits`, as far as connector and environment go; what was added
 * since stays. Undefined where the file was made by us and still says nothing else, so that it may go.
 *
 * @throws {DocumentNotEditableError} where the text is broken.
 */
export function withoutSettingsEdits(
  settingsText: string,
  former: FormerSettings,
  files: Pick<ConnectorFiles, 'definition' | 'properties' | 'icon' | 'script'>,
): string | undefined {
  const document = parseDocument(settingsText, 'json');
  const present = document.root && toValue(document.root);
  if (!isObject(present)) return settingsText;
  const { connectorId, environment } = present;
  const madeByUs = !former.present && typeof connectorId === 'string' && typeof environment === 'string' && settingsText === settingsEdits(undefined, connectorId, environment, files);
  if (madeByUs) return undefined;
  let after: JsonObject = present;
  for (const name of ['connectorId', 'environment'] as const) {
    const value = former[name];
    if (value !== undefined) after = { ...after, [name]: value };
    else after = Object.fromEntries(Object.entries(after).filter(([key]) => key !== name));
  }
  return applyTextEdits(settingsText, setValueEdits(document, [], after));
}

/**
 * Edits of settings.json that make it name a file's new name wherever it names the old one, as `apiDefinition` or
 * `apiProperties`, with or without `./` in front; none where it names another file.
 *
 * @param renamed New names by old ones, without folders.
 * @throws {DocumentNotEditableError} where it names one and is broken.
 */
export function renamedFileEdits(settingsText: string, renamed: ReadonlyMap<string, string>): TextEdit[] {
  const document = parseDocument(settingsText, 'json');
  const settings = document.root && toValue(document.root);
  if (!isObject(settings)) return [];
  let after = settings;
  for (const name of ['apiDefinition', 'apiProperties']) {
    const key = keyOf(settings, name);
    const [, lead, former] = /^(\.[\\/])?(.*)$/s.exec(String(key === undefined ? '' : settings[key])) ?? [];
    const next = renamed.get(former ?? '');
    if (key !== undefined && next !== undefined) after = { ...after, [key]: `${lead ?? ''}${next}` };
  }
  return after === settings ? [] : setValueEdits(document, [], after);
}
