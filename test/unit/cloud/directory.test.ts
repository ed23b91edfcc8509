import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloudByName, cloudNames } from '../../../src/cloud/clouds.ts';
import { createDirectory } from '../../../src/cloud/entra/directory.ts';
import type { DirectoryPort } from '../../../src/identity/ports.ts';
import { userObjectId } from './access-tokens.ts';
import { contractMissing, graphContract } from './graph-contract.ts';
import { scriptedService, type ScriptedAnswer, type SeenRequest } from './scripted-service.ts';

const appId = '631a96bc-a705-4eda-9f99-fdaf9f54f6a2';
const objectId = '03ef14b0-ca33-4840-8f4f-d6e91916010e';
const graphAppId = '00000003-0000-0000-c000-000000000000';
const application = {
  id: objectId,
  appId,
  displayName: 'MS Graph',
  signInAudience: 'AzureADMyOrg',
  uniqueName: 'connector-1',
  web: { redirectUris: ['https://global.consent.azure-apim.net/redirect/a'], homePageUrl: null },
  requiredResourceAccess: [{ resourceAppId: graphAppId, resourceAccess: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }] }],
  passwordCredentials: [{ keyId: 'k1', displayName: 'old', hint: 'abc', endDateTime: '2027-01-01T00:00:00Z', secretText: null }],
};
const registration = {
  id: objectId,
  appId,
  displayName: 'MS Graph',
  signInAudience: 'AzureADMyOrg',
  uniqueName: 'connector-1',
  redirectUris: ['https://global.consent.azure-apim.net/redirect/a'],
  requiredResourceAccess: application.requiredResourceAccess,
  passwordCredentials: [{ keyId: 'k1', displayName: 'old', hint: 'abc', endDateTime: '2027-01-01T00:00:00Z' }],
};
const newApplication = { displayName: 'MS Graph', signInAudience: 'AzureADMyOrg', requiredResourceAccess: application.requiredResourceAccess, notes: 'Made by Connector Studio' } as const;
const notFound: ScriptedAnswer = { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: 'missing' } } };
const graphPrincipal = {
  id: 'sp-graph',
  appId: graphAppId,
  displayName: 'Microsoft Graph',
  oauth2PermissionScopes: [
    { id: 's1', value: 'User.Read', type: 'User', isEnabled: true, userConsentDescription: 'Sign you in', adminConsentDescription: 'Sign users in' },
    { id: 's2', value: 'Application.ReadWrite.All', type: 'Admin', isEnabled: true, userConsentDescription: '', adminConsentDescription: 'Write apps' },
    { id: 's3', value: 'Gone.Read', type: 'User', isEnabled: false },
  ],
};

function directory(script: readonly ScriptedAnswer[] | ((request: SeenRequest, index: number) => ScriptedAnswer), cloud = cloudByName('public')) {
  const service = scriptedService((request, index) => (typeof script === 'function' ? script(request, index) : (script[index] ?? { status: 599 })), cloud);
  return { ...service, directory: createDirectory(service.context) };
}

function shown({ method, url }: SeenRequest): string {
  return `${method} ${decodeURIComponent(url.pathname)}${decodeURIComponent(url.search)}`;
}

const selected = '$select=id,appId,displayName,signInAudience,uniqueName,web,requiredResourceAccess,passwordCredentials';

await test('is the identity engine\'s directory', () => {
  const port: DirectoryPort = directory([]).directory;
  assert.ok(port);
});

await test('reads an application by client id and by unique name', async () => {
  const { directory: graph, requests } = directory([{ body: application }, { body: application }, notFound]);
  assert.deepEqual(await graph.applicationByAppId(appId), registration);
  assert.deepEqual(await graph.applicationByUniqueName("o'neil/1"), registration);
  assert.equal(await graph.applicationByUniqueName('none'), undefined);
  assert.deepEqual(requests.map(shown), [
    `GET /v1.0/applications(appId='${appId}')?${selected}`,
    `GET /v1.0/applications(uniqueName='o''neil/1')?${selected}`,
    `GET /v1.0/applications(uniqueName='none')?${selected}`,
  ]);
  assert.equal(requests[1]?.url.pathname.split('/').length, 3);
});

await test('a placeholder for a client id is no application, and nothing is asked', async () => {
  const { directory: graph, requests } = directory([]);
  for (const placeholder of ['', '<client id>', '[[REPLACE_ME]]', `${appId}'`]) assert.equal(await graph.applicationByAppId(placeholder), undefined);
  assert.equal(requests.length, 0);
});

