/** The forms of managed identity that the platform exports and that tools write: none of them is an error. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseDocument } from '../../../../src/connector/syntax-tree.ts';
import { withManagedIdentity } from '../../../../src/connector/managed-identity-shape.ts';
import { checkSchema, schemaService } from '../../../../src/authoring/schema/check-schema.ts';
import { documentOf } from './samples.ts';

const TENANT = '00000000-0000-0000-0000-000000000002';
const token = withManagedIdentity(undefined, {
  clientId: '00000000-0000-0000-0000-000000000001',
  tenantId: TENANT,
  loginUri: 'https://login.microsoftonline.com',
  resourceUri: 'https://graph.microsoft.com',
  scopes: [],
  issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  audience: 'api://AzureADTokenExchange',
});
const claim = { type: 'string', metadata: { sourceType: 'AzureActiveDirectoryTenant' }, uiDefinition: { constraints: { required: 'false', hidden: 'true' } } };

/** All names of custom parameters and settings by `change`. */
function renamed(value: unknown, change: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [change(key), renamed(member, change)]));
}

const lowerFirst = (key: string): string => key.charAt(0).toLowerCase() + key.slice(1);
const upperFirst = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);
const textOf = (text: string) => (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll('GenericFederatedIdentityCredential', text)) as unknown;

const forms: Readonly<Record<string, unknown>> = {
  'as it is written': token,
  'with a lower-case first letter in the assertion type': textOf('genericFederatedIdentityCredential')(token),
  'in camelCase': renamed(token, lowerFirst),
  'in PascalCase': renamed(token, upperFirst),
  'in upper case': renamed(token, (key) => key.toUpperCase()),
};

const folder = fileURLToPath(new URL('../../../../../shared/managed-identity/', import.meta.url));
const skip = existsSync(folder) ? false : 'no exports of managed identity at ../shared/managed-identity';

describe('managed identity', () => {
  for (const [name, form] of Object.entries(forms)) {
    for (const format of ['json', 'yaml'] as const) {
      test(`is accepted ${name}, in ${format.toUpperCase()}`, async () => {
        const parameters = { token: form, 'token:TenantId': claim };
        assert.deepEqual(await checkSchema(documentOf({ properties: { connectionParameters: parameters } }, format), 'properties'), []);
        const sets = { uiDefinition: { displayName: 'Authentication Type' }, values: [{ name: 'oauth2-auth', uiDefinition: { displayName: 'User' }, parameters, metadata: { allowSharing: false } }] };
        assert.deepEqual(await checkSchema(documentOf({ properties: { connectionParameterSets: sets } }, format), 'properties'), []);
      });
    }
  }

  test('has its parameters explained in any case', async () => {
    for (const key of ['TenantId', 'tenantId', 'TENANTID']) {
      const document = documentOf({ properties: { connectionParameters: { token: { oAuthSettings: { identityProvider: 'aad', customParameters: { [key]: { value: TENANT } } } } } } }, 'json');
      const hover = await (await schemaService()).hover(document, 'properties', document.text.indexOf(`"${key}"`) + 2);
      assert.match(hover?.markdown ?? '', /tenant/, key);
    }
  });

  test('is explained', async () => {
    const document = documentOf({ properties: { connectionParameters: { token } } }, 'json');
    const hover = await (await schemaService()).hover(document, 'properties', document.text.indexOf('"clientAssertionType"') + 2);
    assert.match(hover?.markdown ?? '', /managed identity/i);
  });

  test('is accepted in the form that the platform exports', { skip }, async () => {
    const files = globSync('*.json', { cwd: folder });
    assert.ok(files.length > 0);
    for (const file of files) assert.deepEqual(await checkSchema(parseDocument(readFileSync(join(folder, file), 'utf8'), 'json'), 'properties'), [], file);
  });
});
