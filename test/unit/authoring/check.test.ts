/** Running rules: order, repeats, severities, comments, and going step by step. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkConnector, startCheck } from '../../../src/authoring/check.ts';
import { DEFAULT_OPTIONS, type CheckOptions } from '../../../src/authoring/check-options.ts';
import { modelOfTexts } from '../../../src/authoring/model/build-model.ts';
import type { ConnectorModel, FileKind } from '../../../src/authoring/model/connector-model.ts';
import type { Finding, Rule } from '../../../src/authoring/rule.ts';

const FOLDER = 'file:///connectors/Shelf';
const FILES = { folder: FOLDER, folderName: 'Shelf', definition: `${FOLDER}/apiDefinition.swagger.yaml`, properties: `${FOLDER}/apiProperties.json`, script: `${FOLDER}/script.csx` };
const connector = modelOfTexts(FILES, { definition: 'swagger: "2.0"\ninfo: {} # connector-studio-disable-line quiet\n', properties: '{}', script: '' });

function finding(file: FileKind, start: number, end = start + 1, more: Partial<Finding> = {}): Finding {
  return { file, range: { start, end }, message: `${file} ${start}`, ...more };
}

function rule(id: string, findings: readonly Finding[], more: Partial<Rule> = {}): Rule {
  return { id, severity: 'warning', profile: 'build', title: '', explanation: '', source: '', bad: {}, good: {}, check: (_connector: ConnectorModel, report) => findings.forEach(report), ...more };
}

function found(rules: readonly Rule[], options: CheckOptions = DEFAULT_OPTIONS): string[] {
  return checkConnector(connector, rules, options).map(({ rule: id, severity, file, range }) => `${id} ${severity} ${file} ${range.start}-${range.end}`);
}

describe('order', () => {
  test('by file, then by place, then by rule', () => {
    const rules = [
      rule('b', [finding('script', 0), finding('properties', 1), finding('definition', 5, 9), finding('settings', 0)]),
      rule('a', [finding('definition', 5, 9), finding('definition', 5, 6), finding('definition', 0)]),
    ];
    assert.deepEqual(found(rules), [
      'a warning definition 0-1', 'a warning definition 5-6', 'a warning definition 5-9', 'b warning definition 5-9', 'b warning properties 1-2',
      'b warning settings 0-1', 'b warning script 0-1',
    ]);
  });
});

describe('repeats', () => {
  test('of one rule at one place with one message are one finding', () => {
    assert.deepEqual(found([rule('a', [finding('definition', 0), finding('definition', 0)])]), ['a warning definition 0-1']);
  });

  test('with another message, place or rule are findings of their own', () => {
    assert.equal(found([rule('a', [finding('definition', 0), finding('definition', 0, 1, { message: 'other' }), finding('definition', 0, 2)]), rule('b', [finding('definition', 0)])]).length, 4);
  });
});

describe('severity', () => {
  const mild = rule('a', [finding('definition', 0), finding('definition', 1, 2, { severity: 'hint' })]);

  test('one case may weigh less than its rule', () => {
    assert.deepEqual(found([mild]), ['a warning definition 0-1', 'a hint definition 1-2']);
  });

  test('a chosen one goes for every case', () => {
    assert.deepEqual(found([mild], { profile: 'build', rules: { a: 'error' } }), ['a error definition 0-1', 'a error definition 1-2']);
  });

  test('rules that are off, or of the other profile, are not even asked', () => {
    const asked: string[] = [];
    const asking = (id: string, more: Partial<Rule> = {}): Rule => rule(id, [], { ...more, check: () => void asked.push(id) });
    found([asking('off'), asking('certify', { profile: 'certify' }), asking('on')], { profile: 'build', rules: { off: 'off' } });
    assert.deepEqual(asked, ['on']);
  });
});

test('a comment switches one rule off where it stands', () => {
  const line = connector.documents.definition?.text.indexOf('info') ?? 0;
  assert.deepEqual(found([rule('quiet', [finding('definition', 0), finding('definition', line)]), rule('loud', [finding('definition', line)])]), [
    'quiet warning definition 0-1', `loud warning definition ${line}-${line + 1}`,
  ]);
});

test('diagnostics carry the file\'s URI, where there is a file, and what the finding has besides', () => {
  const mended = [{ title: 'Mend it', safe: true, changes: [] }];
  const fixes = () => mended;
  const related = [{ file: 'definition', range: { start: 0, end: 1 }, message: 'there' }] as const;
  const [first, second] = checkConnector(connector, [rule('a', [finding('definition', 0, 1, { fixes, related, tag: 'deprecated' }), finding('settings', 0)])], DEFAULT_OPTIONS);
  const { fixes: offered, ...rest } = first ?? {};
  assert.deepEqual(rest, { file: 'definition', uri: FILES.definition, range: { start: 0, end: 1 }, severity: 'warning', rule: 'a', message: 'definition 0', related, tag: 'deprecated' });
  assert.deepEqual(offered?.(), mended);
  assert.equal(second?.uri, undefined);
});

test('one step for each rule, and none runs before its step', () => {
  const asked: string[] = [];
  const asking = (id: string): Rule => rule(id, [], { check: (_connector, report) => { asked.push(id); report(finding('definition', asked.length)); } });
  const run = startCheck(connector, [asking('a'), asking('b'), rule('c', [], { profile: 'certify' })], DEFAULT_OPTIONS);
  assert.deepEqual(asked, []);
  const steps = run.steps[Symbol.iterator]();
  assert.equal(steps.next().done, false);
  assert.deepEqual(asked, ['a']);
  assert.equal([steps.next(), steps.next(), steps.next()].filter(({ done }) => done).length, 1);
  assert.deepEqual(run.diagnostics().map(({ rule: id }) => id), ['a', 'b']);
});

describe('what has been said already', () => {
  test('a schema is silent where a rule tells of the same value', () => {
    const schema = rule('schema', [finding('definition', 0, 4), finding('definition', 9)]);
    assert.deepEqual(found([schema, rule('host-form', [finding('definition', 0, 4), finding('properties', 9)])]), ['host-form warning definition 0-4', 'schema warning definition 9-10', 'host-form warning properties 9-10']);
  });

  test('rules are silent about a text that is broken, beyond that it is', () => {
    const broken = modelOfTexts({ ...FILES, script: undefined }, { definition: 'swagger: "2.0"\nho\nbasePath: /\n' });
    const at = (start: number, end: number) => finding('definition', start, end);
    const all = [rule('document-syntax', [at(15, 17)]), rule('property-unknown', [at(15, 17), at(18, 26)]), rule('host-missing', [at(0, 29)])];
    assert.deepEqual(checkConnector(broken, all, DEFAULT_OPTIONS).map(({ rule: id, range }) => `${id} ${range.start}`), ['host-missing 0', 'document-syntax 15', 'property-unknown 18']);
  });
});
