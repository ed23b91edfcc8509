import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import type { TokenCredential } from '@azure/core-auth';
import { cloudByName } from '../../../src/cloud/clouds.ts';
import { createTokens, readTokenClaims, TokenUnavailableError, type SessionRequest, type TokenOptions } from '../../../src/cloud/tokens.ts';
import { jwt, tenantId, userObjectId } from './access-tokens.ts';

const needed = ['Application.ReadWrite.All'];
const ownClientId = 'aaaaaaaa-0000-4000-8000-000000000000';

type Sessions = (request: SessionRequest) => Promise<string | undefined> | string | undefined;

function tokensWith(answer: Sessions, options: Partial<TokenOptions> & { readonly cli?: () => string } = {}) {
  const asked: SessionRequest[] = [];
  const cliAsked: string[] = [];
  const { cli, ...rest } = options;
  const azureCli = async (tenant: string): Promise<TokenCredential> => ({
    getToken: async (scope) => {
      cliAsked.push(`${tenant} ${String(scope)}`);
      if (!cli) throw new Error('Azure CLI could not be found. Please visit https://aka.ms/azure-cli for installation instructions');
      return { token: cli(), expiresOnTimestamp: 0 };
    },
  });
  const tokens = createTokens({
    cloud: cloudByName('public'),
    sessions: { accessToken: async (request) => (asked.push(request), answer(request)) },
    useAzureCli: true,
    azureCli,
    ...rest,
  });
  return { tokens, asked, cliAsked };
}

async function refusal(promise: Promise<unknown>): Promise<TokenUnavailableError> {
  const error = await promise.then(() => assert.fail('a token was given'), (reason: unknown) => reason);
  assert.ok(error instanceof TokenUnavailableError, String(error));
  return error;
}

await test('claims are read from the token', () => {
  const claims = readTokenClaims(jwt({ scp: 'User.Read Mail.Send', exp: 1_800_000_000, azp: undefined }));
  assert.deepEqual(claims, { tenantId, objectId: userObjectId, userName: 'maker@contoso.example', scopes: ['User.Read', 'Mail.Send'], audience: 'https://graph.microsoft.com', expiresOn: 1_800_000_000_000, clientId: 'aebc6443-996d-45c2-90f0-388ff96faa56' });
  for (const bad of ['', 'opaque', 'a.b.c', jwt({ tid: undefined })]) assert.throws(() => readTokenClaims(bad), (error: Error) => bad === '' || !error.message.includes(bad));
});

await test('the account\'s own token is taken where it suffices', async () => {
  const { tokens, asked, cliAsked } = tokensWith(() => jwt({ scp: needed[0] }));
  const { source, claims } = await tokens.get('graph', { tenantId, requiredScopes: needed });
  assert.deepEqual([source, claims.scopes], ['account', needed]);
  assert.deepEqual(asked, [{ scopes: ['https://graph.microsoft.com/.default'], tenantId, clientId: undefined, claims: undefined, interactive: false }]);
  assert.equal(cliAsked.length, 0);
});

await test('the own client id comes first and asks for the permissions by name', async () => {
  const { tokens, asked } = tokensWith(() => jwt({ scp: needed[0] }), { ownClientId });
  assert.equal((await tokens.get('graph', { tenantId, requiredScopes: needed, interactive: true })).source, 'ownClient');
  assert.deepEqual(asked, [{ scopes: ['https://graph.microsoft.com/Application.ReadWrite.All'], tenantId, clientId: ownClientId, claims: undefined, interactive: true }]);
});

await test('a token that lacks a permission falls through to Azure CLI', async () => {
  const { tokens, asked, cliAsked } = tokensWith(() => jwt({ scp: 'User.Read' }), { cli: () => jwt({ scp: 'Application.ReadWrite.All User.Read' }) });
  assert.equal((await tokens.get('graph', { tenantId, requiredScopes: needed, interactive: true })).source, 'azureCli');
  assert.deepEqual(asked.map(({ interactive }) => interactive), [false]);
  assert.deepEqual(cliAsked, [`${tenantId} https://graph.microsoft.com/.default`]);
});

