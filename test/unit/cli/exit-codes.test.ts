/** What a build goes by: 0 clean, 1 errors or too many warnings, 2 usage and input that could not be read. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { BREAKING_CHANGE_IDS } from '../../../src/authoring/breaking-diagnostics.ts';
import { connector, definitionWithError, definitionWithWarning, findings, folderWith, report, run, VERSION } from './command-line.ts';

describe('usage', () => {
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /Say what to do: check or identity\./],
    [['chekc', '.'], /There is no command "chekc"\. The commands are check and identity\./],
    [['check'], /Name what to check: folders, files or globs, or - for a list on standard input\./],
    [['check', '--frmat', 'json', '.'], /Unknown option '--frmat'\./],
    [['check', '--format', 'xml', '.'], /There is no format "xml"\. The formats are text, json, sarif, github\./],
    [['check', '--format', 'constructor', '.'], /There is no format "constructor"/],
    [['check', '--format'], /'--format <value>' argument missing\./],
    [['check', '--profile', 'strict', '.'], /There is no profile "strict"\. The profiles are build and certify\./],
    [['check', '--max-warnings', 'few', '.'], /--max-warnings takes a number from 0 on, not "few"\./],
    [['check', '--max-warnings=-1', '.'], /--max-warnings takes a number from 0 on, not "-1"\./],
    [['check', '--quiet=yes', '.'], /'--quiet' does not take an argument\./],
  ];
  for (const [argv, said] of wrong) {
    test(argv.join(' ') || 'nothing', async (t) => {
      const cwd = folderWith(t, connector('a'));
      const { exit, out, err } = await run(argv, { cwd });
      assert.deepEqual([exit, out], [2, '']);
      assert.match(err, said);
      assert.match(err, /^connector-studio: [^\n]*\.\nRun connector-studio --help for the usage\.\n$/);
    });
  }

  test('--help tells each option', async (t) => {
    const { exit, out, err } = await run(['--help'], { cwd: folderWith(t, {}) });
    for (const option of ['--format', '--profile', '--max-warnings', '--fix', '--since', '--quiet', '--help', '--version']) assert.ok(out.includes(option), option);
    assert.deepEqual([exit, err], [0, '']);
  });

  test('docs/cli.md tells each option, each kind of break and each format', async (t) => {
    const text = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
    const { out } = await run(['--help'], { cwd: folderWith(t, {}) });
    for (const word of [...(out.match(/--[a-z-]+/g) ?? []), ...BREAKING_CHANGE_IDS, 'text', 'json', 'sarif', 'github']) assert.ok(text.includes(`\`${word}`), word);
  });

  test('--version', async (t) => {
    assert.deepEqual(await run(['--version'], { cwd: folderWith(t, {}) }), { exit: 0, out: `${VERSION}\n`, err: '' });
  });

  test('a fault of the program itself is told, and is no finding', async (t) => {
    const { exit, err } = await run(['check', '-'], { cwd: folderWith(t, {}) });
    assert.equal(exit, 2);
    assert.match(err, /^connector-studio: This is a fault of the program\. Please report it at https:.*\nError: Nobody gave anything/);
  });
});

describe('0 and 1', () => {
  test('by errors', async (t) => {
    const cwd = folderWith(t, { ...connector('good'), ...connector('bad', { definition: definitionWithError }), ...connector('warned', { definition: definitionWithWarning }) });
    assert.equal((await run(['check', 'good'], { cwd })).exit, 0);
    assert.equal((await run(['check', 'warned'], { cwd })).exit, 0);
    assert.equal((await run(['check', 'bad'], { cwd })).exit, 1);
    assert.equal((await run(['check', 'good', 'bad'], { cwd })).exit, 1);
  });

  test('by --max-warnings', async (t) => {
    const cwd = folderWith(t, { ...connector('a', { definition: definitionWithWarning }), ...connector('b', { definition: definitionWithWarning }) });
    const limited = (limit: string, ...more: string[]) => run(['check', '--max-warnings', limit, ...more, '.'], { cwd });
    assert.equal((await limited('2')).exit, 0);
    const { exit, err } = await limited('1');
    assert.deepEqual([exit, err], [1, 'connector-studio: 2 warnings are more than the 1 that --max-warnings allows.\n']);
    assert.equal((await limited('0', '--quiet')).exit, 1, 'quiet warnings count');
  });

  test('--quiet tells of errors only, and counts all', async (t) => {
    const cwd = folderWith(t, { ...connector('a', { definition: definitionWithWarning }), ...connector('b', { definition: definitionWithError }) });
    const { json, exit } = await report(['--quiet', '.'], { cwd });
    assert.deepEqual(findings(json), ['b/apiDefinition.swagger.json:14:15 base-path-form']);
    assert.deepEqual([json.summary.errors, json.summary.warnings, json.connectors.length], [1, 1, 2]);
    assert.equal(exit, 1);
    assert.doesNotMatch((await run(['check', '--quiet', '.'], { cwd })).out, /warning {6}/);
  });
});

describe('2: what cannot be read', () => {
  test('a path that does not exist, beside one that does', async (t) => {
    const cwd = folderWith(t, connector('a', { definition: definitionWithError }));
    const { exit, err, json } = await report(['a', 'b'], { cwd });
    assert.deepEqual([exit, err], [2, 'connector-studio: b does not exist.\n']);
    assert.deepEqual(findings(json), ['a/apiDefinition.swagger.json:14:15 base-path-form'], 'what can be read is checked all the same');
  });

  test('a folder that is no connector says so', async (t) => {
    const cwd = folderWith(t, { 'empty/readme.md': '# Hello\n', 'other/settings.json': '{ "editor.tabSize": 2 }' });
    for (const path of ['empty', 'other', '.']) {
      const { exit, err } = await run(['check', path], { cwd });
      assert.deepEqual([exit, err], [2, `connector-studio: ${path} is no connector, and none lies below it: there is neither apiDefinition.swagger.json nor apiProperties.json, in JSON or YAML.\n`]);
    }
  });

  test('files that belong to no connector', async (t) => {
    const cwd = folderWith(t, { 'a/readme.md': '', 'a/petstore.swagger.json': '{}', ...connector('b'), 'b/notes.txt': '', 'b/apiDefinition.json': '{}' });
    const said = async (path: string) => (await run(['check', path], { cwd })).err;
    assert.equal(await said('a/readme.md'), 'connector-studio: a/readme.md belongs to no connector: beside it lies neither apiDefinition.swagger.json nor apiProperties.json, in JSON or YAML.\n');
    assert.match(await said('a/petstore.swagger.json'), /belongs to no connector/);
    // Nobody is told that a file is fine which was not looked at.
    for (const name of ['notes.txt', 'apiDefinition.json']) {
      assert.equal(await said(`b/${name}`), `connector-studio: b/${name} is no file of the connector that lies there: that one has apiDefinition.swagger.json, apiProperties.json.\n`);
    }
  });

  // For root every file can be read: links that lead nowhere, to a folder or in a circle fail for everybody.
  test('a file that cannot be read, and what lies beside it', { skip: process.platform === 'win32' && 'links need rights on Windows' }, async (t) => {
    const cwd = folderWith(t, { ...connector('a', { properties: null }), ...connector('b', { definition: null }), ...connector('c'), ...connector('d', { definition: definitionWithError }) });
    symlinkSync('nowhere.json', join(cwd, 'a', 'apiProperties.json'));
    symlinkSync('apiDefinition.swagger.json', join(cwd, 'b', 'apiDefinition.swagger.json'));
    symlinkSync('missing', join(cwd, 'c', 'settings.json'));
    const { exit, err, json } = await report(['.'], { cwd });
    assert.equal(exit, 2);
    assert.deepEqual(err.replaceAll(cwd, '').split('\n').sort(), [
      '',
      'connector-studio: /a/apiProperties.json could not be checked: it does not exist.',
      'connector-studio: /b/apiDefinition.swagger.json could not be checked: its links lead in a circle.',
      'connector-studio: /c/settings.json could not be read: it does not exist.',
    ]);
    assert.deepEqual(findings(json), ['d/apiDefinition.swagger.json:14:15 base-path-form']);
  });

  test('a folder in the place of a file is none', async (t) => {
    const cwd = folderWith(t, connector('a', { properties: null }));
    mkdirSync(join(cwd, 'a', 'apiProperties.json'));
    const { exit, json } = await report(['a'], { cwd });
    assert.deepEqual([exit, json.connectors[0]?.files], [1, ['a/apiDefinition.swagger.json']]);
    assert.deepEqual(findings(json), ['a/apiDefinition.swagger.json:1:1 file-missing']);
  });

  test('a configuration that cannot be read', async (t) => {
    const cwd = folderWith(t, connector('a'));
    mkdirSync(join(cwd, '.connectorstudio.yaml'));
    const { exit, err } = await run(['check', 'a'], { cwd });
    assert.equal(exit, 2);
    assert.match(err, /\.connectorstudio\.yaml could not be checked: it is a folder\.\n$/);
  });

  test('a name that no file system has', async (t) => {
    const { exit, err } = await run(['check', 'a\0b'], { cwd: folderWith(t, connector('a')) });
    assert.equal(exit, 2);
    assert.match(err, /^connector-studio: [^\n]+\n$/);
  });
});

describe('broken files are findings', () => {
  const broken: Readonly<Record<string, readonly [string | Uint8Array, string]>> = {
    'empty': ['', 'file-object'],
    'white space': [' \n', 'file-object'],
    'no JSON': ['<html>', 'document-syntax'],
    'cut off': ['{ "swagger": "2.0", "info": {', 'document-syntax'],
    'a list': ['[]', 'file-object'],
    'null': ['null', 'file-object'],
    'not UTF-8': [Buffer.from('{ "swagger": "2.0", "info": { "title": "\xE4", "version": "1" } }', 'latin1'), 'replacement-character'],
    'UTF-16': [Buffer.from('\uFEFF{ "swagger": "2.0" }', 'utf16le'), 'document-syntax'],
    'zeroes': [new Uint8Array(1000), 'document-syntax'],
  };
  for (const [name, [content, rule]] of Object.entries(broken)) {
    test(name, async (t) => {
      const cwd = folderWith(t, connector('a', { definition: content }));
      const { exit, err, json } = await report(['a'], { cwd });
      assert.deepEqual([exit, err], [1, '']);
      assert.ok(json.connectors[0]?.diagnostics.some((diagnostic) => diagnostic.rule === rule && diagnostic.file === 'a/apiDefinition.swagger.json'), JSON.stringify(json.connectors[0]?.diagnostics));
    });
  }

  test('in all files at once', async (t) => {
    const cwd = folderWith(t, { ...connector('a', { definition: '{', properties: '' }), 'a/settings.json': '{ "connectorId": ', 'a/script.csx': Buffer.from([0xff, 0xfe, 0]), 'a/icon.png': '' });
    const { exit, err, json } = await report(['--fix', 'a'], { cwd });
    assert.deepEqual([exit, err], [1, '']);
    assert.ok(json.summary.errors >= 2);
  });
});
