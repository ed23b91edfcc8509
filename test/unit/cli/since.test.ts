/** `--since`: what breaks users of the definition as it was in a commit. With real repositories. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { stringify } from 'yaml';
import { cleanDefinition } from '../authoring/clean-connector.ts';
import { cleanDefinitionText, connector, findings, folderWith, report, run, write, type CommandRun } from './command-line.ts';

const withoutGit = ((): string | false => {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'no git';
  }
})();

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false', '-c', 'core.autocrlf=false', ...args], { cwd, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' } }).trim();
}

/** A repository with one commit that holds these files. */
function repositoryWith(t: TestContext, files: Parameters<typeof folderWith>[1]): string {
  const cwd = folderWith(t, files);
  git(cwd, 'init', '--quiet');
  commitAll(cwd);
  return cwd;
}

function commitAll(cwd: string): string {
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--message', 'Connectors', '--no-verify', '--allow-empty');
  return git(cwd, 'rev-parse', 'HEAD');
}

const renamed = cleanDefinitionText.replace('"GetItem"', '"ReadItem"');
const deleted = (path: string): string => `${path}:${renamed.slice(0, renamed.indexOf('"ReadItem"')).split('\n').length}:24 breaking-operation-deleted`;

describe('--since', { skip: withoutGit }, () => {
  test('tells of each kind of break, at its place, as an error', async (t) => {
    const cwd = repositoryWith(t, connector('a'));
    const edited = cleanDefinitionText
      .replace('"x-ms-url-encoding": "single"\n          }', '"x-ms-url-encoding": "single",\n            "enum": ["one"]\n          },\n          { "name": "shelf", "in": "query", "required": true, "type": "string", "description": "The id of the shelf.", "x-ms-summary": "Shelf" }')
      .replace('"type": "string",\n          "description": "The name', '"type": "integer",\n          "description": "The name');
    write(cwd, connector('a', { definition: edited }));
    const { json, exit, err } = await report(['--since', 'HEAD', '.'], { cwd });
    const found = json.connectors[0]?.diagnostics ?? [];
    assert.deepEqual(found.map(({ severity, rule, fixable }) => `${severity} ${rule} ${fixable}`), [
      'error breaking-input-enum-added false', 'error breaking-required-input-added false', 'error breaking-output-type-changed false',
    ]);
    assert.match(found[1]?.message ?? '', /^The required input field "shelf" of "GetItem" is new, and flows that do not give it fail\. Make it optional, or add a new version of the operation\.$/);
    assert.deepEqual([json.summary.errors, exit, err], [3, 1, '']);
  });

  test('says nothing where nothing breaks, and where it was not asked', async (t) => {
    const cwd = repositoryWith(t, connector('a'));
    assert.deepEqual(findings((await report(['--since', 'HEAD', '.'], { cwd })).json), []);
    write(cwd, connector('a', { definition: renamed }));
    assert.deepEqual(findings((await report(['.'], { cwd })).json), []);
    assert.deepEqual(findings((await report(['--since', 'HEAD', '.'], { cwd })).json), [deleted('a/apiDefinition.swagger.json')]);
  });

  test('takes what git takes for a commit', async (t) => {
    const cwd = repositoryWith(t, connector('a'));
    const first = git(cwd, 'rev-parse', 'HEAD');
    git(cwd, 'tag', '-a', 'v1', '-m', 'one');
    write(cwd, connector('a', { definition: renamed }));
    commitAll(cwd);
    for (const commit of [first, first.slice(0, 8), 'v1', 'HEAD~1', 'HEAD^']) {
      assert.deepEqual(findings((await report(['--since', commit, 'a'], { cwd })).json), [deleted('a/apiDefinition.swagger.json')], commit);
    }
    assert.deepEqual(findings((await report(['--since', 'HEAD', 'a'], { cwd })).json), []);
  });

  test('compares the text that --fix has left, in the order of the file with what else was found', async (t) => {
    const cwd = repositoryWith(t, connector('a'));
    write(cwd, connector('a', { definition: renamed.replace('"/v1"', '"v1"').replace('"https"\n', '"https",\n    "http"\n') }));
    assert.deepEqual(findings((await report(['--since', 'HEAD', 'a'], { cwd })).json).map((line) => line.replace(/.* /, '')), ['base-path-form', 'schemes-https', 'breaking-operation-deleted']);
    assert.deepEqual(findings((await report(['--since', 'HEAD', '--fix', 'a'], { cwd })).json), [deleted('a/apiDefinition.swagger.json')]);
  });

  test('knows the definition under the name and in the form that it had', async (t) => {
    const cwd = repositoryWith(t, { ...connector('a'), 'b/apiDefinition.swagger.yaml': stringify(cleanDefinition), ...connector('b', { definition: null }) });
    renameSync(join(cwd, 'a/apiDefinition.swagger.json'), join(cwd, 'a/apiDefinition.json'));
    rmSync(join(cwd, 'b/apiDefinition.swagger.yaml'));
    write(cwd, { 'a/apiDefinition.json': renamed, 'b/apiDefinition.swagger.json': renamed });
    assert.deepEqual(findings((await report(['--since', 'HEAD', '.'], { cwd })).json), [deleted('a/apiDefinition.json'), deleted('b/apiDefinition.swagger.json')]);
  });

  test('a definition that is new, was broken or is gone breaks nobody', async (t) => {
    const cwd = repositoryWith(t, { ...connector('broken', { definition: '<html>' }), ...connector('empty', { definition: '' }), ...connector('gone'), ...connector('late', { definition: null }) });
    write(cwd, { ...connector('broken'), ...connector('empty'), ...connector('late'), ...connector('new') });
    rmSync(join(cwd, 'gone/apiDefinition.swagger.json'));
    const { json, err } = await report(['--since', 'HEAD', '.'], { cwd });
    assert.deepEqual([findings(json), err], [['gone/apiProperties.json:1:1 file-missing'], '']);
  });

  test('in the root of a repository, and from a folder deep in it', async (t) => {
    const cwd = repositoryWith(t, { ...connector(''), ...connector('a/b/c') });
    write(cwd, { ...connector('', { definition: renamed }), ...connector('a/b/c', { definition: renamed }) });
    assert.deepEqual(findings((await report(['--since', 'HEAD', '.'], { cwd })).json), [deleted('apiDefinition.swagger.json'), deleted('a/b/c/apiDefinition.swagger.json')]);
    assert.deepEqual(findings((await report(['--since', 'HEAD', '.'], { cwd: join(cwd, 'a/b/c') })).json), [deleted('apiDefinition.swagger.json')]);
  });

  test('in several repositories at once', async (t) => {
    const cwd = folderWith(t, { ...connector('one/a'), ...connector('two/b') });
    for (const name of ['one', 'two']) {
      git(join(cwd, name), 'init', '--quiet');
      commitAll(join(cwd, name));
    }
    write(cwd, connector('two/b', { definition: renamed }));
    assert.deepEqual(findings((await report(['--since', 'HEAD', '.'], { cwd })).json), [deleted('two/b/apiDefinition.swagger.json')]);
  });

  test('from a hook, where git names its own repository', async (t) => {
    const [cwd, other] = [repositoryWith(t, connector('a')), repositoryWith(t, { 'readme.md': '' })];
    write(cwd, connector('a', { definition: renamed }));
    process.env['GIT_DIR'] = join(other, '.git');
    process.env['GIT_INDEX_FILE'] = '.git/index';
    try {
      assert.deepEqual(findings((await report(['--since', 'HEAD', 'a'], { cwd })).json), [deleted('a/apiDefinition.swagger.json')]);
    } finally {
      delete process.env['GIT_DIR'];
      delete process.env['GIT_INDEX_FILE'];
    }
  });

  const odd = ['with space', '-x', '--upload-pack=touch pwned', ':(top)', 'a[b]', '50%', "it's $(touch pwned)", 'ünïcödé 日本', '"', 'a;touch pwned', 'new\nline', 'tab\t', 'back\\slash', '*'];
  for (const name of process.platform === 'win32' ? ['with space', '-x', 'a[b]', '50%', 'ünïcödé 日本'] : odd) {
    test(`a folder called ${JSON.stringify(name)}`, async (t) => {
      const cwd = repositoryWith(t, { ...connector(name), ...connector('other') });
      write(cwd, connector(name, { definition: renamed }));
      const { json, err } = await report(['--since', 'HEAD', '.'], { cwd });
      assert.deepEqual([findings(json), err], [[deleted(`${name}/apiDefinition.swagger.json`)], '']);
      assert.equal(git(cwd, 'status', '--short').split('\n').length, 1, 'nothing else is there');
    });
  }

  test('a link in the commit is not read as a definition', { skip: process.platform === 'win32' && 'links need rights on Windows' }, async (t) => {
    const cwd = folderWith(t, connector('a'));
    git(cwd, 'init', '--quiet');
    const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd, input: cleanDefinitionText, encoding: 'utf8' }).trim();
    git(cwd, 'update-index', '--add', '--cacheinfo', `120000,${blob},a/apiDefinition.swagger.json`);
    git(cwd, 'commit', '--quiet', '--message', 'A link');
    write(cwd, connector('a', { definition: renamed }));
    assert.deepEqual(findings((await report(['--since', 'HEAD', '.'], { cwd })).json), []);
  });

  test('severities and comments go for these as well', async (t) => {
    const cwd = repositoryWith(t, { ...connector('a'), 'b/apiDefinition.swagger.yaml': stringify(cleanDefinition), ...connector('b', { definition: null }) });
    write(cwd, { ...connector('a', { definition: renamed }), '.connectorstudio.yaml': 'rules:\n  breaking-operation-deleted: warning\n' });
    const { json, exit } = await report(['--since', 'HEAD', 'a'], { cwd });
    assert.deepEqual([json.connectors[0]?.diagnostics.map(({ severity, rule }) => `${severity} ${rule}`), exit], [['warning breaking-operation-deleted'], 0]);
    write(cwd, { '.connectorstudio.yaml': 'rules:\n  breaking-operation-deleted: off\n' });
    assert.deepEqual(findings((await report(['--since', 'HEAD', 'a'], { cwd })).json), []);
    write(cwd, { '.connectorstudio.yaml': '', 'b/apiDefinition.swagger.yaml': stringify(cleanDefinition).replace('GetItem', 'ReadItem # connector-studio-disable-line breaking-operation-deleted -- nobody uses it') });
    assert.deepEqual(findings((await report(['--since', 'HEAD', 'b'], { cwd })).json), []);
  });

  test('SARIF says what was to be kept', async (t) => {
    const cwd = repositoryWith(t, connector('a'));
    write(cwd, connector('a', { definition: renamed }));
    const log = JSON.parse((await run(['check', '--format', 'sarif', '--since', 'HEAD', '.'], { cwd })).out) as { runs: [{ tool: { driver: { rules: unknown } } }] };
    assert.deepEqual(log.runs[0].tool.driver.rules, [{ id: 'breaking-operation-deleted', shortDescription: { text: 'An operation that the earlier definition has is still there under its id.' } }]);
  });
});

