import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promotedProperties } from '../../../src/connector/promoted-content.ts';

const block = (clientId: string, tenantId: string, extra: object = {}): object => ({
  type: 'oauthSetting',
  oAuthSettings: { identityProvider: 'aad', clientId, redirectUrl: 'https://global.consent.azure-apim.net/redirect/source', customParameters: { TenantId: { value: tenantId }, LoginUri: { value: 'https://login' } }, ...extra },
});
const source = { displayName: 'X', iconBrandColor: '#111111', connectionParameters: { token: block('dev-app', 'dev-tenant', { scopes: ['a'] }), key: { type: 'securestring' } } };

test('a promoted connector keeps the target\'s app, and takes everything else of the source', () => {
  const target = { iconBrandColor: '#222222', connectionParameters: { token: { type: 'oauthSetting', oAuthSettings: { clientId: 'prod-app', customParameters: { tenantId: { value: 'prod-tenant' } }, scopes: ['b'] } } } };
  assert.deepEqual(promotedProperties(source, target), {
    iconBrandColor: '#111111',
    connectionParameters: {
      token: { type: 'oauthSetting', oAuthSettings: { identityProvider: 'aad', clientId: 'prod-app', customParameters: { TenantId: { value: 'prod-tenant' }, LoginUri: { value: 'https://login' } }, scopes: ['a'] } },
      key: { type: 'securestring' },
    },
  });
});

test('a new connector gets the client id that was chosen for it, and no redirect URL of another', () => {
  const promoted = promotedProperties(source, undefined, 'chosen') as { connectionParameters: { token: { oAuthSettings: Record<string, unknown> } } };
  assert.equal(promoted.connectionParameters.token.oAuthSettings['clientId'], 'chosen');
  assert.equal('redirectUrl' in promoted.connectionParameters.token.oAuthSettings, false);
  assert.deepEqual((promotedProperties(source, undefined) as typeof promoted).connectionParameters.token.oAuthSettings['clientId'], 'dev-app');
});

test('sets are matched by their names', () => {
  const sets = (clientId: string): object => ({ connectionParameterSets: { values: [{ name: 'one', parameters: { token: block('x', 't') } }, { name: 'two', parameters: { token: block(clientId, 't') } }] } });
  const promoted = promotedProperties(sets('dev') as Record<string, unknown>, { connectionParameterSets: { values: [{ name: 'two', parameters: { token: block('prod', 't') } }] } });
  assert.deepEqual(JSON.stringify(promoted).match(/"clientId":"\w+"/g), ['"clientId":"x"', '"clientId":"prod"']);
});
