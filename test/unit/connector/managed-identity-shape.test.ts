import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse, stringify } from 'yaml';
import type { FileFormat, Pointer, SecurityBlock } from '../../../src/connector/connector.ts';
import { valueAt } from '../../../src/connector/json-value.ts';
import { managedIdentityEdits, readGeneratedIdentity, readSecurityBlocks, withManagedIdentity, withoutGeneratedIdentity, type ManagedIdentityBlock } from '../../../src/connector/managed-identity-shape.ts';
import { parseDocument } from '../../../src/connector/syntax-tree.ts';
import { DocumentNotEditableError, applyTextEdits } from '../../../src/connector/text-edits.ts';

const tenantId = '1ccffdab-21fe-40b2-9b3d-c3a7222a330e';
const clientId = '11111111-2222-3333-4444-555555555555';
const subject = '/eid1/c/pub/t/q_3PHP4hskCbPcOnIiozDg/a/k972yLpWjkypg7DpMYfrNA/unitedstates-002_ms-20graph-5f0027f520b23e81c1-5f9888a90360086012';
const redirectUrl = 'https://global.consent.azure-apim.net/redirect/ms-20graph-5f0027f520b23e81c1-5f9888a90360086012';
const issuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;
const audience = 'api://AzureADTokenExchange';
const pointer: Pointer = ['properties', 'connectionParameters', 'token'];

const block: ManagedIdentityBlock = { clientId, tenantId, loginUri: 'https://login.microsoftonline.com', resourceUri: 'https://graph.microsoft.com/', scopes: ['User.Read'], issuer, audience };

/** As the portal writes a connector with a secret. */
const withSecret = {
  type: 'oauthSetting',
  oAuthSettings: {
    identityProvider: 'aad',
    clientId: 'old',
    clientSecret: 'S3cret!',
    scopes: [],
    redirectMode: 'Global',
    redirectUrl: 'https://global.consent.azure-apim.net/redirect',
    properties: { IsFirstParty: 'False', IsOnbehalfofLoginSupported: false, unknown: { kept: [1] } },
    customParameters: { loginUri: { value: 'https://login.microsoftonline.com/' }, tenantId: { value: 'common', note: 'kept' }, resourceUri: { value: 'https://other/' }, enableOnbehalfOfLogin: { value: 'true' }, clientSecret: { value: 'S3cret!' } },
  },
  uiDefinition: { displayName: 'Mine' },
};

const secretless = {
  type: 'oauthSetting',
  oAuthSettings: {
    identityProvider: 'aad',
    clientId,
    scopes: ['User.Read'],
    redirectMode: 'GlobalPerConnector',
    redirectUrl: 'https://global.consent.azure-apim.net/redirect',
    properties: {
      IsFirstParty: 'False', IsOnbehalfofLoginSupported: true, unknown: { kept: [1] }, AzureActiveDirectoryResourceId: 'https://graph.microsoft.com/',
      FederatedIdentityCredentials: { Issuer: issuer, Subject: '', Audience: audience },
    },
    customParameters: {
      loginUri: { value: 'https://login.microsoftonline.com/' }, tenantId: { value: tenantId, note: 'kept' }, resourceUri: { value: 'https://graph.microsoft.com/' }, enableOnbehalfOfLogin: { value: 'true' },
      grantType: { value: 'authorization_code_with_federated_identity_credentials' },
    },
    clientAssertionType: 'GenericFederatedIdentityCredential',
  },
  uiDefinition: { displayName: 'Mine' },
};

const exported = {
  type: 'oauthSetting',
  oAuthSettings: {
    identityProvider: 'aad', clientId, clientAssertionType: 'genericFederatedIdentityCredential', scopes: ['User.Read'], redirectMode: 'GlobalPerConnector', redirectUrl,
    properties: { IsFirstParty: 'False', AzureActiveDirectoryResourceId: 'https://graph.microsoft.com/', IsOnbehalfofLoginSupported: true, FederatedIdentityCredentials: { Issuer: issuer, Subject: subject, Audience: audience } },
    customParameters: {
      LoginUri: { value: 'https://login.microsoftonline.com' }, TenantId: { value: tenantId.toUpperCase() }, ResourceUri: { value: 'https://graph.microsoft.com/' }, EnableOnbehalfOfLogin: { value: 'false' },
      grantType: { value: 'authorization_code_with_federated_identity_credentials' },
    },
  },
};

