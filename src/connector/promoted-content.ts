/**
 * What is sent when a connector is promoted from one environment to another: the author's part of the source, with the
 * identity of the target: redirect URL and subject end in a hash of the environment's name (see connector-name.ts), and an
 * app registration that is shared by all environments would trust the development one as much as production.
 */
import { connectionParametersOf } from './connection-parameters.ts';
import { writtenProperties } from './downloaded-files.ts';
import { fieldOf, isObject, keyOf, valueAt, withValueAt, type JsonObject } from './json-value.ts';
import { withoutGeneratedIdentity } from './managed-identity-shape.ts';

/** Of a security block: which app it is for. The credential itself is never read. */
const OF_THE_TARGET = ['clientId'];
const CUSTOM_OF_THE_TARGET = ['tenantId'];

/**
 * @param source The source connector's `properties`.
 * @param target Those of the connector that is replaced; undefined where one is created.
 * @param clientId For blocks that the target does not have; undefined leaves the source's.
 */
export function promotedProperties(source: JsonObject, target: JsonObject | undefined, clientId?: string): JsonObject {
  let root: unknown = { properties: withoutGeneratedIdentity(writtenProperties(source)) };
  const counterparts = target ? connectionParametersOf(target) : [];
  for (const { pointer, name, setName, oauth } of connectionParametersOf(valueAt(root, ['properties']))) {
    if (!oauth) continue;
    const present = counterparts.find((candidate) => candidate.name === name && candidate.setName === setName);
    root = withValueAt(root, pointer, withIdentityOf(valueAt(root, pointer), present?.parameter, clientId));
  }
  return valueAt(root, ['properties']) as JsonObject;
}

function withIdentityOf(parameter: unknown, target: unknown, clientId: string | undefined): unknown {
  const key = keyOf(parameter, 'oAuthSettings');
  if (key === undefined || !isObject(parameter)) return parameter;
  const settings = parameter[key];
  if (!isObject(settings)) return parameter;
  const present = fieldOf(target, 'oAuthSettings');
  const own = isObject(present)
    ? { ...fieldsOf(settings, present, OF_THE_TARGET), ...customOf(settings, present) }
    : clientId === undefined ? {} : { [keyOf(settings, 'clientId') ?? 'clientId']: clientId };
  return { ...parameter, [key]: { ...settings, ...own } };
}

function customOf(settings: JsonObject, present: JsonObject): JsonObject {
  const key = keyOf(settings, 'customParameters');
  const [mine, theirs] = [fieldOf(settings, 'customParameters'), fieldOf(present, 'customParameters')];
  return key === undefined || !isObject(mine) || !isObject(theirs) ? {} : { [key]: { ...mine, ...fieldsOf(mine, theirs, CUSTOM_OF_THE_TARGET) } };
}

/** The named fields of `from`, under the names that `object` has for them. */
function fieldsOf(object: JsonObject, from: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.flatMap((name) => {
    const value = fieldOf(from, name);
    return value === undefined ? [] : [[keyOf(object, name) ?? name, value]];
  }));
}
