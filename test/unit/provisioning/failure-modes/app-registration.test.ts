/** Failure modes 13 to 16 and 18: the app registration itself, its redirect URIs, grants, and a service that is busy. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { PlanRefusedError } from '../../../../src/identity/apply.ts';
import type { ApplicationChoice } from '../../../../src/identity/plan-model.ts';
import { planIsEmpty } from '../../../../src/identity/plan.ts';
import { cloudApplicationAdministrator } from '../../../sandbox/graph/directory-rights.ts';
import { graphAppId, userReadId } from '../../../sandbox/preset-data.ts';
import { assertSecretless, failure, maker, newApp, tenantUnderTest, userWords } from './tenant-under-test.ts';

const KEPT = ['https://z.example/cb', 'https://a.example/Cb', 'https://a.example/cb'];
const userRead = [{ resourceAppId: graphAppId, resourceAccess: [{ id: userReadId, type: 'Scope' }] }];

await suite('the app registration', async () => {
  const tenant = await tenantUnderTest();
  const { sandbox } = tenant;
  const existing = (properties: Parameters<typeof sandbox.otherPeople.register>[0] = {}): ApplicationChoice & { kind: 'existing' } =>
    ({ kind: 'existing', appId: sandbox.otherPeople.register({ displayName: 'Shared', ...properties }, [maker.objectId]).appId });

  await test('#13 a deleted app holds our unique name: the plan restores it, and says which role that takes', async () => {
    const desk = tenant.fresh({ directoryRoles: [cloudApplicationAdministrator] });
    const first = await desk.configure();
    sandbox.otherPeople.deleteApplication(first.appId);
    const plan = await desk.plan();
    const step = plan.steps[0] ?? assert.fail();
    assert.deepEqual([step.id, step.action, step.fields.at(-1)?.after], ['application', 'change', 'no (restored)']);
    assert.match(step.note ?? '', /A deleted app registration holds the unique name .* takes one of the roles Application Administrator, Cloud Application Administrator and Hybrid Identity Administrator\. Or register a new app under another unique name\./);
    assert.deepEqual(plan.right, { to: 'restore', held: 'yes' });
    assert.ok(plan.remarks.includes('Whether consent was given for User.Read can be read only when the app is restored.'));
    const before = tenant.writes().length;
    const result = await desk.apply(plan);
    assert.equal(result.appId, first.appId);
    assert.deepEqual(tenant.writes().slice(before), ['POST /directory/deletedItems/…/restore', 'POST /servicePrincipals']);
    assert.deepEqual(tenant.state().deletedApplications, []);
    assertSecretless(tenant, result);
    assert.equal(planIsEmpty(await desk.plan()), true);
  });

  await test('#13 a restored app lags like a new one', async () => {
    const desk = tenant.fresh({ directoryRoles: [cloudApplicationAdministrator] });
    const first = await desk.configure();
    sandbox.otherPeople.deleteApplication(first.appId);
    sandbox.turn({ newApplicationLagMs: 100_000 });
    assertSecretless(tenant, await desk.configure());
  });

  await test('#13 the answer to the restore is lost and the app lags: found, and nothing it had is overwritten', async () => {
    const desk = tenant.fresh({ directoryRoles: [cloudApplicationAdministrator] });
    const first = await desk.configure();
    const mail = { resourceAppId: graphAppId, resourceAccess: [{ id: '570282fd-fa5c-430d-a7fd-fc8dc98a9dca', type: 'Scope' }] };
    sandbox.otherPeople.changePermissions(first.appId, ([access]) => [{ ...access!, resourceAccess: [...access!.resourceAccess, ...mail.resourceAccess] }]);
    const before = tenant.app(first.appId);
    sandbox.otherPeople.deleteApplication(first.appId);
    sandbox.turn({ newApplicationLagMs: 60_000 });
    sandbox.faults.add({ match: { method: 'POST', path: '/restore$' }, number: 1, kind: 'reset-after' });
    const result = await desk.configure().catch(() => desk.configure());
    assertSecretless(tenant, result);
    assert.deepEqual(tenant.app(first.appId).requiredResourceAccess, before.requiredResourceAccess);
    assert.equal(tenant.writes().filter((write) => write.endsWith('/restore')).length, 1);
  });

  await test('#13 without the role the plan says so, and a new app under another unique name is found again later', async () => {
    const desk = tenant.fresh();
    const first = await desk.configure();
    sandbox.otherPeople.deleteApplication(first.appId);
    const plan = await desk.plan();
    assert.deepEqual(plan.right, { to: 'restore', held: 'no' });
    assert.ok(plan.remarks.some((remark) => /^The account mina@woodgrove\.example has, as far as its token tells, none of the roles .* Register the app under a new unique name instead.*Hand Off to an Administrator/.test(remark)), plan.remarks.join('\n'));
    assert.match(userWords(await failure(desk.apply(plan))), /Insufficient privileges.*Restoring a deleted app registration takes one of the roles.*Hand Off to an Administrator.*request id/);
    const result = await desk.configure({ kind: 'new', displayName: 'MS Graph', uniqueNameSuffix: '2' });
    assert.notEqual(result.appId, first.appId);
    assert.match(tenant.app(result.appId).uniqueName ?? '', /-2$/);
    assert.equal(planIsEmpty(await desk.plan()), true, 'without the suffix: the journal knows');
    assert.equal(tenant.state().applications.length, 1);
  });

  await test('#14 redirect URIs: order and case are kept, one that was added since the plan too', async () => {
    const desk = tenant.fresh();
    const choice = existing({ redirectUris: KEPT });
    const plan = await desk.plan(choice);
    sandbox.otherPeople.changeRedirectUris(choice.appId, (uris) => [...uris, 'https://new.example/cb']);
    const result = await desk.apply(plan);
    assertSecretless(tenant, result, { redirectUris: [...KEPT, 'https://new.example/cb'] });
  });

  await test('#14 another writer overwrites ours right after our write: written again beside theirs', async () => {
    const desk = tenant.fresh();
    const choice = existing({ redirectUris: KEPT });
    const isRedirect = { method: 'PATCH', path: '^/v1.0/applications/[^/]+$' };
    const plan = await desk.plan(choice);
    // Permissions come first, redirect URIs second.
    sandbox.faults.add({ match: isRedirect, number: 2, kind: 'delay', meanwhile: () => sandbox.otherPeople.changeRedirectUris(choice.appId, () => [...KEPT, 'https://theirs.example/cb']) });
    const result = await desk.apply(plan);
    assertSecretless(tenant, result, { redirectUris: [...KEPT, 'https://theirs.example/cb'] });
  });

  await test('#14 another writer adds one between our read and our write, as a replica still shows: it comes back', async () => {
    const desk = tenant.fresh();
    const choice = existing({ redirectUris: KEPT, requiredResourceAccess: userRead });
    const plan = await desk.plan(choice);
    const reads = { method: 'GET', path: `^/v1.0/applications\\(appId='${choice.appId}'\\)$` };
    // Once at the start, once right before the write: theirs comes in after that.
    sandbox.faults.add({ match: reads, number: 2, kind: 'delay', meanwhile: () => {
      sandbox.otherPeople.changeRedirectUris(choice.appId, (uris) => [...uris, 'https://theirs.example/cb']);
      sandbox.turn({ staleReadMs: 3_000 });
    } });
    const result = await desk.apply(plan);
    assertSecretless(tenant, result, { redirectUris: [...KEPT, 'https://theirs.example/cb'] });
  });

  await test('#14 another writer overwrites the permissions right after our write: written again beside theirs', async () => {
    const desk = tenant.fresh();
    const theirs = { resourceAppId: '8c5b1f20-e93a-4d67-a284-0f7d6b3ce915', resourceAccess: [{ id: 'd0a7c3e8-1f42-4956-b8e0-95c6a27f4d13', type: 'Scope' }] };
    const mail = { id: '570282fd-fa5c-430d-a7fd-fc8dc98a9dca', type: 'Scope' };
    const choice = existing({ requiredResourceAccess: [{ resourceAppId: graphAppId, resourceAccess: [mail] }] });
    const plan = await desk.plan(choice);
    sandbox.faults.add({ match: { method: 'PATCH', path: '^/v1.0/applications/[^/]+$' }, number: 1, kind: 'delay', meanwhile: () => sandbox.otherPeople.changePermissions(choice.appId, () => [{ resourceAppId: graphAppId, resourceAccess: [mail] }, theirs]) });
    await desk.apply(plan);
    assert.deepEqual(tenant.app(choice.appId).requiredResourceAccess, [{ resourceAppId: graphAppId, resourceAccess: [mail, ...userRead[0]!.resourceAccess] }, theirs]);
  });

  await test('#14 another window overwrites ours at the very end of the run: written again beside theirs', async () => {
    const desk = tenant.fresh();
    const choice = existing({ redirectUris: KEPT });
    sandbox.faults.add({ match: { method: 'PATCH', path: 'federatedIdentityCredentials' }, number: 1, kind: 'delay', meanwhile: () => {
      sandbox.otherPeople.changeRedirectUris(choice.appId, () => [...KEPT, 'https://theirs.example/cb']);
      sandbox.otherPeople.changePermissions(choice.appId, () => [{ resourceAppId: '8c5b1f20-e93a-4d67-a284-0f7d6b3ce915', resourceAccess: [{ id: 'd0a7c3e8-1f42-4956-b8e0-95c6a27f4d13', type: 'Scope' }] }]);
    } });
    const result = await desk.configure(choice);
    const { redirectUris, requiredResourceAccess } = tenant.app(choice.appId);
    assert.deepEqual([...redirectUris].sort(), [...KEPT, 'https://theirs.example/cb', result.redirectUrl].sort());
    assert.equal(requiredResourceAccess.length, 2);
    assert.deepEqual(result.remarks.filter((remark) => /everywhere/.test(remark)), []);
    assert.equal(planIsEmpty(await desk.plan(choice)), true);
  });

  await test('#14 256 redirect URIs: refused before anything is written', async () => {
    const desk = tenant.fresh();
    const choice = existing({ redirectUris: Array.from({ length: 256 }, (_, index) => `https://a.example/${index}`) });
    const error = await failure(desk.plan(choice));
    assert.ok(error instanceof PlanRefusedError);
    assert.match(error.message, /"Shared" has 256 redirect URIs, the most that Entra allows.*Remove one that is no longer used in the portal, or choose another app registration\./);
    assert.equal(tenant.state().writes, 0);
  });

  for (const audience of ['AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount']) {
    await test(`#15 an app for ${audience}: the plan shows the change to one tenant and what it means`, async () => {
      const desk = tenant.fresh();
      const choice = existing({ signInAudience: audience });
      const plan = await desk.plan(choice);
      const step = plan.steps[0] ?? assert.fail();
      assert.equal(step.action, 'change');
      assert.deepEqual(step.fields.at(-1), { name: 'supported accounts', before: audience, after: 'AzureADMyOrg' });
      assert.match(step.note ?? '', /Accounts of other tenants will no longer be able to sign in with this app\./);
      assertSecretless(tenant, await desk.apply(plan));
    });
  }

  await test('#16 grants are read and told, never written', async () => {
    sandbox.reset('established', { subjectDelayMs: 0 });
    const desk = tenant.workplace();
    const { permissionGrants, applications } = tenant.state();
    const expenses = applications.find(({ displayName }) => displayName === 'Woodgrove Expenses') ?? assert.fail();
    const consented = await desk.plan({ kind: 'existing', appId: expenses.appId });
    assert.ok(!consented.remarks.some((remark) => /consent/i.test(remark)), consented.remarks.join('\n'));
    await desk.apply(consented);
    assert.deepEqual(tenant.state().permissionGrants, permissionGrants);
    assert.ok(!tenant.writes().some((write) => write.includes('oauth2PermissionGrants')));
    const fresh = tenant.fresh();
    assert.ok((await fresh.plan(newApp, { scopes: ['Application.Read.All'] })).remarks.some((remark) => /An administrator has to consent to Application\.Read\.All before a connection works.*This run does not do it\./.test(remark)));
  });

  await test('#18 429: a wait that is asked for is obeyed, by a POST too', async () => {
    const desk = tenant.fresh();
    for (const match of [{ method: 'POST', path: '/servicePrincipals$' }, { method: 'POST', path: '/apis$' }, { method: 'PATCH', path: 'federatedIdentityCredentials' }]) {
      sandbox.faults.add({ match, number: 1, kind: 'status', status: 429, headers: { 'retry-after': '1' } });
    }
    const start = performance.now();
    assertSecretless(tenant, await desk.configure());
    assert.ok(performance.now() - start > 2_900);
    assert.deepEqual([tenant.state().applications.length, tenant.state().connectors.length], [1, 1]);
  });

  await test('#18 a longer wait is said, and can be cancelled', async () => {
    const desk = tenant.fresh();
    sandbox.faults.add({ match: { write: true }, number: 1, kind: 'status', status: 429, headers: { 'retry-after': '45' } });
    const waits: string[] = [];
    const cancel = new AbortController();
    const patient = tenant.workplace('MS Graph', {}, (message) => { waits.push(message); setTimeout(() => cancel.abort(new Error('cancelled by the user')), 20); });
    const start = performance.now();
    const error = await failure(patient.apply(await desk.plan(), { signal: cancel.signal }));
    assert.match(error.message, /cancelled by the user/);
    assert.deepEqual(waits, ['graph.microsoft.com is limiting requests; going on in 45 s.']);
    assert.ok(performance.now() - start < 5_000);
    assert.equal(tenant.state().applications.length, 0);
  });

  await test('#18 one that is too long is told with its time, and the next run goes on', async () => {
    const desk = tenant.fresh();
    sandbox.faults.add({ match: { method: 'POST', path: '/apis$' }, number: 1, kind: 'status', status: 429, headers: { 'retry-after': '600' } });
    assert.match(userWords(await failure(desk.configure())), /asks to wait 10 minutes.*request id/);
    assertSecretless(tenant, await desk.configure());
    assert.equal(tenant.state().connectors.length, 1);
  });
});
