import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { mentionsSignInError, readSignInText } from '../../../../src/identity/sign-in/sign-in-text.ts';

const APP = '11111111-2222-3333-4444-555555555555';
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const SUBJECT = '/eid1/c/pub/t/v4j5cvGGr0GRqy180BHbRw/a/k972yLpWjkypg7DpMYfrNA/unitedstates-002_ms-20graph-5f0027f520b23e81c1-5f9888a90360086012';
const REDIRECT = 'https://global.consent.azure-apim.net/redirect/ms-20graph-5f0027f520b23e81c1-5f9888a90360086012';
const TRACE = '255d1aef-8c98-452f-ac51-23d051240864';
const CORRELATION = 'fb3d2015-bc17-4bb9-bb85-30c5cf1aaaa7';
const IDS = `Trace ID: ${TRACE}\r\nCorrelation ID: ${CORRELATION}\r\nTimestamp: 2026-01-09 02:02:12Z`;

const SENTENCE = `No matching federated identity record found for presented assertion subject '${SUBJECT}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`;
const JSON_ANSWER = {
  error: 'invalid_client', error_description: `AADSTS700213: ${SENTENCE} ${IDS}`, error_codes: [700213], timestamp: '2026-01-09 02:02:12Z',
  trace_id: TRACE, correlation_id: CORRELATION, error_uri: 'https://login.microsoftonline.com/error?code=700213',
};
const EXPECTED = { codes: ['AADSTS700213'], subject: SUBJECT, traceId: TRACE, correlationId: CORRELATION, timestamp: '2026-01-09 02:02:12Z' };

describe('the same error in every form that people copy', () => {
  const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('\'', '&#39;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const forms: Record<string, string> = {
    'a line of a log': `2026-01-09 error: AADSTS700213: ${SENTENCE} ${IDS}`,
    'Entra\'s JSON': JSON.stringify(JSON_ANSWER),
    'indented JSON': JSON.stringify(JSON_ANSWER, undefined, 2),
    'JSON cut off at the end': JSON.stringify(JSON_ANSWER).slice(0, -60),
    'a connection\'s status': JSON.stringify({ statuses: [{ status: 'Error', target: 'token', error: { code: 'Unauthorized', message: `Failed to exchange the authorization code for a token. ${JSON.stringify(JSON_ANSWER)}` } }] }),
    'JSON in JSON in JSON': JSON.stringify({ message: JSON.stringify({ message: JSON.stringify(JSON_ANSWER) }) }),
    'HTML-escaped text': html(`AADSTS700213: ${SENTENCE} ${IDS}`),
    'HTML-escaped JSON': html(JSON.stringify(JSON_ANSWER)),
    'twice escaped HTML': html(html(`AADSTS700213: ${SENTENCE} ${IDS}`)),
    'the source of a page': `<div class="a">AADSTS700213: ${html(SENTENCE)}</div><p>Trace ID: ${TRACE}<br/>Correlation ID: ${CORRELATION}<br/>Timestamp: 2026-01-09 02:02:12Z</p>`,
    'JSON with escaped characters': JSON.stringify(JSON_ANSWER).replaceAll('\'', '\\u0027').replaceAll('/', '\\/'),
    'an address': `https://localhost/?error=invalid_client&error_description=${new URLSearchParams({ d: JSON_ANSWER.error_description }).toString().slice(2)}&error_uri=https%3a%2f%2flogin.microsoftonline.com%2ferror%3fcode%3d700213&state=x`,
    'lower case': `aadsts700213: ${SENTENCE} ${IDS}`,
  };
  for (const [name, text] of Object.entries(forms)) {
    test(name, () => {
      const { codes, facts } = readSignInText(text);
      assert.deepEqual({ codes, subject: facts.subject, traceId: facts.traceId, correlationId: facts.correlationId, timestamp: facts.timestamp }, EXPECTED);
      assert.ok(mentionsSignInError(text));
    });
  }

  test('the text of Entra\'s error page', () => {
    const page = `Sign in\nSorry, but we’re having trouble signing you in.\n\nAADSTS50011: The redirect URI '${REDIRECT}' specified in the request does not match the redirect URIs configured for the application '${APP}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more.\nTroubleshooting details\nRequest Id: ${TRACE}\nCorrelation Id: ${CORRELATION}\nTimestamp: 2026-01-09T02:02:12Z\nMessage: AADSTS50011: The redirect URI '${REDIRECT}' specified`;
    assert.deepEqual(readSignInText(page).codes, ['AADSTS50011']);
    assert.deepEqual(readSignInText(page).facts, { redirectUri: REDIRECT, appId: APP, traceId: TRACE, correlationId: CORRELATION, timestamp: '2026-01-09T02:02:12Z' });
  });

  test('a page in another language, whose values are known by their form', () => {
    const text = `AADSTS50011: Der Umleitungs-URI „${REDIRECT}“ stimmt nicht überein. Fehlercode. AADSTS700213: „${SUBJECT}“`;
    const { codes, facts } = readSignInText(text);
    assert.deepEqual(codes, ['AADSTS50011', 'AADSTS700213']);
    assert.equal(facts.subject, SUBJECT);
    assert.equal(facts.redirectUri, REDIRECT);
  });

  test('a number alone, the list of numbers, the page\'s address', () => {
    assert.deepEqual(readSignInText(' 700213 ').codes, ['AADSTS700213']);
    assert.deepEqual(readSignInText('{"error_codes":[7002138, 50011]}').codes, ['AADSTS7002138', 'AADSTS50011']);
    assert.deepEqual(readSignInText('https://login.microsoftonline.com/error?code=50011').codes, ['AADSTS50011']);
    assert.deepEqual(readSignInText('Sign-in error code 50053').codes, ['AADSTS50053']);
    for (const nothing of ['', 'all is well', '2026', '12345 things', 'AADSTS', '1', 'port 50011']) assert.deepEqual(readSignInText(nothing).codes, [], nothing);
  });
});

