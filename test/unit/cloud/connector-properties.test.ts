import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergedProperties, newProperties } from '../../../src/cloud/power-platform/connector-properties.ts';

const redirectUrl = 'https://global.consent.azure-apim.net/redirect/ms-20graph-5f1';
const subject = '/eid1/c/pub/t/IRngM2RNjE-gVVva_9XjPQ/a/k972yLpWjkypg7DpMYfrNA/europe-002_ms-20graph-5f1';
const tenantClaim = { type: 'string', metadata: { sourceType: 'AzureActiveDirectoryTenant' } };

interface Values {
  readonly subject?: string;
  readonly redirectUrl?: string;
  readonly resource?: string;
}

function secretless({ subject: written = '', redirectUrl: url, resource = 'https://graph.microsoft.com' }: Values = {}) {
  return {
    type: 'oauthSetting',
    oAuthSettings: {
      identityProvider: 'aad',
      clientId: 'app-1',
      clientAssertionType: 'GenericFederatedIdentityCredential',
      scopes: ['User.Read'],
      redirectMode: 'GlobalPerConnector',
      ...(url && { redirectUrl: url }),
      properties: { IsFirstParty: 'False', AzureActiveDirectoryResourceId: resource, FederatedIdentityCredentials: { Issuer: 'https://login.microsoftonline.com/t/v2.0', Subject: written, Audience: 'api://AzureADTokenExchange' } },
      customParameters: { LoginUri: { value: 'https://login.microsoftonline.com' }, TenantId: { value: 't' }, ResourceUri: { value: resource }, grantType: { value: 'authorization_code_with_federated_identity_credentials' } },
    },
    uiDefinition: { displayName: 'Sign in' },
  };
}

const withSecret = {
  type: 'oauthSetting',
  oAuthSettings: { identityProvider: 'aad', clientId: 'app-1', clientSecret: 'hush', scopes: ['User.Read'], redirectMode: 'Global', customParameters: { loginUri: { value: 'https://login.windows.net' }, tenantId: { value: 'common' }, resourceUri: { value: 'https://graph.microsoft.com' } } },
};

function settings(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return (properties['connectionParameters'] as { token: { oAuthSettings: Record<string, unknown> } }).token.oAuthSettings;
}

await test('a new connector brings nothing generated for another one, and nothing that only answers hold', () => {
  const file = {
    connectionParameters: { token: secretless({ subject, redirectUrl }), 'token:TenantId': tenantClaim, apiKey: { type: 'securestring' } },
    iconBrandColor: '#123456', capabilities: ['actions'], policyTemplateInstances: [], scriptOperations: ['GetMe'], publisher: 'Contoso', somethingNew: 1,
    stackOwner: 'Contoso', displayName: 'x', description: 'x', environment: {}, openApiDefinition: {}, backendService: {}, iconUri: 'x', scriptDefinitionUrl: 'x',
    runtimeUrls: [], primaryRuntimeUrl: 'x', apiDefinitions: {}, createdBy: {}, createdTime: 'x', changedTime: 'x', isCustomApi: true, tier: 'Standard', metadata: {}, almMode: 'Environment',
  };
  assert.deepEqual(newProperties(file), {
    connectionParameters: { token: secretless(), 'token:TenantId': tenantClaim, apiKey: { type: 'securestring' } },
    iconBrandColor: '#123456', capabilities: ['actions'], policyTemplateInstances: [], scriptOperations: ['GetMe'], publisher: 'Contoso', somethingNew: 1,
  });
});

await test('the name oAuthSettings may be written in another case, as certified connectors do', () => {
  const { oAuthSettings, ...rest } = secretless();
  const served = { connectionParameters: { token: secretless({ subject, redirectUrl }) } };
  const merged = mergedProperties({ connectionParameters: { token: { ...rest, oauthSettings: oAuthSettings } } }, served);
  const { oAuthSettings: expected, ...around } = secretless({ subject, redirectUrl });
  assert.deepEqual(merged, { connectionParameters: { token: { ...around, oauthSettings: expected } } });
});

await test('an update keeps redirect URL and subject of the service, whatever the file says', () => {
  const served = { connectionParameters: { token: secretless({ subject, redirectUrl }), 'token:TenantId': tenantClaim } };
  for (const local of [secretless(), secretless({ subject: `${subject}-stale`, redirectUrl: `${redirectUrl}-stale` })]) {
    assert.deepEqual(mergedProperties({ connectionParameters: { token: local } }, served), { connectionParameters: { 'token:TenantId': tenantClaim, token: secretless({ subject, redirectUrl }) } });
  }
});

await test('an update keeps what it does not know, at each level, and lets the file decide what it does', () => {
  const served = secretless({ subject, redirectUrl });
  const result = mergedProperties({ connectionParameters: { token: { ...secretless(), uiDefinition: { displayName: 'New' } } } }, {
    connectionParameters: {
      token: {
        ...served,
        futureField: { a: 1 },
        oAuthSettings: { ...served.oAuthSettings, clientId: 'older', certificateThing: 'keep', additionalParameters: { drop: 1 }, properties: { ...served.oAuthSettings.properties, IsOnbehalfofLoginSupported: true } },
      },
      removedKey: { type: 'securestring' },
    },
  });
  const token = (result['connectionParameters'] as Record<string, Record<string, unknown>>)['token'];
  assert.deepEqual([token?.['futureField'], token?.['uiDefinition']], [{ a: 1 }, { displayName: 'New' }]);
  assert.deepEqual(Object.keys(result['connectionParameters'] as object), ['token']);
  const { clientId, certificateThing, additionalParameters, properties } = settings(result);
  assert.deepEqual([clientId, certificateThing, additionalParameters, (properties as Record<string, unknown>)['IsOnbehalfofLoginSupported']], ['app-1', 'keep', undefined, true]);
});