await test('when nothing suffices, each link says why', async () => {
  const { tokens } = tokensWith(({ clientId }) => {
    if (clientId) throw new Error('AADSTS65001: The user or administrator has not consented to use the application. Trace ID: 1');
    return jwt({ scp: 'User.Read' });
  }, { ownClientId });
  const error = await refusal(tokens.get('graph', { tenantId, requiredScopes: needed }));
  assert.deepEqual(error.attempts.map(({ source }) => source), ['ownClient', 'account', 'azureCli']);
  assert.match(error.attempts[0]?.reason ?? '', /nobody has consented.*\(AADSTS65001\)/);
  assert.match(error.attempts[1]?.reason ?? '', /maker@contoso\.example lacks Application\.ReadWrite\.All/);
  assert.match(error.attempts[2]?.reason ?? '', /could not be found/);
  assert.match(error.message, /^No sign-in gives access to Microsoft Graph with Application\.ReadWrite\.All\. Own client id: .*VS Code account: .*Azure CLI: /);
});

await test('links that are switched off or not set up are named too', async () => {
  const { tokens } = tokensWith(() => undefined, { useAzureCli: false });
  const { attempts } = await refusal(tokens.get('graph', { tenantId }));
  assert.deepEqual(attempts.map(({ source }) => source), ['account', 'ownClient', 'azureCli']);
  assert.match(attempts[1]?.reason ?? '', /connectorStudio\.clientId/);
  assert.match(attempts[2]?.reason ?? '', /connectorStudio\.useAzureCli/);
});

await test('nobody is asked to sign in unless the caller may ask', async () => {
  const { tokens, asked } = tokensWith(() => undefined);
  await refusal(tokens.get('powerApps', { tenantId }));
  assert.deepEqual(asked.map(({ interactive }) => interactive), [false]);
});

await test('the plain account is asked for Graph only after all that asks nobody has failed', async () => {
  const { tokens, asked, cliAsked } = tokensWith(({ interactive }) => (interactive ? jwt({ scp: 'User.Read' }) : undefined));
  assert.equal((await tokens.get('graph', { tenantId, interactive: true })).source, 'account');
  assert.deepEqual(asked.map(({ interactive }) => interactive), [false, true]);
  assert.equal(cliAsked.length, 1);
});

await test('Power Apps is the account\'s business, and asked for in its turn', async () => {
  const { tokens, asked } = tokensWith(({ interactive }) => (interactive ? jwt() : undefined), { ownClientId, cli: () => jwt() });
  assert.equal((await tokens.get('powerApps', { tenantId, interactive: true })).source, 'account');
  assert.deepEqual(asked.map(({ scopes, clientId, interactive }) => [scopes[0], clientId, interactive]), [['https://service.powerapps.com/.default', undefined, true]]);
});

await test('a token of another tenant or another user is not used', async () => {
  const elsewhere = tokensWith(() => jwt({ tid: '00000000-0000-0000-0000-00000000000f' }));
  assert.match((await refusal(elsewhere.tokens.get('powerApps', { tenantId }))).message, /signed in to the tenant 00000000-0000-0000-0000-00000000000f instead of 1111/);
  const other = tokensWith(() => undefined, { userObjectId, cli: () => jwt({ oid: '00000000-0000-0000-0000-00000000000e', upn: 'admin@contoso.example' }) });
  assert.match((await refusal(other.tokens.get('graph', { tenantId }))).message, /Azure CLI: signed in as admin@contoso\.example, which is not the account chosen in VS Code/);
  const unknown = tokensWith(() => undefined, { cli: () => jwt() });
  await refusal(unknown.tokens.get('powerApps', { tenantId }));
  assert.equal(unknown.cliAsked.length, 0);
});

await test('a token is kept until shortly before it expires, and only while it has the permissions', async () => {
  let now = Date.now();
  let scp = 'User.Read';
  const { tokens, asked } = tokensWith(() => jwt({ scp, exp: Math.round(now / 1000) + 3600 }), { now: () => now });
  await tokens.get('graph', { tenantId });
  await tokens.get('graph', { tenantId });
  assert.equal(asked.length, 1);
  await refusal(tokens.get('graph', { tenantId, requiredScopes: needed }));
  assert.equal(asked.length, 2);
  scp = `User.Read ${needed[0]}`;
  await tokens.get('graph', { tenantId, requiredScopes: needed });
  await tokens.get('graph', { tenantId, requiredScopes: needed });
  assert.equal(asked.length, 3);
  now += 3600_000 - 4 * 60_000;
  await tokens.get('graph', { tenantId, requiredScopes: needed });
  assert.equal(asked.length, 4);
  await tokens.get('graph', { tenantId: '' });
  await tokens.get('apiHub', { tenantId });
  assert.deepEqual(asked.slice(4).map(({ scopes, tenantId: tenant }) => [scopes[0], tenant]), [['https://graph.microsoft.com/.default', undefined], ['https://apihub.azure.com/.default', tenantId]]);
});

