/**
 * A deployed connector as a folder of files that paconn, pac and this product deploy again. Sources: paconn's
 * operations/download.py (which properties are written, definition from its original address, icon and script beside
 * it) and its settings writer; pac connector create takes the same definition and properties files.
 */
import type { DeployedConnector } from './deployed-connector.ts';
import { keyOf, type JsonObject } from './json-value.ts';
import { settingsEdits } from './settings-file.ts';

/** What a download brings; icon and script only where the connector has them. */
export interface DownloadedConnector {
  readonly deployed: DeployedConnector;
  readonly definition: JsonObject;
  readonly icon?: Uint8Array;
  readonly script?: string;
}

export interface DownloadedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** paconn's list. Everything else is the service's own and would be refused, or worse taken, when it is sent back. */
const WRITTEN_PROPERTIES = ['connectionParameters', 'connectionParameterSets', 'iconBrandColor', 'scriptOperations', 'capabilities', 'policyTemplateInstances', 'publisher', 'stackOwner'];

const DEFINITION = 'apiDefinition.swagger.json';
const PROPERTIES = 'apiProperties.json';

/** Definition, properties, settings, then icon and script. */
export function downloadedFiles({ deployed, definition, icon, script }: DownloadedConnector): readonly DownloadedFile[] {
  const folder = '';
  const files = {
    definition: `${folder}/${DEFINITION}`, properties: `${folder}/${PROPERTIES}`,
    ...(icon && { icon: `${folder}/icon.png` }), ...(script !== undefined && { script: `${folder}/script.csx` }),
  };
  return [
    { name: DEFINITION, content: json(definition) },
    { name: PROPERTIES, content: json({ properties: writtenProperties(deployed.properties) }) },
    { name: 'settings.json', content: settingsEdits(undefined, deployed.name, deployed.environment, files) },
    ...(icon ? [{ name: 'icon.png', content: icon }] : []),
    ...(script === undefined ? [] : [{ name: 'script.csx', content: script }]),
  ];
}

/** The properties that an author decides, in paconn's order. */
export function writtenProperties(properties: JsonObject): JsonObject {
  return Object.fromEntries(WRITTEN_PROPERTIES.flatMap((name) => {
    const key = keyOf(properties, name);
    const value = key === undefined ? undefined : properties[key];
    return value === undefined || value === null || isEmptyText(value) ? [] : [[name, value]];
  }));
}

/** The service answers publisher and stack owner as empty texts, which certification refuses in a file. */
function isEmptyText(value: unknown): boolean {
  return value === '';
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

