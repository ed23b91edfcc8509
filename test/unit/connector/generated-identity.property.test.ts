/**
 * The payload of a preview may change its names, its nesting and its place. What the exports show must still be read,
 * and what cannot be decided must be said.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readGeneratedIdentity, readSecurityBlocks, redactSecrets, withManagedIdentity, withoutGeneratedIdentity } from '../../../src/connector/managed-identity-shape.ts';

const TENANT = '1ccffdab-21fe-40b2-9b3d-c3a7222a330e';
const VALUES = {
  redirectUrl: 'https://global.consent.azure-apim.net/redirect/new-5fgcf-20rest-20connector-5f251f982b189de9d2',
  issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  subject: '/eid1/c/pub/t/q_3PHP4hskCbPcOnIiozDg/a/k972yLpWjkypg7DpMYfrNA/unitedstates-002_new-5fgcf-20rest-20connector-5f251f982b189de9d2',
  audience: 'api://AzureADTokenExchange',
};
type Field = keyof typeof VALUES;
const FIELDS = Object.keys(VALUES) as Field[];

/** As three public exports show it, in the spellings that they have. */
function exported(assertionType = 'GenericFederatedIdentityCredential') {
  return {
    token: {
      type: 'oauthSetting',
      oAuthSettings: {
        identityProvider: 'aad', clientId: '00000000-0000-0000-0000-000000000001', clientAssertionType: assertionType, scopes: [] as string[],
        redirectMode: 'GlobalPerConnector', redirectUrl: VALUES.redirectUrl,
        properties: {
          IsFirstParty: 'False', AzureActiveDirectoryResourceId: 'https://graph.microsoft.com', IsOnbehalfofLoginSupported: true,
          FederatedIdentityCredentials: { Issuer: VALUES.issuer, Subject: VALUES.subject, Audience: VALUES.audience },
        },
        customParameters: {
          LoginUri: { value: 'https://login.microsoftonline.com' }, TenantId: { value: TENANT }, ResourceUri: { value: 'https://graph.microsoft.com' },
          EnableOnbehalfOfLogin: { value: 'false' }, grantType: { value: 'authorization_code_with_federated_identity_credentials' },
        },
      },
      uiDefinition: { displayName: 'OAuth Connection', description: 'OAuth Connection', constraints: { required: 'true', hidden: 'false' } },
    },
    'token:TenantId': { type: 'string', metadata: { sourceType: 'AzureActiveDirectoryTenant' }, uiDefinition: { constraints: { required: 'false', hidden: 'true' } } },
  };
}

const inParameters = (parameters: unknown): object => ({ iconBrandColor: '#1c6dd0', capabilities: [], connectionParameters: parameters });
const inSet = (parameters: unknown): object => ({
  connectionParameterSets: {
    uiDefinition: { displayName: 'Authentication Type' },
    values: [
      { name: 'oAuthClientCredentials', parameters: { 'token:clientId': { type: 'string' }, 'token:clientSecret': { type: 'securestring' } }, metadata: { allowSharing: true } },
      { name: 'oauth2-auth', parameters, metadata: { allowSharing: false } },
    ],
  },
});
const inBoth = (parameters: unknown): object => ({ ...inSet(parameters), connectionParameters: {} });

function valuesOf(properties: unknown): Partial<Record<Field, string>> {
  const { redirectUrl, issuer, subject, audience } = readGeneratedIdentity(properties);
  return { redirectUrl, issuer, subject, audience };
}

/** The same data with every key changed by `rename`, however deep. */
function renamed(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => renamed(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [rename(key), renamed(item, rename)]));
}

/** Another case for each letter, by a pattern of yes and no. */
const recased = (pattern: readonly boolean[]) => (key: string): string => [...key].map((letter, index) => (pattern[index % pattern.length] ? letter.toUpperCase() : letter.toLowerCase())).join('');

const places = fc.constantFrom(inParameters, inSet, inBoth);