await test('callers at the same time share one sign-in, and one giving up does not end it for the other', async () => {
  let finish: (token: string) => void = () => {};
  const { tokens, asked } = tokensWith(() => new Promise<string>((resolve) => (finish = resolve)));
  const impatient = new AbortController();
  const reason = new Error('gave up');
  const first = tokens.get('powerApps', { tenantId, signal: impatient.signal });
  const second = tokens.get('powerApps', { tenantId });
  impatient.abort(reason);
  await assert.rejects(first, reason);
  finish(jwt());
  assert.equal((await second).source, 'account');
  assert.equal(asked.length, 1);
  await assert.rejects(tokens.get('powerApps', { tenantId, signal: AbortSignal.abort(reason) }), reason);
});

await test('a claims challenge passes the cache and brings a token for later', async () => {
  const { tokens, asked } = tokensWith(({ claims }) => jwt({ stepped: claims !== undefined }));
  await tokens.get('powerApps', { tenantId });
  const stepped = await tokens.get('powerApps', { tenantId, claims: '{"access_token":{}}', interactive: true });
  assert.deepEqual(asked.map(({ claims }) => claims), [undefined, '{"access_token":{}}']);
  assert.equal((await tokens.get('powerApps', { tenantId })).token, stepped.token);
});

await test('cancelling a sign-in ends the chain instead of trying the next link', async () => {
  const cancelled = Object.assign(new Error('Canceled'), { name: 'Canceled' });
  const { tokens, cliAsked } = tokensWith(() => { throw cancelled; }, { cli: () => jwt() });
  await assert.rejects(tokens.get('graph', { tenantId, interactive: true }), cancelled);
  assert.equal(cliAsked.length, 0);
});

await test('no token appears in an error', async () => {
  const token = jwt({ scp: 'User.Read' });
  const { tokens } = tokensWith(() => { throw new Error(`broken session Bearer ${token}`); }, { cli: () => token });
  const error = await refusal(tokens.get('graph', { tenantId, requiredScopes: needed }));
  assert.equal(JSON.stringify([error.message, error.stack, error.attempts]).includes(token.split('.')[1] ?? '?'), false);
});

await test('a token that a service has refused is not given again', async () => {
  const { tokens, asked } = tokensWith(() => jwt({ exp: 1_900_000_000 }));
  await tokens.get('powerApps', { tenantId });
  await tokens.get('powerApps', { tenantId });
  assert.equal(asked.length, 1);
  tokens.forget('powerApps', tenantId);
  await tokens.get('powerApps', { tenantId });
  assert.equal(asked.length, 2);
});

/** `az` as a script on the PATH, so that the real credential runs. */
async function withAz(script: string, body: () => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'az-'));
  const path = process.env['PATH'];
  try {
    await writeFile(join(folder, 'az'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'az'), 0o755);
    process.env['PATH'] = `${folder}${delimiter}${path}`;
    await body();
  } finally {
    process.env['PATH'] = path;
    await rm(folder, { recursive: true });
  }
}

await test('Azure CLI itself is asked for the tenant\'s token', { skip: process.platform === 'win32' && 'the stand-in az is a shell script' }, async () => {
  const token = jwt({ scp: needed[0] });
  const { tokens } = tokensWith(() => undefined, { azureCli: undefined });
  await withAz(`[ "$*" = "account get-access-token --output json --resource https://graph.microsoft.com --tenant ${tenantId}" ] && echo '{"accessToken":"${token}","expires_on":1900000000}'`, async () => {
    assert.deepEqual(await tokens.get('graph', { tenantId, requiredScopes: needed }), { token, claims: readTokenClaims(token), source: 'azureCli' });
  });
});

await test('what Azure CLI complains of is passed on', { skip: process.platform === 'win32' && 'the stand-in az is a shell script' }, async () => {
  for (const [complaint, reason] of [
    ["ERROR: Please run 'az login' to setup account.", /az login/],
    ['ERROR: AADSTS50020: User account does not exist in tenant.', /another tenant and is no guest.*AADSTS50020/],
  ] as const) {
    const { tokens } = tokensWith(() => undefined, { azureCli: undefined });
    await withAz(`echo "${complaint}" >&2; exit 1`, async () => {
      const { attempts } = await refusal(tokens.get('graph', { tenantId, requiredScopes: needed }));
      assert.match(attempts.find(({ source }) => source === 'azureCli')?.reason ?? '', reason);
    });
  }
});
