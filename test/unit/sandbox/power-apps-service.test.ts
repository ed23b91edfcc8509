import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { apiNameOf, guidSegment, hash64 } from '../../sandbox/power-apps/connector-names.ts';
import { defaultEnvironment, maker, restrictedEnvironment } from '../../sandbox/preset-data.ts';
import { connectorBody, managedIdentityBlock, powerApps, sandboxClient, type Answer } from './sandbox-client.ts';

const environment = defaultEnvironment.name;

// Published names: pnp/cli-microsoft365 docs (connector list), PowerPlatformConnectors' settings files, Entra docs (v4j5…).
await test('names connectors as the platform does', () => {
  assert.equal(hash64('Default-0d645e38-ec52-4a4f-ac58-65f2ac4015f6'), '0027f520b23e81c1');
  assert.equal(hash64('9d5fb8bf-d308-4f5a-a728-0a2038e4615a'), '190e9222f2887669');
  assert.equal(apiNameOf('My connector', 'Default-0d645e38-ec52-4a4f-ac58-65f2ac4015f6', '03043611-d01e-4e58-9fbe-1a18ecb861d8'), 'my-20connector-5f0027f520b23e81c1-5f9888a90360086012');
  assert.equal(apiNameOf('A connector whose name is far too long for it', environment, maker.objectId).length, 64);
  assert.equal(guidSegment('72f988bf-86f1-41af-91ab-2d7cd011db47'), 'v4j5cvGGr0GRqy180BHbRw');
});