describe('the shape of the exports', () => {
  for (const assertionType of ['GenericFederatedIdentityCredential', 'genericFederatedIdentityCredential']) {
    test(`is read with ${assertionType}, in parameters and in sets`, () => {
      for (const place of [inParameters, inSet, inBoth]) {
        assert.deepEqual(valuesOf(place(exported(assertionType))), VALUES);
        const [block, ...others] = readSecurityBlocks(place(exported(assertionType)));
        assert.deepEqual(others, []);
        assert.deepEqual([block?.credential, block?.tenantId, block?.subject], ['managedIdentity', TENANT, VALUES.subject]);
      }
    });
  }

  test('is read in any case of its names', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), places, (pattern, place) => {
      const properties = renamed(place(exported()), recased(pattern));
      assert.deepEqual(valuesOf(properties), VALUES);
      const block = readSecurityBlocks(properties)[0];
      assert.deepEqual([block?.credential, block?.tenantId, block?.clientId], ['managedIdentity', TENANT, '00000000-0000-0000-0000-000000000001']);
    }));
  });

  test('is read by value where the settings have other names and are nested deeper', () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,12}$/);
    fc.assert(fc.property(fc.array(name, { maxLength: 8 }), fc.uniqueArray(name, { minLength: 4, maxLength: 4 }), places, fc.boolean(), (around, names, place, listed) => {
      const { redirectUrl, properties, ...settings } = exported().token.oAuthSettings;
      const { FederatedIdentityCredentials: credentials, ...rest } = properties;
      assert.ok(redirectUrl && credentials);
      const inner: unknown = Object.fromEntries(FIELDS.map((field, index) => [names[index] ?? field, VALUES[field]]));
      const moved = around.reduceRight<unknown>((value, key) => ({ [key]: listed ? [value] : value }), inner);
      const token = { type: 'oauthSetting', oAuthSettings: { ...settings, properties: rest }, somethingNew: moved };
      assert.deepEqual(valuesOf(place({ token })), VALUES);
    }));
  });

  test('is read where it has left the parameter altogether', () => {
    fc.assert(fc.property(places, (place) => {
      const { redirectUrl, properties, ...settings } = exported().token.oAuthSettings;
      assert.ok(redirectUrl && properties);
      assert.deepEqual(valuesOf({ ...place({ token: { type: 'oauthSetting', oAuthSettings: settings } }), managedIdentity: { FederatedIdentityCredential: { issuer: VALUES.issuer, subject: VALUES.subject, audience: VALUES.audience }, url: VALUES.redirectUrl } }), VALUES);
    }));
  });

  test('is read as far as it is there', () => {
    fc.assert(fc.property(fc.subarray(FIELDS), places, fc.constantFrom('', ' ', undefined, null, 0, []), (absent, place, nothing) => {
      const token = structuredClone(exported().token) as { oAuthSettings: { redirectUrl: unknown; properties: { FederatedIdentityCredentials: Record<string, unknown> } } };
      if (absent.includes('redirectUrl')) token.oAuthSettings.redirectUrl = nothing;
      for (const [field, name] of [['issuer', 'Issuer'], ['subject', 'Subject'], ['audience', 'Audience']] as const) {
        if (absent.includes(field)) token.oAuthSettings.properties.FederatedIdentityCredentials[name] = nothing;
      }
      const expected = Object.fromEntries(FIELDS.map((field) => [field, absent.includes(field) ? undefined : VALUES[field]]));
      assert.deepEqual(valuesOf(place({ token })), expected);
    }));
  });

  test('and what is written is read again, whatever was there before', () => {
    fc.assert(fc.property(fc.object({ maxDepth: 4 }), (former) => {
      const token = withManagedIdentity(former, { clientId: '00000000-0000-0000-0000-000000000001', tenantId: TENANT, loginUri: 'https://login.microsoftonline.com', resourceUri: 'https://graph.microsoft.com', scopes: [], ...VALUES });
      assert.equal(readSecurityBlocks(inParameters({ token }))[0]?.credential, 'managedIdentity');
      assert.deepEqual(valuesOf(inParameters({ token })), VALUES);
      assert.equal(valuesOf(withoutGeneratedIdentity(inParameters({ token }) as Record<string, unknown>)).subject, undefined);
    }));
  });
});

