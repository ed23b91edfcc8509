/** settings.json, paconn's argument store: its keys are those of paconn/settings/settingsserializer.py. */
import type { ConnectorFiles } from './connector.ts';
import { fileNameOf } from './file-uris.ts';
import { isObject } from './json-value.ts';
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
