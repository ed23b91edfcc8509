/**
 * A cloud that the table does not have, described in a JSON file: `name`, `login`, `graph`, `bap` and `powerApps`
 * (https origins), `audiences` (`graph`, `powerApps`), `federatedAudience` and `consentHosts`. Optional:
 * `subjectCloud`, the segment after `/eid1/c/` of subjects, and `storageHosts`, suffixes of the hosts that keep
 * definitions and icons. Tokens go where such a file says, so it is named on the command line or in a setting of the
 * machine, never by a workspace.
 */
import { entraCloudOfHost } from '../connector/entra-clouds.ts';
import { cloudByName, type Cloud } from './clouds.ts';
import { asFilledText, asObject, isObject, texts, type JsonObject } from './json-values.ts';

/** The file cannot be used; the message says which part of it. */
export class CloudFileError extends Error {
  override readonly name = 'CloudFileError';
}

/** @throws {CloudFileError} */
export function readCloudFile(text: string): Cloud {
  const file = parsed(text);
  const login = originIn(file, 'login');
  const audiences = asObject(file['audiences']);
  const known = entraCloudOfHost(new URL(login).host);
  const name = filled(file, 'name', 'name');
  const storageHosts = texts(file['storageHosts']);
  const usual = cloudByName('public');
  return {
    ...usual,
    name,
    displayName: name,
    login,
    graph: originIn(file, 'graph'),
    businessAppPlatform: originIn(file, 'bap'),
    powerApps: originIn(file, 'powerApps'),
    graphAudience: audience(filled(audiences, 'graph', 'audiences.graph')),
    powerAppsAudience: audience(filled(audiences, 'powerApps', 'audiences.powerApps')),
    federatedAudience: filled(file, 'federatedAudience', 'federatedAudience'),
    subjectCloud: asFilledText(file['subjectCloud']) ?? known?.subjectCloud ?? usual.subjectCloud,
    consentHosts: texts(file['consentHosts']).map((host) => host.toLowerCase()),
    storageHostSuffixes: storageHosts.length > 0 ? storageHosts.map((host) => `.${host.toLowerCase().replace(/^\.+/, '')}`) : usual.storageHostSuffixes,
  };
}

function parsed(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isObject(value)) return value;
  } catch {
    // Said below.
  }
  throw new CloudFileError('The cloud file is no JSON object.');
}

function filled(object: JsonObject, key: string, name: string): string {
  const value = asFilledText(object[key]);
  if (value === undefined) throw new CloudFileError(`The cloud file has no text "${name}".`);
  return value;
}

function originIn(file: JsonObject, key: string): string {
  const value = filled(file, key, key);
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw new CloudFileError(`"${key}" of the cloud file is no https origin: ${value}`);
  }
  return url.origin;
}

function audience(value: string): string {
  return value.replace(/\/+$/, '');
}
