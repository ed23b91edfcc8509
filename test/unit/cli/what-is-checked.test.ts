/** From arguments and lists to connectors: folders, files, globs, odd names, links, and the configuration that goes for them. */
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { stringify } from 'yaml';
import { cleanDefinition, cleanProperties } from '../authoring/clean-connector.ts';
import { connector, definitionWithError, definitionWithWarning, findings, folderWith, report, run } from './command-line.ts';

const windows = process.platform === 'win32';

/** The connectors that an argument list leads to, and what is complained of. */
async function checked(cwd: string, argv: readonly string[], stdin?: string): Promise<{ readonly paths: readonly string[]; readonly err: string; readonly exit: number }> {
  const { json, err, exit } = await report(argv, { cwd, stdin });
  return { paths: json.connectors.map(({ path }) => path), err, exit };
}

describe('folders', () => {
  test('each connector below one, once, in order, and none in node_modules and .git', async (t) => {
    const cwd = folderWith(t, { ...connector('z'), ...connector('b/deep/er'), ...connector('b'), ...connector('.hidden'), ...connector('node_modules/x'), ...connector('.git/y'), 'readme.md': '' });
    assert.deepEqual(await checked(cwd, ['.']), { paths: ['.hidden', 'b', 'b/deep/er', 'z'], err: '', exit: 0 });
    assert.deepEqual(await checked(cwd, ['b', 'b/deep', 'b/apiProperties.json', join(cwd, 'b')]), { paths: ['b', 'b/deep/er'], err: '', exit: 0 });
  });

  test('the working directory itself, and one beside it', async (t) => {
    const cwd = folderWith(t, { ...connector('a'), ...connector('b', { definition: definitionWithError }) });
    assert.deepEqual((await checked(join(cwd, 'a'), ['.'])).paths, ['.']);
    const { json } = await report(['../b'], { cwd: join(cwd, 'a') });
    assert.deepEqual([json.connectors[0]?.path, findings(json)], ['../b', ['../b/apiDefinition.swagger.json:14:15 base-path-form']]);
  });
});

describe('files', () => {
  test('stand for their connector', async (t) => {
    const cwd = folderWith(t, { ...connector('a'), 'a/icon.png': '', 'a/script.csx': '' });
    for (const name of ['apiDefinition.swagger.json', 'apiProperties.json', 'icon.png', 'script.csx']) {
      assert.deepEqual((await checked(cwd, [`a/${name}`])).paths, ['a'], name);
    }
  });

  test('of the names that settings.json gives', async (t) => {
    const settings = '{ "connectorId": "shared_shelf", "apiDefinition": "shelf.json", "apiProperties": "props.json" }';
    const { 'apiDefinition.swagger.json': definition = '', 'apiProperties.json': properties = '' } = connector('', { definition: definitionWithError });
    const cwd = folderWith(t, { 'a/shelf.json': definition, 'a/props.json': properties, 'a/settings.json': settings });
    for (const path of ['a/shelf.json', 'a/settings.json', 'a']) {
      const { json } = await report([path], { cwd });
      assert.deepEqual(json.connectors[0]?.files, ['a/shelf.json', 'a/props.json', 'a/settings.json'], path);
      assert.ok(findings(json).includes('a/shelf.json:14:15 base-path-form'), path);
    }
  });

  test('in YAML', async (t) => {
    const definition = stringify({ ...cleanDefinition, basePath: 'v1' });
    const cwd = folderWith(t, { 'a/apiDefinition.swagger.yaml': `# ours\n${definition}`, 'a/apiProperties.yaml': stringify(cleanProperties), 'b/apiProperties.yml': stringify(cleanProperties), 'b/apiDefinition.yml': definition });
    const { json, exit } = await report(['.'], { cwd });
    const line = definition.slice(0, definition.indexOf('basePath')).split('\n').length;
    assert.deepEqual(findings(json), [`a/apiDefinition.swagger.yaml:${line + 1}:11 base-path-form`, `b/apiDefinition.yml:${line}:11 base-path-form`]);
    assert.equal(exit, 1);
  });
});

