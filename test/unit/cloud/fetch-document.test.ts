/** A document from a URL, with Node's own https against a TLS server of this machine. */
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, suite, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { DocumentRefusedError, documentUrlProblem, fetchDocument } from '../../../src/cloud/fetch-document.ts';
import { ServiceError } from '../../../src/cloud/service-error.ts';
import { createCertificateAuthority } from '../../sandbox/certificate-authority.ts';

const text = '{"openapi":"3.0.0"}';

type Handler = (response: ServerResponse, request: IncomingMessage) => void;

await suite('fetching a document', async () => {
  const authority = await createCertificateAuthority();
  const certificates = getCACertificates('default');
  const proxies = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'].map((name) => [name, process.env[name]] as const);
  for (const [name] of proxies) delete process.env[name];
  setDefaultCACertificates([...certificates, authority.pem]);
  const requests: IncomingMessage[] = [];
  const handlers = new Map<string, Handler>();
  const server = createServer(await authority.leaf('localhost'), (request, response) => {
    requests.push(request);
    const handler = handlers.get(new URL(request.url ?? '/', 'https://localhost').pathname);
    if (handler) handler(response, request);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  after(async () => {
    setDefaultCACertificates(certificates);
    for (const [name, value] of proxies) if (value !== undefined) process.env[name] = value;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const serve = (path: string, handler: Handler): string => {
    handlers.set(path, handler);
    return `${origin}${path}`;
  };
  const json: Handler = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  const redirect = (location: string, status = 302): Handler => (response) => response.writeHead(status, { location }).end('moved');
  const refused = (pattern: RegExp) => (error: unknown): boolean => error instanceof DocumentRefusedError && pattern.test(error.message);

  await test('comes as text, and nothing that says who asks goes out', async () => {
    const url = serve('/plain', json);
    assert.deepEqual(await fetchDocument(`${url}?version=3`), { url: `${url}?version=3`, text });
    const { headers } = requests.at(-1) ?? assert.fail();
    assert.deepEqual(['authorization', 'cookie', 'proxy-authorization', 'referer'].filter((name) => headers[name] !== undefined), []);
    assert.match(headers['user-agent'] ?? '', /connector-studio/);
  });

  await test('comes unpacked, and in the encoding that it says it has', async () => {
    const packed = serve('/packed', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text)));
    assert.equal((await fetchDocument(packed)).text, text);
    const latin = serve('/latin', (response) => response.writeHead(200, { 'content-type': 'text/yaml; charset=iso-8859-1' }).end(Buffer.from('title: Gebühren', 'latin1')));
    assert.equal((await fetchDocument(latin)).text, 'title: Gebühren');
    const wide = serve('/wide', (response) => response.writeHead(200).end(Buffer.from(`\uFEFF${text}`, 'utf16le')));
    assert.equal((await fetchDocument(wide)).text, text);
    const marked = serve('/marked', (response) => response.writeHead(200).end(`\uFEFF${text}`));
    assert.equal((await fetchDocument(marked)).text, text);
    const odd = serve('/odd', (response) => response.writeHead(200, { 'content-type': 'application/json; charset=klingon' }).end(text));
    assert.equal((await fetchDocument(odd)).text, text);
  });

  await test('is found behind redirects, which need not be absolute', async () => {
    const target = serve('/target', json);
    serve('/second', redirect('target', 308));
    assert.deepEqual(await fetchDocument(serve('/first', redirect(`${origin}/second`))), { url: target, text });
  });

  await test('a redirect away from https, to credentials or in a circle is not followed', async () => {
    const before = requests.length;
    await assert.rejects(fetchDocument(serve('/down', redirect(`http://localhost:${(server.address() as AddressInfo).port}/plain`))), refused(/without https/));
    await assert.rejects(fetchDocument(serve('/file', redirect('file:///etc/passwd'))), refused(/not followed/));
    await assert.rejects(fetchDocument(serve('/user', redirect(`https://user:word@${new URL(origin).host}/plain`))), refused(/credentials/));
    assert.equal(requests.length - before, 3);
    await assert.rejects(fetchDocument(serve('/round', redirect('/round'))), refused(/more than 5 times/));
    assert.equal(requests.length - before, 9);
  });

  await test('only https URLs without credentials are asked for', async () => {
    for (const url of ['http://localhost/openapi.json', 'file:///openapi.json', 'https://me:secret@localhost/openapi.json', 'openapi.json', '']) {
      assert.ok(documentUrlProblem(url), url);
      const before = requests.length;
      await assert.rejects(fetchDocument(url), (error: unknown) => error instanceof Error && !error.message.includes('secret'));
      assert.equal(requests.length, before);
    }
    assert.equal(documentUrlProblem('https://api.example.com/openapi.json?v=3'), undefined);
  });

  await test('too large a document is refused by what the server states, and by what it sends', async () => {
    const large = '#'.repeat(5000);
    await assert.rejects(fetchDocument(serve('/stated', (response) => response.writeHead(200, { 'content-length': '5000' }).end(large)), { maximumBytes: 4000 }), refused(/more than/));
    await assert.rejects(fetchDocument(serve('/sent', (response) => response.writeHead(200).end(large)), { maximumBytes: 4000 }), refused(/more than/));
    // Packed it is small.
    await assert.rejects(fetchDocument(serve('/bomb', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(large))), { maximumBytes: 4000 }), refused(/more than/));
    assert.equal((await fetchDocument(`${origin}/sent`, { maximumBytes: 5000 })).text.length, 5000);
  });

  await test('what answers without a document is told in words', async () => {
    for (const [status, pattern] of [[401, /sign-in/], [403, /sign-in/], [404, /no document at this address/], [500, /Try again later/], [429, /Try again later/], [204, /status 204/], [304, /status 304/]] as const) {
      await assert.rejects(fetchDocument(serve('/status', (response) => response.writeHead(status).end())), refused(pattern), String(status));
    }
    await assert.rejects(fetchDocument(serve('/page', (response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html></html>'))), refused(/web page/));
    await assert.rejects(fetchDocument(serve('/disguised', (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('\n<!DOCTYPE html><html></html>'))), refused(/web page/));
  });

  await test('a host that cannot be reached, breaks off or is too slow is told with the way out', async () => {
    const failed = (code: string) => (error: unknown): boolean => error instanceof ServiceError && error.status === 0 && error.code === code;
    await assert.rejects(fetchDocument('https://localhost:1/openapi.json'), failed('ECONNREFUSED'));
    await assert.rejects(fetchDocument(serve('/early', (response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{');
      setTimeout(() => response.destroy(), 20);
    })), failed('ECONNRESET'));
    await assert.rejects(fetchDocument(serve('/mute', () => {}), { timeout: 100 }), failed('ETIMEDOUT'));
    await assert.rejects(fetchDocument(serve('/drip', (response) => response.writeHead(200).write('{')), { timeout: 100 }), failed('ETIMEDOUT'));
  });

  await test('a certificate that nobody trusts is refused', async () => {
    setDefaultCACertificates(certificates);
    await assert.rejects(fetchDocument(`${origin}/plain`), (error: unknown) => error instanceof ServiceError && error.status === 0);
    setDefaultCACertificates([...certificates, authority.pem]);
  });

  await test('an abort ends it: before, while the answer is awaited, and amid the document', async () => {
    const reason = new Error('cancelled by the user');
    const before = requests.length;
    await assert.rejects(fetchDocument(`${origin}/plain`, { signal: AbortSignal.abort(reason) }), reason);
    assert.equal(requests.length, before);
    for (const path of ['/mute', '/drip']) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(reason), 50);
      await assert.rejects(fetchDocument(`${origin}${path}`, { signal: controller.signal }), reason);
    }
  });

  await test('the log has a line a request, without the query', async () => {
    const lines: string[] = [];
    await fetchDocument(`${origin}/first?key=hush`, { log: { debug: (line) => lines.push(line) } });
    assert.equal(lines.length, 3);
    assert.match(lines[0] ?? '', /^GET localhost:\d+\/first → 302/);
    assert.equal(lines.join().includes('hush'), false);
  });
});
