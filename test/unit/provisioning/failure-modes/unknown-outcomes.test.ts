/** Failure modes 4 to 7 and 20: what happened is not known, or not seen yet. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { IdentityNotGeneratedError, NotReplicatedError } from '../../../../src/identity/apply.ts';
import { planIsEmpty } from '../../../../src/identity/plan.ts';
import { assertSecretless, failure, maker, newApp, tenantUnderTest, userWords } from './tenant-under-test.ts';

await suite('what happened is not known, or not seen yet', async () => {
  const tenant = await tenantUnderTest();
  const { sandbox } = tenant;

  await test('#4 apps of the same name are left alone: ours is found by its unique name', async () => {
    const desk = tenant.fresh();
    const others = [1, 2].map(() => sandbox.otherPeople.register({ displayName: 'MS Graph' }, [maker.objectId]));
    const result = await desk.configure();
    assert.equal(tenant.state().applications.length, 3);
    for (const { appId } of others) assert.deepEqual(tenant.app(appId).federatedCredentials, []);
    assertSecretless(tenant, result);
    assert.equal(planIsEmpty(await desk.plan()), true);
    const { writes } = tenant.state();
    assert.equal((await desk.configure()).appId, result.appId);
    assert.equal(tenant.state().writes, writes);
  });

  await test('#5 an answer lost at any write of a run, or a request that never arrived: one of each in the end', async () => {
    tenant.fresh();
    await tenant.workplace().configure();
    const writes = tenant.writes();
    assert.deepEqual(writes, [
      "PATCH /applications(uniqueName='…')", 'POST /servicePrincipals', 'POST /apis', 'PATCH /applications/…', "PATCH /applications/…/federatedIdentityCredentials(name='…')",
    ]);
    for (const [index, write] of writes.entries()) {
      for (const kind of ['reset-after', 'reset-before'] as const) {
        const desk = tenant.fresh();
        sandbox.faults.add({ match: { write: true }, number: index + 1, kind });
        const result = await desk.configure().catch(async (error: unknown) => {
          // Not done, and not done twice: what is left is made by the next run.
          assert.match(userWords(error), /^The connection to \S+ broke off before an answer arrived\. Try again\./, write);
          return desk.configure();
        });
        const { applications, connectors } = tenant.state();
        assert.deepEqual([applications.length, connectors.length], [1, 1], `${kind} at ${write}`);
        assertSecretless(tenant, result);
        // Sent again by itself, but for the one that would make a second connector: that is looked for first.
        assert.equal(tenant.state().writes, kind === 'reset-after' && write === 'POST /apis' ? writes.length : writes.length + 1, `${kind} at ${write}`);
      }
    }
  });

  await test('#5 the answer to the connector\'s create is lost and no list shows it yet: found by its name, none is made beside it', async () => {
    const desk = tenant.fresh({ connectorListLagMs: 600_000 });
    sandbox.faults.add({ match: { method: 'POST', path: '/apis$' }, number: 1, kind: 'reset-after' });
    assertSecretless(tenant, await desk.configure());
    assert.equal(tenant.writes().filter((write) => write === 'POST /apis').length, 1);
    assert.equal(tenant.state().connectors.length, 1);
  });

  for (const { what, match, status, body } of [
    { what: 'the service principal (400)', match: { method: 'POST', path: '/servicePrincipals$' }, status: 400, body: { error: { code: 'Request_BadRequest', message: 'The appId does not reference a valid application object.', details: [{ code: 'NoBackingApplicationObject', message: 'x', target: 'appId' }] } } },
    { what: 'the service principal (403)', match: { method: 'POST', path: '/servicePrincipals$' }, status: 403, body: { error: { code: 'Authorization_RequestDenied', message: 'When using this permission, the backing application of the service principal being created must in the local tenant' } } },
    { what: 'the redirect URIs', match: { method: 'PATCH', path: '^/v1.0/applications/[0-9a-f-]+$' }, status: 404, body: undefined },
    { what: 'reading the credentials', match: { method: 'GET', path: 'federatedIdentityCredentials$' }, status: 404, body: undefined },
    { what: 'the credential', match: { method: 'PATCH', path: 'federatedIdentityCredentials' }, status: 404, body: undefined },
  ]) {
    await test(`#6 a new app is unknown at the step of ${what} alone: waited for there`, async () => {
      const desk = tenant.fresh();
      sandbox.faults.add({ match, number: 1, times: 4, kind: 'status', status, body });
      assertSecretless(tenant, await desk.configure());
      assert.deepEqual(desk.delays.slice(0, 4), [1000, 2000, 4000, 8000]);
    });
  }

  await test('#6 an app that is not ours and is unknown: believed at once', async () => {
    const desk = tenant.fresh();
    // That a new app was made a moment ago for the same connector is no reason to wait for another one.
    await desk.configure();
    desk.delays.length = 0;
    const connectors = tenant.state().connectors;
    const { appId } = sandbox.otherPeople.register({ displayName: 'Shared' }, [maker.objectId]);
    const plan = await desk.plan({ kind: 'existing', appId });
    sandbox.faults.add({ match: { method: 'PATCH', path: '^/v1.0/applications/' }, kind: 'status', status: 404 });
    assert.match(userWords(await failure(desk.apply(plan))), /Request_ResourceNotFound, request id/);
    assert.deepEqual(desk.delays, []);
    assert.deepEqual(tenant.state().connectors, connectors);
  });

  await test('#6 a new app that is 404, 403 or without backing object for minutes, in every step', async () => {
    const desk = tenant.fresh({ newApplicationLagMs: 150_000 });
    const result = await desk.configure();
    assertSecretless(tenant, result);
    assert.ok(desk.messages.some((message) => /Microsoft Entra does not know the new app registration everywhere yet; trying again in \d+ s\./.test(message)), desk.messages.join('\n'));
    assert.equal(tenant.writes().filter((write) => write.startsWith('PATCH /applications(uniqueName')).length, 1);
  });

  await test('#6 a service principal that was made, whose answer was lost and that does not show yet', async () => {
    const desk = tenant.fresh({ newApplicationLagMs: 40_000 });
    sandbox.faults.add({ match: { method: 'POST', path: '/servicePrincipals$' }, number: 1, kind: 'delay', meanwhile: () => sandbox.passTime(60_000) });
    sandbox.faults.add({ match: { method: 'POST', path: '/servicePrincipals$' }, number: 2, kind: 'reset-after' });
    assertSecretless(tenant, await desk.configure());
  });

  await test('#6 an app that never shows ends the run in words, and the next goes on with the same app', async () => {
    const desk = tenant.fresh({ newApplicationLagMs: 600_000 });
    const error = await failure(desk.configure());
    assert.ok(error instanceof NotReplicatedError);
    assert.match(error.message, /was created, but Microsoft Entra does not know it everywhere after 181 seconds\. Run Configure Managed Identity again in a few minutes: it goes on from here\./);
    assert.equal(tenant.state().connectors.length, 0);
    sandbox.turn({ newApplicationLagMs: 0 });
    assertSecretless(tenant, await desk.configure());
    assert.equal(tenant.state().applications.length, 1);
  });

  await test('#6 a real refusal is not taken for lag: told at once, nothing retried', async () => {
    const desk = tenant.fresh();
    sandbox.faults.add({ match: { method: 'POST', path: '/servicePrincipals$' }, kind: 'status', status: 403 });
    const error = await failure(desk.configure());
    assert.match(userWords(error), /The account may not register or change this app\. .*request id [0-9a-f-]{36}/);
    assert.deepEqual(desk.delays, []);
    assert.equal(tenant.writes().filter((write) => write === 'POST /servicePrincipals').length, 1);
    assert.equal(tenant.state().connectors.length, 0);
  });

  await test('#7 replicas that are behind: done only after five good reads in a row', async () => {
    const desk = tenant.fresh({ staleReadMs: 45_000, staleEvery: 5 });
    const result = await desk.configure();
    assertSecretless(tenant, result);
    assert.deepEqual(result.remarks.filter((remark) => /everywhere/.test(remark)), []);
    assert.ok(desk.messages.some((message) => /Microsoft Entra does not show all changes everywhere yet; looking again in \d+ s\./.test(message)));
    assert.ok(desk.delays.reduce((sum, delay) => sum + delay, 0) >= 45_000, 'ended while a replica was behind');
  });

  await test('#7 replicas that stay behind: the result says so', async () => {
    const desk = tenant.fresh({ staleReadMs: 3_600_000 });
    const result = await desk.configure();
    assert.ok(result.remarks.includes('Microsoft Entra has accepted all changes but does not show them everywhere yet. Run Verify Managed Identity in a few minutes.'));
    assert.deepEqual(tenant.app().redirectUris, [result.redirectUrl]);
    assert.equal(tenant.app().federatedCredentials.length, 1);
  });

  await test('#20 cancelled half-way, and a subject that is late: the next run goes on where it stopped', async () => {
    const desk = tenant.fresh({ subjectDelayMs: 3_600_000 });
    const cancel = new AbortController();
    const reason = new Error('cancelled by the user');
    const plan = await desk.plan(newApp);
    sandbox.faults.add({ match: { method: 'POST', path: '/servicePrincipals$' }, kind: 'delay', meanwhile: () => cancel.abort(reason) });
    assert.equal(await failure(desk.apply(plan, { signal: cancel.signal })), reason);
    assert.equal(tenant.state().connectors.length, 0);
    sandbox.faults.clear();
    const late = await failure(desk.configure());
    assert.ok(late instanceof IdentityNotGeneratedError);
    assert.match(late.message, /saved the connector shared_\S+ but not generated its subject within 5 minutes\. Run Configure Managed Identity again later: it goes on from here\. Or paste the values/);
    assert.deepEqual(tenant.app().federatedCredentials, []);
    sandbox.passTime(3_600_000);
    const before = tenant.writes().length;
    assertSecretless(tenant, await desk.configure());
    assert.deepEqual(tenant.writes().slice(before), ['PATCH /applications/…', "PATCH /applications/…/federatedIdentityCredentials(name='…')"]);
  });
});
