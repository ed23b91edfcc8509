import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkConnector, type Diagnostic } from '../../../../src/authoring/check.ts';
import { DEFAULT_OPTIONS } from '../../../../src/authoring/check-options.ts';
import { codeActionsAt, rulesToFixAll } from '../../../../src/authoring/features/code-actions.ts';
import { fixAll } from '../../../../src/authoring/features/fix-all.ts';
import { renameKey, replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import type { ConnectorModel } from '../../../../src/authoring/model/connector-model.ts';
import type { Rule } from '../../../../src/authoring/rule.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';
import { visibilityValue } from '../../../../src/authoring/rules/schemas/visibility-value.ts';
import { connectorOfTexts } from './marked-connector.ts';

const example = { bad: {}, good: {} };

/** Finds the texts `from` behind the key `title` and offers to write `to`. */
function wordRule(id: string, from: string, to: string, safe = true): Rule {
  return {
    id, severity: 'warning', profile: 'build', title: id, explanation: '', source: '', ...example,
    check: ({ definition }, report) => {
      for (const member of definition?.root.members ?? []) {
        if (!definition || member.value.value !== from) continue;
        report({ file: 'definition', range: member.value.range, message: id, fixes: () => [{ title: `Write ${to}`, safe, changes: [{ file: 'definition', edits: replaceScalar(definition.document, member.value, to) }] }] });
      }
    },
  };
}

/** Wants every key in capitals, with the word rules' texts in the same edits. */
const keyRule: Rule = {
  id: 'key', severity: 'warning', profile: 'build', title: 'key', explanation: '', source: '', ...example,
  check: ({ definition }, report) => {
    for (const member of definition?.root.members ?? []) {
      if (!definition || member.key === member.key.toUpperCase()) continue;
      const range = { start: member.keyRange.start, end: member.value.range.end };
      const whole = applyTextEdits(definition.document.text.slice(range.start, range.end), renameKey(definition.document, member, member.key.toUpperCase()).map((edit) => ({ ...edit, range: { start: 0, end: edit.range.end - edit.range.start } })));
      report({ file: 'definition', range: member.keyRange, message: 'key', fixes: () => [{ title: 'Write in capitals', safe: true, changes: [{ file: 'definition', edits: [{ range, newText: whole }] }] }] });
    }
  },
};

const definition = '{ "paths": { "/a": { "get": { "x-ms-visibility": "Advanced", "operationId": "A" }, "put": { "x-ms-visibility": "INTERNAL", "operationId": "B" }, "post": { "x-ms-visibility": "nothing" } } } }';

function checked(connector: ConnectorModel, rules: readonly Rule[]): Diagnostic[] {
  return checkConnector(connector, rules, DEFAULT_OPTIONS);
}

describe('code actions', () => {
  const connector = connectorOfTexts({ definition }, 'json');
  const diagnostics = checked(connector, [visibilityValue]);
  const at = (text: string): number => definition.indexOf(text);

  test('the fixes of the findings that the range touches', () => {
    const [action, ...more] = codeActionsAt(diagnostics, 'definition', { start: at('Advanced'), end: at('Advanced') });
    assert.deepEqual(more, []);
    assert.equal(action?.title, 'Write "advanced"');
    assert.equal(action?.isPreferred, true);
    assert.equal(action?.diagnostic.rule, 'visibility-value');
    assert.equal(applyTextEdits(definition, action?.changes[0]?.edits ?? []), definition.replace('Advanced', 'advanced'));
    assert.equal(codeActionsAt(diagnostics, 'definition', { start: 0, end: definition.length }).length, 2);
  });

  test('none elsewhere', () => {
    assert.deepEqual(codeActionsAt(diagnostics, 'definition', { start: 0, end: 5 }), []);
    assert.deepEqual(codeActionsAt(diagnostics, 'properties', { start: 0, end: definition.length }), []);
  });

  test('plain data, which can go to another thread', () => {
    const actions = codeActionsAt(diagnostics, 'definition', { start: 0, end: definition.length });
    assert.deepEqual(structuredClone(actions), actions);
  });

  test('the first fix is preferred only where it is safe', () => {
    const found = checked(connectorOfTexts({ definition: '{ "title": "one" }' }, 'json'), [wordRule('word', 'one', 'two', false)]);
    assert.deepEqual(codeActionsAt(found, 'definition', { start: 0, end: 18 }).map(({ isPreferred, safe }) => [isPreferred, safe]), [[false, false]]);
  });

  test('a rule that can be mended in several places of the file', () => {
    assert.deepEqual(rulesToFixAll(diagnostics, 'definition', { start: at('Advanced'), end: at('Advanced') }), ['visibility-value']);
    const once = checked(connectorOfTexts({ definition: definition.replace('INTERNAL', 'internal') }, 'json'), [visibilityValue]);
    assert.deepEqual(rulesToFixAll(once, 'definition', { start: at('Advanced'), end: at('Advanced') }), []);
  });
});

describe('fix all', () => {
  test('every safe fix, in one go', () => {
    for (const format of ['json', 'yaml'] as const) {
      const fixed = fixAll(connectorOfTexts({ definition }, format), [visibilityValue], DEFAULT_OPTIONS);
      assert.equal(fixed.count, 2);
      assert.deepEqual(fixed.texts, { definition: definition.replace('Advanced', 'advanced').replace('INTERNAL', 'internal') });
      assert.equal(fixed.connector.documents.definition?.text, fixed.texts.definition);
    }
  });

  test('one fix makes way for another', () => {
    const fixed = fixAll(connectorOfTexts({ definition: '{ "title": "one" }' }, 'json'), [wordRule('a', 'one', 'two'), wordRule('b', 'two', 'three')], DEFAULT_OPTIONS);
    assert.deepEqual([fixed.count, fixed.texts.definition], [2, '{ "title": "three" }']);
  });

  test('two fixes that want the same text come one after the other', () => {
    const fixed = fixAll(connectorOfTexts({ definition: '{ "title": "one", "name": "one" }' }, 'json'), [keyRule, wordRule('a', 'one', 'two')], DEFAULT_OPTIONS);
    assert.deepEqual([fixed.count, fixed.texts.definition], [4, '{ "TITLE": "two", "NAME": "two" }']);
  });

  test('two rules at odds come to an end', () => {
    const fixed = fixAll(connectorOfTexts({ definition: '{ "title": "one" }' }, 'json'), [wordRule('a', 'one', 'two'), wordRule('b', 'two', 'one')], DEFAULT_OPTIONS);
    assert.equal(fixed.count, 1);
  });

  test('a fix that does not mend comes to an end', () => {
    const fixed = fixAll(connectorOfTexts({ definition: '{ "title": "one" }' }, 'json'), [wordRule('a', 'one', 'one')], DEFAULT_OPTIONS);
    assert.deepEqual([fixed.count, fixed.texts], [0, {}]);
  });

  test('a fix that would break the file is not kept', () => {
    const breaking: Rule = { ...wordRule('break', 'one', 'two'), check: ({ definition: model }, report) => {
      if (model) report({ file: 'definition', range: model.root.range, message: 'x', fixes: () => [{ title: 'x', safe: true, changes: [{ file: 'definition', edits: [{ range: { start: 0, end: 1 }, newText: '' }] }] }] });
    } };
    const fixed = fixAll(connectorOfTexts({ definition: '{ "title": "one" }' }, 'json'), [breaking], DEFAULT_OPTIONS);
    assert.deepEqual([fixed.count, fixed.texts], [0, {}]);
  });

  test('unsafe fixes, other files and other rules are left alone', () => {
    const connector = connectorOfTexts({ definition: '{ "title": "one" }' }, 'json');
    assert.equal(fixAll(connector, [wordRule('a', 'one', 'two', false)], DEFAULT_OPTIONS).count, 0);
    assert.equal(fixAll(connector, [wordRule('a', 'one', 'two')], DEFAULT_OPTIONS, { files: ['properties'] }).count, 0);
    assert.equal(fixAll(connector, [wordRule('a', 'one', 'two')], DEFAULT_OPTIONS, { rule: 'b' }).count, 0);
  });

  test('a hundred thousand fixes take no longer than a reader notices', () => {
    const many = `{ ${Array.from({ length: 100_000 }, (_, index) => `"k${index}": "one"`).join(', ')} }`;
    const start = process.cpuUsage();
    const fixed = fixAll(connectorOfTexts({ definition: many }, 'json'), [wordRule('a', 'one', 'two')], DEFAULT_OPTIONS);
    const { user } = process.cpuUsage(start);
    assert.equal(fixed.count, 100_000);
    // Comparing each with each takes ten times as long.
    assert.ok(user < 3_000_000, `${user / 1000} ms`);
  });
});