function properties(token: unknown, more: object = {}): { properties: { connectionParameters: Record<string, unknown> } } {
  return { properties: { connectionParameters: { token, 'token:TenantId': { type: 'string' }, ...more } } };
}

function edited(format: FileFormat, text: string, at: Pointer = pointer, wanted = block): string {
  return applyTextEdits(text, managedIdentityEdits(parseDocument(text, format), at, wanted));
}

describe('on data', () => {
  test('a block with a secret becomes secretless; spelling, unknown fields and the service’s values stay', () => {
    const before = structuredClone(withSecret);
    assert.deepEqual(withManagedIdentity(withSecret, block), secretless);
    assert.deepEqual(withSecret, before, 'the input is not changed');
  });

  test('what is finished stays as it is: case of ids, slash of the login URI, subject', () => {
    assert.deepEqual(withManagedIdentity(exported, block), exported);
    assert.deepEqual(withManagedIdentity(withManagedIdentity(withSecret, block), block), secretless);
  });

  test('from nothing the form of the exports is made', () => {
    assert.deepEqual(withManagedIdentity(undefined, block), {
      type: 'oauthSetting',
      uiDefinition: { displayName: 'OAuth Connection', description: 'OAuth Connection', constraints: { required: 'true', hidden: 'false' } },
      oAuthSettings: {
        identityProvider: 'aad', clientId, clientAssertionType: 'GenericFederatedIdentityCredential', scopes: ['User.Read'], redirectMode: 'GlobalPerConnector',
        properties: { IsFirstParty: 'False', AzureActiveDirectoryResourceId: 'https://graph.microsoft.com/', IsOnbehalfofLoginSupported: true, FederatedIdentityCredentials: { Issuer: issuer, Subject: '', Audience: audience } },
        customParameters: {
          LoginUri: { value: 'https://login.microsoftonline.com' }, TenantId: { value: tenantId }, ResourceUri: { value: 'https://graph.microsoft.com/' }, EnableOnbehalfOfLogin: { value: 'false' },
          grantType: { value: 'authorization_code_with_federated_identity_credentials' },
        },
      },
    });
  });

  test('subject and redirect URL are written once they are known, and the subject byte for byte', () => {
    const known = withManagedIdentity(withSecret, { ...block, subject, redirectUrl });
    assert.equal(valueAt(known, ['oAuthSettings', 'properties', 'FederatedIdentityCredentials', 'Subject']), subject);
    assert.equal(valueAt(known, ['oAuthSettings', 'redirectUrl']), redirectUrl);
    const otherCase = withManagedIdentity(exported, { ...block, subject: subject.toUpperCase() });
    assert.equal(valueAt(otherCase, ['oAuthSettings', 'properties', 'FederatedIdentityCredentials', 'Subject']), subject.toUpperCase());
    assert.equal(valueAt(withManagedIdentity(exported, { ...block, issuer: issuer.toUpperCase() }), ['oAuthSettings', 'properties', 'FederatedIdentityCredentials', 'Issuer']), issuer.toUpperCase());
  });

  test('misspelt, doubled and hostile names', () => {
    const odd = JSON.parse('{"type":"oAuthSetting","oauthSettings":{"ClientID":"x","ClientSecret":"s","CLIENTSECRET":"t","CustomParameters":{"tenantId":{"value":"a"},"TenantId":{"value":"b"},"__proto__":{"value":"c"},"loginuri":"bare"}}}') as unknown;
    const result = withManagedIdentity(odd, block);
    assert.equal(result['type'], 'oAuthSetting');
    assert.equal(Object.keys(result).some((key) => key === 'oAuthSettings'), false);
    const settings = valueAt(result, ['oauthSettings']) as Record<string, unknown>;
    assert.equal(settings['ClientID'], clientId);
    assert.equal(Object.keys(settings).some((key) => /secret/i.test(key)), false);
    const custom = settings['CustomParameters'] as Record<string, unknown>;
    assert.deepEqual(custom['tenantId'], { value: tenantId });
    assert.deepEqual(custom['TenantId'], { value: tenantId });
    assert.deepEqual(custom['loginuri'], { value: 'https://login.microsoftonline.com' });
    assert.ok(Object.hasOwn(custom, '__proto__'));
    assert.equal(Object.getPrototypeOf(custom), Object.prototype);
  });

  test('an API key parameter of that name is turned into an OAuth one', () => {
    assert.equal(withManagedIdentity({ type: 'securestring', uiDefinition: { displayName: 'Key' } }, block)['type'], 'oauthSetting');
  });
});