describe('globs', () => {
  const files = { ...connector('certified/a'), ...connector('certified/b'), ...connector('own/c'), 'certified/readme.md': '', 'certified/node_modules/x/apiProperties.json': '{}', 'docs/readme.md': '' };
  const globs: Readonly<Record<string, readonly string[]>> = {
    'certified/*': ['certified/a', 'certified/b'],
    '*/*/apiDefinition.swagger.json': ['certified/a', 'certified/b', 'own/c'],
    '**/apiProperties.{json,yaml}': ['certified/a', 'certified/b', 'own/c'],
    '**': ['certified/a', 'certified/b', 'own/c'],
    '{certified,own}/[ac]': ['certified/a', 'own/c'],
    './own/?': ['own/c'],
  };
  for (const [glob, paths] of Object.entries(globs)) {
    test(glob, async (t) => {
      assert.deepEqual(await checked(folderWith(t, files), [glob]), { paths, err: '', exit: 0 });
    });
  }

  test('an absolute one', async (t) => {
    const cwd = folderWith(t, files);
    assert.deepEqual((await checked(join(cwd, 'own'), [`${cwd.replaceAll('\\', '/')}/certified/*`])).paths, ['../certified/a', '../certified/b']);
  });

  test('one that matches nothing, or no connector, says so', async (t) => {
    for (const glob of ['nothing/*', 'docs/*', '*/readme.md', 'do[c]s']) {
      assert.deepEqual(await checked(folderWith(t, files), [glob]), { paths: [], err: `connector-studio: ${glob} matches no connector.\n`, exit: 2 });
    }
  });
});

describe('lists on standard input', () => {
  const files = { ...connector('a'), ...connector('b c'), ...connector('d\u00FC'), 'readme.md': '', 'a/notes.txt': '' };

  test('one name a line', async (t) => {
    const cwd = folderWith(t, files);
    assert.deepEqual(await checked(cwd, ['-'], 'a/apiProperties.json\r\nb c/apiDefinition.swagger.json\n\ndü\n'), { paths: ['a', 'b c', 'dü'], err: '', exit: 0 });
  });

  test('with NUL bytes between names, which may hold anything else', async (t) => {
    const odd = windows ? 'e' : ' e\nf ';
    const cwd = folderWith(t, { ...files, ...connector(odd) });
    assert.deepEqual(await checked(cwd, ['-'], `a\0${odd}/apiProperties.json\0`), { paths: [odd, 'a'].sort(), err: '', exit: 0 });
  });

  test('beside arguments', async (t) => {
    assert.deepEqual((await checked(folderWith(t, files), ['-', 'a'], 'b c\n')).paths, ['a', 'b c']);
  });

  test('changed files that are none of a connector are left out', async (t) => {
    const cwd = folderWith(t, files);
    assert.deepEqual(await checked(cwd, ['-'], 'readme.md\na/notes.txt\na/apiProperties.json\n'), { paths: ['a'], err: '', exit: 0 });
    assert.deepEqual(await checked(cwd, ['-'], 'readme.md\na/notes.txt\n'), { paths: [], err: '', exit: 0 });
    assert.deepEqual(await checked(cwd, ['-'], ''), { paths: [], err: '', exit: 0 });
  });

  test('names are names and no globs, and what is missing is told', async (t) => {
    const cwd = folderWith(t, { ...files, 'docs/readme.md': '' });
    assert.deepEqual(await checked(cwd, ['-'], '*\ngone/apiProperties.json\n'), { paths: [], err: 'connector-studio: * does not exist.\nconnector-studio: gone/apiProperties.json does not exist.\n', exit: 2 });
    assert.match((await checked(cwd, ['-'], 'docs\n')).err, /^connector-studio: docs is no connector/);
  });
});

describe('names', () => {
  const odd = ['with space', ' leading', '50%', '%41', 'a%2Fb', 'ünïcödé 日本 😀', 'a#b', 'a;b&c', "it's", 'a[b]', '{a,b}', '!x', '--fix', '-', '~', '$HOME', '__proto__', 'con struct(or)'];
  const onlyUnix = ['a\\b', 'q?', 'star*', 'quote"', 'co:lon', 'new\nline', 'tab\t', 'end '];
  for (const name of windows ? odd : [...odd, ...onlyUnix]) {
    test(JSON.stringify(name), async (t) => {
      const cwd = folderWith(t, { ...connector(name, { definition: definitionWithError }), ...connector('other') });
      const { json, err } = await report(['--', name === '-' ? './-' : name], { cwd });
      assert.equal(err, '');
      assert.deepEqual(json.connectors.map(({ path }) => path), [name]);
      assert.deepEqual(findings(json), [`${name}/apiDefinition.swagger.json:14:15 base-path-form`]);
      assert.deepEqual((await report(['.'], { cwd })).json.connectors.map(({ path }) => path).sort(), [name, 'other'].sort());
      assert.equal((await report(['--fix', '.'], { cwd })).json.summary.errors, 0);
    });
  }
});

