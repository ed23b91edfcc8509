/** `connector-studio identity audit` as a program, signed in by Azure CLI, against a tenant after some years of secrets. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { text } from 'node:stream/consumers';
import { sandboxEnvironment, standInPath } from '../../rig/sandbox-environment.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';

const sandbox = await startSandbox({ preset: 'secretful' });
after(() => sandbox.stop());

async function audit(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = { ...process.env, ...sandboxEnvironment(sandbox), PATH: `${standInPath}${delimiter}${process.env['PATH'] ?? ''}` };
  const program = spawn(process.execPath, [join(import.meta.dirname, '../../../src/cli/connector-studio.ts'), 'identity', 'audit', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => program.on('close', resolve));
  const [out, err, code] = await Promise.all([text(program.stdout), text(program.stderr), ended]);
  return { code, out, err };
}

describe('connector-studio identity audit', () => {
  it('prints the audit as CSV, what expires first at the top, and writes nothing', async () => {
    const { code, out, err } = await audit('--format', 'csv');
    assert.deepEqual({ code, err }, { code: 0, err: '' });
    const lines = out.split('\r\n');
    assert.equal(lines.length, 13);
    assert.match(lines[0] ?? '', /^expires,days left,expired,connector,/);
    assert.match(lines[1] ?? '', /,-5,true,Payroll,/);
    assert.equal(sandbox.state().writes, 0);
    assert.deepEqual(sandbox.state().violations, []);
  });

  it('prints it as JSON for programs', async () => {
    const report = JSON.parse((await audit('--format', 'json')).out) as { version: number; connectors: number; directoryUnread?: string };
    assert.deepEqual([report.version, report.connectors, report.directoryUnread], [1, 10, undefined]);
  });

  it('is no command for a folder or for unknown formats', async () => {
    const [folder, format] = await Promise.all([audit('some/folder'), audit('--format', 'xml')]);
    assert.deepEqual([folder.code, format.code], [2, 2]);
    assert.match(folder.err, /takes no folder/);
    assert.match(format.err, /The formats are text, csv and json/);
  });
});
