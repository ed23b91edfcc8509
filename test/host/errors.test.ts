import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ServiceError } from '../../src/cloud/service-error.ts';
import { TokenUnavailableError } from '../../src/cloud/tokens.ts';
import { createErrorReporter } from '../../src/vscode/errors.ts';
import { describeFailure } from '../../src/vscode/failure.ts';

const refused = new ServiceError({ status: 403, codes: ['Authorization_RequestDenied'], message: 'Insufficient privileges', requestId: 'request-7', request: 'GET graph.microsoft.com/v1.0/applications' });

describe('errors in words', () => {
  it('names what the service refused, what to do, and the request id', () => {
    const failure = describeFailure(refused);
    assert.match(failure?.message ?? '', /^Insufficient privileges\. The account may not register or change this app.*\(Authorization_RequestDenied, request id request-7\)$/);
    assert.deepEqual(failure?.details, ['GET graph.microsoft.com/v1.0/applications', 'HTTP 403', 'Authorization_RequestDenied', 'request-id: request-7']);
    assert.deepEqual([failure?.signIn, failure?.retry, failure?.offline], [false, false, false]);
  });

  it('offers to try again when the service is busy, fails or is out of reach', () => {
    const failureOf = (status: number) => describeFailure(new ServiceError({ status, codes: ['X'], message: 'No', request: 'GET h/p' }));
    assert.deepEqual([0, 408, 429, 500, 503].map((status) => failureOf(status)?.retry), [true, true, true, true, true]);
    assert.deepEqual([400, 404, 409].map((status) => failureOf(status)?.retry), [false, false, false]);
    assert.equal(failureOf(0)?.offline, true);
    assert.equal(failureOf(401)?.signIn, true);
  });

  it('tells each link of the token chain, and leads to the settings where signing in does not help', () => {
    const attempts = [{ source: 'account' as const, reason: 'lacks Application.ReadWrite.All' }, { source: 'azureCli' as const, reason: 'az was not found' }];
    const graph = describeFailure(new TokenUnavailableError('graph', { tenantId: 't' }, attempts));
    assert.match(graph?.message ?? '', /lacks Application\.ReadWrite\.All.*az was not found.*az login/);
    assert.deepEqual([graph?.settings, graph?.signIn], [true, false]);
    const powerApps = describeFailure(new TokenUnavailableError('powerApps', { tenantId: 't' }, []));
    assert.deepEqual([powerApps?.settings, powerApps?.signIn], [false, true]);
  });

  it('keeps silent about what the user cancelled', () => {
    assert.equal(describeFailure(new vscode.CancellationError()), undefined);
    assert.equal(describeFailure(new DOMException('aborted', 'AbortError')), undefined);
  });

  it('adds the cause of a wrapped error', () => {
    const failure = describeFailure(new Error('The icon was not stored.', { cause: refused }));
    assert.equal(failure?.message, 'The icon was not stored.');
    assert.ok(failure.details.includes('request-id: request-7'));
  });

  it('lets no token through', () => {
    const token = 'eyJhbGciOiJSUzI1NiJ9.eyJ0aWQiOiJ0In0.c2lnbmF0dXJl';
    assert.ok(!describeFailure(new Error(`refused ${token}`))?.message.includes(token));
  });

  it('logs what a command failed of, and ends the command', async () => {
    const lines: string[] = [];
    const log = { error: (line: string) => lines.push(line), debug: (line: string) => lines.push(line) } as unknown as vscode.LogOutputChannel;
    const { run } = createErrorReporter({ log, signIn: async () => false });
    assert.equal(await run('Deploy', async () => 7), 7);
    assert.equal(await run('Deploy', () => Promise.reject(refused)), undefined);
    assert.equal(await run('Deploy', () => Promise.reject(new vscode.CancellationError())), undefined);
    assert.match(lines[0] ?? '', /^Deploy: Insufficient privileges[^]*request-id: request-7$/);
    assert.deepEqual(lines.slice(1), ['Deploy: cancelled']);
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});