describe('links', { skip: windows && 'links need rights on Windows' }, () => {
  /** `real` lies beside the folder that is checked. */
  function linked(t: TestContext): string {
    const folder = folderWith(t, { ...connector('work/a'), ...connector('real', { definition: definitionWithError }) });
    symlinkSync(join(folder, 'real'), join(folder, 'work', 'link'));
    symlinkSync('..', join(folder, 'work', 'a', 'circle'));
    return join(folder, 'work');
  }

  test('to folders are not followed', async (t) => {
    const cwd = linked(t);
    assert.deepEqual(await checked(cwd, ['.']), { paths: ['a'], err: '', exit: 0 });
    assert.deepEqual(await checked(cwd, ['*']), { paths: ['a'], err: '', exit: 0 });
    assert.deepEqual(await checked(cwd, ['**']), { paths: ['a'], err: '', exit: 0 });
  });

  test('unless they are named', async (t) => {
    assert.deepEqual(await checked(linked(t), ['link']), { paths: ['link'], err: '', exit: 1 });
  });

  test('to files are read, and ones to devices are not', async (t) => {
    const cwd = folderWith(t, { ...connector('a', { properties: null }), ...connector('b', { definition: definitionWithError }) });
    symlinkSync('../b/apiProperties.json', join(cwd, 'a', 'apiProperties.json'));
    symlinkSync('/dev/zero', join(cwd, 'a', 'script.csx'));
    symlinkSync('/dev/zero', join(cwd, 'a', 'settings.json'));
    const { json, err, exit } = await report(['a'], { cwd });
    assert.deepEqual([json.connectors[0]?.files, err, exit], [['a/apiDefinition.swagger.json', 'a/apiProperties.json'], '', 0]);
  });
});

describe('.connectorstudio.yaml', () => {
  test('goes for the connectors below it, the nearer one over the others', async (t) => {
    const cwd = folderWith(t, {
      ...connector('a', { definition: definitionWithError }), ...connector('b', { definition: definitionWithError }), ...connector('b/inner', { definition: definitionWithWarning }),
      '.connectorstudio.yaml': 'rules:\n  base-path-form: warning\n', 'b/.connectorstudio.yaml': 'rules:\n  base-path-form: off\n  schemes-https: error\n',
    });
    const { json, exit } = await report(['.'], { cwd });
    assert.deepEqual(json.connectors.flatMap(({ diagnostics }) => diagnostics).map(({ file, severity, rule }) => `${file} ${severity} ${rule}`), [
      'a/apiDefinition.swagger.json warning base-path-form', 'b/inner/apiDefinition.swagger.json error schemes-https',
    ]);
    assert.equal(exit, 1);
  });

  test('chooses the profile, and --profile goes over it', async (t) => {
    const cwd = folderWith(t, { ...connector('a'), '.connectorstudio.yaml': 'profile: certify\n' });
    assert.deepEqual(findings((await report(['a'], { cwd })).json), ['a/apiDefinition.swagger.json:1:1 readme-missing']);
    assert.deepEqual(findings((await report(['--profile', 'build', 'a'], { cwd })).json), []);
    const without = folderWith(t, connector('a'));
    assert.deepEqual(findings((await report(['a'], { cwd: without })).json), []);
    assert.deepEqual(findings((await report(['--profile', 'certify', 'a'], { cwd: without })).json), ['a/apiDefinition.swagger.json:1:1 readme-missing']);
  });

  test('is told of once, however many connectors it goes for', async (t) => {
    const cwd = folderWith(t, { ...connector('a'), ...connector('b'), ...connector('c'), '.connectorstudio.yaml': 'rules:\n  base-path-from: off\nprofile: ceritfy\n', 'b/.connectorstudio.yaml': 'rules: 7\n' });
    const { json, exit } = await report(['.'], { cwd });
    assert.deepEqual(findings(json), ['.connectorstudio.yaml:2:3 studio-config', '.connectorstudio.yaml:3:10 studio-config', 'b/.connectorstudio.yaml:1:1 studio-config']);
    assert.deepEqual([json.summary.warnings, exit], [3, 0]);
  });

  test('that is broken is an error', async (t) => {
    const cwd = folderWith(t, { ...connector('a'), '.connectorstudio.yaml': 'rules: [\n' });
    const { json, exit } = await report(['.'], { cwd });
    assert.ok(json.connectors[0]?.diagnostics.some(({ rule, severity, fixable }) => rule === 'studio-config' && severity === 'error' && !fixable));
    assert.equal(exit, 1);
  });

  test('above the repository is somebody else\'s', async (t) => {
    const cwd = folderWith(t, { ...connector('repository/a', { definition: definitionWithError }), '.connectorstudio.yaml': 'rules:\n  base-path-form: off\n' });
    assert.equal((await run(['check', '.'], { cwd })).exit, 0);
    mkdirSync(join(cwd, 'repository', '.git'));
    assert.equal((await run(['check', '.'], { cwd })).exit, 1);
  });
});
