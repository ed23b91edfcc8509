import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cloudByName } from '../../../src/cloud/clouds.ts';
import { securityForm } from '../../../src/vscode/commands/authoring/security-form.ts';

const cloud = cloudByName('public');

describe('the form of Add Security', () => {
  it('has what its kind needs, and nothing of the others', () => {
    assert.deepEqual(securityForm({ kind: 'none', name: 'X-Key', scopes: ['a'] }, cloud), { kind: 'none' });
    assert.deepEqual(securityForm({ kind: 'apiKey', name: 'X-Key', in: 'query', label: 'Key', clientId: 'c' }, cloud), { kind: 'apiKey', name: 'X-Key', in: 'query', label: 'Key' });
    assert.deepEqual(securityForm({ kind: 'basic' }, cloud), { kind: 'basic', userLabel: undefined, passwordLabel: undefined });
  });

  it('takes the API that was chosen, unless a parameter says another', () => {
    const answers = { kind: 'oauth', identityProvider: 'aad', clientId: 'c', scopes: ['User.Read'], resourceUri: 'https://graph.microsoft.com/' } as const;
    const custom = (form: ReturnType<typeof securityForm>) => (form.kind === 'oauth' ? form.customParameters : undefined);
    assert.deepEqual(custom(securityForm(answers, cloud)), { resourceUri: 'https://graph.microsoft.com/' });
    assert.deepEqual(custom(securityForm({ ...answers, customParameters: { resourceUri: 'api://x', tenantId: 't' } }, cloud)), { resourceUri: 'api://x', tenantId: 't' });
  });

  it('names the login host of a national cloud, for Microsoft Entra alone', () => {
    const china = cloudByName('china');
    const login = (provider: string) => {
      const form = securityForm({ kind: 'oauth', identityProvider: provider }, china);
      return form.kind === 'oauth' ? form.customParameters.loginUri : undefined;
    };
    assert.equal(login('aad'), china.login);
    assert.equal(login('oauth2'), undefined);
  });

  it('has issuer and audience of the cloud for managed identity', () => {
    const tenantId = '11111111-2222-3333-4444-555555555555';
    const form = securityForm({ kind: 'managedIdentity', tenantId, resourceUri: 'https://graph.microsoft.us/', scopes: ['User.Read'] }, cloudByName('gccHigh'));
    assert.deepEqual(form, {
      kind: 'managedIdentity',
      block: {
        clientId: '', tenantId, loginUri: 'https://login.microsoftonline.us', resourceUri: 'https://graph.microsoft.us/', scopes: ['User.Read'],
        issuer: `https://login.microsoftonline.us/${tenantId}/v2.0`, audience: 'api://AzureADTokenExchangeUSGov',
      },
    });
  });
});
