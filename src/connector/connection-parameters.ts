/** The connection parameters of a connector, those of its parameter sets included, with where each stands. */
import type { Pointer } from './connector.ts';
import { fieldOf, isObject, keyOf, textField, type JsonObject } from './json-value.ts';

export interface ConnectionParameter {
  /** From the root of apiProperties, so beginning with `properties`; in the spelling of the data. */
  readonly pointer: Pointer;
  readonly name: string;
  readonly setName?: string;
  readonly parameter: JsonObject;
  /** Its `type`, or `unknown`. */
  readonly type: string;
  readonly oauth: boolean;
}

/**
 * Names in any case, since certified connectors write `oauthSettings` and `oAuthSetting` as well; a connector may have
 * both `connectionParameters` and `connectionParameterSets` (paconn's upsert.py and published files).
 *
 * @param properties The `properties` object of apiProperties or of the service's answer.
 */
export function connectionParametersOf(properties: unknown): ConnectionParameter[] {
  const found: ConnectionParameter[] = [];
  const single = keyOf(properties, 'connectionParameters');
  if (single !== undefined) found.push(...parametersIn(fieldOf(properties, single), ['properties', single]));

  const sets = keyOf(properties, 'connectionParameterSets');
  const values = sets === undefined ? undefined : keyOf(fieldOf(properties, sets), 'values');
  if (sets === undefined || values === undefined) return found;
  const list = fieldOf(fieldOf(properties, sets), values);
  for (const [index, set] of (Array.isArray(list) ? (list as unknown[]) : []).entries()) {
    const key = keyOf(set, 'parameters');
    if (key === undefined) continue;
    found.push(...parametersIn(fieldOf(set, key), ['properties', sets, values, index, key], textField(set, 'name') ?? `${index + 1}`));
  }
  return found;
}

function parametersIn(container: unknown, pointer: Pointer, setName?: string): ConnectionParameter[] {
  if (!isObject(container)) return [];
  return Object.entries(container).flatMap(([name, parameter]) => {
    if (!isObject(parameter)) return [];
    const type = textField(parameter, 'type') ?? 'unknown';
    const oauth = type.toLowerCase() === 'oauthsetting' || keyOf(parameter, 'oAuthSettings') !== undefined;
    return [{ pointer: [...pointer, name], name, setName, parameter, type, oauth }];
  });
}
