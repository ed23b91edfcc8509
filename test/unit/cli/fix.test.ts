/** `--fix` writes what can be mended without changing anything else, and nothing more than that. */
import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { stringify } from 'yaml';
import { cleanDefinition, cleanProperties } from '../authoring/clean-connector.ts';
import { cleanDefinitionText, cleanPropertiesText, connector, definitionWithError, definitionWithWarning, findings, folderWith, report, run } from './command-line.ts';

const LONG_AGO = new Date('2020-01-01T00:00:00Z');

/** The base path, mended. */
const mendedDefinition = cleanDefinitionText;

/** A misspelt key: there is a fix, and it is for a person to say that this one is meant. */
const unsafe = cleanPropertiesText.replace('"iconBrandColor"', '"iconBrandColour"');

describe('--fix', () => {
  test('mends, says how often, and exits by what is left', async (t) => {
    const cwd = folderWith(t, { ...connector('a', { definition: definitionWithError }), ...connector('b', { definition: definitionWithWarning }) });
    const { out, err, exit } = await run(['check', '--fix', '.'], { cwd });
    assert.match(out, /^2 fixes applied\. 2 connectors, 4 files: 0 errors, 0 warnings, 0 for information \(\d+ ms\)\n$/);
    assert.deepEqual([err, exit], ['', 0]);
    assert.equal(readFileSync(join(cwd, 'a/apiDefinition.swagger.json'), 'utf8'), mendedDefinition);
  });

  test('a second run finds nothing to mend, and writes nothing', async (t) => {
    const cwd = folderWith(t, connector('a', { definition: definitionWithError }));
    await run(['check', '--fix', '.'], { cwd });
    const file = join(cwd, 'a/apiDefinition.swagger.json');
    utimesSync(file, LONG_AGO, LONG_AGO);
    assert.match((await run(['check', '--fix', '.'], { cwd })).out, /^0 fixes applied\. /);
    assert.deepEqual(statSync(file).mtime, LONG_AGO);
  });

  test('does not touch files without a finding, and keeps the rights of those with one', async (t) => {
    const cwd = folderWith(t, connector('a', { definition: definitionWithError }));
    const [definition, properties] = [join(cwd, 'a/apiDefinition.swagger.json'), join(cwd, 'a/apiProperties.json')];
    for (const file of [definition, properties]) utimesSync(file, LONG_AGO, LONG_AGO);
    chmodSync(definition, 0o640);
    await run(['check', '--fix', 'a'], { cwd });
    assert.deepEqual(statSync(properties).mtime, LONG_AGO);
    assert.notDeepEqual(statSync(definition).mtime, LONG_AGO);
    if (process.platform !== 'win32') assert.equal(statSync(definition).mode & 0o777, 0o640);
  });

  test('without it nothing is written', async (t) => {
    const cwd = folderWith(t, connector('a', { definition: definitionWithError }));
    await run(['check', 'a'], { cwd });
    assert.equal(readFileSync(join(cwd, 'a/apiDefinition.swagger.json'), 'utf8'), definitionWithError);
  });

  test('leaves what a person has to decide', async (t) => {
    const cwd = folderWith(t, connector('a', { properties: unsafe, definition: definitionWithError }));
    const { json, exit } = await report(['--fix', 'a'], { cwd });
    assert.equal(readFileSync(join(cwd, 'a/apiProperties.json'), 'utf8'), unsafe);
    const left = json.connectors[0]?.diagnostics ?? [];
    assert.ok(left.some(({ fixable, file }) => fixable && file === 'a/apiProperties.json'), 'there is a fix, and it is not a safe one');
    assert.equal(exit, left.some(({ severity }) => severity === 'error') ? 1 : 0);
  });

  for (const [name, layout] of Object.entries<(text: string) => string>({
    'CRLF': (text) => text.replaceAll('\n', '\r\n'),
    'tabs': (text) => text.replaceAll('  ', '\t'),
    'no line break at the end': (text) => text.trimEnd(),
    'line breaks of several kinds': (text) => text.replace('\n', '\r\n').replace(/\n(?=[^\n]*"host")/, '\r'),
    'all in one line': (text) => JSON.stringify(JSON.parse(text)),
    'letters beyond ASCII': (text) => text.replace('Gets one item', 'Hölt 😀 日本 \u2028'),
  })) {
    test(`changes nothing else: ${name}`, async (t) => {
      const cwd = folderWith(t, connector('a', { definition: layout(definitionWithError) }));
      assert.equal((await report(['--fix', 'a'], { cwd })).json.summary.errors, 0);
      assert.equal(readFileSync(join(cwd, 'a/apiDefinition.swagger.json'), 'utf8'), layout(mendedDefinition));
    });
  }

  test('a byte order mark stays where it is allowed, and goes where the rule is that it goes', async (t) => {
    const yaml = (basePath: string): string => `\uFEFF# ours\r\n${stringify({ ...cleanDefinition, basePath }).replaceAll('\n', '\r\n')}`;
    const cwd = folderWith(t, {
      'yaml/apiDefinition.swagger.yaml': yaml('v1'), 'yaml/apiProperties.yaml': stringify(cleanProperties),
      ...connector('json', { definition: `\uFEFF${definitionWithError}` }),
      ...connector('kept', { definition: `\uFEFF${definitionWithError}` }), 'kept/.connectorstudio.yaml': 'rules: { byte-order-mark: off }\n',
    });
    assert.equal((await report(['--fix', '.'], { cwd })).json.summary.errors, 0);
    assert.equal(readFileSync(join(cwd, 'yaml/apiDefinition.swagger.yaml'), 'utf8'), yaml('/v1'));
    assert.equal(readFileSync(join(cwd, 'json/apiDefinition.swagger.json'), 'utf8'), mendedDefinition);
    assert.equal(readFileSync(join(cwd, 'kept/apiDefinition.swagger.json'), 'utf8'), `\uFEFF${mendedDefinition}`);
  });

  test('files that are not UTF-8 are not written: their bytes would be lost', async (t) => {
    const latin1 = Buffer.from(definitionWithError.replace('Gets one item', 'H\xF6lt'), 'latin1');
    const cwd = folderWith(t, { ...connector('a', { definition: latin1 }), ...connector('b', { definition: definitionWithError }) });
    const { err, exit, json } = await report(['--fix', '.'], { cwd });
    assert.deepEqual(readFileSync(join(cwd, 'a/apiDefinition.swagger.json')), latin1);
    assert.equal(readFileSync(join(cwd, 'b/apiDefinition.swagger.json'), 'utf8'), mendedDefinition);
    assert.match(err.replaceAll('\\', '/'), /^connector-studio: \S+\/a\/apiDefinition\.swagger\.json is not valid UTF-8, so nothing was mended in its connector: [^\n]+\n$/);
    assert.deepEqual(findings(json).filter((line) => line.endsWith('base-path-form')), ['a/apiDefinition.swagger.json:14:15 base-path-form']);
    assert.equal(exit, 1);
  });

  test('what is too broken to be read is left as it is', async (t) => {
    for (const definition of ['', '\0\0', '<html>', '"v1"']) {
      const cwd = folderWith(t, connector('a', { definition }));
      await report(['--fix', 'a'], { cwd });
      assert.equal(readFileSync(join(cwd, 'a/apiDefinition.swagger.json'), 'utf8'), definition);
    }
  });

  test('rules that are off are not mended', async (t) => {
    const cwd = folderWith(t, { ...connector('a', { definition: definitionWithError }), '.connectorstudio.yaml': 'rules: { base-path-form: off }\n' });
    await run(['check', '--fix', 'a'], { cwd });
    assert.equal(readFileSync(join(cwd, 'a/apiDefinition.swagger.json'), 'utf8'), definitionWithError);
  });

  test('a link to a file is written through, as editors do', { skip: process.platform === 'win32' && 'links need rights on Windows' }, async (t) => {
    const cwd = folderWith(t, { ...connector('a', { definition: null }), 'elsewhere.json': definitionWithError });
    symlinkSync('../elsewhere.json', join(cwd, 'a/apiDefinition.swagger.json'));
    assert.equal((await run(['check', '--fix', 'a'], { cwd })).exit, 0);
    assert.ok(lstatSync(join(cwd, 'a/apiDefinition.swagger.json')).isSymbolicLink());
    assert.equal(readFileSync(join(cwd, 'elsewhere.json'), 'utf8'), mendedDefinition);
  });

  test('where a file cannot be written, that is told, and the others are mended', { skip: process.getuid?.() === 0 && 'root may write every file' }, async (t) => {
    const cwd = folderWith(t, { ...connector('a', { definition: definitionWithError }), ...connector('b', { definition: definitionWithError }) });
    chmodSync(join(cwd, 'a/apiDefinition.swagger.json'), 0o444);
    const { err, exit } = await run(['check', '--fix', '.'], { cwd });
    assert.match(err, /apiDefinition\.swagger\.json could not be checked: the rights to it are missing\.\n$/);
    assert.equal(exit, 2);
    assert.equal(readFileSync(join(cwd, 'b/apiDefinition.swagger.json'), 'utf8'), mendedDefinition);
  });
});