describe('what cannot be decided', () => {
  const other: Readonly<Record<Field, string>> = {
    redirectUrl: 'https://global.consent.azure-apim.net/redirect/another', issuer: 'https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0',
    subject: `${VALUES.subject}x`, audience: 'api://AzureADTokenExchangeUSGov',
  };

  for (const field of FIELDS) {
    test(`two values for the ${field} by name: both are told with their places, none is taken, the rest is read`, () => {
      const token = structuredClone(exported().token) as { oAuthSettings: Record<string, unknown> };
      if (field === 'redirectUrl') token.oAuthSettings['RedirectURL'] = other[field];
      else (token.oAuthSettings['properties'] as Record<string, unknown>)['federatedIdentityCredentials'] = { [field]: other[field] };
      const found = readGeneratedIdentity(inParameters({ token }));
      assert.equal(found[field], undefined);
      assert.deepEqual(Object.keys(found.ambiguous ?? {}), [field]);
      assert.deepEqual(found.ambiguous?.[field]?.map(({ value }) => value), [VALUES[field], other[field]]);
      assert.ok(found.ambiguous?.[field]?.every(({ at }) => at.startsWith('/properties/connectionParameters/token/oAuthSettings/')));
      for (const rest of FIELDS.filter((one) => one !== field)) assert.equal(found[rest], VALUES[rest]);
    });

    test(`two values for the ${field} by form`, () => {
      const token = { type: 'oauthSetting', oAuthSettings: { a: VALUES[field], b: { c: other[field] } } };
      const found = readGeneratedIdentity(inParameters({ token }));
      assert.deepEqual([found[field], found.ambiguous?.[field]?.length], [undefined, 2]);
    });
  }

  test('a name wins over a form, and the same value twice is one', () => {
    const token = { ...exported().token, copies: [VALUES.subject, VALUES.redirectUrl], older: other.subject };
    assert.deepEqual(valuesOf(inParameters({ token })), VALUES);
    assert.equal(readGeneratedIdentity(inParameters({ token })).ambiguous, undefined);
  });
});

describe('hostile data', () => {
  test('of any form is read without an error, and leaves nothing behind', () => {
    const keys = fc.constantFrom('__proto__', 'constructor', 'connectionParameters', 'connectionParameterSets', 'values', 'parameters', 'oAuthSettings', 'properties', 'FederatedIdentityCredentials', 'Subject', 'redirectUrl', 'customParameters', 'type');
    const { tree } = fc.letrec<{ tree: unknown; object: unknown }>((tie) => ({
      tree: fc.oneof({ maxDepth: 6 }, fc.constantFrom<unknown>(null, true, 0, '', VALUES.subject, 'oauthSetting'), fc.array(tie('tree'), { maxLength: 4 }), tie('object')),
      object: fc.array(fc.tuple(keys, tie('tree')), { maxLength: 5 }).map((entries) => JSON.parse(`{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`) as unknown),
    }));
    fc.assert(fc.property(tree, (value) => {
      readGeneratedIdentity(value);
      readSecurityBlocks(value);
      redactSecrets(value);
      withManagedIdentity(value, { clientId: 'c', tenantId: TENANT, loginUri: 'https://l', resourceUri: 'https://r', scopes: [], issuer: 'i', audience: 'a' });
      assert.equal(Object.hasOwn(Object.prototype, 'Subject'), false);
      assert.equal(({} as Record<string, unknown>)['oAuthSettings'], undefined);
    }), { numRuns: 300 });
  });

  test('nested ten thousand levels deep, or of megabytes, is read in time', () => {
    const deep = (key: string): unknown => JSON.parse(`${`{"${key}":[`.repeat(5_000)}${JSON.stringify(VALUES.subject)}${']}'.repeat(5_000)}`) as unknown;
    for (const key of ['oAuthSettings', 'x', '__proto__']) {
      assert.equal(readGeneratedIdentity(inParameters({ token: { type: 'oauthSetting', oAuthSettings: deep(key) } })).subject, undefined);
      assert.match(JSON.stringify(redactSecrets(deep(key))), /too deep/);
    }
    const before = process.cpuUsage();
    const token = { ...exported().token, text: 'https://login.'.repeat(200_000), many: Array.from({ length: 20_000 }, (_, index) => `/eid1/c/pub/t/${index}`) };
    assert.deepEqual(valuesOf(inParameters({ token })), VALUES);
    const { user } = process.cpuUsage(before);
    assert.ok(user < 2_000_000, `${user / 1000} ms`);
  });
});
