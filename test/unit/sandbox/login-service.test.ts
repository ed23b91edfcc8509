import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify } from 'jose';
import { sandboxClient } from './sandbox-client.ts';

const login = 'https://login.microsoftonline.com';
const registered = 'https://expenses.woodgrove.example/signin-oidc';
const clientId = 'a94c7d3e-50b8-4e12-9f6a-c83d10e5b276';

await suite('the sign-in service', async () => {
  const { sandbox, call } = await sandboxClient({ preset: 'established' });
  const root = `${login}/${sandbox.tenantId}`;
  const authorize = (change: Record<string, string> = {}): URLSearchParams =>
    new URLSearchParams({ client_id: clientId, response_type: 'code', redirect_uri: registered, scope: 'https://graph.microsoft.com/User.Read', state: 'kept', ...change });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const token = (change: Record<string, string>) => call(`${root}/oauth2/v2.0/token`, { method: 'POST', headers: form, body: new URLSearchParams({ client_id: clientId, grant_type: 'authorization_code', redirect_uri: registered, ...change }).toString() });
  const codeFor = async (): Promise<string> => {
    const decided = await call(`${root}/oauth2/v2.0/authorize`, { method: 'POST', headers: form, body: `${authorize()}&decision=accept` });
    assert.equal(decided.status, 302);
    return new URL(String(decided.headers.location)).searchParams.get('code') ?? '';
  };

  await test('its discovery document leads to the key that signs its tokens', async () => {
    const { body } = await call(`${root}/v2.0/.well-known/openid-configuration`);
    assert.equal(body.issuer, `${root}/v2.0`);
    const keys = createRemoteJWKSet(new URL(body.jwks_uri), { [customFetch]: async (url) => Response.json((await call(String(url))).body) });
    const { accessToken } = await sandbox.signIn({ scopes: ['User.Read'] });
    assert.equal((await jwtVerify(accessToken, keys)).payload.tid, sandbox.tenantId);
    assert.equal((await call(`${login}/11111111-2222-4333-8444-555555555555/v2.0/.well-known/openid-configuration`)).body.error_codes[0], 90002);
  });

  await test('shows a page, and errors as a page', async () => {
    const page = await call(`${root}/oauth2/v2.0/authorize?${authorize()}`);
    assert.match(page.body, /Woodgrove Expenses/);
    assert.match((await call(`${root}/oauth2/v2.0/authorize?${authorize({ redirect_uri: `${registered}/` })}`)).body, /AADSTS50011/);
    assert.match((await call(`${root}/oauth2/v2.0/authorize?${authorize({ client_id: '11111111-2222-4333-8444-555555555555' })}`)).body, /AADSTS700016/);
    assert.match((await call(`${root}/oauth2/v2.0/authorize?${authorize({ scope: 'https://graph.microsoft.com/No.Such' })}`)).body, /AADSTS650053/);
    const scripted = await call(`${root}/oauth2/v2.0/authorize?${authorize({ state: '"><script>' })}`);
    assert.doesNotMatch(scripted.body, /<script>/);
  });

  await test('a code is redeemed once, by its client, for its redirect URI', async () => {
    const secret = { client_secret: 'x7Q-preset-client-secret' };
    const code = await codeFor();
    assert.equal((await token({ code })).body.error_codes[0], 7000218);
    assert.equal((await token({ code, client_secret: 'wrong' })).body.error_codes[0], 7000215);
    assert.equal((await token({ code, ...secret, redirect_uri: `${registered}/` })).body.error_codes[0], 500112);
    const redeemed = await token({ code, ...secret });
    assert.equal(redeemed.status, 200);
    assert.equal(decodeJwt(redeemed.body.access_token).scp, 'User.Read');
    assert.equal((await token({ code, ...secret })).body.error_codes[0], 54005);
  });

  await test('errors carry the fields of Entra’s form', async () => {
    const { body } = await token({ code: 'x' });
    assert.deepEqual(Object.keys(body).sort(), ['correlation_id', 'error', 'error_codes', 'error_description', 'error_uri', 'timestamp', 'trace_id']);
    assert.match(body.error_description, /^AADSTS7000218: .*Trace ID: .*Correlation ID: .*Timestamp: /);
  });
});