describe('in the file', () => {
  const json = JSON.stringify(properties(withSecret, { api_key: { type: 'securestring' } }), null, 2);

  test('JSON: only the lines that must change do', () => {
    const before = `\uFEFF${json.replace('"scopes": [],', '"scopes": [], // none yet')}`.replaceAll('\n', '\r\n');
    const after = edited('json', before);
    const document = parseDocument(after, 'json');
    assert.deepEqual(document.problems.filter(({ code }) => code !== 'comment'), []);
    const kept = before.split('\r\n').filter((line) => after.includes(line)).length;
    assert.ok(before.split('\r\n').length - kept <= 9, after);
    assert.match(after, /\/\/ none yet/);
    assert.doesNotMatch(after, /S3cret|[^\r]\n/);
    assert.ok(after.startsWith('\uFEFF'));
    assert.deepEqual(managedIdentityEdits(document, pointer, block), []);
  });

  test('JSON: the data is that of withManagedIdentity', () => {
    assert.deepEqual(JSON.parse(edited('json', json)), properties(secretless, { api_key: { type: 'securestring' } }));
    const minified = JSON.stringify(properties(withSecret));
    assert.equal(edited('json', minified).includes('\n'), false);
    assert.deepEqual(JSON.parse(edited('json', minified)), properties(secretless));
  });

  const yaml = `# The connector's properties
properties:
  iconBrandColor: '#1b6ec2'   # blue
  connectionParameters:

    # Sign-in
    token:
      type: oauthSetting
      oAuthSettings:
        identityProvider: aad
        clientId: 'old' # app
        clientSecret: S3cret!
        scopes: []
        redirectMode: Global
        customParameters: { loginUri: { value: "https://login.microsoftonline.com" }, tenantId: { value: common } }
      # end of token
  capabilities:
  - actions
`;

  test('YAML: comments, order, quotes and layout stay', () => {
    assert.equal(edited('yaml', yaml), `# The connector's properties
properties:
  iconBrandColor: '#1b6ec2'   # blue
  connectionParameters:

    # Sign-in
    token:
      type: oauthSetting
      oAuthSettings:
        identityProvider: aad
        clientId: '${clientId}' # app
        scopes:
          - User.Read
        redirectMode: GlobalPerConnector
        customParameters: { loginUri: { value: "https://login.microsoftonline.com" }, tenantId: { value: "${tenantId}" }, "ResourceUri": { "value": "https://graph.microsoft.com/" }, "EnableOnbehalfOfLogin": { "value": "false" }, "grantType": { "value": "authorization_code_with_federated_identity_credentials" } }
        clientAssertionType: GenericFederatedIdentityCredential
        properties:
          IsFirstParty: "False"
          AzureActiveDirectoryResourceId: https://graph.microsoft.com/
          IsOnbehalfofLoginSupported: true
          FederatedIdentityCredentials:
            Issuer: ${issuer}
            Subject: ""
            Audience: ${audience}
    token:TenantId:
      type: string
      metadata:
        sourceType: AzureActiveDirectoryTenant
      uiDefinition:
        constraints:
          required: "false"
          hidden: "true"
      # end of token
  capabilities:
  - actions
`);
  });

  test('YAML: texts that look like booleans stay text, CRLF stays, and a second run has nothing to do', () => {
    const after = edited('yaml', yaml.replaceAll('\n', '\r\n'));
    assert.doesNotMatch(after, /[^\r]\n/);
    const data = parse(after) as unknown;
    assert.equal(valueAt(data, [...pointer, 'oAuthSettings', 'properties', 'IsFirstParty']), 'False');
    assert.equal(valueAt(data, ['properties', 'connectionParameters', 'token:TenantId', 'uiDefinition', 'constraints', 'hidden']), 'true');
    assert.deepEqual(managedIdentityEdits(parseDocument(after, 'yaml'), pointer, block), []);
  });

  test('an exported block is finished, in either format', () => {
    assert.deepEqual(managedIdentityEdits(parseDocument(JSON.stringify(properties(exported), null, '\t'), 'json'), pointer, block), []);
    assert.deepEqual(managedIdentityEdits(parseDocument(stringify(properties(exported)), 'yaml'), pointer, { ...block, subject, redirectUrl }), []);
  });

  test('the subject that arrives later is one small edit', () => {
    const text = edited('yaml', yaml);
    const edits = managedIdentityEdits(parseDocument(text, 'yaml'), pointer, { ...block, subject });
    assert.equal(edits.length, 1);
    assert.equal(applyTextEdits(text, edits), text.replace('Subject: ""', `Subject: "${subject}"`));
  });

  test('the chosen parameter of several, and only that one', () => {
    const set = (name: string, token: unknown): object => ({ name, uiDefinition: { displayName: name }, parameters: { token } });
    const root = { properties: { connectionParameters: {}, connectionParameterSets: { values: [set('first', withSecret), set('second', withSecret)] } } };
    const at: Pointer = ['properties', 'connectionParameterSets', 'values', 1, 'parameters', 'token'];
    for (const [format, text] of [['json', JSON.stringify(root, null, 2)], ['yaml', stringify(root)]] as const) {
      const after = parse(edited(format, text, at)) as unknown;
      assert.deepEqual(valueAt(after, at), secretless);
      assert.deepEqual(valueAt(after, [...at.slice(0, -1), 'token:TenantId', 'type']), 'string');
      assert.deepEqual(valueAt(after, ['properties', 'connectionParameterSets', 'values', 0]), root.properties.connectionParameterSets.values[0]);
    }
  });

  test('a connector without authentication gets the parameter', () => {
    const after = JSON.parse(edited('json', '{\n  "properties": {\n    "connectionParameters": {},\n    "iconBrandColor": "#1b6ec2"\n  }\n}')) as unknown;
    assert.deepEqual(valueAt(after, pointer), withManagedIdentity(undefined, block));
    assert.equal(valueAt(after, ['properties', 'iconBrandColor']), '#1b6ec2');
    const fromNothing = JSON.parse(edited('json', '{"properties":{}}')) as unknown;
    assert.deepEqual(valueAt(fromNothing, pointer), withManagedIdentity(undefined, block));
  });

  test('a broken file is not edited', () => {
    assert.throws(() => managedIdentityEdits(parseDocument(json.replace('"clientId": "old",', '"clientId": "old"'), 'json'), pointer, block), DocumentNotEditableError);
  });
});

