import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDirectory } from '../../../src/cloud/entra/directory.ts';
import { createTokens } from '../../../src/cloud/tokens.ts';
import { readTokenClaims } from '../../../src/cloud/token-claims.ts';
import { jwt, tenantId } from './access-tokens.ts';
import { scriptedService, type ScriptedAnswer } from './scripted-service.ts';

const objectId = '03ef14b0-ca33-4840-8f4f-d6e91916010e';
const refused: ScriptedAnswer = { status: 403, body: { error: { code: 'Authorization_RequestDenied', message: 'no' } } };

function directory(script: readonly ScriptedAnswer[], claims: Parameters<typeof jwt>[0] = {}) {
  const service = scriptedService((_request, index) => script[index] ?? { status: 599 });
  const token = jwt({ scp: 'Application.ReadWrite.All', ...claims });
  const tokens = createTokens({ cloud: service.context.cloud, useAzureCli: false, sessions: { accessToken: async () => token } });
  return { ...service, directory: createDirectory({ ...service.context, tokens, tenantId }) };
}

await test('roles are those that the token names, and unknown where it names none', async () => {
  assert.deepEqual(readTokenClaims(jwt({ wids: ['a', 'b'] })).directoryRoles, ['a', 'b']);
  assert.equal(readTokenClaims(jwt()).directoryRoles, undefined);
  assert.deepEqual(await directory([], { wids: ['62e90394-69f5-4237-9190-012177145e10'] }).directory.accountRoles(), ['62e90394-69f5-4237-9190-012177145e10']);
  assert.equal(await directory([]).directory.accountRoles(), undefined);
});

await test('owners are read over all pages; a refusal and a missing app leave them unknown, other failures are told', async () => {
  const { directory: reader, requests } = directory([
    { body: { value: [{ '@odata.type': '#microsoft.graph.user', id: 'u1' }], '@odata.nextLink': `https://graph.microsoft.com/v1.0/applications/${objectId}/owners?$skiptoken=x` } },
    { body: { value: [{ '@odata.type': '#microsoft.graph.servicePrincipal', id: 's1' }] } },
  ]);
  assert.deepEqual(await reader.owners(objectId), ['u1', 's1']);
  assert.equal(requests[0]?.url.pathname, `/v1.0/applications/${objectId}/owners`);
  assert.equal(await directory([refused]).directory.owners(objectId), undefined);
  assert.equal(await directory([{ status: 404, body: {} }]).directory.owners(objectId), undefined);
  await assert.rejects(directory([{ status: 400, body: {} }]).directory.owners(objectId), /400/);
});

await test('the tenant\'s policy is asked for only with the scope that reads it', async () => {
  const without = directory([]);
  assert.equal(await without.directory.usersMayRegister(), undefined);
  assert.equal(without.requests.length, 0);
  const scp = 'Application.ReadWrite.All Policy.Read.All';
  for (const allowed of [true, false]) {
    const { directory: reader, requests } = directory([{ body: { defaultUserRolePermissions: { allowedToCreateApps: allowed } } }], { scp });
    assert.equal(await reader.usersMayRegister(), allowed);
    assert.equal(requests[0]?.url.pathname, '/v1.0/policies/authorizationPolicy');
  }
  assert.equal(await directory([refused], { scp }).directory.usersMayRegister(), undefined);
  assert.equal(await directory([{ body: {} }], { scp }).directory.usersMayRegister(), undefined);
});

await test('a deleted app is found by its unique name, exactly, over all pages, and restored by a POST without a body', async () => {
  const deleted = (uniqueName: string) => ({ id: objectId, appId: objectId, displayName: 'X', uniqueName, web: { redirectUris: [] }, deletedDateTime: '2026-11-01T00:00:00Z' });
  const { directory: reader, requests } = directory([
    { body: { value: [deleted('NAME')], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/directory/deletedItems/microsoft.graph.application?$skiptoken=x' } },
    { body: { value: [deleted('name')] } },
    { status: 200, body: {} },
  ]);
  const found = await reader.deletedApplication('name');
  assert.deepEqual([found?.uniqueName, found?.deletedDateTime], ['name', '2026-11-01T00:00:00Z']);
  await reader.restoreApplication(objectId);
  assert.deepEqual(requests.map(({ method, url, body }) => [method, url.pathname, body]), [
    ['GET', '/v1.0/directory/deletedItems/microsoft.graph.application', undefined],
    ['GET', '/v1.0/directory/deletedItems/microsoft.graph.application', undefined],
    ['POST', `/v1.0/directory/deletedItems/${objectId}/restore`, undefined],
  ]);
  assert.equal(await directory([refused]).directory.deletedApplication('name'), undefined);
  assert.equal(await directory([{ body: { value: [] } }]).directory.deletedApplication('name'), undefined);
});
