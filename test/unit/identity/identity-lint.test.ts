import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lintGeneratedIdentity } from '../../../src/identity/identity-lint.ts';
import { PUBLIC_CLOUD } from './fake-world.ts';

const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const SUBJECT = '/eid1/c/pub/t/v4j5cvGGr0GRqy180BHbRw/a/k972yLpWjkypg7DpMYfrNA/unitedstates-002_ms-20graph-5f0027f520b23e81c1';
const GOOD = {
  issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  subject: SUBJECT,
  audience: 'api://AzureADTokenExchange',
  redirectUrl: 'https://global.consent.azure-apim.net/redirect/ms-20graph-5f0027f520b23e81c1',
};
const TARGET = { tenantId: TENANT, cloud: PUBLIC_CLOUD };

describe('lintGeneratedIdentity', () => {
  test('finds nothing in values that agree, and does not look at absent ones', () => {
    assert.deepEqual(lintGeneratedIdentity(GOOD, TARGET), []);
    assert.deepEqual(lintGeneratedIdentity({}, TARGET), []);
  });

  const cases: [string, Partial<typeof GOOD>, 'error' | 'warning', RegExp, boolean?][] = [
    ['a blank at the end', { subject: `${SUBJECT} ` }, 'error', /begins or ends with a blank/],
    ['a line break at the end', { issuer: `${GOOD.issuer}\n` }, 'error', /begins or ends with a blank/],
    ['a character outside ASCII', { subject: SUBJECT.replace('ms-20', 'mś-20') }, 'error', /outside ASCII.*AADSTS70050/],
    ['too long a value', { subject: SUBJECT + 'x'.repeat(600) }, 'error', /takes 600/],
    ['a slash after the issuer', { issuer: `${GOOD.issuer}/` }, 'error', /slash at the end counts/],
    ['an issuer without v2.0', { issuer: `https://sts.windows.net/${TENANT}/` }, 'error', /has not the form/],
    ['an issuer of version 1.0', { issuer: `https://sts.windows.net/${TENANT}/` }, 'error', /"sts\.windows\.net" is the issuer of version 1\.0/],
    ['an issuer whose end is missing', { issuer: `https://login.microsoftonline.com/${TENANT}` }, 'error', /"\/v2\.0" is missing/],
    ['an issuer with a version of its own', { issuer: `https://login.microsoftonline.com/${TENANT}/v1.0` }, 'error', /ends with "\/v1\.0" instead/],
    ['an issuer of no tenant in particular', { issuer: 'https://login.microsoftonline.com/common/v2.0' }, 'error', /names the tenant "common"; it has to be the tenant's GUID/],
    ['an issuer that names the tenant by its domain', { issuer: 'https://login.microsoftonline.com/contoso.com/v2.0' }, 'error', /"contoso\.com"/],
    ['an issuer without encryption', { issuer: `http://login.microsoftonline.com/${TENANT}/v2.0` }, 'error', /"http:" instead of "https:"/],
    ['an issuer with something behind', { issuer: `https://login.microsoftonline.com/${TENANT}/v2.0/x` }, 'error', /"\/x" is too much/],
    ['a tenant with its bytes in the written order', { subject: SUBJECT.replace('v4j5cvGGr0GRqy180BHbRw', 'cvmIv4bxQa-Rqy180BHbRw') }, 'error', /bytes in the order in which it is written/],
    ['an upper-cased tenant', { subject: SUBJECT.replace('v4j5cvGGr0GRqy180BHbRw', 'V4J5CVGGR0GRQY180BHBRW') }, 'error', /tenant segment "V4J5CVGGR0GRQY180BHBRW" has letters in another case.*For 72f988bf-86f1-41af-91ab-2d7cd011db47 it is "v4j5cvGGr0GRqy180BHbRw"/, true],
    ['an issuer of another tenant', { issuer: GOOD.issuer.replace('72f988bf', '82f988bf') }, 'error', /belongs to tenant 82f988bf/],
    ['an issuer of another cloud', { issuer: GOOD.issuer.replace('.com', '.us') }, 'error', /another cloud/],
    ['an issuer in another case', { issuer: GOOD.issuer.replace('login', 'Login') }, 'warning', /case alone/, true],
    ['an issuer of an unknown host', { issuer: GOOD.issuer.replace('login.microsoftonline.com', 'login.example.com') }, 'warning', /not the login host/],
    ['a subject of another tenant', { subject: SUBJECT.replace('v4j5cvGGr0GRqy180BHbRw', 'IRngM2RNjE-gVVva_9XjPQ') }, 'error', /names tenant 33e01921-4d64-4f8c-a055-5bdaffd5e33d/],
    ['a subject of another cloud', { subject: SUBJECT.replace('/pub/', '/usg/') }, 'error', /cloud "usg"/],
    ['a plug-in\'s subject', { subject: SUBJECT.replace('k972yLpWjkypg7DpMYfrNA', 'qzXoWDkuqUa3l6zM5mM0Rw') }, 'warning', /58e835ab/],
    ['a GUID as text', { subject: SUBJECT.replace('v4j5cvGGr0GRqy180BHbRw', TENANT) }, 'error', /GUID as text/],
    ['the base64 of a GUID\'s text', { subject: SUBJECT.replace('v4j5cvGGr0GRqy180BHbRw', btoa(TENANT)) }, 'error', /base64 form of a GUID's text/],
    ['fixed parts in the wrong case', { subject: SUBJECT.replace('/eid1/c/', '/EID1/C/') }, 'error', /wrong case/, true],
    ['no subject at all', { subject: 'repo:a/b:ref:refs/heads/main' }, 'error', /has not the form/],
    ['the connectors\' application with its bytes in the written order', { subject: SUBJECT.replace('k972yLpWjkypg7DpMYfrNA', 'yPbek1a6TI6pg7DpMYfrNA') }, 'error', /application segment "yPbek1a6TI6pg7DpMYfrNA" has the GUID's bytes in the order/],
    ['an audience in another case', { audience: 'api://azureadtokenexchange' }, 'error', /case alone/, true],
    ['an audience of another cloud', { audience: 'api://AzureADTokenExchangeUSGov' }, 'error', /not that of the chosen cloud/],
    ['a plain http redirect URL', { redirectUrl: GOOD.redirectUrl.replace('https', 'http') }, 'error', /not an https URL/],
    ['a redirect URL that Entra refuses', { redirectUrl: `${GOOD.redirectUrl}(1)` }, 'error', /Entra does not take/],
    ['too long a redirect URL', { redirectUrl: GOOD.redirectUrl + 'x'.repeat(200) }, 'error', /takes 256/],
    ['a redirect URL of a strange host', { redirectUrl: 'https://evil.example/redirect/x' }, 'warning', /known consent hosts/],
    ['the redirect URL that all share', { redirectUrl: 'https://global.consent.azure-apim.net/redirect' }, 'warning', /all connectors share/],
    ['another connector\'s redirect URL', { redirectUrl: 'https://global.consent.azure-apim.net/redirect/other' }, 'warning', /name different connectors/],
  ];
  for (const [name, change, severity, message, caseOnly] of cases) {
    test(`finds ${name}`, () => {
      const findings = lintGeneratedIdentity({ ...GOOD, ...change }, TARGET);
      assert.equal(findings.length, 1, JSON.stringify(findings));
      assert.equal(findings[0]?.severity, severity);
      assert.match(findings[0]?.message ?? '', message);
      assert.equal(findings[0]?.caseOnly ?? false, caseOnly ?? false);
    });
  }
});
