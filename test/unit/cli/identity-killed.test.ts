/**
 * `connector-studio identity apply`, the real program, ended by SIGKILL in the middle of a request and started again: one
 * app, one connector, one credential, as of a run that nobody disturbed. `KILLS=all` does so at every request.
 */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { newConnectorFiles } from '../../../src/connector/new-connector.ts';
import { sandboxEnvironment, standInPath } from '../../rig/sandbox-environment.ts';
import { defaultEnvironment } from '../../sandbox/preset-data.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';

const sandbox = await startSandbox();
const places: string[] = [];
after(async () => {
  for (const place of places) rmSync(place, { recursive: true });
  await sandbox.stop();
});

interface Place {
  readonly folder: string;
  readonly state: string;
}

function newPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'killed-'));
  const state = mkdtempSync(join(tmpdir(), 'killed-state-'));
  places.push(folder, state);
  for (const { name, content } of newConnectorFiles({ template: 'graphCurrentUser', title: 'Killed', description: 'x', format: 'json' })) writeFileSync(join(folder, name), content);
  return { folder, state };
}

function start({ folder, state }: Place, ...command: readonly string[]): { readonly program: ChildProcess; readonly ended: Promise<{ code: number | null; err: string }> } {
  const env = { ...process.env, ...sandboxEnvironment(sandbox), XDG_STATE_HOME: state, LOCALAPPDATA: state, PATH: `${standInPath}${delimiter}${process.env['PATH'] ?? ''}` };
  const program = spawn(process.execPath, [join(import.meta.dirname, '../../../src/cli/connector-studio.ts'), 'identity', ...(command.length > 0 ? command : ['apply', '--new-app']), folder, '--environment', defaultEnvironment.name, '--yes'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const closed = new Promise<number | null>((resolve) => program.on('close', resolve));
  return { program, ended: Promise.all([text(program.stderr!), closed]).then(([err, code]) => ({ code, err })) };
}

/** Without what is made anew in each tenant. */
function endState({ folder }: Place): unknown {
  const { applications, connectors, violations } = sandbox.state();
  assert.equal(applications.length, 1);
  const [app] = applications;
  const texts = ['apiProperties.json', 'settings.json'].map((name) => readFileSync(join(folder, name), 'utf8'));
  const content = JSON.stringify({ applications, connectors, violations, texts }).replaceAll(app?.id ?? '', '<object id>').replaceAll(app?.appId ?? '', '<client id>');
  return JSON.parse(content, (key, value: unknown) => (/Time$|^(?:keyId|id)$/.test(key) ? undefined : value)) as unknown;
}

describe('connector-studio identity apply, killed', () => {
  it('is started again and comes to the same end', async (context) => {
    sandbox.reset('new', { subjectDelayMs: 0 });
    const whole = newPlace();
    const { code, err } = await start(whole).ended;
    assert.equal(code, 0, err);
    const expected = endState(whole);
    const requests = sandbox.traffic.requests.filter(({ host }) => host !== undefined && host !== 'login.microsoftonline.com').length;
    assert.ok(requests > 15, `${requests} requests`);
    const writes = sandbox.state().writes;

    const everyWrite = Array.from({ length: writes }, (_, index) => ({ number: index + 1, match: { write: true } }));
    const everyRequest = Array.from({ length: requests }, (_, index) => ({ number: index + 1, match: {} }));
    const chosen = process.env['KILLS'] === 'all' ? everyRequest : [everyWrite[Math.floor(writes / 2)]!, everyWrite[writes - 1]!];
    let killed = 0;
    for (const place of chosen) {
      for (const kind of process.env['KILLS'] === 'all' ? (['reset-before', 'reset-after'] as const) : (['reset-after'] as const)) {
        sandbox.reset('new', { subjectDelayMs: 0 });
        const files = newPlace();
        const first = start(files);
        sandbox.faults.add({ kind, ...place, times: 1, meanwhile: () => { first.program.kill('SIGKILL'); } });
        if ((await first.ended).code === null) killed += 1;
        sandbox.faults.clear();
        const second = await start(files).ended;
        assert.equal(second.code, 0, `${kind} ${JSON.stringify(place)}\n${second.err}`);
        assert.deepEqual(endState(files), expected, `${kind} ${JSON.stringify(place)}`);
      }
    }
    context.diagnostic(`${killed} processes were killed`);
    assert.ok(killed > 0);
  });

  it('is taken back by undo, and removed by remove', async () => {
    for (const command of ['undo', 'remove']) {
      sandbox.reset('new', { subjectDelayMs: 0 });
      const files = newPlace();
      const before = readFileSync(join(files.folder, 'apiProperties.json'), 'utf8');
      assert.equal((await start(files).ended).code, 0);
      const { code, err } = await start(files, command).ended;
      assert.equal(code, 0, err);
      const { applications, connectors } = sandbox.state();
      assert.deepEqual([applications.length, connectors.length], [0, command === 'undo' ? 0 : 1]);
      assert.equal(readFileSync(join(files.folder, 'apiProperties.json'), 'utf8'), before);
      assert.equal((await start(files, command).ended).code, 0, 'nothing is left to do');
    }
  });
});
