/** What cannot be planned is refused before any write, in words that say what to do. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyPlan, PlanRefusedError } from '../../../src/identity/apply.ts';
import { compareIdentities } from '../../../src/identity/identities.ts';
import type { IdentityTarget } from '../../../src/identity/plan-model.ts';
import { createPlan } from '../../../src/identity/plan.ts';
import { TENANT, USER, World } from './fake-world.ts';

const EXISTING = '11111111-1111-1111-1111-111111111111';

interface Case {
  readonly name: string;
  readonly reason: PlanRefusedError['reason'];
  readonly message: RegExp;
  readonly prepare?: (world: World) => void;
  readonly target?: Partial<IdentityTarget>;
}

const parameters = (connectionParameters: object): string => JSON.stringify({ properties: { iconBrandColor: '#000000', connectionParameters } });

const CASES: readonly Case[] = [
  { name: 'a broken definition', reason: 'brokenFiles', message: /cannot be deployed.*apiDefinition/, prepare: (world) => { world.definition = '{ "swagger": '; } },
  { name: 'broken properties', reason: 'brokenFiles', message: /cannot be deployed/, prepare: (world) => { world.properties = world.properties.slice(0, -30); } },
  { name: 'broken settings', reason: 'brokenFiles', message: /cannot be deployed.*settings/, prepare: (world) => { world.settings = '{"connectorId" "shared_a"}'; } },
  { name: 'an API-key connector', reason: 'noOAuth', message: /API key.*"api_key".*"oauthSetting"/, prepare: (world) => { world.properties = parameters({ api_key: { type: 'securestring' } }); } },
  { name: 'a connector without any parameter', reason: 'noOAuth', message: /has no connection parameter.*oauthSetting/, prepare: (world) => { world.properties = parameters({}); } },
  { name: 'a parameter that is gone', reason: 'noOAuth', message: /no longer in apiProperties.json. It has "other"/, prepare: (world) => { world.properties = parameters({ other: { type: 'oauthSetting', oAuthSettings: { identityProvider: 'aad' } } }); } },
  { name: 'another identity provider', reason: 'notEntra', message: /"github".*set identityProvider to "aad"/, prepare: (world) => { world.properties = parameters({ token: { type: 'oauthSetting', oAuthSettings: { identityProvider: 'github' } } }); } },
  { name: 'a tenant that is none', reason: 'noTenant', message: /"common" is not the id of a tenant/, target: { tenantId: 'common' } },
  { name: 'an app of another tenant', reason: 'applicationNotFound', message: /was not found in tenant.*Choose another/, target: { application: { kind: 'existing', appId: EXISTING } } },
  { name: 'an unknown API', reason: 'resourceNotFound', message: /https:\/\/api\.example was not found/, target: { resourceUri: 'https://api.example' } },
  { name: 'an unknown scope', reason: 'scopeNotFound', message: /offers no delegated permission "User\.Raed".*It offers User\.Read/, target: { scopes: ['User.Raed'] } },
  {
    name: 'twenty credentials', reason: 'credentialLimit', message: /20 federated credentials/, target: { application: { kind: 'existing', appId: EXISTING } },
    prepare: (world) => world.directory.add({ appId: EXISTING }, Array.from({ length: 20 }, (_, index) => ({ name: `c-${index}`, issuer: 'https://i', subject: `s-${index}`, audiences: ['a'] }))),
  },
  {
    name: '256 redirect URIs', reason: 'redirectUriLimit', message: /256 redirect URIs/, target: { application: { kind: 'existing', appId: EXISTING } },
    prepare: (world) => world.directory.add({ appId: EXISTING, redirectUris: Array.from({ length: 256 }, (_, index) => `https://a.example/${index}`) }),
  },
];

describe('createPlan refuses', () => {
  for (const { name, reason, message, prepare, target } of CASES) {
    test(name, async () => {
      const world = new World();
      prepare?.(world);
      const before = structuredClone(world.endState());
      await assert.rejects(createPlan(world.input(world.start(), undefined, target)), (error) => {
        assert.ok(error instanceof PlanRefusedError, String(error));
        assert.equal(error.reason, reason);
        assert.match(error.message, message);
        return true;
      });
      assert.deepEqual(world.endState(), before);
      assert.deepEqual(world.writes, []);
    });
  }

  test('a folder without a definition', async () => {
    const world = new World();
    const connector = { ...world.connector(), files: { ...world.files, definition: undefined } };
    await assert.rejects(createPlan({ ...world.input(world.start()), connector }), /has no definition file.*Add apiDefinition\.swagger\.json/);
  });
});

test('a subject of another tenant is refused, also where the connector is to be saved again', async () => {
  const world = new World();
  const input = world.input(world.start());
  await applyPlan(await createPlan(input), input);
  world.service.subjectTenant = '33e01921-4d64-4f8c-a055-5bdaffd5e33d';
  world.directory.add({ appId: EXISTING });
  world.writes.length = 0;
  for (const application of [undefined, { kind: 'existing', appId: EXISTING } as const]) {
    await assert.rejects(createPlan(world.input(world.start(), application)), /names tenant 33e01921/);
  }
  assert.deepEqual(world.writes, []);
});

test('a parameter that only lacks oAuthSettings is what the plan puts right', async () => {
  const world = new World();
  world.properties = parameters({ token: { type: 'oauthSetting' } });
  const plan = await createPlan(world.input(world.start()));
  assert.equal(plan.steps.find(({ id }) => id === 'securityBlock')?.action, 'change');
});

describe('compareIdentities', () => {
  const code = { tenantId: TENANT, objectId: USER, userName: 'ada@contoso.com', source: 'VS Code account' };

  test('finds nothing where all agree, GUIDs without regard to case', () => {
    assert.equal(compareIdentities([]), undefined);
    assert.equal(compareIdentities([code, { ...code, tenantId: TENANT.toUpperCase(), source: 'Azure CLI' }]), undefined);
  });

  test('names both accounts of two users, and says how to sign in', () => {
    const finding = compareIdentities([code, { ...code, objectId: EXISTING, userName: 'bob@contoso.com', source: 'Azure CLI' }]);
    assert.equal(finding?.severity, 'error');
    assert.match(finding?.message ?? '', /Two different users.*VS Code account: ada@contoso\.com.*Azure CLI: bob@contoso\.com.*az login --tenant 72f988bf/);
  });

  test('names both tenants', () => {
    const finding = compareIdentities([code, { ...code, tenantId: EXISTING, source: 'Azure CLI' }]);
    assert.equal(finding?.subject, 'tenant');
    assert.match(finding?.message ?? '', /different tenants.*tenant 11111111/);
  });
});