await suite('Power Apps in the sandbox', async () => {
  const { sandbox, call } = await sandboxClient({ preset: 'established' });
  const code = (answer: Answer): string => answer.body.error.code;
  const block = managedIdentityBlock('a94c7d3e-50b8-4e12-9f6a-c83d10e5b276', sandbox.tenantId);
  const create = (title: string, parameters: Record<string, unknown> = {}): Promise<Answer> =>
    call(powerApps('apis', environment), { method: 'POST', body: connectorBody(title, environment, parameters) });

  await test('lists environments in pages, one of which may not be entered', async () => {
    sandbox.reset('established');
    const first = await call('https://api.bap.microsoft.com/providers/Microsoft.BusinessAppPlatform/environments?api-version=2020-10-01');
    const second = await call(first.body.nextLink);
    const names = [...first.body.value, ...second.body.value].map((each: Answer['body']) => each.name);
    assert.equal(names.length, 4);
    assert.ok(names.includes(environment));
    const refused = await call(powerApps('apis', restrictedEnvironment.name));
    assert.deepEqual([refused.status, code(refused)], [403, 'EnvironmentAccess']);
    assert.match(String(refused.headers['x-ms-request-id']), /^[0-9a-f-]{36}$/);
  });

  await test('never gives a secret back', async () => {
    sandbox.reset('established');
    const listed = await call(powerApps('apis', environment));
    const rest = await call(listed.body.nextLink);
    const text = JSON.stringify([listed.body, rest.body, sandbox.state()]);
    assert.match(text, /Expenses/);
    assert.doesNotMatch(text, /clientSecret|preset-client-secret/);
  });

  await test('insists on api-version, $filter and the environment in the body', async () => {
    sandbox.reset();
    const url = 'https://api.powerapps.com/providers/Microsoft.PowerApps/apis';
    assert.equal(code(await call(url)), 'MissingApiVersionParameter');
    assert.equal(code(await call(`${url}?api-version=2099-01-01`)), 'InvalidApiVersionParameter');
    assert.equal(code(await call(`${url}?api-version=2016-11-01`)), 'InvalidFilterInQuery');
    assert.equal(code(await call(powerApps('apis', environment.toLowerCase()))), 'EnvironmentNotFound');
    const elsewhere = connectorBody('Elsewhere', 'b83e5f17-4d2a-4c96-a0e1-7d95c2f8306b', {});
    assert.equal((await call(powerApps('apis', environment), { method: 'POST', body: elsewhere })).status, 400);
  });

  await test('refuses stackOwner, a second of the same title, and displayName on update', async () => {
    sandbox.reset();
    const made = await create('Notes');
    assert.equal(made.status, 201);
    assert.equal((await create('Notes')).status, 409);
    const owned = connectorBody('Owned', environment, {});
    const refused = await call(powerApps('apis', environment), { method: 'POST', body: { properties: { ...owned.properties, stackOwner: 'Woodgrove' } } });
    assert.deepEqual([code(refused), refused.body.error.message.includes("'stackOwner' on object of type 'ApiPropertiesDefinition'")], ['InvalidRequestContent', true]);
    const one = powerApps(`apis/${made.body.name}`, environment);
    assert.equal(code(await call(one, { method: 'PATCH', body: connectorBody('Notes', environment, {}) })), 'CannotUpdateApiDisplayName');
    assert.equal((await call(one, { method: 'DELETE' })).status, 204);
    assert.equal((await call(one)).status, 404);
  });

  await test('managed identity needs a tenant of its own, and may be switched off', async () => {
    sandbox.reset();
    assert.match((await create('Common', managedIdentityBlock('a94c7d3e-50b8-4e12-9f6a-c83d10e5b276', 'common'))).body.error.message, /'common'/);
    sandbox.turn({ managedIdentityRefused: true });
    assert.equal((await create('Refused', block)).status, 400);
    sandbox.turn({ managedIdentityRefused: false, subjectDelayMs: null });
    const never = await create('Never', block);
    assert.equal((await call(powerApps(`apis/${never.body.name}`, environment))).body.properties.connectionParameters.token.oAuthSettings.properties.FederatedIdentityCredentials.Subject, '');
  });

  await test('a saved connector that turns to managed identity loses its secret and gains a subject', async () => {
    sandbox.reset('established', { subjectDelayMs: 0 });
    const { name } = sandbox.state().connectors[0]!;
    assert.deepEqual(sandbox.state().connectors[0]?.secretsHeld, ['token']);
    const { properties } = connectorBody('Expenses', environment, block);
    delete properties.displayName;
    assert.equal((await call(powerApps(`apis/${name}`, environment), { method: 'PATCH', body: { properties } })).status, 200);
    const [connector] = sandbox.state().connectors;
    assert.deepEqual(connector?.secretsHeld, []);
    assert.match(JSON.stringify(connector?.properties), /\/eid1\/c\/pub\/t\//);
  });

  await test('gives the definition back byte-order mark and all, and refuses the modified one', async () => {
    sandbox.reset();
    const made = await create('Notes');
    const { originalSwaggerUrl, modifiedSwaggerUrl } = made.body.properties.apiDefinitions;
    assert.equal((await call(originalSwaggerUrl)).body.info.title, 'Notes');
    const modified = (await call(modifiedSwaggerUrl)).body;
    const body = { properties: { environment: { name: environment }, openApiDefinition: modified } };
    assert.match((await call(powerApps(`apis/${made.body.name}`, environment), { method: 'PATCH', body })).body.error.message, /backend Url doesn't end on same path/);
    assert.equal((await call(originalSwaggerUrl, { token: 'leaked' })).status, 400, 'a token must never reach storage');
  });

  await test('an icon is uploaded through a shared access signature before it is named', async () => {
    sandbox.reset();
    const storage = await call(`https://api.powerapps.com/providers/Microsoft.PowerApps/objectIds/${maker.objectId}/generateResourceStorage?api-version=2016-11-01`, { method: 'POST', body: { environment: { name: environment } } });
    const target = new URL(storage.body.sharedAccessSignature);
    target.pathname += '/icon.png';
    const withIcon = (): Promise<Answer> => call(powerApps('apis', environment), { method: 'POST', body: { properties: { ...connectorBody('Iconic', environment, {}).properties, iconUri: target.href } } });
    assert.equal((await withIcon()).status, 400);
    assert.equal((await call(target.href, { method: 'PUT', body: Buffer.from([0x89]), headers: { 'content-type': 'image/png' } })).status, 400, 'x-ms-blob-type');
    assert.equal((await call(target.href, { method: 'PUT', body: Buffer.from([0x89]), headers: { 'content-type': 'image/png', 'x-ms-blob-type': 'BlockBlob' } })).status, 201);
    assert.equal((await withIcon()).status, 201);
  });

  await test('an API-key connection is connected at once and a new OAuth one is not', async () => {
    sandbox.reset('established');
    const connectors = sandbox.state().connectors;
    const put = async (title: string, id: string): Promise<Answer> => call(powerApps(`apis/${connectors.find(({ displayName }) => displayName === title)?.name}/connections/${id}`, environment), { method: 'PUT', body: {
      properties: { displayName: title, environment: { id: `/providers/Microsoft.PowerApps/environments/${environment}`, name: environment }, connectionParameters: {} },
    } });
    assert.equal((await put('Weather', '0'.repeat(32))).body.properties.statuses[0].status, 'Connected');
    assert.equal((await put('Expenses', '1'.repeat(32))).body.properties.statuses[0].status, 'Error');
    assert.equal((await put('Expenses', 'not a name')).status, 400);
  });
});
