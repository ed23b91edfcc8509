/** The handed-off script, really run: what it leaves is what the engine would have made, and a second run writes nothing. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { bashQuoted, queryLiteral } from '../../../../src/identity/hand-off/bash-quoting.ts';
import { bashScript } from '../../../../src/identity/hand-off/bash-script.ts';
import { prepareHandOff, type HandOff } from '../../../../src/identity/hand-off/hand-off-model.ts';
import { verifyIdentity } from '../../../../src/identity/verify.ts';
import { planIsEmpty } from '../../../../src/identity/plan.ts';
import { sandboxClient, type Answer } from '../../sandbox/sandbox-client.ts';
import { tenantUnderTest, type TenantUnderTest, type Workplace } from '../../provisioning/failure-modes/tenant-under-test.ts';

const run = promisify(execFile);
const GRAPH = 'https://graph.microsoft.com';

await describe('the hand-off script', async () => {
  const tenant: TenantUnderTest = await tenantUnderTest();
  const bin = mkdtempSync(join(tmpdir(), 'az-'));
  writeFileSync(join(bin, 'az'), `#!/bin/sh\nexec ${JSON.stringify(process.execPath)} ${JSON.stringify(join(import.meta.dirname, 'az-stand-in.mjs'))} "$@"\n`);
  chmodSync(join(bin, 'az'), 0o755);
  after(() => rmSync(bin, { recursive: true }));

  // The stand-in's calls, with a token and through the proxy.
  const { call } = await sandboxClient(undefined, tenant.sandbox);
  const relay = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const asked = JSON.parse(Buffer.concat(chunks).toString()) as { method: string; url: string; headers: Record<string, string>; body?: string };
      call(asked.url, { method: asked.method, headers: asked.headers, body: asked.body }).then(
        ({ status, body }: Answer) => response.end(JSON.stringify({ status, body: body as unknown })),
        (error: unknown) => response.end(JSON.stringify({ status: 599, body: String(error) })),
      );
    });
  });
  before(() => new Promise<void>((resolve) => { relay.listen(0, '127.0.0.1', resolve); }));
  after(() => relay.close());

  const runScript = async (handOff: HandOff, tenantId = tenant.sandbox.tenantId): Promise<string> => {
    const file = join(bin, 'hand-off.sh');
    writeFileSync(file, bashScript(handOff));
    const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}`, AZ_TENANT: tenantId, AZ_RELAY: `http://127.0.0.1:${(relay.address() as AddressInfo).port}/`, HTTPS_PROXY: '', NO_PROXY: '*' };
    return (await run('bash', [file], { env })).stdout;
  };
  const handOffOf = (place: Workplace, input = place.input()): Promise<HandOff> => prepareHandOff(input, GRAPH);

  await test('registers the app first, then adds redirect URI and credential once the connector is saved; Verify is content', async () => {
    const place = tenant.fresh();
    const first = await handOffOf(place);
    assert.equal(first.app.kind, 'new');
    assert.equal(first.credential, undefined, 'nothing predicted is handed off');
    assert.match(await runScript(first), /client id {2}[0-9a-f-]{36}/);
    const { appId } = tenant.app();
    const writesAfterFirst = tenant.writes().length;
    await runScript(await handOffOf(place));
    assert.equal(tenant.writes().length, writesAfterFirst, 'the second run writes nothing');

    // The maker deploys the connector; what is left of the run is refused.
    const existing = { kind: 'existing', appId } as const;
    tenant.sandbox.faults.add({ kind: 'status', status: 403, match: { method: 'PATCH', host: 'graph.microsoft.com' } });
    await assert.rejects(place.configure(existing), { status: 403 });
    tenant.sandbox.faults.clear();
    assert.deepEqual(tenant.app().federatedCredentials, []);
    const second = await handOffOf(place, place.input(existing));
    assert.ok(second.credential && second.redirectUrl);
    await runScript(second);
    assert.ok(planIsEmpty(await place.plan(existing)), 'the engine has nothing left to do');
    const { connector, target, cloud, ports } = place.input(existing);
    const [deployed] = tenant.state().connectors;
    const report = await verifyIdentity({ connector, connectorName: deployed?.name, target, cloud, ports });
    assert.deepEqual(report.checks.filter(({ ok }) => !ok), []);
  });

  await test('adds to lists and corrects a drifted credential, and nothing the second time', async () => {
    const place = tenant.fresh();
    const { appId } = await place.configure();
    const existing = { kind: 'existing', appId } as const;
    const handOff = await handOffOf(place, place.input(existing));
    const app = tenant.app(appId);
    const other = 'https://other.example/cb';
    const url = `${GRAPH}/v1.0/applications/${app.id}`;
    assert.equal((await call(url, { method: 'PATCH', body: { web: { redirectUris: [other] }, requiredResourceAccess: [{ resourceAppId: '8c5b1f20-e93a-4d67-a284-0f7d6b3ce915', resourceAccess: [{ id: 'd0a7c3e8-1f42-4956-b8e0-95c6a27f4d13', type: 'Scope' }] }] } })).status, 204);
    tenant.sandbox.changeCredentialSubject(appId, 'by-hand');
    await runScript(handOff);
    const after = tenant.app(appId);
    assert.deepEqual(after.redirectUris, [other, handOff.redirectUrl]);
    assert.equal(after.requiredResourceAccess.length, 2);
    assert.deepEqual(after.federatedCredentials.map(({ subject }) => subject), [handOff.credential?.subject]);
    const count = tenant.writes().length;
    await runScript(handOff);
    assert.equal(tenant.writes().length, count);
  });

  await test('ends at the first read that fails, and decides nothing by it; run again, it goes on', async () => {
    const place = tenant.fresh();
    const { appId } = await place.configure();
    const existing = { kind: 'existing', appId } as const;
    const handOff = await handOffOf(place, place.input(existing));
    const { id } = tenant.app(appId);
    assert.equal((await call(`${GRAPH}/v1.0/applications/${id}`, { method: 'PATCH', body: { requiredResourceAccess: [], web: { redirectUris: [] } } })).status, 204);
    const count = tenant.writes().length;
    // By object id: supported accounts, permission, its merge, redirect URI, its merge.
    for (const number of [1, 2]) {
      tenant.sandbox.faults.add({ kind: 'status', status: 429, match: { method: 'GET', path: `applications/${id}$` }, number });
      await assert.rejects(runScript(handOff), /Refused/);
      tenant.sandbox.faults.clear();
      assert.equal(tenant.writes().length, count, `read ${number}`);
    }
    await runScript(handOff);
    assert.deepEqual([tenant.app(appId).requiredResourceAccess.length, tenant.app(appId).redirectUris], [1, [handOff.redirectUrl]]);
  });

  await test('stops before any write in another tenant', async () => {
    const place = tenant.fresh();
    const count = tenant.writes().length;
    await assert.rejects(runScript(await handOffOf(place), '00000000-0000-0000-0000-000000000001'), /signed in to the tenant/);
    assert.equal(tenant.writes().length, count);
  });

  await test('means every text literally, whatever is in it', async () => {
    const hostile = fc.stringMatching(/^[ -~\n\t\u00e9\u202e'"`$\\!]{0,40}$/).filter((text) => !text.includes('\0'));
    await fc.assert(fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 20 }), async (texts) => {
      const { stdout } = await run('bash', ['-c', `printf '%s\\0' ${texts.map(bashQuoted).join(' ')}`]);
      assert.deepEqual(stdout.split('\0').slice(0, -1), texts);
    }), { numRuns: 30 });
    assert.doesNotMatch(queryLiteral('a`b\'c'), /[`'](?!$)(?<!^`)/);
  });

  await test('a hostile title stays a comment and a value', async () => {
    const title = '$(touch /tmp/x)\n`id`; \'"\n# done';
    const place = tenant.workplace();
    const handOff: HandOff = { ...await handOffOf(place), connectorTitle: title, environmentDisplayName: title };
    const script = bashScript({ ...handOff, app: { kind: 'new', uniqueName: 'connector-studio-x', displayName: title, notes: title } });
    await run('bash', ['-n', '-c', script]);
    for (const line of script.split('\n')) assert.ok(!/^\s*(`id`|touch)/.test(line), line);
  });
});
