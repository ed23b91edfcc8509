/** Which rules run, and with which severity. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_OPTIONS, effectiveSeverity, mergedOptions, type RuleLevel } from '../../../src/authoring/check-options.ts';
import type { Profile, Rule } from '../../../src/authoring/rule.ts';

function rule(id: string, profile: Profile): Rule {
  return { id, severity: 'warning', profile, title: '', explanation: '', source: '', bad: {}, good: {}, check: () => undefined };
}

const build = rule('build-rule', 'build');
const certify = rule('certify-rule', 'certify');

function severities(profile: Profile, rules: Readonly<Record<string, RuleLevel>> = {}): (string | undefined)[] {
  return [build, certify].map((one) => effectiveSeverity(one, { profile, rules })?.severity);
}

describe('profiles', () => {
  test('build leaves the rules of certification out', () => {
    assert.deepEqual(severities('build'), ['warning', undefined]);
    assert.deepEqual(severities(DEFAULT_OPTIONS.profile), ['warning', undefined]);
  });

  test('certify has both', () => {
    assert.deepEqual(severities('certify'), ['warning', 'warning']);
  });
});

describe('single rules', () => {
  test('off', () => {
    assert.deepEqual(severities('certify', { 'build-rule': 'off', 'certify-rule': 'off' }), [undefined, undefined]);
  });

  test('a severity also brings in a rule of certification', () => {
    assert.deepEqual(severities('build', { 'build-rule': 'hint', 'certify-rule': 'error' }), ['hint', 'error']);
  });

  test('default is as if the rule were not named', () => {
    assert.deepEqual(severities('build', { 'build-rule': 'default', 'certify-rule': 'default' }), ['warning', undefined]);
  });

  test('whoever chooses a severity means every case of the rule', () => {
    assert.equal(effectiveSeverity(build, { profile: 'build', rules: { 'build-rule': 'error' } })?.chosen, true);
    assert.equal(effectiveSeverity(build, DEFAULT_OPTIONS)?.chosen, false);
  });

  test('names of Object.prototype are no levels', () => {
    assert.equal(effectiveSeverity(rule('constructor', 'build'), DEFAULT_OPTIONS)?.severity, 'warning');
  });
});

test('inner options go over outer ones, key by key', () => {
  const outer = { profile: 'certify', rules: { a: 'off', b: 'error' } } as const;
  assert.deepEqual(mergedOptions(outer, { rules: { a: 'default', c: 'hint' } }), { profile: 'certify', rules: { a: 'default', b: 'error', c: 'hint' } });
  assert.deepEqual(mergedOptions(outer, { profile: 'build' }), { ...outer, profile: 'build' });
  assert.deepEqual(mergedOptions(outer, undefined), outer);
});
