import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { azureCliClientId, vsCodeClientId } from '../../sandbox/entra/first-party-clients.ts';
import { sandboxClient } from './sandbox-client.ts';

await suite('the way into the sandbox', async () => {
  const { sandbox, call } = await sandboxClient();
  const control = async (method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> => {
    const response = await fetch(`${sandbox.controlUrl}${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
    return { status: response.status, body: await response.json() as Record<string, unknown> };
  };

  await test('a process behind HTTPS_PROXY and NODE_EXTRA_CA_CERTS reaches real host names with an untouched pipeline', async () => {
    const { accessToken } = await sandbox.signIn({ scopes: ['User.Read'] });
    const script = `
      import { createDefaultHttpClient, createPipelineFromOptions, createPipelineRequest } from '@azure/core-rest-pipeline';
      const request = createPipelineRequest({ url: 'https://graph.microsoft.com/v1.0/me', headers: undefined });
      request.headers.set('authorization', 'Bearer ' + process.env.TOKEN);
      const { status, bodyAsText } = await createPipelineFromOptions({}).sendRequest(createDefaultHttpClient(), request);
      console.log(status, JSON.parse(bodyAsText).userPrincipalName);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: join(import.meta.dirname, '../../..'),
      env: { ...process.env, NO_PROXY: '', no_proxy: '', HTTPS_PROXY: sandbox.proxyUrl, NODE_EXTRA_CA_CERTS: sandbox.caPath, TOKEN: accessToken },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString(); });
    await once(child, 'close');
    assert.equal(output.trim(), '200 mina@woodgrove.example');
  });

  await test('hosts that it does not play are refused and remembered', async () => {
    sandbox.reset();
    await assert.rejects(call('https://telemetry.example/'), /answered 502/);
    assert.deepEqual(sandbox.state().unknownHosts, ['telemetry.example']);
  });

  await test('signs in as Entra lets the first-party clients', async () => {
    const vsCode = await control('POST', '/token', { clientId: vsCodeClientId, scopes: ['https://graph.microsoft.com/.default', `VSCODE_TENANT:${sandbox.tenantId}`, 'offline_access'] });
    assert.equal(vsCode.status, 200);
    assert.deepEqual((vsCode.body.scopes as string[]).includes('Application.ReadWrite.All'), false);
    const error = async (request: object): Promise<unknown> => (await control('POST', '/token', request)).body.error_codes;
    assert.deepEqual(await error({ clientId: vsCodeClientId, scopes: ['https://apihub.azure.com/.default'] }), [65002]);
    assert.deepEqual(await error({ clientId: vsCodeClientId, scopes: ['https://graph.microsoft.com/Application.ReadWrite.All'] }), [65002]);
    assert.deepEqual(await error({ scopes: ['VSCODE_CLIENT_ID:11111111-2222-4333-8444-555555555555', 'User.Read'] }), [700016]);
    assert.deepEqual(await error({ scopes: ['User.Read'], tenantId: '11111111-2222-4333-8444-555555555555' }), [50034]);
    assert.deepEqual(await error({ scopes: ['https://graph.microsoft.com/User.Read', 'https://apihub.azure.com/.default'] }), [28000]);
    const cli = await control('POST', '/token', { clientId: azureCliClientId, scopes: ['https://apihub.azure.com/.default'] });
    assert.equal(cli.status, 200);
    sandbox.turn({ ownClients: [{ clientId: '11111111-2222-4333-8444-555555555555', scopes: ['Application.ReadWrite.All'] }] });
    const own = await control('POST', '/token', { scopes: ['VSCODE_CLIENT_ID:11111111-2222-4333-8444-555555555555', 'https://graph.microsoft.com/Application.ReadWrite.All'] });
    assert.deepEqual(own.body.scopes, ['Application.ReadWrite.All']);
  });

  await test('is steered over the control API', async () => {
    assert.equal((await control('POST', '/reset', { preset: 'established', switches: { graphPageSize: 1 } })).status, 200);
    assert.equal((await control('GET', '/switches')).body.graphPageSize, 1);
    assert.equal(((await control('GET', '/state')).body.applications as unknown[]).length, 2);
    assert.equal((await control('POST', '/faults', [{ kind: 'status', status: 500, number: 1 }])).status, 200);
    assert.equal((await call('https://graph.microsoft.com/v1.0/me')).status, 500);
    const requests = (await control('GET', '/requests')).body as unknown as { path: string; fault: string }[];
    assert.deepEqual([requests.at(-1)?.path, requests.at(-1)?.fault], ['/v1.0/me', 'status']);
    assert.equal((await control('POST', '/switches', { misspelt: true })).status, 400);
    assert.equal((await control('GET', '/nowhere')).status, 404);
  });

  await test('runs alone and says where it is', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../sandbox/main.ts'), '--preset', 'established'], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    for await (const chunk of child.stdout) {
      output += String(chunk);
      if (output.trimEnd().endsWith('}')) break;
    }
    const { controlUrl, tenantId } = JSON.parse(output) as { controlUrl: string; tenantId: string };
    const state = await (await fetch(`${controlUrl}/state`)).json() as { connectors: unknown[] };
    assert.deepEqual([tenantId, state.connectors.length], [sandbox.tenantId, 2]);
    child.kill('SIGTERM');
    const [status] = await once(child, 'close') as [number | null];
    assert.equal(status, 0);
  });
});
