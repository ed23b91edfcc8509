/** The objects of apiProperties whose keys are known, with the keys that each may have. */
import { CONNECTION_PARAMETER_KEYS, CONSTRAINT_KEYS, FEDERATED_CREDENTIALS_KEYS, OAUTH_PROPERTIES_KEYS, OAUTH_SETTINGS_KEYS, PARAMETER_SET_KEYS, PARAMETER_SETS_KEYS, PROPERTIES_KEYS, UI_DEFINITION_KEYS } from '../../catalogue/property-keys.ts';
import type { PropertiesModel } from '../../model/connector-model.ts';
import { memberLike } from '../../model/nodes.ts';
import { federationOf } from '../../model/oauth-settings.ts';
import type { SyntaxMember, SyntaxNode } from '../../../connector/syntax-node.ts';

export type KeyedKind = 'properties' | 'parameter' | 'ui' | 'oauth' | 'sets';

export interface KeyedObject {
  readonly kind: KeyedKind;
  /** `the uiDefinition of "token"`. */
  readonly title: string;
  readonly node: SyntaxNode;
  readonly keys: readonly string[];
}

export function keyedObjects({ node, parameters, parameterSetsMember }: PropertiesModel): KeyedObject[] {
  const found: KeyedObject[] = [];
  const add = (kind: KeyedKind, title: string, object: SyntaxNode | undefined, keys: readonly string[]): void => {
    if (object?.kind === 'object') found.push({ kind, title, node: object, keys });
  };
  const addUi = (title: string, owner: SyntaxNode): void => {
    const ui = memberLike(owner, 'uiDefinition')?.value;
    add('ui', `the uiDefinition of ${title}`, ui, UI_DEFINITION_KEYS);
    add('ui', `the constraints of ${title}`, memberLike(ui, 'constraints')?.value, CONSTRAINT_KEYS);
  };

  add('properties', '"properties"', node, PROPERTIES_KEYS);
  if (parameterSetsMember) {
    add('sets', 'connectionParameterSets', parameterSetsMember.value, PARAMETER_SETS_KEYS);
    addUi('connectionParameterSets', parameterSetsMember.value);
    for (const [index, set] of (memberLike(parameterSetsMember.value, 'values')?.value.items ?? []).entries()) {
      add('sets', `parameter set ${index + 1}`, set, PARAMETER_SET_KEYS);
      addUi(`parameter set ${index + 1}`, set);
    }
  }
  for (const parameter of parameters) {
    add('parameter', `the parameter "${parameter.name}"`, parameter.node, CONNECTION_PARAMETER_KEYS);
    addUi(`"${parameter.name}"`, parameter.node);
    if (!parameter.oauth) continue;
    const { properties, credentials } = federationOf(parameter.oauth);
    add('oauth', `the oAuthSettings of "${parameter.name}"`, parameter.oauth.node, OAUTH_SETTINGS_KEYS);
    add('oauth', 'oAuthSettings.properties', properties?.value, OAUTH_PROPERTIES_KEYS);
    add('oauth', 'FederatedIdentityCredentials', credentials?.value, FEDERATED_CREDENTIALS_KEYS);
  }
  return found;
}

/** The key that is meant where one differs in case alone; undefined for a known key and for any other. */
export function keyInRightCase(key: string, keys: readonly string[]): string | undefined {
  if (keys.includes(key)) return undefined;
  const lower = key.toLowerCase();
  return keys.find((known) => known.toLowerCase() === lower);
}

/** Members that no case of a known key explains; comments in the form of keys apart. */
export function* unknownMembers({ node, keys }: KeyedObject): Generator<SyntaxMember> {
  for (const member of node.members ?? []) {
    if (keys.includes(member.key) || keyInRightCase(member.key, keys) !== undefined || /^(?:\$|\/\/|_?comment)/i.test(member.key)) continue;
    yield member;
  }
}