describe('reading', () => {
  const read = (token: unknown): Partial<SecurityBlock> => readSecurityBlocks(properties(token).properties)[0] ?? {};

  test('an exported block', () => {
    assert.deepEqual(readSecurityBlocks(properties(exported).properties), [{
      pointer, parameterName: 'token', setName: undefined, identityProvider: 'aad', clientId, tenantId: tenantId.toUpperCase(), loginUri: 'https://login.microsoftonline.com', resourceUri: 'https://graph.microsoft.com/',
      scopes: ['User.Read'], hasSecret: false, credential: 'managedIdentity', redirectMode: 'GlobalPerConnector', redirectUrl, issuer, subject, audience,
    }]);
  });

  test('how the connector proves itself', () => {
    assert.equal(read(withSecret).credential, 'secret');
    assert.equal(read({ type: 'oauthSetting', oAuthSettings: { identityProvider: 'aadcertificate' } }).credential, 'certificate');
    assert.equal(read({ type: 'oauthSetting', oAuthSettings: { identityProvider: 'aad', clientId: 'x', clientSecret: '' } }).credential, 'none');
    assert.equal(read({ type: 'oauthSetting', oAuthSettings: { customParameters: { GRANTTYPE: { value: 'authorization_code_with_federated_identity_credentials' } } } }).credential, 'managedIdentity');
    assert.equal(read({ type: 'oauthSetting' }).credential, 'none');
  });

  test('names in lower, Pascal and camel case', () => {
    for (const change of [(key: string) => key.toLowerCase(), (key: string) => key.charAt(0).toUpperCase() + key.slice(1), (key: string) => key.charAt(0).toLowerCase() + key.slice(1)]) {
      const renamed = (value: unknown): unknown => (Array.isArray(value) ? value : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), renamed(item)])) : value);
      assert.deepEqual(read(renamed(exported)), read(exported));
    }
  });

  test('all OAuth parameters, of the sets too, and no other', () => {
    const blocks = readSecurityBlocks({
      connectionParameters: { token: withSecret, key: { type: 'securestring' }, odd: null },
      connectionParameterSets: { values: [{ name: 'oauth2-auth', parameters: { token: exported } }, { parameters: { token: { type: 'oauthSetting' }, n: 5 } }, null, { parameters: [] }] },
    });
    assert.deepEqual(blocks.map(({ pointer: at, setName }) => [at.join('/'), setName]), [
      ['properties/connectionParameters/token', undefined],
      ['properties/connectionParameterSets/values/0/parameters/token', 'oauth2-auth'],
      ['properties/connectionParameterSets/values/1/parameters/token', '2'],
    ]);
  });

  test('nothing to read', () => {
    for (const odd of [undefined, null, 5, 'x', [], {}, { connectionParameters: null }, { connectionParameters: [] }, { connectionParameterSets: { values: {} } }]) assert.deepEqual(readSecurityBlocks(odd), []);
  });
});