describe('what the sentences of single codes tell', () => {
  const sentences: [string, string, object][] = [
    ['AADSTS700211', 'No matching federated identity record found for presented assertion issuer \'https://login.microsoftonline.com/x/v2.0\'. Check', { issuer: 'https://login.microsoftonline.com/x/v2.0' }],
    ['AADSTS700212', 'No matching federated identity record found for presented assertion audience \'api://AzureADTokenExchange\'. Check', { audience: 'api://AzureADTokenExchange' }],
    ['AADSTS7002137', `The subject was not found. Please make sure the federated identity credential Subject is '${SUBJECT}'.`, { subject: SUBJECT }],
    ['AADSTS70025', `The client '${APP}'(MS Graph) has no configured federated identity credentials.`, { appId: APP, appName: 'MS Graph' }],
    ['AADSTS7000226', `No federated identity credential policy found on application (${APP}). The client_assertion used`, { appId: APP }],
    ['AADSTS700016', `Application with identifier '${APP.toUpperCase()}' was not found in the directory '${TENANT}'. This can happen`, { appId: APP, tenant: TENANT }],
    ['AADSTS7000229', `The client application ${APP} is missing service principal in the tenant ${TENANT}. See`, { appId: APP, tenant: TENANT }],
    ['AADSTS65001', `The user or administrator has not consented to use the application with ID '${APP}' named 'MS Graph'. Send`, { appId: APP, appName: 'MS Graph' }],
    ['AADSTS65002', `Consent between first party application '${APP}' and first party resource '00000003-0000-0000-c000-000000000000' must be configured`, { appId: APP }],
    ['AADSTS50011', `The reply URL specified in the request does not match the reply URLs configured for the application: '${APP}'.`, { appId: APP }],
    ['AADSTS500011', 'The resource principal named https://api.contoso.com was not found in the tenant named Contoso. This', { resource: 'https://api.contoso.com' }],
    ['AADSTS650053', 'The application asked for scope \'User.Reed\' that doesn\'t exist on the resource \'00000003-0000-0000-c000-000000000000\'. Contact', { scope: 'User.Reed' }],
    ['AADSTS50020', `User account 'ada@fabrikam.example' from identity provider 'live.com' does not exist in tenant 'Contoso' and cannot access the application '${APP}'(MS Graph) in that tenant.`, { user: 'ada@fabrikam.example', tenant: 'Contoso', appId: APP, appName: 'MS Graph' }],
    ['AADSTS50034', 'The user account {EmailHidden} does not exist in the contoso.example directory.', { user: 'EmailHidden' }],
    ['AADSTS7000215', `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${APP}'.`, { appId: APP }],
    ['AADSTS90002', `Tenant '${TENANT}' not found. Check to make sure`, { tenant: TENANT }],
    ['AADSTS50194', `Application '${APP}'(MS Graph) isn't configured as a multitenant application. Usage`, { appId: APP, appName: 'MS Graph' }],
  ];
  for (const [code, sentence, expected] of sentences) {
    test(code, () => {
      const read = readSignInText(`${code}: ${sentence} ${IDS}`);
      assert.deepEqual(read.codes, [code]);
      for (const [name, value] of Object.entries(expected)) assert.equal((read.facts as Record<string, string>)[name], value, name);
      assert.ok(read.messages[code]?.startsWith(sentence.slice(0, 30)), read.messages[code]);
      assert.ok(!read.messages[code]?.includes('Trace'));
    });
  }
});

describe('hostile texts', () => {
  test('secrets and tokens do not come out', () => {
    const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln';
    const text = `AADSTS700027: Client assertion ${token} failed. https://x/?code=c0de-1234&sig=s1gn. The redirect URI 'https://h/redirect?code=c0de-1234' client_secret: x AADSTS50011: The scope ${token} is not valid.`;
    const read = JSON.stringify(readSignInText(text));
    for (const secret of [token, 'c0de-1234', 's1gn']) assert.ok(!read.includes(secret), read);
  });

  test('nothing throws, and every text is read in time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => { readSignInText(`AADSTS700213: ${text}`); }), { numRuns: 300 });
    const long = ['AADSTS', '<a', '&amp;', '\\u0041', 'error_description=%', '"', 'https://', 'assertion subject \'', 'issuer   ', '11111111-', '{"error_codes":[', '/eid1/c/'];
    for (const piece of long) {
      const text = piece.repeat(Math.ceil(300_000 / piece.length));
      const before = process.cpuUsage();
      readSignInText(text);
      const { user, system } = process.cpuUsage(before);
      assert.ok(user + system < 2_000_000, `${piece}: ${(user + system) / 1000} ms`);
    }
  });
});
