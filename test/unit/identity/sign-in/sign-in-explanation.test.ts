import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { readConnector } from '../../../../src/connector/read-connector.ts';
import { applyPlan } from '../../../../src/identity/apply.ts';
import type { ApplyResult } from '../../../../src/identity/plan-model.ts';
import { createPlan } from '../../../../src/identity/plan.ts';
import { renderSignInExplanation } from '../../../../src/identity/sign-in/explanation-text.ts';
import { explainSignIn, SIGN_IN_CODES, type SignInExplanation } from '../../../../src/identity/sign-in/sign-in-explanation.ts';
import { targetFromBlock } from '../../../../src/identity/target.ts';
import { verifyIdentity } from '../../../../src/identity/verify.ts';
import { PUBLIC_CLOUD, World } from '../fake-world.ts';

/** All that Microsoft's docs and public reports name in connection with federated credentials and custom connectors. */
const MUST_BE_KNOWN = [
  70021, 700211, 700212, 700213, 7002131, 7002137, 7002138, 7002241, 700233, 700234, 700235, 700237, 7000226, 70025, 70050,
  700222, 700223, 700229, 700024, 700027, 700025, 7000215, 7000218, 700016, 50034, 50011, 65001, 90094, 90095, 65002, 500011,
  53003, 50076, 53000, 900439, 900432, 90008, 90009,
];