await test('an upsert gives back the new app of a 201, and reads the present one after a 204', async () => {
  const created = directory([{ status: 201, body: application }]);
  assert.deepEqual(await created.directory.upsertApplication('connector-1', newApplication), registration);
  assert.equal(created.requests[0]?.headers['prefer'], 'create-if-missing');
  assert.deepEqual(created.requests[0]?.json, newApplication);
  const updated = directory([{ status: 204 }, { body: application }]);
  assert.deepEqual(await updated.directory.upsertApplication('connector-1', newApplication), registration);
  assert.deepEqual(updated.requests.map(shown), ["PATCH /v1.0/applications(uniqueName='connector-1')", `GET /v1.0/applications(uniqueName='connector-1')?${selected}`]);
  const lagging = directory([{ status: 204 }, notFound]);
  await assert.rejects(lagging.directory.upsertApplication('connector-1', newApplication), { status: 404, code: 'Request_ResourceNotFound' });
});

await test('an upsert whose answer was lost is repeated by its key', async () => {
  const { directory: graph, requests } = directory([{ fails: 'ECONNRESET' }, { status: 204 }, { body: application }]);
  assert.equal((await graph.upsertApplication('connector-1', newApplication)).appId, appId);
  assert.deepEqual(requests.map(({ method }) => method), ['PATCH', 'PATCH', 'GET']);
});

await test('a change sends what changes and nothing else', async () => {
  const { directory: graph, requests } = directory([{ status: 204 }, { status: 204 }]);
  await graph.updateApplication(objectId, {});
  await graph.updateApplication(objectId, { redirectUris: [] });
  await graph.updateApplication(objectId, { signInAudience: 'AzureADMyOrg', requiredResourceAccess: [] });
  assert.deepEqual(requests.map(({ json }) => json), [{ web: { redirectUris: [] } }, { signInAudience: 'AzureADMyOrg', requiredResourceAccess: [] }]);
});

await test('a service principal that is already there counts as created', async () => {
  const conflict: ScriptedAnswer = { status: 409, body: { error: { code: 'Request_MultipleObjectsWithSameKeyValue', message: 'in use' } } };
  const present = directory([conflict, { body: { id: 'sp', appId } }]);
  await present.directory.createServicePrincipal(appId);
  assert.deepEqual(present.requests.map(shown), ['POST /v1.0/servicePrincipals', `GET /v1.0/servicePrincipals(appId='${appId}')?$select=id,appId`]);
  await assert.rejects(directory([conflict, notFound]).directory.createServicePrincipal(appId), { status: 409 });
  const lagging = directory([{ status: 400, body: { error: { code: 'Request_BadRequest', details: [{ code: 'NoBackingApplicationObject' }] } } }]);
  await assert.rejects(lagging.directory.createServicePrincipal(appId), { code: 'NoBackingApplicationObject' });
  assert.equal(lagging.requests.length, 1);
  const { directory: graph } = directory([{ body: { id: 'sp' } }, notFound]);
  assert.deepEqual([await graph.servicePrincipalExists(appId), await graph.servicePrincipalExists(appId)], [true, false]);
});

await test('deletes by name, client id and object id; what is gone already counts as deleted', async () => {
  const { directory: graph, requests } = directory([{ status: 204 }, { status: 204 }, { status: 204 }, notFound, notFound, notFound]);
  for (let round = 0; round < 2; round += 1) {
    await graph.deleteFederatedCredential(objectId, 'connector-ms-graph');
    await graph.deleteServicePrincipal(appId);
    await graph.deleteApplication(objectId);
  }
  assert.deepEqual(requests.slice(0, 3).map(shown), [
    `DELETE /v1.0/applications/${objectId}/federatedIdentityCredentials/connector-ms-graph`,
    `DELETE /v1.0/servicePrincipals(appId='${appId}')`,
    `DELETE /v1.0/applications/${objectId}`,
  ]);
  await assert.rejects(directory([{ status: 403, body: { error: { code: 'Authorization_RequestDenied', message: 'no' } } }]).directory.deleteApplication(objectId), { status: 403 });
});

await test('Microsoft Graph is known by its audience in every cloud', async () => {
  for (const name of cloudNames) {
    const cloud = cloudByName(name);
    for (const uri of [cloud.graph, `${cloud.graph}/`, cloud.graph.toUpperCase(), graphAppId, `api://${graphAppId}`]) {
      const { directory: graph, requests } = directory([{ body: graphPrincipal }], cloud);
      assert.deepEqual(await graph.resourceApi(uri), {
        appId: graphAppId,
        displayName: 'Microsoft Graph',
        scopes: [
          { id: 's1', value: 'User.Read', description: 'Sign you in', adminConsentRequired: false },
          { id: 's2', value: 'Application.ReadWrite.All', description: 'Write apps', adminConsentRequired: true },
        ],
      });
      assert.deepEqual(requests.map(({ url }) => `${url.origin}${url.pathname}`), [`${cloud.graph}/v1.0/servicePrincipals(appId='${graphAppId}')`]);
    }
  }
});

