/** `connector-studio identity plan|diff|apply|verify`, the real program before the sandbox: what it says and its exit codes. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, test, type TestContext } from 'node:test';
import { newConnectorFiles } from '../../../src/connector/new-connector.ts';
import { sandboxEnvironment, standInPath } from '../../rig/sandbox-environment.ts';
import { colleague, defaultEnvironment } from '../../sandbox/preset-data.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { folderWith } from './command-line.ts';

const sandbox = await startSandbox();
after(() => sandbox.stop());

function place(context: TestContext): string {
  sandbox.reset('new', { subjectDelayMs: 0 });
  const files = newConnectorFiles({ template: 'graphCurrentUser', title: 'Who am I', description: 'x', format: 'json' });
  return folderWith(context, Object.fromEntries(files.map(({ name, content }) => [`graph/${name}`, content])));
}

async function identity(cwd: string, args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<{ readonly exit: number | null; readonly out: string; readonly err: string }> {
  const state = join(cwd, 'state');
  const env = { ...process.env, ...sandboxEnvironment(sandbox), XDG_STATE_HOME: state, LOCALAPPDATA: state, PATH: `${standInPath}${delimiter}${process.env['PATH'] ?? ''}`, ...more };
  const program = spawn(process.execPath, [join(import.meta.dirname, '../../../src/cli/connector-studio.ts'), 'identity', ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = new Promise<number | null>((resolve) => program.on('close', resolve));
  const [out, err, exit] = await Promise.all([text(program.stdout), text(program.stderr), closed]);
  return { exit, out, err };
}

const AT = ['--environment', defaultEnvironment.displayName];

describe('connector-studio identity', () => {
  test('plans, saves, compares, applies, and finds nothing left', async (t) => {
    const cwd = place(t);
    mkdirSync(join(cwd, 'plans'));
    const planned = await identity(cwd, ['plan', 'graph', ...AT, '--out', 'plans/first.json', '--format', 'json']);
    assert.equal(planned.exit, 3, planned.err);
    const printed = JSON.parse(planned.out) as { readonly version: number; readonly state: string; readonly steps: readonly { readonly id: string; readonly action: string }[] };
    assert.deepEqual([printed.version, printed.state], [1, 'changes']);
    assert.deepEqual(printed.steps.map(({ action }) => action), ['create', 'create', 'create', 'change', 'create', 'create', 'create']);
    assert.equal((JSON.parse(readFileSync(join(cwd, 'plans/first.json'), 'utf8')) as { readonly connectorFolder: string }).connectorFolder, '../graph');
    assert.equal(sandbox.state().writes, 0, 'planning writes nothing');

    const unasked = await identity(cwd, ['apply', 'plans/first.json']);
    assert.deepEqual([unasked.exit, unasked.out, sandbox.state().writes], [2, '', 0]);
    assert.match(unasked.err, /Say --yes/);

    const applied = await identity(cwd, ['apply', 'plans/first.json', '--yes', '--format', 'json']);
    assert.equal(applied.exit, 0, applied.err);
    const result = JSON.parse(applied.out) as { readonly state: string; readonly writes: number; readonly requestIds: readonly string[]; readonly appId: string };
    assert.deepEqual([result.state, result.writes, result.requestIds.length], ['clean', sandbox.state().writes, sandbox.state().writes]);
    assert.equal(result.appId, sandbox.state().applications[0]?.appId);
    assert.match(applied.err, /\+ create {2}App registration[^]*Creating: App registration/, 'the plan, then each step');

    const again = await identity(cwd, ['plan', 'graph', '--out', 'plans/second.json']);
    assert.equal(again.exit, 0, again.err);
    assert.match(again.out, /There is nothing to do\./);
    const verified = await identity(cwd, ['verify', 'graph', '--format', 'json']);
    assert.equal(verified.exit, 0, verified.out + verified.err);
    assert.equal((JSON.parse(verified.out) as { readonly state: string }).state, 'clean');

    assert.deepEqual(await identity(cwd, ['diff', 'plans/first.json', 'plans/first.json']), { exit: 0, out: '# The plans agree.\n', err: '' });
    const compared = await identity(cwd, ['diff', 'plans/first.json', 'plans/second.json']);
    assert.equal(compared.exit, 3);
    assert.match(compared.out, /^! Service principal of "Who am I"\n- {3}create\n\+ {3}keep$/m);
  });

  test('stops where something has changed since the plan was made, and prints the new plan', async (t) => {
    const cwd = place(t);
    await identity(cwd, ['plan', 'graph', ...AT, '--out', 'plan.json']);
    const definition = join(cwd, 'graph/apiDefinition.swagger.json');
    writeFileSync(definition, readFileSync(definition, 'utf8').replace('"x"', '"changed"'));
    const { exit, out, err } = await identity(cwd, ['apply', 'plan.json', '--yes', '--out', 'new.json']);
    assert.equal(exit, 4, err);
    assert.match(err, /Something has changed since the plan was made[^]*! definition, properties, icon and script/);
    assert.match(out, /^# Managed identity for Who am I\n/);
    assert.equal(sandbox.state().writes, 0);
    const next = await identity(cwd, ['apply', 'new.json', '--yes']);
    assert.equal(next.exit, 0, next.err);
  });

  test('applies nobody else\'s plan', async (t) => {
    const cwd = place(t);
    await identity(cwd, ['plan', 'graph', ...AT, '--out', 'plan.json']);
    const { exit, out } = await identity(cwd, ['apply', 'plan.json', '--yes', '--format', 'json'], { AZ_STANDIN_ACCOUNT: colleague.userName });
    assert.equal(exit, 1, out);
    const { error } = JSON.parse(out) as { readonly error: { readonly code: string; readonly message: string; readonly next: string } };
    assert.equal(error.code, 'otherAccount');
    assert.match(error.message, /mina@woodgrove\.example.*otto@woodgrove\.example/);
    assert.equal(sandbox.state().writes, 0);
  });

  test('says what failed in fields, with the request id', async (t) => {
    const cwd = place(t);
    sandbox.faults.add({ match: { write: true }, kind: 'status', status: 403 });
    const { exit, out } = await identity(cwd, ['apply', 'graph', ...AT, '--yes', '--format', 'json']);
    sandbox.faults.clear();
    assert.equal(exit, 1, out);
    const { version, error } = JSON.parse(out) as { readonly version: number; readonly error: Readonly<Record<string, string>> };
    assert.equal(version, 1);
    assert.equal(error['step'], 'application');
    assert.ok(error['code'] && error['message'] && error['next'] && error['requestId'], out);
  });

  test('refuses a command line that makes no sense before anybody is signed in', async (t) => {
    const cwd = place(t);
    writeFileSync(join(cwd, 'list.json'), '{}');
    const wrong: readonly (readonly [readonly string[], number, RegExp])[] = [
      [['plna'], 2, /no command "identity plna"/],
      [['plan'], 2, /Name the connector's folder/],
      [['plan', 'graph'], 2, /Say --environment/],
      [['plan', 'graph', ...AT, '--app-id', 'x'], 2, /takes the client id/],
      [['plan', 'graph', ...AT, '--app-id', sandbox.tenantId, '--new-app'], 2, /not both/],
      [['plan', 'graph', ...AT, '--parameter', 'other'], 2, /It has token/],
      [['plan', 'graph', ...AT, '--cloud', 'mars'], 2, /no cloud "mars"/],
      [['plan', 'graph', ...AT, '--yes'], 2, /--yes means nothing/],
      [['diff', 'list.json'], 2, /two saved plans/],
      [['diff', 'list.json', 'list.json'], 1, /no saved plan/],
      [['apply', 'none.json', '--yes'], 2, /could not be read: it does not exist/],
    ];
    for (const [args, code, said] of wrong) {
      const { exit, err } = await identity(cwd, args, { AZ_STANDIN_MODE: 'signed-out' });
      assert.equal(exit, code, `${args.join(' ')}: ${err}`);
      assert.match(err, said, args.join(' '));
    }
    const { exit, err } = await identity(cwd, ['plan', 'graph', ...AT], { AZ_STANDIN_MODE: 'signed-out' });
    assert.equal(exit, 1);
    assert.match(err, /az login/);
    assert.equal(sandbox.traffic.requests.filter(({ service }) => service === 'graph').length, 0);
  });
});
