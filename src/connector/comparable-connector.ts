/**
 * Two states of a connector made comparable: what the platform itself writes on save is left out, and the order of keys
 * follows one side, so that a difference shown is one that somebody made. What the platform rewrites is told in
 * troystaylor/SharingIsCaring (redirect mode, on-behalf-of flag, `<name>:TenantId`, publisher and stack owner emptied)
 * and seen in the exports of managedBlog/graph-connector-factory-v2 (PascalCase custom parameters, generated values).
 */
import { connectionParametersOf } from './connection-parameters.ts';
import { writtenProperties } from './downloaded-files.ts';
import { fieldOf, isObject, keyOf, sameData, withoutValueAt, withValueAt, valueAt, type JsonObject } from './json-value.ts';
import { TENANT_CLAIM } from './managed-identity-shape.ts';
import { withoutSecrets } from './redact-secrets.ts';

/** Each an empty list where the platform writes one, whatever was sent. */
const EMPTY_MEANS_ABSENT = ['capabilities', 'policyTemplateInstances', 'scriptOperations'];
/** For certification alone; the service empties them. */
const NOT_KEPT = ['publisher', 'stackOwner'];
const GENERATED_IN_PROPERTIES = ['IsFirstParty', 'AzureActiveDirectoryResourceId', 'IsOnbehalfofLoginSupported', 'FederatedIdentityCredentials'];

/** The author's part of the properties: no secret, nothing generated. */
export function comparableProperties(properties: JsonObject): JsonObject {
  let root: unknown = { properties: withoutSecrets(writtenProperties(properties)) };
  for (const { pointer, oauth } of connectionParametersOf(valueAt(root, ['properties']))) {
    if (oauth) root = withValueAt(root, pointer, comparableParameter(valueAt(root, pointer)));
    // Beside an OAuth parameter stands a claim that the platform adds.
    const claim = [...pointer.slice(0, -1), `${String(pointer.at(-1))}:TenantId`];
    if (oauth && sameData(valueAt(root, claim), TENANT_CLAIM)) root = withoutValueAt(root, claim);
  }
  const kept = Object.entries(valueAt(root, ['properties']) as JsonObject)
    .filter(([name, value]) => !NOT_KEPT.includes(name) && !(EMPTY_MEANS_ABSENT.includes(name) && Array.isArray(value) && value.length === 0));
  return Object.fromEntries(kept);
}

function comparableParameter(parameter: unknown): unknown {
  const key = keyOf(parameter, 'oAuthSettings');
  if (key === undefined || !isObject(parameter)) return parameter;
  const settings = parameter[key];
  if (!isObject(settings)) return parameter;
  const properties = fieldOf(settings, 'properties');
  const custom = fieldOf(settings, 'customParameters');
  const own = isObject(properties) ? without(properties, GENERATED_IN_PROPERTIES) : undefined;
  const rest = without(settings, ['redirectUrl', 'redirectMode', 'properties', 'customParameters']);
  return {
    ...parameter,
    [key]: {
      ...rest,
      ...(own && Object.keys(own).length > 0 && { properties: own }),
      ...(isObject(custom) && { customParameters: Object.fromEntries(Object.entries(custom).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value])) }),
    },
  };
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  const dropped = new Set(names.map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(object).filter(([name]) => !dropped.has(name.toLowerCase())));
}

/** `value` with its keys in the order that they have in `reference`; new ones behind. Lists keep their own order. */
export function inOrderOf(value: unknown, reference: unknown): unknown {
  if (Array.isArray(value)) return value.map((item, index) => inOrderOf(item, Array.isArray(reference) ? reference[index] : undefined));
  if (!isObject(value)) return value;
  const order = isObject(reference) ? Object.keys(reference).filter((key) => Object.hasOwn(value, key)) : [];
  const keys = [...order, ...Object.keys(value).filter((key) => !order.includes(key))];
  return Object.fromEntries(keys.map((key) => [key, inOrderOf(value[key], isObject(reference) && Object.hasOwn(reference, key) ? reference[key] : undefined)]));
}

export interface ComparableConnector {
  readonly definition: unknown;
  readonly properties: JsonObject;
  /** Undefined where there is none. */
  readonly script?: string;
}

export interface ComparedFile {
  readonly name: 'apiDefinition.swagger.json' | 'apiProperties.json' | 'script.csx';
  /** Texts to be shown beside each other; undefined on the side that has no such file. */
  readonly left?: string;
  readonly right?: string;
}

/** Only the files that differ, each side in the left one's order. */
export function comparedFiles(left: ComparableConnector, right: ComparableConnector): readonly ComparedFile[] {
  const data = (name: ComparedFile['name'], one: unknown, other: unknown): ComparedFile[] =>
    (sameData(one, other) ? [] : [{ name, left: json(one), right: json(inOrderOf(other, one)) }]);
  const script = lines(left.script) === lines(right.script) ? [] : [{ name: 'script.csx', left: left.script, right: right.script } as const];
  return [
    ...data('apiDefinition.swagger.json', left.definition, right.definition),
    ...data('apiProperties.json', { properties: comparableProperties(left.properties) }, { properties: comparableProperties(right.properties) }),
    ...script,
  ];
}

/** A script that is sent or stored with other line ends is the same. */
function lines(script: string | undefined): string | undefined {
  return script?.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n').trimEnd();
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
