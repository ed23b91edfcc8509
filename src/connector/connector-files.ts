/**
 * Which files of a folder form a connector. Sources: paconn README (file set and settings.json), pac connector init
 * (`apiDefinition.json`), and the spellings found in microsoft/PowerPlatformConnectors.
 */
import type { ConnectorFiles } from './connector.ts';
import { fileNameOf, uriOf } from './file-uris.ts';
import { isObject, textField } from './json-value.ts';
import { parseDocument, toValue } from './syntax-tree.ts';

/** For the watcher and the first scan. It also finds settings.json files that are none of ours: read before believing. */
export const CONNECTOR_FILE_GLOB =
  '**/{*.swagger.json,*.swagger.yaml,*.swagger.yml,api[Dd]efinition.json,api[Dd]efinition.yaml,api[Dd]efinition.yml,' +
  'api[Pp]roperties.json,api[Pp]roperties.yaml,api[Pp]roperties.yml,settings.json,icon.png,*.csx}';

const PROPERTIES = /^apiproperties\.(?:json|ya?ml)$/i;
/** A pair of files is not needed to tell that this one is a connector's. */
const PLAIN_DEFINITION = /^apidefinition\.swagger\.(?:json|ya?ml)$/i;
/** Counts beside apiProperties only: pac's name, then misspellings such as `apiDefination.swagger.json`. */
const PAC_DEFINITION = /^apidefinition\.(?:json|ya?ml)$/i;
const ANY_SWAGGER = /\.swagger\.(?:json|ya?ml)$/i;
const SETTINGS = /^settings\.json$/i;
const ICON = /^icon\.png$/i;
const SCRIPT = /^script\.csx$/i;
const ANY_SCRIPT = /\.csx$/i;

/** Whether a change of this file may change a connector. */
export function isConnectorFileName(name: string): boolean {
  return [PROPERTIES, PAC_DEFINITION, ANY_SWAGGER, SETTINGS, ICON, ANY_SCRIPT].some((pattern) => pattern.test(name));
}

/**
 * The connector that a folder holds, or undefined. One half of the pair is enough where its name leaves no doubt.
 *
 * @param folder The folder's URI.
 * @param entryNames Names of the files in it, undecoded as the file system gives them.
 * @param settingsText Text of its settings.json; without it that file is left out of account.
 */
export function findConnectorFiles(folder: string, entryNames: readonly string[], settingsText?: string): ConnectorFiles | undefined {
  const folderUri = folder.replace(/\/+$/, '');
  const folderName = fileNameOf(folderUri);
  // Sorted, so that the choice between several candidates does not depend on the file system.
  const names = [...entryNames].sort();
  const named = folderName === '.vscode' ? undefined : namesFromSettings(settingsText);
  const first = (pattern: RegExp): string | undefined => names.find((name) => pattern.test(name));
  const ofSettings = (key: string): string | undefined => {
    const name = textField(named, key)?.replace(/^\.[\\/]/, '');
    return name !== undefined && names.includes(name) ? name : undefined;
  };

  const properties = ofSettings('apiProperties') ?? first(PROPERTIES);
  const beside = properties === undefined ? undefined : (first(PAC_DEFINITION) ?? first(ANY_SWAGGER));
  const definition = ofSettings('apiDefinition') ?? first(PLAIN_DEFINITION) ?? beside;
  if (definition === undefined && properties === undefined) return undefined;

  const uri = (name: string | undefined): string | undefined => (name === undefined ? undefined : uriOf(folderUri, name));
  return {
    folder: folderUri,
    folderName,
    definition: uri(definition),
    properties: uri(properties),
    settings: uri(named && first(SETTINGS)),
    script: uri(ofSettings('script') ?? first(SCRIPT) ?? first(ANY_SCRIPT)),
    icon: uri(ofSettings('icon') ?? first(ICON)),
  };
}

/**
 * The content of a settings.json of connector shape (paconn's argument store); undefined for any other, above all for
 * VS Code's own, whose keys have dots.
 */
function namesFromSettings(text: string | undefined): object | undefined {
  if (text === undefined) return undefined;
  const { root } = parseDocument(text, 'json');
  const settings = root && toValue(root);
  if (!isObject(settings) || Object.keys(settings).some((key) => key.includes('.'))) return undefined;
  return ['connectorId', 'apiProperties', 'apiDefinition'].some((key) => Object.hasOwn(settings, key)) ? settings : undefined;
}
