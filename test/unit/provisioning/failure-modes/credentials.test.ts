/** Failure modes 8, 9, 11, 12, 21 and 23: federated credentials. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { PlanOutdatedError } from '../../../../src/identity/apply.ts';
import type { Plan, PlanStep } from '../../../../src/identity/plan-model.ts';
import { renderPlan } from '../../../../src/identity/plan-text.ts';
import { planIsEmpty } from '../../../../src/identity/plan.ts';
import { settlingTimeLeft, writtenAt } from '../../../../src/identity/credential-age.ts';
import { explainSignInError } from '../../../../src/identity/sign-in-errors.ts';
import { assertSecretless, failure, maker, tenantUnderTest, userWords } from './tenant-under-test.ts';

const stepOf = (plan: Plan, id: PlanStep['id']): PlanStep => plan.steps.find((step) => step.id === id) ?? assert.fail();
const changed = (plan: Plan): string[] => plan.steps.filter(({ action }) => action !== 'keep').map(({ id, action }) => `${id} ${action}`);

await suite('federated credentials', async () => {
  const tenant = await tenantUnderTest();
  const { sandbox } = tenant;
  const credentialPath = 'federatedIdentityCredentials';

  await test('#8 the name is taken: equal is done, other values are a change that the plan shows', async () => {
    const desk = tenant.fresh();
    const { appId, subject, issuer } = await desk.configure();
    assert.equal(planIsEmpty(await desk.plan()), true);
    sandbox.otherPeople.changeCredentials(appId, ([own]) => [{ ...own!, subject: `${subject}-of-another` }]);
    const plan = await desk.plan();
    assert.deepEqual(changed(plan), ['federatedCredential change']);
    assert.deepEqual(stepOf(plan, 'federatedCredential').fields.find(({ name }) => name === 'subject'), { name: 'subject', before: `${subject}-of-another`, after: subject });
    const { writes } = tenant.state();
    await desk.apply(plan);
    assert.equal(tenant.state().writes, writes + 1);
    assert.deepEqual(tenant.app().federatedCredentials.map((credential) => [credential.subject, credential.issuer]), [[subject, issuer]]);
  });

  await test('#8 the name is taken between plan and write by other values (409): the run stops and shows them', async () => {
    const desk = tenant.fresh();
    const plan = await desk.plan();
    const ours = stepOf(plan, 'federatedCredential').fields[0]?.after ?? assert.fail();
    const theirs = { name: ours, issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:a/b:environment:prod', audiences: ['api://AzureADTokenExchange'] };
    sandbox.faults.add({
      match: { method: 'PATCH', path: credentialPath }, number: 1, kind: 'status', status: 409,
      meanwhile: () => sandbox.otherPeople.changeCredentials(tenant.app().appId, () => [theirs]),
    });
    const error = await failure(desk.apply(plan));
    assert.ok(error instanceof PlanOutdatedError, userWords(error));
    assert.match(error.message, /Something has changed since the plan was made/);
    assert.deepEqual(changed(error.plan), ['federatedCredential change']);
    assert.deepEqual(tenant.app().federatedCredentials.map(({ subject }) => subject), [theirs.subject]);
    assertSecretless(tenant, await desk.apply(error.plan));
  });

  await test('#9 issuer and subject stand under another name: adopted, none created', async () => {
    const desk = tenant.fresh();
    const { appId } = await desk.configure();
    sandbox.otherPeople.changeCredentials(appId, ([own]) => [{ ...own!, name: 'by-hand' }]);
    const plan = await desk.plan();
    assert.equal(planIsEmpty(plan), true);
    assert.match(stepOf(plan, 'federatedCredential').note ?? '', /there already under another name/);
  });

  await test('#9 they appear under another name between plan and write, unseen by the replicas at first (400): adopted', async () => {
    const desk = tenant.fresh();
    const plan = await desk.plan();
    sandbox.faults.add({
      match: { method: 'GET', path: credentialPath }, number: 1, kind: 'delay',
      meanwhile: () => {
        const { connectors } = tenant.state();
        const identity = connectors[0]?.properties as { connectionParameters: { token: { oAuthSettings: { properties: { FederatedIdentityCredentials: { Issuer: string; Subject: string; Audience: string } } } } } };
        const { Issuer: issuer, Subject: subject, Audience: audience } = identity.connectionParameters.token.oAuthSettings.properties.FederatedIdentityCredentials;
        sandbox.otherPeople.changeCredentials(tenant.app().appId, () => [{ name: 'by-hand', issuer, subject, audiences: [audience] }]);
        sandbox.turn({ staleReadMs: 6_000, staleEvery: 1 });
      },
    });
    const result = await desk.apply(plan);
    assert.deepEqual(tenant.app().federatedCredentials.map(({ name }) => name), ['by-hand']);
    assertSecretless(tenant, result);
  });

  for (const { what, spoil, note, marked } of [
    { what: 'case', spoil: (subject: string) => ({ subject: subject.replace('europe', 'Europe') }), note: /differ from the connector's in case alone/, marked: true },
    { what: 'a slash at the end of the issuer', spoil: (_subject: string, issuer: string) => ({ issuer: `${issuer}/` }), note: /its values are no longer the connector's/, marked: false },
    { what: 'a blank after the subject', spoil: (subject: string) => ({ subject: `${subject} ` }), note: /its values are no longer the connector's/, marked: false },
    { what: 'the audience of another cloud', spoil: () => ({ audiences: ['api://AzureADTokenExchangeUSGov'] }), note: /its values are no longer the connector's/, marked: false },
  ]) {
    await test(`#11 a credential that differs by ${what}: shown and put right, to the byte`, async () => {
      const desk = tenant.fresh();
      const result = await desk.configure();
      sandbox.otherPeople.changeCredentials(result.appId, ([own]) => [{ ...own!, ...spoil(result.subject, result.issuer) }]);
      const plan = await desk.plan();
      assert.deepEqual(changed(plan), ['federatedCredential change']);
      assert.match(stepOf(plan, 'federatedCredential').note ?? '', note);
      assert.equal(/^#.*\^/m.test(renderPlan(plan)), marked, renderPlan(plan));
      assertSecretless(tenant, await desk.apply(plan));
      assert.equal(tenant.app().federatedCredentials.length, 1);
    });
  }

  await test('#12 two connectors configured at once for one app: both redirect URIs and both credentials are there', async () => {
    tenant.fresh();
    const { appId } = sandbox.otherPeople.register({ displayName: 'Shared' }, [maker.objectId]);
    const desks = ['First', 'Second', 'Third'].map((title) => tenant.workplace(title));
    // Slow answers, so that the runs are in the middle of each other's steps.
    sandbox.faults.add({ match: { host: 'graph.microsoft.com', path: 'applications' }, kind: 'delay', delayMs: 15 });
    const results = await Promise.all(desks.map((desk) => desk.configure({ kind: 'existing', appId })));
    const { redirectUris, federatedCredentials } = tenant.app(appId);
    assert.deepEqual([...redirectUris].sort(), results.map(({ redirectUrl }) => redirectUrl).sort());
    assert.deepEqual(federatedCredentials.map(({ subject }) => subject).sort(), results.map(({ subject }) => subject).sort());
    assert.deepEqual(tenant.state().violations, []);
  });

  for (const path of ['federatedIdentityCredentials', '^/v1.0/applications/[0-9a-f-]+$']) {
    await test(`#12 somebody writes ${path === 'federatedIdentityCredentials' ? 'a credential' : 'the app'} at the same time (409): looked at again and written`, async () => {
      const desk = tenant.fresh();
      sandbox.faults.add({ match: { method: 'PATCH', path }, number: 1, times: 2, kind: 'status', status: 409, body: { error: { code: 'Directory_ConcurrencyViolation', message: 'A conflicting object was changed at the same time.' } } });
      assertSecretless(tenant, await desk.configure());
    });
  }

  await test('#12 a conflict that does not end is told, and the next run goes on', async () => {
    const desk = tenant.fresh();
    sandbox.faults.add({ match: { method: 'PATCH', path: 'federatedIdentityCredentials' }, kind: 'status', status: 409, body: { error: { code: 'Directory_ConcurrencyViolation', message: 'A conflicting object was changed at the same time.' } } });
    assert.match(userWords(await failure(desk.configure())), /changed at the same time\. \(Directory_ConcurrencyViolation, request id/);
    assert.ok(tenant.writes().filter((write) => write.includes('federatedIdentityCredentials')).length <= 3);
    sandbox.faults.clear();
    assertSecretless(tenant, await desk.configure());
  });

  await test('#21 the connector was made anew elsewhere: its old credential is replaced under the same name', async () => {
    const desk = tenant.fresh();
    const first = await desk.configure();
    const former = first.subject.replace('europe-002', 'unitedstates-002');
    sandbox.otherPeople.changeCredentials(first.appId, ([own]) => [{ ...own!, subject: former }]);
    sandbox.otherPeople.deleteConnector(first.environment, first.connectorName);
    const plan = await desk.plan();
    assert.deepEqual(changed(plan), ['connector create', 'redirectUri create', 'federatedCredential change'], renderPlan(plan));
    assert.ok(plan.remarks.some((remark) => remark.includes(`names the connector ${first.connectorName}, which is not in`)));
    const result = await desk.apply(plan);
    assert.deepEqual(tenant.app().federatedCredentials.map(({ subject }) => subject), [result.subject]);
    assert.notEqual(result.subject, former);
    assertSecretless(tenant, result);
  });

  await test('#23 a token asked for too early: refused, the miss remembered, explained, and gone after the wait', async () => {
    const desk = tenant.fresh({ credentialPropagationMs: 60_000, negativeCacheMs: 120_000 });
    const { issuer, subject, audience, appId } = await desk.configure();
    const written = writtenAt(desk.world.journal, 'federatedCredential');
    // Counted from the write; reading until the replicas agreed has taken some of it.
    const left = settlingTimeLeft(written, sandbox.now());
    assert.ok(left > 100_000 && left <= 120_000, String(left));
    const ask = () => sandbox.requestFederatedToken({ issuer, subject, audience, clientId: appId, tenantId: sandbox.tenantId });
    const early = await failure(ask());
    const [explanation] = explainSignInError(early.message);
    assert.match(`${explanation?.what} ${explanation?.why} ${explanation?.next}`, /minutes/i, early.message);
    sandbox.passTime(61_000);
    await assert.rejects(ask(), /AADSTS700/, 'the miss is remembered');
    sandbox.passTime(120_000);
    assert.equal(settlingTimeLeft(written, sandbox.now()), 0);
    assert.ok((await ask()).token.length > 0);
    assert.equal(settlingTimeLeft(undefined, 0), 0, 'nothing is known of a credential that somebody else wrote');
    sandbox.turn({ negativeCacheMs: 0, credentialPropagationMs: 0 });
  });
});