await test('names compare without case, so nothing comes twice', () => {
  const local = { type: 'oauthSetting', oAuthSettings: { IdentityProvider: 'AAD', clientAssertionType: 'genericFederatedIdentityCredential', Properties: { federatedIdentityCredentials: { subject: '' } } } };
  const result = settings(mergedProperties({ connectionParameters: { token: local } }, { connectionParameters: { token: secretless({ subject, redirectUrl }) } }));
  assert.deepEqual(Object.keys(result).sort(), ['IdentityProvider', 'Properties', 'clientAssertionType', 'redirectUrl']);
  assert.deepEqual(result['Properties'], { IsFirstParty: 'False', federatedIdentityCredentials: { subject } });

  const { redirectUrl: generated, ...rest } = secretless({ redirectUrl }).oAuthSettings;
  const otherwiseSpelt = { connectionParameters: { token: { ...secretless(), oAuthSettings: { ...rest, RedirectUrl: generated } } } };
  const keys = Object.keys(settings(mergedProperties({ connectionParameters: { token: secretless() } }, otherwiseSpelt))).filter((key) => /redirecturl/i.test(key));
  assert.deepEqual(keys, ['RedirectUrl']);
});

await test('going secretless sends no secret, going back sends no federation', () => {
  const secretlessNow = settings(mergedProperties({ connectionParameters: { token: secretless() } }, { connectionParameters: { token: { ...withSecret, oAuthSettings: { ...withSecret.oAuthSettings, redirectUrl } } } }));
  assert.equal('clientSecret' in secretlessNow, false);
  assert.equal(secretlessNow['redirectUrl'], redirectUrl);
  const secretAgain = settings(mergedProperties({ connectionParameters: { token: withSecret } }, { connectionParameters: { token: secretless({ subject, redirectUrl }) } }));
  assert.equal(secretAgain['clientSecret'], 'hush');
  assert.equal('clientAssertionType' in secretAgain, false);
  assert.equal(JSON.stringify(secretAgain).includes('Federated'), false);
  assert.deepEqual(secretAgain['customParameters'], withSecret.oAuthSettings.customParameters);
});

await test('an empty secret is left out: it would erase the one the service keeps', () => {
  const blank = { ...withSecret, oAuthSettings: { ...withSecret.oAuthSettings, clientSecret: '' } };
  assert.equal('clientSecret' in settings(mergedProperties({ connectionParameters: { token: blank } }, { connectionParameters: { token: withSecret } })), false);
  assert.equal('clientSecret' in settings(newProperties({ connectionParameters: { token: blank } })), false);
});

await test('a change of resource or of provider leaves nothing of the former one behind', () => {
  const { AzureActiveDirectoryResourceId, ...withoutResource } = secretless().oAuthSettings.properties;
  assert.ok(AzureActiveDirectoryResourceId);
  const moved = { ...secretless(), oAuthSettings: { ...secretless().oAuthSettings, properties: withoutResource } };
  const served = { connectionParameters: { token: secretless({ subject, redirectUrl, resource: 'api://former' }) } };
  assert.equal(JSON.stringify(mergedProperties({ connectionParameters: { token: moved } }, served)).includes('api://former'), false);
  const generic = { type: 'oauthSetting', oAuthSettings: { identityProvider: 'oauth2', customParameters: { tokenUrl: { value: 'https://t' } } } };
  assert.deepEqual(settings(mergedProperties({ connectionParameters: { token: generic } }, served)), { ...generic.oAuthSettings, redirectUrl });
});

await test('authentication sets are matched by name, in whatever order', () => {
  const set = (name: string, parameters: object) => ({ name, parameters, metadata: { allowSharing: false } });
  const served = { connectionParameterSets: { values: [set('other', { token: secretless({ subject: `${subject}x`, redirectUrl: `${redirectUrl}x` }) }), set('mi', { token: secretless({ subject, redirectUrl }), 'token:TenantId': tenantClaim })] } };
  assert.deepEqual(mergedProperties({ connectionParameterSets: { uiDefinition: { displayName: 'd' }, values: [set('mi', { token: secretless() }), set('new', { key: { type: 'securestring' } })] } }, served), {
    connectionParameterSets: { uiDefinition: { displayName: 'd' }, values: [set('mi', { 'token:TenantId': tenantClaim, token: secretless({ subject, redirectUrl }) }), set('new', { key: { type: 'securestring' } })] },
  });
});

await test('odd data is passed on for the service to judge', () => {
  const odd = { connectionParameters: { token: null, list: [1] }, connectionParameterSets: { values: 'none' }, capabilities: 'cloud' };
  assert.deepEqual(mergedProperties(odd, { connectionParameters: [] }), odd);
});
