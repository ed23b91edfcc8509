/** What is printed: the same findings in four forms, and nothing in them that a terminal or a build server would obey. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rules } from '../../../src/authoring/rules/index.ts';
import { cleanDefinitionText, connector, definitionWithError, definitionWithWarning, folderWith, report, run, VERSION } from './command-line.ts';

const twoFaults = { ...connector('good'), ...connector('bad', { definition: definitionWithError }), ...connector('so so', { definition: definitionWithWarning }) };

describe('json', () => {
  test('has exactly the documented form', async (t) => {
    const cwd = folderWith(t, twoFaults);
    const { json, out, err, exit } = await report(['.'], { cwd });
    const { ms } = json.summary;
    assert.deepEqual(json, {
      version: VERSION,
      connectors: [
        {
          path: 'bad',
          files: ['bad/apiDefinition.swagger.json', 'bad/apiProperties.json'],
          diagnostics: [{
            file: 'bad/apiDefinition.swagger.json', line: 14, column: 15, endLine: 14, endColumn: 19, severity: 'error', rule: 'base-path-form',
            message: 'The base path "v1" must begin with a slash. Write "/v1".', fixable: true,
          }],
        },
        { path: 'good', files: ['good/apiDefinition.swagger.json', 'good/apiProperties.json'], diagnostics: [] },
        {
          path: 'so so',
          files: ['so so/apiDefinition.swagger.json', 'so so/apiProperties.json'],
          diagnostics: [{
            file: 'so so/apiDefinition.swagger.json', line: 17, column: 5, endLine: 17, endColumn: 11, severity: 'warning', rule: 'schemes-https',
            message: 'The platform takes the first scheme, so this one says nothing. Remove it.', fixable: true,
          }],
        },
      ],
      summary: { connectors: 3, files: 6, errors: 1, warnings: 1, infos: 0, ms },
    });
    assert.ok(Number.isInteger(ms) && ms > 0 && ms < 60_000);
    assert.deepEqual([Object.keys(json), Object.keys(json.summary), Object.keys(json.connectors[0]?.diagnostics[0] ?? {})], [
      ['version', 'connectors', 'summary'],
      ['connectors', 'files', 'errors', 'warnings', 'infos', 'ms'],
      ['file', 'line', 'column', 'endLine', 'endColumn', 'severity', 'rule', 'message', 'fixable'],
    ]);
    assert.ok(out.endsWith('}\n'));
    assert.equal(err, '');
    assert.equal(exit, 1);
  });

  test('has the same form with --fix and where there is nothing', async (t) => {
    const cwd = folderWith(t, twoFaults);
    assert.deepEqual(Object.keys((await report(['--fix', '.'], { cwd })).json), ['version', 'connectors', 'summary']);
    const { json, exit } = await report(['-'], { cwd, stdin: '' });
    assert.deepEqual({ ...json, summary: { ...json.summary, ms: 0 } }, { version: VERSION, connectors: [], summary: { connectors: 0, files: 0, errors: 0, warnings: 0, infos: 0, ms: 0 } });
    assert.equal(exit, 0);
  });

  test('counts lines as editors do and columns in UTF-16 units, a byte order mark not', async (t) => {
    const broken = '{ "swagger": "2.0", "info": { "title": "😀", "version": "1" }, "host": "a.com", "basePath": "v1",\r"schemes": ["https"], "paths": {} }';
    const cwd = folderWith(t, connector('', { definition: `\uFEFF${broken}` }));
    const { json } = await report(['.'], { cwd });
    const found = json.connectors[0]?.diagnostics.find(({ rule }) => rule === 'base-path-form');
    const column = broken.indexOf('"v1"') + 1;
    assert.deepEqual([found?.line, found?.column, found?.endLine, found?.endColumn], [1, column, 1, column + 4]);
    const mark = json.connectors[0]?.diagnostics.find(({ rule }) => rule === 'byte-order-mark');
    assert.deepEqual([mark?.line, mark?.column], [1, 1]);
  });
});

describe('text', () => {
  test('has one line for each finding, and a last one that sums up', async (t) => {
    const cwd = folderWith(t, twoFaults);
    const { out } = await run(['check', '.'], { cwd });
    const lines = out.replace(/\d+ ms/, 'N ms').split('\n');
    assert.deepEqual(lines, [
      'bad/apiDefinition.swagger.json:14:15  error        The base path "v1" must begin with a slash. Write "/v1".  base-path-form',
      'so so/apiDefinition.swagger.json:17:5  warning      The platform takes the first scheme, so this one says nothing. Remove it.  schemes-https',
      '',
      '3 connectors, 6 files: 1 error, 1 warning, 0 for information (N ms)',
      '',
    ]);
  });

  test('says so where all is well', async (t) => {
    const cwd = folderWith(t, connector('shelf'));
    const { out, err, exit } = await run(['check', 'shelf'], { cwd });
    assert.match(out, /^1 connector, 2 files: 0 errors, 0 warnings, 0 for information \(\d+ ms\)\n$/);
    assert.deepEqual([err, exit], ['', 0]);
  });

  test('has colors in a terminal only', async (t) => {
    const cwd = folderWith(t, twoFaults);
    assert.ok(!(await run(['check', '.'], { cwd })).out.includes('\u001B'));
    const { out } = await run(['check', '.'], { cwd, colors: true });
    assert.match(out, /\u001B\[31merror {6}\u001B\[0m/);
    assert.equal(out.replaceAll(/\u001B\[\d+m/g, '').replace(/\d+ ms/, ''), (await run(['check', '.'], { cwd })).out.replace(/\d+ ms/, ''));
  });
});

describe('github', () => {
  test('annotates lines', async (t) => {
    const cwd = folderWith(t, twoFaults);
    const { out, exit } = await run(['check', '--format', 'github', '.'], { cwd });
    assert.deepEqual(out.split('\n'), [
      '::error file=bad/apiDefinition.swagger.json,line=14,endLine=14,col=15,endColumn=19,title=base-path-form::The base path "v1" must begin with a slash. Write "/v1".',
      '::warning file=so so/apiDefinition.swagger.json,line=17,endLine=17,col=5,endColumn=11,title=schemes-https::The platform takes the first scheme, so this one says nothing. Remove it.',
      '',
    ]);
    assert.equal(exit, 1);
  });

  test('gives information and hints as notices', async (t) => {
    for (const level of ['information', 'hint']) {
      const cwd = folderWith(t, { ...connector('', { definition: definitionWithError }), '.connectorstudio.yaml': `rules: { base-path-form: ${level} }\n` });
      assert.match((await run(['check', '--format', 'github', '.'], { cwd })).out, /^::notice file=apiDefinition\.swagger\.json,line=14,/);
    }
  });

  test('writes percent signs, colons and commas of names as the runner reads them', async (t) => {
    const cwd = folderWith(t, connector('50%, a: b', { definition: definitionWithError }));
    assert.match((await run(['check', '--format', 'github', '.'], { cwd })).out, /^::error file=50%25%2C a%3A b\/apiDefinition\.swagger\.json,line=14,/);
  });
});

describe('sarif', () => {
  /** The parts of the 2.1.0 schema that concern what we write: required properties, types, enums, minimums. */
  function assertSarif(log: unknown): asserts log is SarifLog {
    const { version, runs, $schema }: SarifLog = log as SarifLog;
    assert.equal(version, '2.1.0');
    assert.match($schema, /^https:.*sarif-schema-2\.1\.0\.json$/);
    assert.equal(runs.length, 1);
    for (const { tool, results, columnKind, ...rest } of runs) {
      assert.deepEqual(rest, {});
      const { driver } = tool;
      assert.ok(typeof driver.name === 'string' && driver.name !== '');
      assert.match(driver.semanticVersion, /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/);
      assert.ok(URL.canParse(driver.informationUri));
      assert.equal(columnKind, 'utf16CodeUnits');
      assert.equal(new Set(driver.rules.map((rule) => rule.id)).size, driver.rules.length, 'each rule once');
      for (const rule of driver.rules) {
        assert.match(rule.id, /^[a-z0-9-]+$/);
        assert.ok(rule.shortDescription.text.length > 10, rule.id);
        if (rule.help) assert.ok(typeof rule.help.text === 'string' && rule.help.text !== '');
        if (rule.defaultConfiguration) assert.ok(['none', 'note', 'warning', 'error'].includes(rule.defaultConfiguration.level));
      }
      for (const { ruleId, ruleIndex, level, message, locations } of results) {
        assert.equal(driver.rules[ruleIndex]?.id, ruleId);
        assert.ok(['none', 'note', 'warning', 'error'].includes(level));
        assert.ok(message.text !== '');
        assert.equal(locations.length, 1);
        for (const { physicalLocation: { artifactLocation, region } } of locations) {
          // RFC 3986 relative references: no characters but these, and no colon in the first segment.
          assert.match(artifactLocation.uri, /^(?:[A-Za-z0-9\-._~!$&'()*+,;=@/]|%[0-9A-F]{2})+$/);
          for (const value of Object.values<number>(region)) assert.ok(Number.isInteger(value) && value >= 1);
          assert.ok(region.endLine > region.startLine || (region.endLine === region.startLine && region.endColumn >= region.startColumn));
        }
      }
    }
  }

  test('is what the standard asks for', async (t) => {
    const cwd = folderWith(t, { ...twoFaults, ...connector('a #1? 100%: [ü]', { definition: definitionWithError }), '.connectorstudio.yaml': 'prifile: build\n' });
    const { out, exit } = await run(['check', '--format', 'sarif', '--profile', 'certify', '.'], { cwd });
    const log: unknown = JSON.parse(out);
    assertSarif(log);
    const { results, tool } = log.runs[0] as SarifLog['runs'][number];
    assert.equal(tool.driver.version, VERSION);
    assert.deepEqual(results.filter(({ level }) => level === 'error').map(({ ruleId, locations }) => `${ruleId} ${decodeURIComponent(locations[0]?.physicalLocation.artifactLocation.uri ?? '')}`), [
      'base-path-form a #1? 100%: [ü]/apiDefinition.swagger.json',
      'base-path-form bad/apiDefinition.swagger.json',
    ]);
    assert.deepEqual([...new Set(results.map(({ ruleId }) => ruleId))].sort(), ['base-path-form', 'readme-missing', 'schemes-https', 'studio-config']);
    assert.equal(exit, 1);
  });

  test('names each rule as it is documented', async (t) => {
    const cwd = folderWith(t, twoFaults);
    const log: unknown = JSON.parse((await run(['check', '--format', 'sarif', '.'], { cwd })).out);
    assertSarif(log);
    for (const { id, shortDescription, defaultConfiguration } of log.runs[0]?.tool.driver.rules ?? []) {
      const rule = rules.find((one) => one.id === id);
      assert.equal(shortDescription.text, rule?.title);
      assert.equal(defaultConfiguration?.level, rule?.severity);
    }
  });

  test('has a run without results where all is well', async (t) => {
    const cwd = folderWith(t, connector('shelf'));
    const log: unknown = JSON.parse((await run(['check', '--format', 'sarif', '.'], { cwd })).out);
    assertSarif(log);
    assert.deepEqual(log.runs.map(({ results }) => results), [[]]);
  });
});

describe('nothing that stands in a file is obeyed', () => {
  const escape = '\u001B]0;title\u0007\u001B[2J';
  const command = '##vso[task.setvariable variable=PATH]/tmp ##[add-path]/tmp';
  const hostile = `${escape}\n::error::mine\r\n${command}\u202Etxt`;
  const definition = cleanDefinitionText.replace('"v1"', '"/v1"').replace('"/v1"', JSON.stringify(hostile));

  for (const format of ['text', 'github', 'json', 'sarif']) {
    test(format, async (t) => {
      const cwd = folderWith(t, connector('a', { definition }));
      const { out } = await run(['check', '--format', format, '.'], { cwd });
      assert.ok(out.includes('title'), 'the text is told of');
      assert.doesNotMatch(out, /##vso\[/i);
      if (format !== 'github') assert.doesNotMatch(out, /##\[/);
      assert.doesNotMatch(out, /^\s*::error::mine/m);
      if (format === 'text') assert.doesNotMatch(out, /[\u001B\u0007\u202E\r]/);
      if (format === 'json') assert.ok((JSON.parse(out) as { connectors: [{ diagnostics: [{ message: string }] }] }).connectors[0].diagnostics[0].message.includes(command), 'the JSON is the same');
    });
  }

  test('nor in the name of a folder', { skip: process.platform === 'win32' && 'no such names on Windows' }, async (t) => {
    const cwd = folderWith(t, { ...connector('::error::a\nb', { definition: definitionWithError }), ...connector(`c${escape}`, { properties: null }) });
    const { out } = await run(['check', '.'], { cwd });
    assert.doesNotMatch(out, /[\u001B\u0007]/);
    assert.doesNotMatch(out, /^\s*::/m);
    const { err } = await run(['check', `nowhere${escape}##vso[task.complete]`], { cwd });
    assert.doesNotMatch(err, /[\u001B\u0007]|##vso/);
    assert.match(err, /matches no connector/);
  });
});

interface SarifLog {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly columnKind: string;
    readonly tool: { readonly driver: {
      readonly name: string;
      readonly version: string;
      readonly semanticVersion: string;
      readonly informationUri: string;
      readonly rules: readonly {
        readonly id: string;
        readonly shortDescription: { readonly text: string };
        readonly help?: { readonly text: string };
        readonly defaultConfiguration?: { readonly level: string };
      }[];
    } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly { readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string };
        readonly region: { readonly startLine: number; readonly startColumn: number; readonly endLine: number; readonly endColumn: number };
      } }[];
    }[];
  }[];
}
