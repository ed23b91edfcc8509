/** What people read: the plan, the summary, the explanations. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyPlan } from '../../../src/identity/apply.ts';
import { renderPlan } from '../../../src/identity/plan-text.ts';
import { createPlan } from '../../../src/identity/plan.ts';
import { adviceForServiceFailure } from '../../../src/identity/service-advice.ts';
import { explainSignInError } from '../../../src/identity/sign-in-errors.ts';
import { renderSummary } from '../../../src/identity/summary-text.ts';
import { World } from './fake-world.ts';

describe('renderPlan', () => {
  test('shows every resource, what happens to it and both values, in lines that the diff grammar colours', async () => {
    const world = new World();
    const appId = '11111111-1111-1111-1111-111111111111';
    world.directory.add({ appId, displayName: 'Payroll', signInAudience: 'AzureADMultipleOrgs', redirectUris: ['https://a.example/cb'], passwordCredentials: [{ keyId: 'k', displayName: 'old', hint: 'abc', endDateTime: '2026-05-01T00:00:00Z' }] });
    world.properties = world.properties.replace('"identityProvider"', '"clientSecret": "s3cr3t", "identityProvider"');
    const text = renderPlan(await createPlan(world.input(world.start(), { kind: 'existing', appId })));
    const lines = text.split('\n');
    for (const line of [
      '! change  App registration "Payroll"',
      '-           supported accounts  AzureADMultipleOrgs',
      '+           supported accounts  AzureADMyOrg',
      '+           delegated  Microsoft Graph: User.Read',
      '+ create  Service principal of "Payroll"',
      '! change  Security block "token" in apiProperties.json',
      '-           client secret  (a value, not shown)',
      '+ create  Connector "MS Graph" in Contoso (default)',
      '#           The other redirect URI is kept.',
      '# Nothing has been written yet. 4 to create, 3 to change.',
    ]) assert.ok(lines.includes(line), `${line}\n\n${text}`);
    assert.ok(lines.every((line) => line === '' || /^(\+ |- |-$|! |#| {2})/.test(line)), text);
    assert.ok(lines.some((line) => /^\+ +web +https:\/\/global\.consent\.azure-apim\.net\/redirect\/ms-20graph-\S+ {2}\(predicted\)$/.test(line)), text);
    assert.ok(!text.includes('s3cr3t'));
    assert.match(text.replaceAll(/\n#\s+/g, ' '), /"old" \(abc…\), until 2026-05-01 \(in 60 days\)/);
  });

  test('says that there is nothing to do', async () => {
    const world = new World();
    const input = world.input(world.start());
    await applyPlan(await createPlan(input), input);
    const text = renderPlan(await createPlan(input));
    assert.match(text, /# Everything is as it should be\. There is nothing to do\./);
    assert.doesNotMatch(text, /^[+!-]/m);
    assert.doesNotMatch(text, /predicted/);
  });

  test('marks where a credential differs in case alone', async () => {
    const world = new World();
    const input = world.input(world.start());
    const { subject } = await applyPlan(await createPlan(input), input);
    const [stored] = world.directory.applications;
    stored!.credentials = stored!.credentials.map((one) => ({ ...one, subject: subject.replace('europe', 'EUrope') }));
    const lines = renderPlan(await createPlan(input)).split('\n');
    const at = lines.findIndex((line) => line.startsWith('-           subject'));
    assert.equal(lines[at + 2]?.slice(1), `${' '.repeat((lines[at + 1]?.indexOf('europe') ?? 0) - 1)}^^`);
  });

  test('keeps a title with line breaks on one line', async () => {
    const world = new World('json', 'Two\n+ lines');
    const text = renderPlan(await createPlan(world.input(world.start(), { kind: 'new', displayName: 'a\n- b' })));
    assert.doesNotMatch(text, /^\+ lines|^- b/m);
  });
});

test('the summary names what was done, the values and the links', async () => {
  const world = new World();
  const input = world.input(world.start());
  const plan = await createPlan(input);
  const result = await applyPlan(plan, input);
  const text = renderSummary(plan, result, { appRegistration: 'https://portal.example/app', connector: 'https://make.example/c' });
  for (const value of [result.issuer, result.subject, result.audience, result.redirectUrl]) assert.ok(text.includes(value), text);
  assert.match(text, /^\+ created {2}Federated credential$/m);
  assert.match(text, /^ {2}App registration {2}https:\/\/portal\.example\/app$/m);
  assert.match(text, /Wait a few minutes/);
  const secondPlan = await createPlan(input);
  const again = renderSummary(secondPlan, await applyPlan(secondPlan, input), {});
  assert.match(again, /nothing had to be done/);
  assert.doesNotMatch(again, /Wait a few minutes|# Open/);
});

test('sign-in errors are explained once each, in the order of the text; unknown ones are left out', () => {
  const text = 'invalid_client: AADSTS7002138: The subject matches… Trace ID: 1. AADSTS50011 … aadsts7002138 AADSTS99999999';
  const found = explainSignInError(text);
  assert.deepEqual(found.map(({ code }) => code), ['AADSTS7002138', 'AADSTS50011']);
  for (const { what, why, next } of found) for (const part of [what, why, next]) assert.match(part, /^[A-Z].*\.$/);
  assert.deepEqual(explainSignInError('all is well'), []);
});

test('refusals of the services are answered with what to do', () => {
  const failure = { status: 403, code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.', request: 'PATCH graph.microsoft.com/v1.0/applications' };
  assert.match(adviceForServiceFailure(failure) ?? '', /Application Developer/);
  assert.match(adviceForServiceFailure({ ...failure, status: 400, code: 'Request_BadRequest', message: 'Another object with the same value for property uniqueName already exists.' }) ?? '', /30 days/);
  assert.match(adviceForServiceFailure({ status: 403, code: 'Forbidden', message: '', request: 'POST api.powerapps.com/providers/Microsoft.PowerApps/apis' }) ?? '', /Environment Maker/);
  assert.equal(adviceForServiceFailure({ status: 500, code: 'x', message: '', request: 'GET x' }), undefined);
});