describe('--since is usage', { skip: withoutGit }, () => {
  /** Nothing is printed, nothing is mended. */
  function assertUsage({ exit, out, err }: CommandRun, said: RegExp): void {
    assert.deepEqual([exit, out], [2, '']);
    assert.match(err, said);
    assert.match(err, /\nRun connector-studio --help for the usage\.\n$/);
  }

  test('with a commit that is none', async (t) => {
    const broken = cleanDefinitionText.replace('"/v1"', '"v1"');
    const cwd = repositoryWith(t, connector('a', { definition: broken }));
    const tree = git(cwd, 'rev-parse', 'HEAD^{tree}');
    for (const commit of ['nothing', '', '-h', '--all', '--output=pwned', 'HEAD:a/apiProperties.json', ':a/apiProperties.json', tree, 'f'.repeat(40), 'HEAD..HEAD', 'HEAD HEAD', 'HEAD\nHEAD', '^HEAD', 'a\0b']) {
      assertUsage(await run(['check', '--fix', `--since=${commit}`, 'a'], { cwd }), /^connector-studio: There is no commit "/);
    }
    assert.equal(git(cwd, 'status', '--short'), '', 'nothing was written');
  });

  test('outside of a repository', async (t) => {
    const cwd = folderWith(t, connector('a'));
    assertUsage(await run(['check', '--since', 'HEAD', 'a'], { cwd }), /^connector-studio: --since compares with a git commit, and git finds no repository for \S+a: not a git repository/);
  });

  test('in a repository without a commit', async (t) => {
    const cwd = folderWith(t, connector('a'));
    git(cwd, 'init', '--quiet');
    assertUsage(await run(['check', '--since', 'HEAD', 'a'], { cwd }), /^connector-studio: There is no commit "HEAD"/);
  });

  test('without git', async (t) => {
    const cwd = repositoryWith(t, connector('a'));
    const { PATH } = process.env;
    process.env['PATH'] = cwd;
    try {
      assertUsage(await run(['check', '--since', 'HEAD', 'a'], { cwd }), /^connector-studio: --since asks git, and git was not found\./);
    } finally {
      process.env['PATH'] = PATH;
    }
  });
});
