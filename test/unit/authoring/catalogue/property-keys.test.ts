/** The keys that rules know and those that the JSON schema offers must not drift apart. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as keys from '../../../../src/authoring/catalogue/property-keys.ts';

interface Definition {
  readonly properties?: Readonly<Record<string, Definition>>;
  readonly items?: Definition;
}

const schema = JSON.parse(readFileSync(new URL('../../../../schemas/api-properties.schema.json', import.meta.url), 'utf8')) as { readonly definitions: Readonly<Record<string, Definition>> } & Definition;
const { definitions } = schema;

const offered = (definition: Definition | undefined): string[] => Object.keys(definition?.properties ?? {});

for (const [name, definition, known] of [
  ['the root', schema, keys.ROOT_KEYS],
  ['properties', definitions['connector'], keys.PROPERTIES_KEYS],
  ['a connection parameter', definitions['connectionParameter'], keys.CONNECTION_PARAMETER_KEYS],
  ['uiDefinition', definitions['uiDefinition'], keys.UI_DEFINITION_KEYS],
  ['constraints', definitions['constraints'], keys.CONSTRAINT_KEYS],
  ['oAuthSettings', definitions['oAuthSettings'], keys.OAUTH_SETTINGS_KEYS],
  ['oAuthSettings.properties', definitions['oAuthProperties'], keys.OAUTH_PROPERTIES_KEYS],
  ['FederatedIdentityCredentials', definitions['oAuthProperties']?.properties?.['FederatedIdentityCredentials'], keys.FEDERATED_CREDENTIALS_KEYS],
  ['connectionParameterSets', definitions['connectionParameterSets'], keys.PARAMETER_SETS_KEYS],
  ['a parameter set', definitions['connectionParameterSets']?.properties?.['values']?.items, keys.PARAMETER_SET_KEYS],
] as const) {
  test(`what the schema offers in ${name} is known to the rules`, () => {
    assert.ok(offered(definition).length > 0, 'the schema has another form');
    assert.deepEqual(offered(definition).filter((key) => !known.includes(key)), []);
  });
}
