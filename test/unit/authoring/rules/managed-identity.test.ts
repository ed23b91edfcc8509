/** What the identity rules say together: of a block without a fault, of values that stand for others, and through their fixes. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkConnector, type Diagnostic } from '../../../../src/authoring/check.ts';
import { modelOfTexts } from '../../../../src/authoring/model/build-model.ts';
import { identityRules } from '../../../../src/authoring/rules/identity/index.ts';
import { EXAMPLE_SUBJECT, EXAMPLE_TENANT, managedIdentityExample } from '../../../../src/authoring/rules/identity/managed-identity-example.ts';
import { propertiesRules } from '../../../../src/authoring/rules/properties/index.ts';
import { securityRules } from '../../../../src/authoring/rules/security/index.ts';
import { CONNECTORS_APPLICATION_ID, formatSubject } from '../../../../src/connector/connector-subject.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';
import { partsOf } from '../clean-connector.ts';

const rules = [...propertiesRules, ...securityRules, ...identityRules];
const shape = fileURLToPath(new URL('../../../../../shared/managed-identity/apiProperties.managed-identity.shape.json', import.meta.url));

function check(properties: string, format: 'json' | 'yaml' = 'json'): Diagnostic[] {
  const { files } = partsOf({}, format);
  return checkConnector(modelOfTexts(files, { properties }), rules, { profile: 'certify', rules: {} });
}

const said = (properties: string): string[] => check(properties).map(({ rule, severity }) => `${severity} ${rule}`);
const text = (...example: Parameters<typeof managedIdentityExample>): string => partsOf(managedIdentityExample(...example)).texts.properties ?? '';

test('the form that the platform exports has no fault', { skip: existsSync(shape) ? false : 'no exported block at ../shared' }, () => {
  const exported = readFileSync(shape, 'utf8');
  const tenant = '00000000-0000-0000-0000-000000000002';
  const whole = exported.replace(/\/eid1\/[^"]+/, formatSubject('pub', tenant, CONNECTORS_APPLICATION_ID, 'unitedstates-002_CONNECTOR-INTERNAL-ID'));
  assert.deepEqual(said(whole), []);
  // Its own subject is a pattern, not one that the service has written.
  assert.deepEqual(said(exported), ['error managed-identity-subject']);
});

describe('silent', () => {
  test('of environment variables, wherever they stand', () => {
    const variable = '@environmentVariables("contoso_Shelf")';
    const settings = {
      clientId: variable,
      properties: { AzureActiveDirectoryResourceId: variable },
      customParameters: { tenantId: { value: variable }, resourceUri: { value: variable }, loginUri: { value: variable } },
    };
    assert.deepEqual(said(text(settings)), []);
    assert.deepEqual(said(text({ customParameters: { tenantId: { value: variable } } }, { credentials: { Issuer: `https://login.microsoftonline.com/${variable}/v2.0`, Subject: '' } })), []);
  });

  test('of an empty subject and of no redirect URL: the form in which a connector is created', () => {
    assert.deepEqual(said(text({ redirectUrl: undefined }, { credentials: { Subject: '' } })), []);
  });

  test('of GCC, which signs in to the public cloud, and of the sovereign clouds', () => {
    for (const [login, audience, cloud] of [['login.microsoftonline.com', 'api://AzureADTokenExchange', 'pub'], ['login.microsoftonline.us', 'api://AzureADTokenExchangeUSGov', 'usg'], ['login.partner.microsoftonline.cn', 'api://AzureADTokenExchangeChina', 'chn']] as const) {
      const credentials = { Issuer: `https://${login}/${EXAMPLE_TENANT}/v2.0`, Subject: EXAMPLE_SUBJECT.replace('/pub/', `/${cloud}/`), Audience: audience };
      assert.deepEqual(said(text({ customParameters: { loginUri: { value: `https://${login}/` } } }, { credentials })), [], login);
    }
    assert.deepEqual(said(text({ customParameters: { loginUri: { value: 'https://login.windows.net' } } })), []);
  });

  test('of a GUID in another case, which is the same id', () => {
    assert.deepEqual(said(text({ clientAssertionType: 'genericFederatedIdentityCredential', customParameters: { tenantId: { value: EXAMPLE_TENANT.toUpperCase() } } })), []);
  });
});

test('one wrong cloud among four is the one that is spoken of', () => {
  assert.deepEqual(said(text({ customParameters: { loginUri: { value: 'https://login.microsoftonline.us' } } })), ['error managed-identity-login-host']);
  assert.deepEqual(said(text({}, { credentials: { Issuer: `https://login.microsoftonline.us/${EXAMPLE_TENANT}/v2.0` } })), ['error managed-identity-issuer']);
});

test('without a tenant of its own the block is measured by the issuer\'s', () => {
  const other = formatSubject('pub', '99999999-2222-4333-8444-555555555555', CONNECTORS_APPLICATION_ID, 'unitedstates-002_shelf');
  assert.deepEqual(said(text({ customParameters: { tenantId: undefined } }, { credentials: { Subject: other } })), ['error managed-identity-subject', 'error managed-identity-tenant']);
});

test('a placeholder is pointed at, not called wrong', () => {
  assert.deepEqual(said(text({ clientId: '<your client id>', customParameters: { tenantId: { value: '[[TENANT]]' } } })), ['information managed-identity-client-id', 'information managed-identity-tenant']);
});

test('a secret is an error beside managed identity where it is real, and its value is in no message', () => {
  const secret = 'q7Xw2~hT9.LmPz4vR8sKd1bN';
  const [found, ...others] = check(text({ clientSecret: secret }));
  assert.deepEqual([found?.rule, found?.severity, others.length], ['managed-identity-secret', 'error', 0]);
  assert.doesNotMatch(found?.message ?? '', new RegExp(secret.slice(0, 6)));
});

/** Each fault with what its first fix must make of it, in both formats. */
const FIXES: readonly (readonly [string, string, string])[] = [
  ['provider', 'managed-identity-provider', text({ identityProvider: 'GitHub' })],
  ['assertion', 'managed-identity-assertion', text({ clientAssertionType: undefined })],
  ['grant', 'managed-identity-assertion', text({ customParameters: { grantType: undefined } })],
  ['secret', 'managed-identity-secret', text({ clientSecret: '[[SECRET]]' })],
  ['tenant', 'managed-identity-tenant', text({ customParameters: { tenantId: { value: 'common' } } })],
  ['claim', 'managed-identity-tenant-claim', text({}, { parameters: {} })],
  ['resource', 'managed-identity-resource', text({ customParameters: { resourceUri: undefined } })],
  ['login', 'managed-identity-login-host', text({ customParameters: { loginUri: { value: 'https://login.microsoftonline.us' } } })],
  ['credentials', 'managed-identity-credentials', text({ properties: { FederatedIdentityCredentials: undefined } })],
  ['issuer', 'managed-identity-issuer', text({}, { credentials: { Issuer: `https://login.microsoftonline.com/${EXAMPLE_TENANT}/v2.0/` } })],
  ['audience', 'managed-identity-audience', text({}, { credentials: { Audience: 'api://azureadtokenexchange' } })],
  ['subject', 'managed-identity-subject', text({}, { credentials: { Subject: EXAMPLE_SUBJECT.replace('/t/', '/T/') } })],
  ['connector', 'managed-identity-connector', text({ redirectUrl: 'https://global.consent.azure-apim.net/redirect/library' })],
  ['redirect mode', 'managed-identity-redirect-mode', text({ redirectMode: undefined })],
];

describe('the first fix leaves nothing to say', () => {
  for (const [name, rule, broken] of FIXES) {
    for (const format of ['json', 'yaml'] as const) {
      test(`${name} (${format})`, async () => {
        const source = format === 'json' ? broken : (await import('yaml')).stringify(JSON.parse(broken));
        const found = check(source, format);
        assert.deepEqual(found.map((one) => one.rule), [rule]);
        const fix = found[0]?.fixes?.()[0];
        assert.ok(fix, 'no fix');
        const mended = applyTextEdits(source, fix.changes.flatMap(({ edits }) => edits));
        assert.deepEqual(check(mended, format).map((one) => `${one.rule}: ${one.message}`), []);
      });
    }
  }
});
