import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { applyPlan } from '../../../src/identity/apply.ts';
import type { ApplyResult } from '../../../src/identity/plan-model.ts';
import { createPlan, planIsEmpty } from '../../../src/identity/plan.ts';
import { renderVerifyReport } from '../../../src/identity/report-text.ts';
import { targetFromBlock } from '../../../src/identity/target.ts';
import { verifyIdentity, type Finding, type VerifyInput, type VerifyReport } from '../../../src/identity/verify.ts';
import { readConnector } from '../../../src/connector/read-connector.ts';
import type { Connector } from '../../../src/connector/connector.ts';
import { predictApiName } from '../../../src/connector/connector-name.ts';
import { CONNECTORS_APPLICATION_ID, formatSubject } from '../../../src/connector/connector-subject.ts';
import { FakeServiceError } from './fake-directory.ts';
import { ENVIRONMENT, PUBLIC_CLOUD, TENANT, USER, World } from './fake-world.ts';

let world: World;
let result: ApplyResult;

async function finished(): Promise<void> {
  world = new World();
  world.directory.consent = ['User.Read'];
  const input = world.input(world.start());
  result = await applyPlan(await createPlan(input), input);
}

/** As the workspace would read it now. */
function scanned(): Connector {
  const files = { ...world.files, settings: `${world.files.folder}/settings.json` };
  return readConnector(files, { definition: world.definition, properties: world.properties, settings: world.settings });
}

function input(): VerifyInput {
  const connector = scanned();
  const target = targetFromBlock(connector.security[0]!, connector.title, world.target());
  return { connector, target, cloud: PUBLIC_CLOUD, ports: world.start().ports };
}

const findingsOf = (report: VerifyReport): Finding[] => report.checks.flatMap(({ finding }) => finding ?? []);

function app(): World['directory']['applications'][number] {
  return world.directory.applications[0]!;
}

