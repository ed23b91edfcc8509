/** Failure modes 1, 2 and 19: tokens that lack a permission, speak for somebody else, or are not proof enough any more. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { directoryScopes } from '../../../../src/cloud/entra/directory.ts';
import { createTokens, sourceNames, TokenUnavailableError, type AccessToken } from '../../../../src/cloud/tokens.ts';
import { compareIdentities } from '../../../../src/identity/identities.ts';
import type { SignedInIdentity } from '../../../../src/identity/ports.ts';
import { azureCliClientId } from '../../../sandbox/entra/first-party-clients.ts';
import { outsider } from '../../../sandbox/preset-data.ts';
import { assertSecretless, colleague, failure, maker, newApp, tenantUnderTest, userWords, type TokenChange } from './tenant-under-test.ts';

const ownClientId = '0b6f2c1e-7d3a-4e58-9a41-c5d8e7f60213';
const graphRequest = { requiredScopes: directoryScopes, interactive: true };

await suite('tokens', async () => {
  const tenant = await tenantUnderTest();
  const { sandbox } = tenant;
  const { tenantId } = sandbox;
  const azureCliOf = (account: string): TokenChange => ({
    azureCli: async () => ({ getToken: async (scope) => ({ token: (await sandbox.signIn({ clientId: azureCliClientId, scopes: [String(scope)], account })).accessToken, expiresOnTimestamp: 0 }) }),
  });
  const refused = async (change: TokenChange): Promise<TokenUnavailableError> => {
    const error = await failure(createTokens(tenant.tokenOptions(change)).get('graph', { tenantId, ...graphRequest }));
    assert.ok(error instanceof TokenUnavailableError);
    return error;
  };

  await test('#1 VS Code\'s own client lacks the permission: told before any plan, link by link', async () => {
    tenant.fresh();
    const { message } = await refused({ useAzureCli: false });
    assert.match(message, /^No sign-in gives access to Microsoft Graph with Application\.ReadWrite\.All\. VS Code account: the token for mina@woodgrove\.example lacks Application\.ReadWrite\.All, which Microsoft does not grant to VS Code's own client\. Own client id: none is set \(setting "connectorStudio\.clientId"\)\. Azure CLI: switched off/);
    assert.equal(tenant.state().writes, 0);
  });

  await test('#1 an own client id that nobody has consented to: with the page where an administrator does', async () => {
    tenant.fresh({ ownClients: [{ clientId: ownClientId, scopes: ['User.Read'] }] });
    const error = await refused({ ownClientId, useAzureCli: false });
    assert.equal(error.adminConsentUrl, `https://login.microsoftonline.com/${tenantId}/adminconsent?client_id=${ownClientId}`);
    assert.match(error.message, /Own client id: nobody has consented to this client in the tenant; an administrator can grant it \(AADSTS65001\)\. .*An administrator can consent to the own client id here: https:\/\/login\.microsoftonline\.com\/[0-9a-f-]{36}\/adminconsent\?client_id=0b6f2c1e/);
    sandbox.turn({ ownClients: [{ clientId: ownClientId, scopes: [...directoryScopes] }] });
    assertSecretless(tenant, await tenant.workplace('MS Graph', { ownClientId, useAzureCli: false }).configure());
  });

  await test('#2 Azure CLI is signed in as somebody else: not used, and both are named', async () => {
    tenant.fresh();
    const { message, adminConsentUrl } = await refused(azureCliOf(colleague.userName));
    assert.match(message, /Azure CLI: signed in as otto@woodgrove\.example, which is not the account chosen in VS Code\./);
    assert.equal(adminConsentUrl, undefined);
    const token = async (source: AccessToken['source'], change: TokenChange, service: 'graph' | 'powerApps'): Promise<SignedInIdentity> => {
      const { claims } = await createTokens(tenant.tokenOptions({ ...change, userObjectId: undefined })).get(service, { tenantId: '', requiredScopes: service === 'graph' ? directoryScopes : [] });
      return { ...claims, source: sourceNames[source] };
    };
    const mina = await token('account', {}, 'powerApps');
    const finding = compareIdentities([mina, await token('azureCli', azureCliOf(colleague.userName), 'graph')]);
    assert.match(finding?.message ?? '', /Two different users are signed in, so nothing was planned\. VS Code account: mina@.*Azure CLI: otto@.*Sign in to both with the same account\. For the Azure CLI that is: az login --tenant [0-9a-f-]{36}/);
  });

  await test('#2 a token of another tenant, for each service: not used, and the tenants are named', async () => {
    tenant.fresh();
    const { message } = await refused({ ...azureCliOf(outsider.userName), userObjectId: undefined });
    assert.match(message, new RegExp(`Azure CLI: signed in to the tenant ${outsider.tenantId} instead of ${tenantId}\\.`));
    const account: TokenChange = { useAzureCli: false, sessions: { accessToken: async ({ scopes }) => (await sandbox.signIn({ scopes, account: outsider.userName })).accessToken }, userObjectId: undefined };
    const powerApps = await failure(createTokens(tenant.tokenOptions(account)).get('powerApps', { tenantId, interactive: true }));
    const runtime = await failure(createTokens(tenant.tokenOptions({ ...azureCliOf(outsider.userName), userObjectId: undefined })).get('apiHub', { tenantId, interactive: true }));
    assert.match(runtime.message, new RegExp(`No sign-in gives access to the connector runtime \\(API Hub\\)\\..*Azure CLI: signed in to the tenant ${outsider.tenantId} instead of ${tenantId}\\.`));
    assert.match(powerApps.message, new RegExp(`No sign-in gives access to Power Apps\\. VS Code account: signed in to the tenant ${outsider.tenantId} instead of ${tenantId}\\.`));
    assert.equal(tenant.state().writes, 0);
  });

  const ownClient = (accessToken: NonNullable<ReturnType<typeof tenant.tokenOptions>['sessions']>['accessToken']): TokenChange => ({ ownClientId, useAzureCli: false, sessions: { accessToken } });
  const stepUpAt = (write: number): void => {
    sandbox.faults.add({ match: { write: true }, number: write, kind: 'delay', meanwhile: () => sandbox.turn({ stepUp: 'c1' }) });
  };

  await test('#19 a step-up is asked for in the middle of a run: one prompt, and the run goes on at the same step', async () => {
    tenant.fresh({ ownClients: [{ clientId: ownClientId, scopes: [...directoryScopes] }] });
    const prompts: string[] = [];
    const desk = tenant.workplace('MS Graph', ownClient(async ({ scopes, clientId, claims, interactive }) => {
      if (claims) prompts.push(`${claims} ${interactive}`);
      return (await sandbox.signIn({ scopes, clientId, claims })).accessToken;
    }));
    stepUpAt(1);
    assertSecretless(tenant, await desk.configure());
    assert.deepEqual(prompts, ['{"access_token":{"acrs":{"essential":true,"value":"c1"}}} true']);
    assert.deepEqual([tenant.state().applications.length, tenant.state().connectors.length], [1, 1]);
  });

  await test('#19 declined: told why and what to do, what was done is kept, and the next run goes on', async () => {
    tenant.fresh({ ownClients: [{ clientId: ownClientId, scopes: [...directoryScopes] }] });
    let declines = true;
    const desk = tenant.workplace('MS Graph', ownClient(async ({ scopes, clientId, claims }) => (claims && declines ? undefined : (await sandbox.signIn({ scopes, clientId, claims })).accessToken)));
    stepUpAt(1);
    const error = await failure(desk.configure(newApp));
    assert.ok(error instanceof TokenUnavailableError && error.stepUp);
    assert.match(userWords(error), /^The tenant asks for a stronger sign-in \(Conditional Access\) before Microsoft Graph goes on, and it was not made\. Own client id: the sign-in was not completed\. .*Run the command again and complete the sign-in: it goes on from here\.$/);
    assert.equal(tenant.state().applications.length, 1);
    assert.equal(tenant.state().connectors.length, 0);
    declines = false;
    assertSecretless(tenant, await desk.configure(newApp));
    assert.equal(tenant.state().applications.length, 1);
  });

  await test('#19 Azure CLI cannot be asked in between: the whole command to run is told, and its new token is then used', async () => {
    tenant.fresh();
    const login: { claims?: string } = {};
    const azureCli: TokenChange['azureCli'] = async () => ({
      getToken: async (scope, options) => {
        // As AzureCliCredential of @azure/identity words it.
        if (options?.claims) throw new Error(`This credential doesn't support claims challenges. To authenticate with the required claims, please run the following command: az login --claims-challenge ${Buffer.from(options.claims).toString('base64')} --scope ${String(scope)} --tenant ${tenantId}`);
        return { token: (await sandbox.signIn({ clientId: azureCliClientId, scopes: [String(scope)], claims: login.claims })).accessToken, expiresOnTimestamp: 0 };
      },
    });
    const desk = tenant.workplace('MS Graph', { azureCli });
    stepUpAt(2);
    const { message } = await failure(desk.configure());
    const command = /Azure CLI: run this in a terminal: (az login --claims-challenge (\S+) --scope https:\/\/graph\.microsoft\.com\/\.default --tenant [0-9a-f-]{36})\./.exec(message);
    assert.ok(command, message);
    login.claims = Buffer.from(command[2] ?? '', 'base64').toString();
    assertSecretless(tenant, await desk.configure());
    assert.equal(tenant.state().applications.length, 1);
    assert.equal(maker.tenantId, tenantId);
  });
});
