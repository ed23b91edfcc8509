import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttp, type ServiceRequest } from '../../../src/cloud/http.ts';
import { ServiceError } from '../../../src/cloud/service-error.ts';
import { scriptedService, type ScriptedAnswer } from './scripted-service.ts';

const url = 'https://graph.microsoft.com/v1.0/applications?$filter=secret';

function graph(script: readonly ScriptedAnswer[]) {
  const service = scriptedService((_, index) => script[index] ?? { status: 599, body: 'script ran out' });
  return { ...service, http: createHttp({ ...service.context, service: 'graph', requiredScopes: ['Application.ReadWrite.All'] }) };
}

function hasStatus(status: number, code?: string) {
  return (error: unknown): boolean => error instanceof ServiceError && error.status === status && (code === undefined || error.code === code);
}

await test('sends JSON with the service\'s token and gives back status, headers and JSON', async () => {
  const { http, requests, tokens } = graph([{ status: 201, headers: { 'X-Thing': 'yes' }, body: { id: '1' } }]);
  const answer = await http.send({ method: 'POST', url, json: { a: 1 } });
  assert.deepEqual([answer.status, answer.headers['x-thing'], answer.json], [201, 'yes', { id: '1' }]);
  assert.match(requests[0]?.headers['authorization'] ?? '', /^Bearer eyJ/);
  assert.equal(requests[0]?.headers['content-type'], 'application/json');
  assert.ok(requests[0]?.headers['client-request-id']);
  assert.deepEqual(tokens.requests.map(({ service, request }) => [service, request.requiredScopes, request.interactive]), [['graph', ['Application.ReadWrite.All'], undefined]]);
});

for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'] as const) {
  await test(`${method} is sent again after a 503 and after a broken connection`, async () => {
    const { http, requests } = graph([{ status: 503 }, { fails: 'ECONNRESET' }, { status: 200, body: {} }]);
    assert.equal((await http.send({ method, url })).status, 200);
    assert.equal(requests.length, 3);
  });
}

await test('POST is not sent again after a 5xx or a broken connection', async () => {
  for (const [answer, status] of [[{ status: 503 }, 503], [{ status: 500 }, 500], [{ fails: 'ECONNRESET' }, 0]] as const) {
    const { http, requests } = graph([answer, { status: 201 }]);
    await assert.rejects(http.send({ method: 'POST', url, json: {} }), hasStatus(status));
    assert.equal(requests.length, 1);
  }
});

await test('POST is sent again after a 429, which did nothing', async () => {
  const { http, requests } = graph([{ status: 429, headers: { 'retry-after': '0' } }, { status: 201 }]);
  assert.equal((await http.send({ method: 'POST', url, json: {} })).status, 201);
  assert.equal(requests.length, 2);
});

await test('Retry-After is waited for, as seconds and as a date', async () => {
  for (const inTwoForms of [() => '1', () => new Date(Date.now() + 2000).toUTCString()]) {
    const value = inTwoForms();
    const { http } = graph([{ status: 429, headers: { 'retry-after': value } }, { status: 200 }]);
    const start = performance.now();
    await http.send({ method: 'GET', url });
    const waited = performance.now() - start;
    assert.ok(waited > 700 && waited < 3500, `${value}: ${waited}`);
  }
});

await test('a service that asks for too much patience is reported with how much', async () => {
  const { http, requests } = graph([{ status: 429, headers: { 'retry-after': '3600' }, body: { error: { code: 'TooManyRequests', message: 'slow down' } } }]);
  await assert.rejects(http.send({ method: 'GET', url }), (error: ServiceError) => error.retryAfterSeconds === 3600 && error.code === 'TooManyRequests');
  assert.equal(requests.length, 1);
});

await test('gives up after three resends and tells the last answer', async () => {
  const { http, requests } = graph([{ status: 500 }, { status: 500 }, { status: 500 }, { status: 502, headers: { 'request-id': 'last' } }]);
  await assert.rejects(http.send({ method: 'GET', url }), (error: ServiceError) => error.status === 502 && error.requestId === 'last');
  assert.equal(requests.length, 4);
});

