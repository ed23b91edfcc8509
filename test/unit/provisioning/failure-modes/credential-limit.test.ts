/** Failure mode 10: an app has all the federated credentials that Entra allows. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createEnvironments } from '../../../../src/cloud/power-platform/environments.ts';
import { formatSubject, CONNECTORS_APPLICATION_ID } from '../../../../src/connector/connector-subject.ts';
import { predictApiName } from '../../../../src/connector/connector-name.ts';
import { PlanRefusedError } from '../../../../src/identity/apply.ts';
import { applyChanges, planChanges } from '../../../../src/identity/changes.ts';
import { renderChangePlan } from '../../../../src/identity/changes-text.ts';
import { credentialUses, removalsOf, type DanglingInput } from '../../../../src/identity/dangling-credentials.ts';
import { restrictedEnvironment } from '../../../sandbox/preset-data.ts';
import type { NewCredential } from '../../../sandbox/other-people.ts';
import { assertSecretless, colleague, defaultEnvironment, failure, maker, tenantUnderTest, type Workplace } from './tenant-under-test.ts';

await suite('twenty federated credentials', async () => {
  const tenant = await tenantUnderTest();
  const { sandbox } = tenant;
  const issuer = `https://login.microsoftonline.com/${sandbox.tenantId}/v2.0`;
  const ofConnector = (title: string, environment = defaultEnvironment.name, creatorObjectId = maker.objectId): NewCredential => {
    const apiName = predictApiName({ title, environment, creatorObjectId });
    return { name: `connector-${title}`, issuer, subject: formatSubject('pub', sandbox.tenantId, CONNECTORS_APPLICATION_ID, `europe-002_${apiName}`), audiences: ['api://AzureADTokenExchange'] };
  };
  const github = (number: number): NewCredential => ({ name: `github-${number}`, issuer: 'https://token.actions.githubusercontent.com', subject: `repo:a/b:environment:${number}`, audiences: ['api://AzureADTokenExchange'] });

  const prepare = async (): Promise<{ desk: Workplace; appId: string; input: DanglingInput }> => {
    const desk = tenant.fresh();
    const { appId, id } = sandbox.otherPeople.register({ displayName: 'Shared' }, [maker.objectId]);
    await tenant.workplace('Living').configure({ kind: 'existing', appId });
    sandbox.otherPeople.changeCredentials(appId, (own) => [
      ...own,
      ofConnector('gone-one'), ofConnector('gone-two'),
      ofConnector('of-a-colleague', defaultEnvironment.name, colleague.objectId),
      ofConnector('elsewhere', 'a3c1f6f0-0000-4000-8000-123456789abc'),
      ofConnector('restricted', restrictedEnvironment.name),
      ofConnector('whose-title-is-so-long-that-the-name-of-the-connector-is-cut-off'),
      ...Array.from({ length: 13 }, (_, index) => github(index)),
    ]);
    const { directory, connectors } = desk.input().ports;
    const [application] = [(await directory.applicationByAppId(appId)) ?? assert.fail(id)];
    return { desk, appId, input: { application, tenantId: sandbox.tenantId, userObjectId: maker.objectId, userName: maker.userName, ports: { directory, connectors, environments: createEnvironments(desk.context) } } };
  };

  await test('#10 refused before anything is written; offered are those alone whose connector is certainly gone', async () => {
    const { desk, appId, input } = await prepare();
    const before = tenant.state().writes;
    const error = await failure(desk.plan({ kind: 'existing', appId }));
    assert.ok(error instanceof PlanRefusedError);
    assert.equal(error.reason, 'credentialLimit');
    assert.match(error.message, /"Shared" has 20 federated credentials, the most that Entra allows, so the connector's cannot be added\. Remove those whose connector no longer exists, or choose another app registration\./);
    const uses = await credentialUses(input);
    assert.equal(uses.length, 20);
    const named = (verdict: string): string[] => uses.filter((use) => use.verdict === verdict).map(({ credential }) => credential.name);
    assert.deepEqual(named('gone'), ['connector-gone-one', 'connector-gone-two']);
    assert.equal(named('there').length, 1);
    assert.match(uses.find(({ credential }) => credential.name === 'connector-of-a-colleague')?.words ?? '', /by somebody else.*Connectors that others have made may be hidden from this account\./);
    assert.match(uses.find(({ credential }) => credential.name === 'connector-restricted')?.words ?? '', /did not answer whether the connector exists/);
    assert.equal(tenant.state().writes, before);
  });

  await test('#10 what the user picks is removed by a plan, and the connector then finds room', async () => {
    const { desk, appId, input } = await prepare();
    const picked = (await credentialUses(input)).filter(({ credential }) => credential.name === 'connector-gone-two');
    const changes = removalsOf(input, picked);
    const { tenantId, userObjectId, userName, cloud, environment, environmentDisplayName } = desk.input().target;
    const plan = await planChanges({ heading: 'Removal of federated credentials', place: { connectorTitle: 'MS Graph', tenantId, userObjectId, userName, cloud, environment, environmentDisplayName }, remarks: [] }, changes, { now: sandbox.now });
    assert.match(renderChangePlan(plan), /^- remove +Federated credential "connector-gone-two" on "Shared"$/m);
    const before = tenant.writes().length;
    await applyChanges(plan, changes, { now: sandbox.now });
    assert.deepEqual(tenant.writes().slice(before), ['DELETE /applications/…/federatedIdentityCredentials/connector-gone-two']);
    const result = await desk.configure({ kind: 'existing', appId });
    assert.equal(tenant.app(appId).federatedCredentials.length, 20);
    assertSecretless(tenant, result, { redirectUris: tenant.app(appId).redirectUris.slice(0, 1) });
  });

  await test('#10 a connector that comes back before the removal keeps its credential', async () => {
    const { desk, input } = await prepare();
    const picked = (await credentialUses(input)).filter(({ credential }) => credential.name === 'connector-gone-one');
    const changes = removalsOf(input, picked);
    const { tenantId, userObjectId, cloud, environment, environmentDisplayName } = desk.input().target;
    const plan = await planChanges({ heading: 'Removal', place: { connectorTitle: 'MS Graph', tenantId, userObjectId, cloud, environment, environmentDisplayName }, remarks: [] }, changes, { now: sandbox.now });
    await tenant.workplace('gone-one').configure();
    const performed = await applyChanges(plan, changes, { now: sandbox.now });
    assert.deepEqual(performed.map(({ action, note }) => [action, note]), [['keep', 'Its connector is there again.']]);
  });
});