describe('verifyIdentity', () => {
  before(finished);

  test('finds nothing wrong after a run, and writes nothing', async () => {
    world.writes.length = 0;
    const report = await verifyIdentity(input());
    assert.equal(report.ok, true);
    assert.deepEqual(findingsOf(report), []);
    assert.deepEqual(world.writes, []);
    assert.match(renderVerifyReport(report), /^# Managed identity of MS Graph: in order\n/);
  });

  test('checks a deployed connector without files', async () => {
    const { ports: { directory, connectors }, target } = input();
    const report = await verifyIdentity({ connectorName: result.connectorName, target, cloud: PUBLIC_CLOUD, ports: { directory, connectors } });
    assert.equal(report.ok, true, JSON.stringify(report, undefined, 1));
    assert.ok(report.checks.length >= 8);
  });

  interface Damage {
    readonly name: string;
    readonly damage: () => void;
    readonly subject: string;
    readonly message: RegExp;
    readonly caseOnly?: boolean;
    /** False where no plan can put it right. */
    readonly repairable?: false;
  }
  const damages: readonly Damage[] = [
    { name: 'a redirect URI in another case', subject: 'redirect URI', message: /another case.*AADSTS50011/, caseOnly: true, damage: () => { app().application = { ...app().application, redirectUris: [result.redirectUrl.replace('/ms', '/MS')] }; } },
    { name: 'a missing redirect URI', subject: 'redirect URI', message: /not on the app registration\. .*AADSTS50011/, damage: () => { app().application = { ...app().application, redirectUris: [] }; } },
    { name: 'a redirect URI with a slash more', subject: 'redirect URI', message: /another slash at the end/, damage: () => { app().application = { ...app().application, redirectUris: [`${result.redirectUrl}/`] }; } },
    { name: 'a subject in another case', subject: 'subject', message: /case alone.*AADSTS7002138/, caseOnly: true, damage: () => { app().credentials = app().credentials.map((one) => ({ ...one, subject: result.subject.replace('europe', 'EUROPE') })); } },
    { name: 'a subject with a blank', subject: 'subject', message: /AADSTS700213/, damage: () => { app().credentials = app().credentials.map((one) => ({ ...one, name: 'by-hand', subject: `${result.subject} ` })); } },
    { name: 'another subject under our name', subject: 'subject', message: /is not the connector's.*AADSTS700213/, damage: () => { app().credentials = app().credentials.map((one) => ({ ...one, subject: '/eid1/c/pub/t/x/a/y/z' })); } },
    { name: 'an issuer with a slash', subject: 'issuer', message: /AADSTS700211/, damage: () => { app().credentials = app().credentials.map((one) => ({ ...one, issuer: `${one.issuer}/` })); } },
    { name: 'another audience', subject: 'audience', message: /AADSTS700212/, damage: () => { app().credentials = app().credentials.map((one) => ({ ...one, audiences: ['api://other'] })); } },
    { name: 'no credential', subject: 'federated credential', message: /AADSTS70025/, damage: () => { app().credentials = []; } },
    { name: 'a multi-tenant app', subject: 'supported accounts', message: /single-tenant/, damage: () => { app().application = { ...app().application, signInAudience: 'AzureADMultipleOrgs' }; } },
    { name: 'a missing permission', subject: 'API permissions', message: /does not require User\.Read of Microsoft Graph/, damage: () => { app().application = { ...app().application, requiredResourceAccess: [] }; } },
    { name: 'a missing service principal', subject: 'service principal', message: /AADSTS7000229/, damage: () => world.directory.servicePrincipals.clear() },
    { name: 'a deleted app', subject: 'app registration', message: /was not found in tenant/, repairable: false, damage: () => { world.directory.applications.length = 0; } },
    { name: 'a deleted connector', subject: 'connector', message: /is not in Contoso/, damage: () => { world.service.connectors.length = 0; } },
    { name: 'another client id in the file', subject: 'client id', message: /do not have the same client id/, repairable: false, damage: () => { world.properties = world.properties.replaceAll(result.appId, '11111111-1111-1111-1111-111111111111'); } },
    { name: 'scopes that were added in the file', subject: 'scopes', message: /do not have the same scopes/, damage: () => { world.properties = world.properties.replace('"User.Read"', '"User.Read", "Group.Read.All"'); } },
    { name: 'a file that cannot be read', subject: 'files', message: /cannot be deployed/, repairable: false, damage: () => { world.definition = '{'; } },
    { name: 'a secret in the file', subject: 'client secret', message: /still holds a client secret/, damage: () => { world.properties = world.properties.replace('"identityProvider"', '"clientSecret": "s3cr3t", "identityProvider"'); } },
  ];
  for (const { name, damage, subject, message, caseOnly, repairable } of damages) {
    test(`finds ${name}${repairable === false ? '' : ', and a plan repairs it'}`, async () => {
      await finished();
      damage();
      const report = await verifyIdentity(input());
      const finding = findingsOf(report).find((one) => one.subject === subject);
      assert.ok(finding, JSON.stringify(report.checks, undefined, 1));
      assert.match(finding.message, message);
      assert.equal(finding.caseOnly ?? false, caseOnly ?? false);
      assert.equal(report.ok, false);
      assert.ok(!renderVerifyReport(report).includes('s3cr3t'));
      if (repairable === false) return;
      const repair = { ...input(), ports: world.start().ports };
      await applyPlan(await createPlan({ ...repair, connector: scanned() }), { ...repair, connector: scanned() });
      assert.deepEqual(findingsOf(await verifyIdentity(input())).filter(({ severity, subject: about }) => severity === 'error' && about === subject), []);
      assert.equal(planIsEmpty(await createPlan({ ...repair, connector: scanned() })), true);
    });
  }

  test('says what is missing of consent, and that secrets are left, without calling it an error', async () => {
    await finished();
    world.directory.consent = [];
    app().application = { ...app().application, passwordCredentials: [{ keyId: 'k' }] };
    const report = await verifyIdentity(input());
    assert.equal(report.ok, true);
    assert.deepEqual(findingsOf(report).map(({ subject, severity }) => `${subject} ${severity}`), ['consent information', 'client secrets information']);
  });

  test('says that Power Platform has not generated the subject yet', async () => {
    await finished();
    world.service.subjectDelayMilliseconds = Number.POSITIVE_INFINITY;
    const finding = findingsOf(await verifyIdentity(input())).find(({ subject }) => subject === 'generated identity');
    assert.match(finding?.message ?? '', /has not generated the subject/);
  });

  describe('credentials of other connectors', () => {
    const service = 'europe-002';
    const of = (apiName: string): string => formatSubject('pub', TENANT, CONNECTORS_APPLICATION_ID, `${service}_${apiName}`);
    const elsewhere = '9d5fb8bf-d308-4f5a-a728-0a2038e4615a';
    const bob = '03043611-d01e-4e58-9fbe-1a18ecb861d8';
    const add = (name: string, subject: string): void => {
      const [first] = app().credentials;
      app().credentials = [...app().credentials, { ...first!, id: name, name, subject }];
    };
    let asked: number;
    const withEnvironments = (list: () => Promise<readonly { name: string; displayName: string }[]>): VerifyInput => {
      const given = input();
      asked = 0;
      return { ...given, ports: { ...given.ports, environments: { list: () => { asked += 1; return list(); } } } };
    };
    const both = (): Promise<readonly { name: string; displayName: string }[]> => Promise.resolve([{ name: ENVIRONMENT, displayName: 'Contoso (default)' }, { name: elsewhere, displayName: 'Production' }]);

    test('are told with what they were made for, and are no fault', async () => {
      await finished();
      add('of-production', of(predictApiName({ title: 'Weather', environment: elsewhere, creatorObjectId: USER })));
      add('of-former', of(predictApiName({ title: 'MS Graph', environment: ENVIRONMENT, creatorObjectId: bob })));
      add('of-github', 'repo:contoso/app:ref:refs/heads/main');
      const report = await verifyIdentity(withEnvironments(both));
      assert.equal(report.ok, true);
      assert.equal(asked, 1);
      assert.deepEqual(findingsOf(report).map(({ severity, subject }) => `${severity} ${subject}`), Array.from({ length: 3 }, () => 'information other credential'));
      const words = findingsOf(report).map(({ message }) => message);
      assert.match(words[0] ?? '', /"of-production"\. It was made for the connector "weather" in the environment Production, by ada@contoso\.com\.$/);
      assert.match(words[1] ?? '', /"of-former"\. It was made for a former connector of this title in the environment Contoso \(default\), by somebody else \(hash [0-9a-f]{16}\)\. Remove it/);
      assert.match(words[2] ?? '', /GitHub/);
    });

    test('cost a request only where there are some, and are told without the right to list environments', async () => {
      await finished();
      await verifyIdentity(withEnvironments(both));
      assert.equal(asked, 0);
      add('of-production', of(predictApiName({ title: 'Weather', environment: elsewhere, creatorObjectId: USER })));
      const report = await verifyIdentity(withEnvironments(() => Promise.reject(new FakeServiceError(403, 'Forbidden', 'No.'))));
      assert.match(findingsOf(report)[0]?.message ?? '', /in an environment that this account does not see \(hash 190e9222f2887669\)/);
    });

    test('under the connector\'s own name: the difference says whose it is', async () => {
      await finished();
      app().credentials = app().credentials.map((one) => ({ ...one, subject: of(predictApiName({ title: 'MS Graph', environment: elsewhere, creatorObjectId: USER })) }));
      const [finding, ...rest] = findingsOf(await verifyIdentity(withEnvironments(both)));
      assert.deepEqual(rest, []);
      assert.match(finding?.message ?? '', /is not the connector's\. It was made for the connector "ms graph" in the environment Production, by ada@contoso\.com\. Sign-in fails with AADSTS700213\./);
    });
  });

  test('marks in the report where upper and lower case differ', async () => {
    await finished();
    app().credentials = app().credentials.map((one) => ({ ...one, subject: result.subject.replace('europe', 'Europe') }));
    const lines = renderVerifyReport(await verifyIdentity(input())).split('\n');
    const at = lines.findIndex((line) => /^\+ +expected {2}\/eid1/.test(line));
    assert.equal(lines[at + 1], `#${' '.repeat((lines[at] ?? '').indexOf('/eid1') - 1 + result.subject.indexOf('europe'))}^`);
  });
});