await test('being offline is told at once, without a status', async () => {
  const { http, requests } = graph([{ fails: 'ENOTFOUND' }]);
  await assert.rejects(http.send({ method: 'GET', url }), (error: ServiceError) => error.status === 0 && error.code === 'ENOTFOUND' && error.request === 'GET graph.microsoft.com/v1.0/applications');
  assert.equal(requests.length, 1);
});

await test('a request of one chance is sent once, and any status can be its answer', async () => {
  const { http, requests } = graph([{ status: 429 }]);
  assert.equal((await http.send({ method: 'GET', url, accept: 'any', resend: false })).status, 429);
  assert.equal(requests.length, 1);
});

await test('a host outside the cloud gets nothing, not even a request for a token', async () => {
  const { http, requests, tokens } = graph([]);
  for (const foreign of ['https://graph.microsoft.us/v1.0/me', 'https://evil.example/', 'http://graph.microsoft.com/v1.0/me', 'https://api.powerapps.com/']) {
    await assert.rejects(http.send({ method: 'GET', url: foreign }), { name: 'HostRefusedError', message: /does not belong to the Public cloud.*connectorStudio\.cloud/ });
  }
  assert.deepEqual([requests.length, tokens.requests.length], [0, 0]);
});

await test('a redirect is not followed', async () => {
  const { http, requests } = graph([{ status: 302, headers: { location: 'https://evil.example/' } }]);
  await assert.rejects(http.send({ method: 'GET', url }), hasStatus(302));
  assert.equal(requests.length, 1);
});

await test('storage is reached without a token', async () => {
  const service = scriptedService(() => ({ status: 201 }));
  await createHttp({ ...service.context, service: 'storage' }).send({ method: 'PUT', url: 'https://a.blob.core.windows.net/c/f?sig=s', content: 'x' });
  assert.equal(service.requests[0]?.headers['authorization'], undefined);
  assert.equal(service.tokens.requests.length, 0);
});

