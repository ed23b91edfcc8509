/** docs/rules.md and the setting that names rules are as the rules are. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { RULE_LEVELS } from '../../../src/authoring/studio-config.ts';
import { rules, ruleTopics } from '../../../src/authoring/rules/index.ts';
import { exampleJson } from '../../../scripts/example-json.ts';
import { manifestPath, rulesDocument, rulesDocumentPath, withRuleIds } from '../../../scripts/rules-doc.ts';

const HOW = 'A rule has changed since. Run "npm run docs:rules" and commit what it writes.';

test('docs/rules.md is up to date', () => {
  // Not assert.equal: the difference of two long texts takes minutes to print.
  assert.ok(readFileSync(rulesDocumentPath, 'utf8') === rulesDocument(ruleTopics), HOW);
});

test('package.json offers every rule in connectorStudio.rules.severity', () => {
  const manifest = readFileSync(manifestPath, 'utf8');
  assert.ok(manifest === withRuleIds(manifest, rules), HOW);
});

test('the setting and .connectorstudio.yaml have the same levels', () => {
  const { contributes } = JSON.parse(readFileSync(manifestPath, 'utf8')) as { contributes: { configuration: { properties: Record<string, { additionalProperties?: { enum: readonly string[] }; enum?: readonly string[] }> } } };
  assert.deepEqual(contributes.configuration.properties['connectorStudio.rules.severity']?.additionalProperties?.enum, RULE_LEVELS);
  assert.deepEqual(contributes.configuration.properties['connectorStudio.rules.profile']?.enum, ['build', 'certify']);
});

test('each rule has one heading, and links lead to it', () => {
  const text = rulesDocument(ruleTopics);
  assert.deepEqual([...text.matchAll(/^### (.+)$/gm)].map(([, id]) => id), rules.map(({ id }) => id));
  assert.deepEqual([...text.matchAll(/\]\(#([\w-]+)\)/g)].map(([, id]) => id), rules.map(({ id }) => id));
});

describe('examples as JSON for reading', () => {
  test('what fits stands on one line', () => {
    assert.equal(exampleJson({ a: [1, 'b', true], c: {} }), '{ "a": [1, "b", true], "c": {} }');
  });

  test('objects around one member take no lines', () => {
    const long = 'x'.repeat(80);
    assert.equal(exampleJson({ paths: { '/items': { get: { operationId: long, summary: long } } } }), `{ "paths": { "/items": { "get": {\n  "operationId": "${long}",\n  "summary": "${long}"\n} } } }`);
  });

  test('what is taken away is said', () => {
    assert.equal(exampleJson({ info: { title: 'Shelf', contact: null } }), '{ "info": {\n  "title": "Shelf"\n  // no "contact"\n} }');
  });

  test('what is long and the same in the other example is left out', () => {
    const same = { text: 'x'.repeat(70) };
    assert.equal(exampleJson({ a: 1, same, list: [same] }, { a: 2, same, list: [same] }), '{ "a": 1, "same": { … }, "list": […] }');
  });

  test('long texts are cut', () => {
    assert.ok(exampleJson({ text: 'x'.repeat(1_000) }).length < 100);
  });
});