await test('another API is found by its identifier, with the slash or without', async () => {
  const empty: ScriptedAnswer = { body: { value: [] } };
  const filters = (requests: readonly SeenRequest[]): readonly (string | null)[] => requests.map(({ url }) => url.searchParams.get('$filter'));
  const found = directory([empty, { body: { value: [{ ...graphPrincipal, appId }] } }]);
  assert.equal((await found.directory.resourceApi("https://contoso.example/o'api"))?.appId, appId);
  assert.deepEqual(filters(found.requests), ["servicePrincipalNames/any(n:n eq 'https://contoso.example/o''api')", "servicePrincipalNames/any(n:n eq 'https://contoso.example/o''api/')"]);
  const slashed = directory([empty, empty]);
  assert.equal(await slashed.directory.resourceApi('https://contoso.example/'), undefined);
  assert.deepEqual(filters(slashed.requests), ["servicePrincipalNames/any(n:n eq 'https://contoso.example/')", "servicePrincipalNames/any(n:n eq 'https://contoso.example')"]);
  const byId = directory([notFound, { body: { value: [{ ...graphPrincipal, appId }] } }]);
  assert.equal((await byId.directory.resourceApi(`api://${appId}`))?.appId, appId);
  assert.equal(await directory([notFound]).directory.resourceApi(appId), undefined);
  assert.equal(await directory([]).directory.resourceApi('  '), undefined);
});

await test('consent counts when it is for everybody or for this user, on that resource', async () => {
  const grants = [
    { consentType: 'AllPrincipals', principalId: null, resourceId: 'sp-graph', scope: ' User.Read  Mail.Read ' },
    { consentType: 'Principal', principalId: userObjectId, resourceId: 'sp-graph', scope: 'User.Read Files.Read' },
    { consentType: 'Principal', principalId: 'somebody-else', resourceId: 'sp-graph', scope: 'Secret.Read' },
    { consentType: 'AllPrincipals', principalId: null, resourceId: 'sp-other', scope: 'Other.Read' },
  ];
  const answer = ({ url }: SeenRequest): ScriptedAnswer =>
    url.pathname.includes('oauth2PermissionGrants') ? { body: { value: grants } } : url.pathname.includes(graphAppId) ? { body: graphPrincipal } : { body: { id: 'sp-client' } };
  const { directory: graph, requests } = directory(answer);
  assert.deepEqual(await graph.consentedScopes(appId, graphAppId), ['User.Read', 'Mail.Read', 'Files.Read']);
  assert.equal(requests.at(-1)?.url.searchParams.get('$filter'), "clientId eq 'sp-client'");
  const forbidden = directory((request) => (request.url.pathname.includes('Grants') ? { status: 403, body: { error: { code: 'Authorization_RequestDenied' } } } : answer(request)));
  assert.equal(await forbidden.directory.consentedScopes(appId, graphAppId), undefined);
  assert.deepEqual(await directory([notFound, { body: graphPrincipal }]).directory.consentedScopes(appId, graphAppId), []);
  await assert.rejects(directory(() => ({ status: 401 })).directory.consentedScopes(appId, graphAppId), { status: 401 });
});

await test('federated credentials are read in pages and written by name', async () => {
  const credential = { id: 'c1', name: 'connector', issuer: 'https://login.microsoftonline.com/t/v2.0', subject: '/eid1/c/pub/t/a/b', audiences: ['api://AzureADTokenExchange'], description: null };
  const base = `https://graph.microsoft.com/v1.0/applications/${objectId}/federatedIdentityCredentials`;
  const { directory: graph, requests } = directory([{ body: { value: [credential], '@odata.nextLink': `${base}?$skiptoken=2` } }, { body: { value: [{ ...credential, id: 'c2', name: 'flexible', subject: null }] } }, { status: 204 }]);
  assert.deepEqual(await graph.federatedCredentials(objectId), [credential, { ...credential, id: 'c2', name: 'flexible', subject: null }]);
  await graph.upsertFederatedCredential(objectId, credential);
  assert.equal(requests[2] && shown(requests[2]), `PATCH /v1.0/applications/${objectId}/federatedIdentityCredentials(name='connector')`);
  assert.equal(requests[2]?.headers['prefer'], 'create-if-missing');
  assert.deepEqual(requests[2]?.json, { issuer: credential.issuer, subject: credential.subject, audiences: credential.audiences, description: null });
  await assert.rejects(graph.upsertFederatedCredential(objectId, { ...credential, subject: null }), TypeError);
  assert.equal(requests.length, 3);
});

