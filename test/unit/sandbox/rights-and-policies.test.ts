import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { azureCliClientId } from '../../sandbox/entra/first-party-clients.ts';
import { applicationAdministrator, applicationDeveloper } from '../../sandbox/graph/directory-rights.ts';
import { colleague, maker } from '../../sandbox/preset-data.ts';
import { sandboxClient, type Answer } from './sandbox-client.ts';

const graph = 'https://graph.microsoft.com/v1.0';
const code = ({ status, body }: Answer): string => `${status} ${body.error?.code ?? ''}`.trim();

await suite('rights, policies, step-ups and other people', async () => {
  const { sandbox, call } = await sandboxClient();
  const create = (): Promise<Answer> => call(`${graph}/applications`, { method: 'POST', body: { displayName: 'x', signInAudience: 'AzureADMyOrg' } });
  const change = (id: string): Promise<Answer> => call(`${graph}/applications/${id}`, { method: 'PATCH', body: { displayName: 'y' } });
  const claimsOf = async (claims?: string): Promise<Record<string, unknown>> => {
    const { accessToken } = await sandbox.signIn({ clientId: azureCliClientId, scopes: ['https://graph.microsoft.com/.default'], claims });
    return JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  };

  await test('a plain user changes what is theirs, an administrator everything', async () => {
    sandbox.reset();
    const mine = (await create()).body.id as string;
    assert.deepEqual((await call(`${graph}/applications/${mine}/owners`)).body.value, [{ '@odata.type': '#microsoft.graph.user', id: maker.objectId }]);
    const theirs = sandbox.otherPeople.register({ displayName: 'Theirs' }, [colleague.objectId]).id;
    assert.deepEqual([code(await change(mine)), code(await change(theirs))], ['204', '403 Authorization_RequestDenied']);
    assert.equal(code(await call(`${graph}/applications/${theirs}`, { method: 'DELETE' })), '403 Authorization_RequestDenied');
    sandbox.turn({ directoryRoles: [applicationAdministrator] });
    assert.equal(code(await change(theirs)), '204');
  });

  await test('without "users can register applications" it takes a role, which the token names', async () => {
    sandbox.reset('new', { registrationAllowed: false });
    assert.equal(code(await create()), '403 Authorization_RequestDenied');
    assert.deepEqual((await claimsOf())['wids'], ['b79fbf4d-3ef9-4689-8143-76b194e85509']);
    sandbox.turn({ directoryRoles: [applicationDeveloper] });
    assert.equal(code(await create()), '201');
    assert.deepEqual((await claimsOf())['wids'], [applicationDeveloper, 'b79fbf4d-3ef9-4689-8143-76b194e85509']);
    sandbox.turn({ directoryRoles: null });
    assert.equal((await claimsOf())['wids'], undefined);
    assert.equal(code(await call(`${graph}/policies/authorizationPolicy`)), '403 Authorization_RequestDenied');
  });

  await test('policies refuse with their own codes, before anything is made', async () => {
    sandbox.reset('new', { tenantPolicies: ['serviceTree'] });
    assert.equal(code(await create()), '400 ServiceTreeNullValueProvided');
    sandbox.turn({ tenantPolicies: ['quota'] });
    assert.equal(code(await create()), '403 Directory_QuotaExceeded');
    assert.equal(sandbox.state().applications.length, 0);
  });

  await test('a step-up is asked for by a challenge whose claims the next sign-in meets, or the user declines', async () => {
    sandbox.reset('new', { stepUp: 'c1' });
    assert.equal((await call(`${graph}/applications`)).status, 200, 'reading needs none');
    const challenged = await create();
    const claims = /error="insufficient_claims", claims="([^"]+)"/.exec(String(challenged.headers['www-authenticate']))?.[1] ?? '';
    const text = Buffer.from(claims, 'base64').toString();
    assert.deepEqual([challenged.status, (await claimsOf(text))['acrs'], (await claimsOf())['acrs']], [401, ['c1'], undefined]);
    const { accessToken } = await sandbox.signIn({ clientId: azureCliClientId, scopes: ['https://graph.microsoft.com/.default'], claims: text });
    assert.equal((await call(`${graph}/applications`, { method: 'POST', body: { displayName: 'x' }, token: accessToken })).status, 201);
    sandbox.turn({ stepUpAnswer: 'declined' });
    await assert.rejects(claimsOf(text), /AADSTS50076/);
  });

  await test('a service principal lags as its app does, and time that is let pass ends both', async () => {
    sandbox.reset('new', { newApplicationLagMs: 60_000 });
    const { id, appId } = (await create()).body as { id: string; appId: string };
    assert.equal((await call(`${graph}/applications/${id}`)).status, 404);
    sandbox.passTime(60_000);
    assert.equal((await call(`${graph}/applications/${id}`)).status, 200);
    const made = (): Promise<Answer> => call(`${graph}/servicePrincipals`, { method: 'POST', body: { appId } });
    assert.deepEqual([code(await made()), code(await made())], ['201', '409 Request_MultipleObjectsWithSameKeyValue']);
    assert.equal((await call(`${graph}/servicePrincipals(appId='${appId}')`)).status, 404);
    sandbox.passTime(60_000);
    assert.equal((await call(`${graph}/servicePrincipals(appId='${appId}')`)).status, 200);
    assert.ok(sandbox.now() - Date.now() >= 119_000);
  });

  await test('what other people do is no write of the product, and replicas show it late too', async () => {
    sandbox.reset('new', { staleReadMs: 10_000 });
    const { appId, id } = sandbox.otherPeople.register({ displayName: 'Theirs', redirectUris: ['https://a.example/'] }, [maker.objectId]);
    sandbox.otherPeople.changeRedirectUris(appId, (uris) => [...uris, 'https://b.example/']);
    const read = async (): Promise<number> => (await call(`${graph}/applications/${id}`)).body.web.redirectUris.length as number;
    assert.deepEqual([await read(), await read(), await read(), await read()], [1, 2, 2, 1], 'the first and every third');
    sandbox.passTime(10_000);
    assert.equal(await read(), 2);
    sandbox.otherPeople.deleteApplication(appId);
    assert.deepEqual([sandbox.state().writes, sandbox.state().applications.length, sandbox.state().deletedApplications.length], [0, 0, 1]);
  });
});
