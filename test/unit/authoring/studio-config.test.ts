/** `.connectorstudio.yaml`: what it says, and what is wrong with it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyTextEdits } from '../../../src/connector/edit-sequence.ts';
import { DEFAULT_OPTIONS, mergedOptions } from '../../../src/authoring/check-options.ts';
import { readStudioConfig, RULE_LEVELS } from '../../../src/authoring/studio-config.ts';

const IDS = ['publisher-missing', 'redirect-mode-global', 'operation-id-unique'];

function problemsOf(text: string): { at: string; message: string; mended?: string }[] {
  return readStudioConfig(text, IDS).problems.map(({ range, message, fix }) => ({
    at: text.slice(range.start, range.end),
    message,
    ...(fix && { mended: applyTextEdits(text, fix.edits) }),
  }));
}

describe('a sound file', () => {
  test('gives profile and levels', () => {
    const { options, problems } = readStudioConfig('profile: certify\nrules:\n  publisher-missing: error\n  redirect-mode-global: off # asked for\n', IDS);
    assert.deepEqual(options, { profile: 'certify', rules: { 'publisher-missing': 'error', 'redirect-mode-global': 'off' } });
    assert.deepEqual(problems, []);
  });

  test('may have every level', () => {
    for (const level of RULE_LEVELS) assert.deepEqual(readStudioConfig(`rules: { publisher-missing: ${level} }`, IDS).options, { rules: { 'publisher-missing': level } });
  });

  test('may be empty, in whole or in part', () => {
    for (const text of ['', '\n', '# nothing yet\n']) assert.deepEqual(readStudioConfig(text, IDS), { options: {}, problems: [] });
    assert.deepEqual(readStudioConfig('rules:\n', IDS), { options: { rules: {} }, problems: [] });
  });
});

describe('problems', () => {
  test('an unknown key', () => {
    assert.deepEqual(problemsOf('profil: certify\n'), [{ at: 'profil', message: '.connectorstudio.yaml has no key "profil". Is "profile" meant?', mended: 'profile: certify\n' }]);
    assert.deepEqual(problemsOf('profile: build\nextends: ours\n'), [{ at: 'extends', message: '.connectorstudio.yaml has no key "extends". It has profile and rules.', mended: 'profile: build\n' }]);
  });

  test('an unknown rule', () => {
    assert.deepEqual(problemsOf('rules:\n  publisher-mising: off\n'), [{ at: 'publisher-mising', message: 'There is no rule "publisher-mising". Is "publisher-missing" meant?', mended: 'rules:\n  publisher-missing: off\n' }]);
    assert.deepEqual(problemsOf('rules:\n  tags: off\n  publisher-missing: off\n'), [{ at: 'tags', message: 'There is no rule "tags". The ids are listed in docs/rules.md.', mended: 'rules:\n  publisher-missing: off\n' }]);
  });

  test('an unknown level or profile', () => {
    assert.deepEqual(problemsOf('rules:\n  publisher-missing: warn\n'), [{ at: 'warn', message: 'There is no level "warn". Is "warning" meant?', mended: 'rules:\n  publisher-missing: warning\n' }]);
    assert.deepEqual(problemsOf('rules:\n  publisher-missing: false\n'), [{ at: 'false', message: 'There is no level "false". Is "off" meant?', mended: 'rules:\n  publisher-missing: off\n' }]);
    assert.deepEqual(problemsOf('rules:\n  publisher-missing: loud\n'), [{ at: 'loud', message: 'There is no level "loud". Write error, warning, information, hint, off or default.' }]);
    assert.deepEqual(problemsOf('profile: Certify\n'), [{ at: 'Certify', message: 'There is no profile "Certify". Is "certify" meant?', mended: 'profile: certify\n' }]);
    assert.deepEqual(problemsOf('profile:\n'), [{ at: 'profile', message: 'A profile is expected here. Write build or certify.' }]);
    assert.deepEqual(problemsOf('rules:\n  publisher-missing: [off]\n').map(({ at }) => at), ['[']);
  });

  test('another form than a mapping', () => {
    assert.deepEqual(problemsOf('- profile: build\n').map(({ at, message }) => [at, message]), [['-', '.connectorstudio.yaml has the keys profile and rules, and nothing else.']]);
    assert.deepEqual(problemsOf('rules: off\n').map(({ at }) => at), ['rules']);
  });

  test('broken YAML is told, and what can be read counts', () => {
    const { options, problems } = readStudioConfig('profile: certify\nrules: [', IDS);
    assert.ok(problems.some(({ severity }) => severity === 'error'));
    assert.equal(options.profile, 'certify');
  });

  test('what is wrong is left out, what is right stays', () => {
    assert.deepEqual(readStudioConfig('profile: strict\nrules:\n  nope: off\n  publisher-missing: hint\n', IDS).options, { rules: { 'publisher-missing': 'hint' } });
    assert.deepEqual(readStudioConfig('rules: { __proto__: off, constructor: off }', IDS).options, { rules: {} });
  });
});

test('nearer files go over outer ones, rule by rule', () => {
  const outer = readStudioConfig('profile: certify\nrules: { publisher-missing: off, redirect-mode-global: hint }', IDS);
  const inner = readStudioConfig('rules: { publisher-missing: default }', IDS);
  const settings = { ...DEFAULT_OPTIONS, rules: { 'operation-id-unique': 'warning' } } as const;
  assert.deepEqual(mergedOptions(mergedOptions(settings, outer.options), inner.options), { profile: 'certify', rules: { 'operation-id-unique': 'warning', 'publisher-missing': 'default', 'redirect-mode-global': 'hint' } });
});