await test('a search quotes what the user typed', async () => {
  const { directory: graph, requests } = directory(() => ({ body: { value: [application] } }));
  assert.deepEqual(await graph.searchApplications(' a "quoted" \\ & word '), [registration]);
  assert.equal(requests[0]?.url.searchParams.get('$search'), '"displayName:a \\"quoted\\" \\\\ & word"');
  assert.equal(requests[0]?.url.searchParams.get('$count'), 'true');
  assert.equal(requests[0]?.headers['consistencylevel'], 'eventual');
  await graph.searchApplications('');
  assert.deepEqual([...(requests[1]?.url.searchParams.keys() ?? [])], ['$select', '$top']);
  const byId = directory([{ body: application }, notFound]);
  assert.deepEqual(await byId.directory.searchApplications(appId), [registration]);
  assert.deepEqual(await byId.directory.searchApplications(appId), []);
});

await test('every call ends with the signal\'s reason', async () => {
  const reason = new Error('cancelled');
  const { directory: graph, requests } = directory([]);
  const signal = AbortSignal.abort(reason);
  const calls = [
    graph.applicationByAppId(appId, signal), graph.applicationByUniqueName('u', signal), graph.upsertApplication('u', newApplication, signal),
    graph.updateApplication(objectId, { redirectUris: [] }, signal), graph.servicePrincipalExists(appId, signal), graph.createServicePrincipal(appId, signal),
    graph.resourceApi(graphAppId, signal), graph.resourceApi('https://contoso.example', signal), graph.consentedScopes(appId, graphAppId, signal),
    graph.federatedCredentials(objectId, signal), graph.upsertFederatedCredential(objectId, { name: 'n', issuer: 'i', subject: 's', audiences: ['a'] }, signal), graph.searchApplications('x', signal),
  ];
  for (const call of calls) await assert.rejects(call, reason);
  assert.equal(requests.length, 0);
});

await test('every request is as Graph describes it', { skip: contractMissing }, async () => {
  const objections = graphContract();
  const { directory: graph, requests } = directory(({ method, url }) => method === 'GET' && !/\(|applications\/[^/]+$/.test(url.pathname) ? { body: { value: [graphPrincipal] } } : { body: { ...application, ...(url.pathname.includes('servicePrincipals') && graphPrincipal) } });
  await graph.applicationByAppId(appId);
  await graph.applicationByUniqueName('connector-1');
  await graph.upsertApplication('connector-1', newApplication);
  await graph.updateApplication(objectId, { signInAudience: 'AzureADMyOrg', redirectUris: registration.redirectUris, requiredResourceAccess: registration.requiredResourceAccess });
  await graph.createServicePrincipal(appId);
  await graph.resourceApi('https://graph.microsoft.com/');
  await graph.resourceApi('https://contoso.example');
  await graph.consentedScopes(appId, graphAppId);
  await graph.federatedCredentials(objectId);
  await graph.upsertFederatedCredential(objectId, { name: 'pp-connector', issuer: 'https://login.microsoftonline.com/t/v2.0', subject: '/eid1/c/pub/t/a/b', audiences: ['api://AzureADTokenExchange'], description: 'd' });
  await graph.searchApplications('Graph').catch(() => []);
  assert.ok(requests.length >= 12);
  assert.deepEqual(requests.flatMap((request) => objections(request).map((objection) => `${shown(request)}: ${objection}`)), []);
  // The check itself objects: two audiences, a redirect URI that is not https, a path nobody described.
  assert.equal(objections({ method: 'PATCH', url: new URL(`https://graph.microsoft.com/v1.0/applications/${objectId}/federatedIdentityCredentials(name='n')`), json: { issuer: 'i', subject: 's', audiences: ['a', 'b'] } }).length, 1);
  assert.equal(objections({ method: 'PATCH', url: new URL(`https://graph.microsoft.com/v1.0/applications/${objectId}`), json: { web: { redirectUris: ['http://x'] } } }).length, 1);
  assert.equal(objections({ method: 'POST', url: new URL('https://graph.microsoft.com/v1.0/users'), json: {} }).length, 1);
});