describe('what the service generates', () => {
  test('by name, with where it stands', () => {
    const at = '/properties/connectionParameters/token/oAuthSettings';
    assert.deepEqual(readGeneratedIdentity(properties(exported).properties, pointer), {
      redirectUrl, issuer, subject, audience,
      foundAt: { redirectUrl: `${at}/redirectUrl`, issuer: `${at}/properties/FederatedIdentityCredentials/Issuer`, subject: `${at}/properties/FederatedIdentityCredentials/Subject`, audience: `${at}/properties/FederatedIdentityCredentials/Audience` },
    });
  });

  test('by value, where the names are others', () => {
    const moved = { connectionParameters: { token: { type: 'oauthSetting', oAuthSettings: { clientId } } }, managedIdentity: { 'a/b': [{ sub: subject, iss: issuer, aud: audience }], url: redirectUrl, doc: 'https://login.microsoftonline.com' } };
    const found = readGeneratedIdentity(moved, pointer);
    assert.deepEqual({ ...found, foundAt: undefined }, { redirectUrl, issuer, subject, audience, foundAt: undefined });
    assert.equal(found.foundAt.subject, '/properties/managedIdentity/a~1b/0/sub');
  });

  test('never from another OAuth parameter', () => {
    const two = { connectionParameterSets: { values: [{ parameters: { token: exported } }, { parameters: { token: { type: 'oauthSetting', oAuthSettings: { clientId } } } }] } };
    assert.deepEqual(readGeneratedIdentity(two, ['properties', 'connectionParameterSets', 'values', 1, 'parameters', 'token']), { foundAt: {} });
  });

  test('an empty subject is not there yet, and a placeholder is no redirect URL', () => {
    const { oAuthSettings } = exported;
    const waiting = { ...exported, oAuthSettings: { ...oAuthSettings, redirectUrl: '[YOUR_REDIRECT_URL]', properties: { FederatedIdentityCredentials: { Issuer: issuer, Subject: '', Audience: audience } } } };
    const found = readGeneratedIdentity(properties(waiting).properties);
    assert.equal(found.subject, undefined);
    assert.equal(found.redirectUrl, undefined);
    assert.equal(found.issuer, issuer);
  });

  test('a subject elsewhere is not taken by its name alone', () => {
    assert.deepEqual(readGeneratedIdentity({ connectionParameters: { token: { type: 'oauthSetting', oAuthSettings: {} } }, mail: { subject: 'Hello', issuer: 'me', audience: 'all' } }), { foundAt: {} });
  });

  test('it is taken out for another environment, and only that', () => {
    const cleared = withoutGeneratedIdentity(properties(exported).properties);
    const expected = structuredClone(properties(exported).properties) as { connectionParameters: { token: typeof exported } };
    expected.connectionParameters.token.oAuthSettings.properties.FederatedIdentityCredentials.Subject = '';
    delete (expected.connectionParameters.token.oAuthSettings as { redirectUrl?: string }).redirectUrl;
    assert.deepEqual(cleared, expected);
  });
});
