/** Failure modes 3 and 17: what the account may not do, and what the tenant's policies forbid. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ApplicationChoice } from '../../../../src/identity/plan-model.ts';
import { renderPlan } from '../../../../src/identity/plan-text.ts';
import { applicationAdministrator, applicationDeveloper } from '../../../sandbox/graph/directory-rights.ts';
import { graphAppId, userReadId } from '../../../sandbox/preset-data.ts';
import { assertSecretless, colleague, failure, maker, newApp, tenantUnderTest, userWords, type TokenChange } from './tenant-under-test.ts';

const ownClientId = '0b6f2c1e-7d3a-4e58-9a41-c5d8e7f60213';
const ownClient: TokenChange = { ownClientId, useAzureCli: false };
const userRead = [{ resourceAppId: graphAppId, resourceAccess: [{ id: userReadId, type: 'Scope' }] }];

await suite('what may not be done', async () => {
  const tenant = await tenantUnderTest();
  const { sandbox } = tenant;
  const appOf = (owner: string): ApplicationChoice & { kind: 'existing' } =>
    ({ kind: 'existing', appId: sandbox.otherPeople.register({ displayName: 'Shared', requiredResourceAccess: userRead }, [owner]).appId });

  await test('#3 somebody else\'s app: foreseen before anything is written, and a refusal leaves the connector as it was', async () => {
    const desk = tenant.fresh();
    const choice = appOf(colleague.objectId);
    const plan = await desk.plan(choice);
    assert.deepEqual(plan.right, { to: 'change', held: 'no' });
    assert.ok(plan.remarks.some((remark) => /^The account mina@woodgrove\.example does not own the app registration "Shared" and has none of the roles Application Administrator and Cloud Application Administrator, as far as its token tells\. Microsoft Entra will most likely refuse\. Have an owner of the app add the account as one\. Or run Hand Off to an Administrator/.test(remark)), plan.remarks.join('\n'));
    assert.match(plan.steps[0]?.note ?? '', /Saved as it is, before anything else is written: this shows whether the account may change the app/);
    const files = [desk.world.properties, desk.world.settings];
    const error = await failure(desk.apply(plan));
    assert.match(userWords(error), /Insufficient privileges.*The account may not register or change this app\. It needs to own the app, or one of the roles.*it goes on from here\. Or run Hand Off to an Administrator.*request id [0-9a-f-]{36}/);
    assert.deepEqual(tenant.writes(), ['PATCH /applications/…']);
    assert.equal(tenant.state().connectors.length, 0);
    assert.deepEqual([desk.world.properties, desk.world.settings], files);
    sandbox.otherPeople.setOwners(choice.appId, [colleague.objectId, maker.objectId]);
    const after = await desk.plan(choice);
    assert.deepEqual([after.right, after.steps[0]?.action], [{ to: 'change', held: 'yes' }, 'keep']);
    assertSecretless(tenant, await desk.apply(after));
  });

  await test('#3 a connector that works with a secret today is not touched where its app may not be changed', async () => {
    sandbox.reset('established', { subjectDelayMs: 0 });
    const desk = tenant.workplace('Expenses');
    const { applications, connectors } = tenant.state();
    const expenses = applications.find(({ displayName }) => displayName === 'Woodgrove Expenses') ?? assert.fail();
    const before = connectors.find(({ displayName }) => displayName === 'Expenses') ?? assert.fail();
    sandbox.otherPeople.setOwners(expenses.appId, [colleague.objectId]);
    desk.world.settings = JSON.stringify({ connectorId: before.name, environment: before.environment });
    await failure(desk.configure({ kind: 'existing', appId: expenses.appId }));
    assert.deepEqual(tenant.state().connectors.find(({ name }) => name === before.name), before);
    assert.deepEqual(tenant.writes().filter((write) => !write.startsWith('PATCH /applications/…')), []);
  });

  await test('#3 a role is as good as ownership: nothing is tried out', async () => {
    const desk = tenant.fresh({ directoryRoles: [applicationAdministrator] });
    const plan = await desk.plan(appOf(colleague.objectId));
    assert.deepEqual([plan.right, plan.steps[0]?.action], [{ to: 'change', held: 'yes' }, 'keep']);
    assertSecretless(tenant, await desk.apply(plan));
  });

  await test('#3 where the token tells no roles it stays unknown, is said, and is found out before the connector is touched', async () => {
    const desk = tenant.fresh({ directoryRoles: null });
    const choice = appOf(colleague.objectId);
    const plan = await desk.plan(choice);
    assert.deepEqual(plan.right, { to: 'change', held: 'unknown' });
    assert.ok(plan.remarks.some((remark) => /^Whether the account mina@woodgrove\.example may change the app registration "Shared" could not be read\. The run finds out before it touches the connector\./.test(remark)), plan.remarks.join('\n'));
    await failure(desk.apply(plan));
    assert.equal(tenant.state().connectors.length, 0);
  });

  await test('#3 users may not register applications: unknown with Azure CLI\'s token, foreseen where the policy can be read', async () => {
    const desk = tenant.fresh({ registrationAllowed: false });
    const plan = await desk.plan(newApp);
    assert.deepEqual(plan.right, { to: 'register', held: 'unknown' });
    assert.ok(plan.remarks.some((remark) => /may register applications could not be read\. The run finds out with its first step\./.test(remark)));
    assert.match(userWords(await failure(desk.apply(plan))), /may not register or change this app.*Hand Off to an Administrator.*request id/);
    assert.deepEqual([tenant.state().applications.length, tenant.state().connectors.length, tenant.state().writes], [0, 0, 1]);

    sandbox.turn({ ownClients: [{ clientId: ownClientId, scopes: ['Application.ReadWrite.All', 'Policy.Read.All'] }] });
    const reader = tenant.workplace('MS Graph', ownClient);
    const foreseen = await reader.plan(newApp);
    assert.deepEqual(foreseen.right, { to: 'register', held: 'no' });
    assert.ok(foreseen.remarks.some((remark) => /The tenant lets only some users register applications, and the account mina@woodgrove\.example has none of the roles Application Developer.*Choose an app registration that the account owns\. Or run Hand Off/.test(remark)), foreseen.remarks.join('\n'));
    sandbox.turn({ directoryRoles: [applicationDeveloper] });
    const developer = tenant.workplace('MS Graph', ownClient);
    const allowed = await developer.plan(newApp);
    assert.deepEqual(allowed.right, { to: 'register', held: 'yes' });
    assertSecretless(tenant, await developer.apply(allowed));
  });

  await test('#3 each step that writes states the permission and the role that it needs, and nothing else does', async () => {
    const desk = tenant.fresh();
    const plan = await desk.plan(newApp);
    const rights = new Map(plan.steps.map(({ id, right }) => [id, right]));
    assert.match(rights.get('application') ?? '', /^Microsoft Graph: Application\.ReadWrite\.All; any user where users may register applications, else Application Developer/);
    for (const id of ['permissions', 'servicePrincipal', 'redirectUri', 'federatedCredential'] as const) assert.match(rights.get(id) ?? '', /^Microsoft Graph: Application\.ReadWrite\.All; owner of the app, as whoever registers it is/);
    assert.match(rights.get('connector') ?? '', /^Power Apps: user_impersonation; role Environment Maker/);
    assert.equal(rights.get('securityBlock'), undefined);
    assert.match(renderPlan(plan), /^# +Needs Power Apps: user_impersonation; role Environment Maker/m);
    await desk.apply(plan);
    assert.ok((await desk.plan(newApp)).steps.every(({ right }) => right === undefined));
  });

  await test('#17 a policy forbids the issuer: told with the setting, the connector is there and the next run goes on', async () => {
    const desk = tenant.fresh({ tenantPolicies: ['issuer'] });
    assert.match(userWords(await failure(desk.configure())), /not allowed as per assigned policy\. A policy of the tenant forbids federated credentials of this issuer\. Ask an administrator to allow it in the app management policy\. .*request id [0-9a-f-]{36}/);
    assert.deepEqual(tenant.app().federatedCredentials, []);
    sandbox.turn({ tenantPolicies: [] });
    assertSecretless(tenant, await desk.configure());
  });

  await test('#17 a service tree id is asked for: told, nothing was made', async () => {
    const desk = tenant.fresh({ tenantPolicies: ['serviceTree'] });
    assert.match(userWords(await failure(desk.configure())), /ServiceManagementReference field is required.*Register the app in the portal with it, then choose it as an existing app registration\. .*request id/);
    assert.deepEqual([tenant.state().applications.length, tenant.state().connectors.length, tenant.state().writes], [0, 0, 1]);
  });

  await test('#17 the account\'s quota of objects is used up: told, nothing was made', async () => {
    const desk = tenant.fresh({ tenantPolicies: ['quota'] });
    assert.match(userWords(await failure(desk.configure())), /quota limit.*A user without an administrator's role may have 250 objects.*choose an existing app registration\. .*Directory_QuotaExceeded, request id/);
    assert.deepEqual([tenant.state().applications.length, tenant.state().writes], [0, 1]);
  });
});