const claims = { access_token: { acrs: { essential: true, value: 'c1' } } };
const challenge = { status: 401, headers: { 'www-authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${Buffer.from(JSON.stringify(claims)).toString('base64')}"` } };

await test('a claims challenge is answered once, with the claims, and the request repeated', async () => {
  const { http, requests, tokens } = graph([challenge, { status: 200 }]);
  assert.equal((await http.send({ method: 'POST', url, json: { a: 1 } })).status, 200);
  assert.equal(requests.length, 2);
  assert.deepEqual(requests[1]?.json, { a: 1 });
  assert.notEqual(requests[0]?.headers['authorization'], requests[1]?.headers['authorization']);
  assert.deepEqual(tokens.requests.map(({ request }) => [request.claims && JSON.parse(request.claims), request.interactive]), [[undefined, undefined], [claims, true]]);
});

await test('a second challenge is an error, as is a 401 without one', async () => {
  const twice = graph([challenge, challenge, { status: 200 }]);
  await assert.rejects(twice.http.send({ method: 'GET', url }), hasStatus(401));
  assert.equal(twice.requests.length, 2);
  const plain = graph([{ status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }]);
  await assert.rejects(plain.http.send({ method: 'GET', url }), hasStatus(401));
  assert.equal(plain.requests.length, 1);
});

await test('an abort rejects with the signal\'s reason: before, during a wait, and while the answer is awaited', async () => {
  const reason = new Error('cancelled by the user');
  const before = graph([{ status: 200 }]);
  await assert.rejects(before.http.send({ method: 'GET', url, signal: AbortSignal.abort(reason) }), reason);
  assert.equal(before.requests.length, 0);

  const waiting = new AbortController();
  const throttled = graph([{ status: 429, headers: { 'retry-after': '60' } }, { status: 200 }]);
  const sent = throttled.http.send({ method: 'GET', url, signal: waiting.signal });
  setTimeout(() => waiting.abort(reason), 20);
  await assert.rejects(sent, reason);
  assert.equal(throttled.requests.length, 1);

  const during = new AbortController();
  const service = scriptedService(() => {
    during.abort(reason);
    return { status: 200 };
  });
  await assert.rejects(createHttp({ ...service.context, service: 'graph' }).send({ method: 'GET', url, signal: during.signal }), reason);
});

await test('one line of log a request, without query, token or body', async () => {
  const { http, logged, requests } = graph([{ status: 503 }, { status: 200, headers: { 'request-id': 'r-9' }, body: { password: 'p' } }]);
  const request: ServiceRequest = { method: 'PATCH', url, json: { clientSecret: 'hush' } };
  await http.send(request);
  assert.equal(logged.length, 2);
  assert.match(logged[0] ?? '', /^PATCH graph\.microsoft\.com\/v1\.0\/applications → 503 \(\d+ ms/);
  assert.match(logged[1] ?? '', /→ 200 \(\d+ ms, request id r-9\)$/);
  const token = requests[0]?.headers['authorization']?.slice(7) ?? '?';
  for (const secret of [token, 'secret', 'hush', 'password']) assert.equal(logged.join('\n').includes(secret), false, secret);
});

await test('a POST that makes nothing anew is sent again; Graph alone is told that a person waits', async () => {
  const { http, requests } = graph([{ fails: 'ECONNRESET' }, { status: 503 }, { status: 201 }]);
  assert.equal((await http.send({ method: 'POST', url, json: {}, resend: 'always' })).status, 201);
  assert.deepEqual(requests.map(({ headers }) => headers['x-ms-throttle-priority']), ['high', 'high', 'high']);
  const service = scriptedService(() => ({ status: 200 }));
  await createHttp({ ...service.context, service: 'powerApps' }).send({ method: 'GET', url: 'https://api.powerapps.com/providers' });
  assert.equal(service.requests[0]?.headers['x-ms-throttle-priority'], undefined);
});

await test('a wait that a person would notice is told before it begins, and ends with an abort', async () => {
  const told: string[] = [];
  const service = scriptedService((_, index) => (index === 0 ? { status: 429, headers: { 'retry-after': '30' } } : { status: 200 }));
  const cancel = new AbortController();
  const http = createHttp({ ...service.context, service: 'graph', onWait: (message) => { told.push(message); setTimeout(() => cancel.abort(new Error('enough')), 10); } });
  await assert.rejects(http.send({ method: 'GET', url, signal: cancel.signal }), /enough/);
  assert.deepEqual(told, ['graph.microsoft.com is limiting requests; going on in 30 s.']);
  const brief = scriptedService((_, index) => (index === 0 ? { status: 429, headers: { 'retry-after': '1' } } : { status: 200 }));
  await createHttp({ ...brief.context, service: 'graph', onWait: (message) => told.push(message) }).send({ method: 'GET', url });
  assert.equal(told.length, 1);
});

await test('a challenged token is not used again, also where nobody meets the challenge', async () => {
  const challenge = Buffer.from('{"access_token":{"acrs":{"value":"c1"}}}').toString('base64');
  const service = scriptedService(() => ({ status: 401, headers: { 'www-authenticate': `Bearer error="insufficient_claims", claims="${challenge}"` } }));
  const forgotten: string[] = [];
  const tokens = { ...service.tokens, get: async (name: 'graph', request: Parameters<typeof service.tokens.get>[1]) => {
    if (request.claims) throw new Error('declined');
    return service.tokens.get(name, request);
  }, forget: (name: string) => { forgotten.push(name); } };
  await assert.rejects(createHttp({ ...service.context, tokens: tokens as typeof service.tokens, service: 'graph' }).send({ method: 'GET', url }), /declined/);
  assert.deepEqual(forgotten, ['graph']);
});