describe('each code', () => {
  test('that a connector can meet is known', () => {
    assert.deepEqual(MUST_BE_KNOWN.filter((number) => !Object.hasOwn(SIGN_IN_CODES, `AADSTS${number}`)), []);
  });

  for (const [code, meaning] of Object.entries(SIGN_IN_CODES)) {
    test(`${code} is explained in sentences, with a source and what to do`, () => {
      for (const part of [meaning.what, meaning.why, meaning.next]) assert.match(part, /^[A-Z].*\.$/);
      assert.ok(meaning.source.length > 5 && !meaning.source.endsWith('.'));
      const { codes, advice, remedy, repairable } = explainSignIn(`${code}: Something went wrong. Trace ID: x`);
      assert.deepEqual(codes.map((one) => one.code), [code]);
      assert.deepEqual(codes[0]?.meaning, meaning);
      assert.deepEqual(advice, [meaning.next]);
      assert.equal(remedy, meaning.remedy);
      assert.equal(repairable, remedy === 'plan', 'without a comparison the plan is offered where it can help');
      const text = renderSignInExplanation(explainSignIn(`${code}: Something went wrong.`));
      assert.ok(text.startsWith(`# Sign-in error: ${code}\n`), text);
      assert.ok(text.includes(`https://login.microsoftonline.com/error?code=${code.slice(6)}`));
      assert.ok(text.includes('Something went wrong.'));
      assert.ok(text.split('\n').every((line) => /^(#|$| {2}\S)/.test(line)), text);
    });
  }

  test('that is not known is said to be, with Microsoft\'s page in the right cloud', () => {
    const explanation = explainSignIn('AADSTS9999999: Whatever. AADSTS__proto__ constructor', { login: 'https://login.microsoftonline.us' });
    assert.deepEqual(explanation.codes, [{ code: 'AADSTS9999999', meaning: undefined, message: 'Whatever. AADSTS__proto__ constructor', page: 'https://login.microsoftonline.us/error?code=9999999' }]);
    assert.match(explanation.advice.join(' '), /not known here/);
    assert.equal(explanation.remedy, undefined);
    assert.equal(explanation.repairable, false);
    assert.match(renderSignInExplanation(explanation), /AADSTS9999999 +not known here: see Microsoft's page/);
  });

  test('none: the text is asked for again', () => {
    assert.match(explainSignIn('It does not work').advice.join(), /holds no AADSTS code/);
  });
});

describe('compared with what is deployed', () => {
  let world: World;
  let result: ApplyResult;

  async function finished(): Promise<void> {
    world = new World();
    world.directory.consent = ['User.Read'];
    const input = world.input(world.start());
    result = await applyPlan(await createPlan(input), input);
  }

  async function explain(text: string): Promise<SignInExplanation> {
    const files = { ...world.files, settings: `${world.files.folder}/settings.json` };
    const connector = readConnector(files, { definition: world.definition, properties: world.properties, settings: world.settings });
    const target = targetFromBlock(connector.security[0]!, connector.title, world.target());
    const report = await verifyIdentity({ connector, target, cloud: PUBLIC_CLOUD, ports: world.start().ports });
    return explainSignIn(text, { report });
  }

  const app = (): World['directory']['applications'][number] => world.directory.applications[0]!;
  const damages: [code: string, subject: string, damage: () => void][] = [
    ['AADSTS50011', 'redirect URI', () => { app().application = { ...app().application, redirectUris: [] }; }],
    ['AADSTS500113', 'redirect URI', () => { app().application = { ...app().application, redirectUris: [] }; }],
    ['AADSTS700211', 'issuer', () => { app().credentials = app().credentials.map((one) => ({ ...one, issuer: `${one.issuer}/` })); }],
    ['AADSTS700212', 'audience', () => { app().credentials = app().credentials.map((one) => ({ ...one, audiences: ['api://other'] })); }],
    ['AADSTS700213', 'subject', () => { app().credentials = app().credentials.map((one) => ({ ...one, subject: '/eid1/c/pub/t/x/a/y/z' })); }],
    ['AADSTS70021', 'subject', () => { app().credentials = app().credentials.map((one) => ({ ...one, subject: `${result.subject}x` })); }],
    ['AADSTS7002138', 'subject', () => { app().credentials = app().credentials.map((one) => ({ ...one, subject: result.subject.toUpperCase() })); }],
    ['AADSTS70025', 'federated credential', () => { app().credentials = []; }],
    ['AADSTS7000226', 'federated credential', () => { app().credentials = []; }],
    ['AADSTS7000229', 'service principal', () => world.directory.servicePrincipals.clear()],
    ['AADSTS700016', 'app registration', () => { world.directory.applications.length = 0; }],
    ['AADSTS65001', 'consent', () => { world.directory.consent = []; }],
    ['AADSTS65005', 'API permissions', () => { app().application = { ...app().application, requiredResourceAccess: [] }; }],
  ];
  for (const [code, subject, damage] of damages) {
    test(`${code} has ${subject} as its first cause`, async () => {
      await finished();
      damage();
      // Something else that is wrong must not come first.
      if (code !== 'AADSTS700016') app().application = { ...app().application, signInAudience: 'AzureADMultipleOrgs' };
      const { causes, others, repairable } = await explain(`${code}: …`);
      assert.equal(causes[0]?.subject, subject);
      assert.ok(!others.some((finding) => finding.subject === subject));
      assert.equal(repairable, code !== 'AADSTS65001' || others.some(({ repair }) => repair));
    });
  }

  describe('where all is well now', () => {
    before(finished);

    test('the wait and a new connection are advised', async () => {
      const { causes, advice, repairable } = await explain(`AADSTS700213: No matching federated identity record found for presented assertion subject '${result.subject}'.`);
      assert.deepEqual(causes, []);
      assert.match(advice.join(' '), /agree now\. .*wait five minutes.*Delete the connection and make a new one/);
      assert.equal(repairable, false);
    });

    test('what only a person can do is said as it is', async () => {
      assert.deepEqual((await explain('AADSTS53003: Blocked.')).advice, [SIGN_IN_CODES['AADSTS53003']?.next]);
    });

    test('a message about other values is told as such', async () => {
      const { contradictions, advice } = await explain([
        'AADSTS700213: subject \'/eid1/c/pub/t/v4j5cvGGr0GRqy180BHbRw/a/k972yLpWjkypg7DpMYfrNA/europe-001_other-5f0027f520b23e81c1-5f9888a90360086012\'',
        'AADSTS50011: The redirect URI \'https://global.consent.azure-apim.net/redirect\' specified for the application \'11111111-2222-3333-4444-555555555555\' in tenant \'33e01921-4d64-4f8c-a055-5bdaffd5e33d\'',
      ].join('\n'));
      assert.deepEqual(contradictions.map(({ subject }) => subject), ['client id', 'tenant', 'subject', 'redirect URI']);
      assert.match(contradictions.map(({ message }) => message).join(' '), /It was made for the connector "other" in an environment that this account does not see .*that all connectors share/);
      assert.match(advice.join(' '), /speaks of other values/);
    });

    test('a difference in case alone is marked', async () => {
      const { contradictions } = await explain(`AADSTS7002138: presented assertion subject '${result.subject.replace('europe', 'EUROPE')}'`);
      assert.deepEqual(contradictions.map(({ caseOnly }) => caseOnly), [true]);
    });
  });

  test('the text names the connector, the cause first, and both values', async () => {
    await finished();
    app().credentials = app().credentials.map((one) => ({ ...one, subject: result.subject.toUpperCase() }));
    const text = renderSignInExplanation(await explain(`AADSTS7002138: The subject matches with case-insensitive comparison. presented assertion subject '${result.subject}' Correlation ID: fb3d2015-bc17-4bb9-bb85-30c5cf1aaaa7`), { connector: 'MS\n+ Graph' });
    assert.match(text, /^# Sign-in error of MS ⏎ \+ Graph: AADSTS7002138\n/);
    assert.match(text, /What to do: The cause is still there/);
    assert.match(text, /^# Compared with what is deployed now, the likely cause first\n\n! error +subject \(upper and lower case\)$/m);
    assert.ok(text.includes(`+${' '.repeat(10)}expected  ${result.subject}`), text);
    assert.match(text, /^ {2}correlation id fb3d2015/m);
  });
});
